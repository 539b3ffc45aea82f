// How far a text of ours has come, said under its bubble in plain words. Pure.
import type { Message } from '../../../store/messages.js';
import { shortReason } from './gate-words.js';

export interface StateWords {
  /** What it means for whoever reads it: meaning is never colour alone. */
  readonly tone: 'calm' | 'wait' | 'good' | 'bad';
  readonly word: string;
}

type Told = Pick<Message, 'status' | 'reason' | 'retryAt'>;

/** @param say a moment as the person's clock has it. */
export function stateWords({ status, reason, retryAt }: Told, say: (at: Date) => string) {
  switch (status) {
    case 'queued':
      return state('wait', 'Waiting to leave');
    case 'held':
      return state('wait', heldWords(reason, retryAt && say(retryAt)));
    case 'sending':
      return state('calm', 'Sending');
    case 'sent':
      return state('calm', 'Sent, not delivered yet');
    case 'delivered':
      return state('good', 'Delivered');
    case 'undelivered':
    case 'failed':
      return state('bad', `Not delivered${reason === undefined ? '' : `: ${shortReason(reason)}`}`);
    case 'blocked':
      return state('bad', `Not sent${reason === undefined ? '' : `: ${shortReason(reason)}`}`);
    case 'unknown':
      return state(
        'bad',
        'Nobody knows whether it arrived: the provider’s answer was lost. It is not sent again',
      );
    case 'received':
      return state('calm', 'Received');
    default:
      return unknown(status);
  }
}

function heldWords(reason: string | undefined, until: string | undefined): string {
  const held = until === undefined ? 'Held' : `Held until ${until} there`;
  return reason === undefined ? held : `${held}: ${shortReason(reason)}`;
}

const state = (tone: StateWords['tone'], word: string): StateWords => ({ tone, word });

function unknown(status: never): never {
  throw new TypeError(`no words for the status ${JSON.stringify(status)}`);
}
