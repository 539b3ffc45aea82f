// A sender as somebody wants it, checked. Used by the API and the command line alike; tokens pass
// through and are sealed by store/senders.ts.
import { parsePhone } from '../../phone.js';
import type { Sender } from '../../store/senders.js';
import type { Workspace } from '../../store/workspaces.js';
import type { ProblemFault } from '../problems.js';
import { refuseFaults } from './setting-faults.js';

/** What may be said of a sender. */
export interface SenderWish {
  readonly number: string;
  readonly accountSid: string;
  readonly defaultProgram: string;
  readonly keywordReplies: Sender['keywordReplies'];
  readonly messagesPerSecond?: number | undefined;
  readonly messagingServiceSid?: string | undefined;
  readonly authToken?: string | undefined;
}

const ACCOUNT_SID = /^AC[0-9a-f]{32}$/i;
const SERVICE_SID = /^MG[0-9a-f]{32}$/i;
/** What carriers grant a long code. */
const MESSAGES_PER_SECOND = 1;

/** @throws Problem 422 that names every fault. */
export function planSender(
  { programs }: Pick<Workspace, 'programs'>,
  wish: SenderWish,
): Omit<Sender, 'workspace' | 'provider'> & { authToken?: string } {
  const { accountSid, messagingServiceSid, authToken, messagesPerSecond } = wish;
  const number = parsePhone(wish.number);
  const faults: ProblemFault[] = [];
  const fault = (pointer: string, code: string, detail: string) =>
    void faults.push({ pointer, code, detail });
  if (!number) fault('/number', 'phone', 'is no phone number; wanted E.164, e.g. +16025550100');
  if (!ACCOUNT_SID.test(accountSid)) {
    fault('/accountSid', 'account_sid', 'is no account; wanted AC and 32 hex digits');
  }
  if (messagingServiceSid !== undefined && !SERVICE_SID.test(messagingServiceSid)) {
    fault('/messagingServiceSid', 'service_sid', 'is none; wanted MG and 32 hex digits');
  }
  refuseFaults([...faults, ...programFaults(programs, wish.defaultProgram)]);
  return {
    ...{ number: number ?? '', accountSid, defaultProgram: wish.defaultProgram },
    keywordReplies: wish.keywordReplies,
    messagesPerSecond: messagesPerSecond ?? MESSAGES_PER_SECOND,
    ...(messagingServiceSid !== undefined && { messagingServiceSid }),
    ...(authToken !== undefined && { authToken }),
  };
}

/** What is wrong with a sender's default program. */
export function programFaults(
  programs: Workspace['programs'],
  wanted: string | undefined,
): ProblemFault[] {
  if (wanted === undefined || Object.hasOwn(programs, wanted)) return [];
  const known = Object.keys(programs).join(', ') || 'none yet';
  const detail = `is ${JSON.stringify(wanted)}, which is no program; there are: ${known}`;
  return [{ pointer: '/defaultProgram', code: 'unknown_program', detail }];
}
