// What an effect is, on each channel, and what becomes of it while it is open. Types only; claims
// are in effects.ts.
import type { mongo } from 'mongoose';
import type { Effect, IsoTime, Purpose, Stamp, TemplateName } from '../consent/types.js';

/** What is to be sent: a text of our own in answer to an act, or a message of the workspace. */
export type TextContent =
  | {
      readonly kind: 'reply';
      readonly template: TemplateName;
      /** The ledger entry that this reply confirms; absent for HELP. */
      readonly entry?: string;
      /** Stamp and time of the act that asked for it. */
      readonly asked: Stamp;
      readonly askedAt: IsoTime;
      /** Language of the person, where anything suggested one. */
      readonly locale?: string;
    }
  | { readonly kind: 'message'; readonly purpose: Purpose; readonly body: mongo.Binary };

export type EffectOutcome =
  | { readonly result: 'sent'; readonly providerSid: string; readonly status: string }
  | { readonly result: 'blocked'; readonly reason: string; readonly rule: string }
  | {
      readonly result: 'failed';
      readonly reason: string;
      readonly code?: string;
      /** True when it is our account or sender that was refused: an operator has to see to it. */
      readonly alert?: true;
    }
  | { readonly result: 'unknown'; readonly reason: string }
  /** A question whose answer is in the inbox. */
  | { readonly result: 'answered' };

/** A text to a handset. */
export interface TextEffect {
  readonly channel: 'sms';
  readonly contact: string;
  readonly sender: string;
  readonly program: string;
  readonly text: TextContent;
  /** Id of the message that people see. */
  readonly message: string;
}

/** An invitation by e-mail; to whom and what it says is kept with the invitation. */
export interface MailEffect {
  readonly channel: 'email';
  readonly invitation: string;
}

/** When the provider got two texts whose order cannot be trusted; its answer is an act. */
export interface QuestionEffect {
  readonly channel: 'questions';
  readonly contact: string;
  readonly question: Omit<Extract<Effect, { kind: 'ask_order' }>, 'kind'>;
}

/** An event to be posted to one endpoint; its tries are kept with the delivery. */
export interface WebhookEffect {
  readonly channel: 'webhooks';
  /** The endpoint: whose line it stands in. */
  readonly sender: string;
  readonly event: string;
}

/** What an effect is, by the channel on which it leaves; each channel has its queue and worker. */
export type EffectContent = TextEffect | MailEffect | QuestionEffect | WebhookEffect;

/** What a writer hands in. */
export type NewEffect<Content extends EffectContent = EffectContent> = Content & {
  readonly _id: string;
  readonly workspace: string;
  readonly dueAt: Date;
};

export type EffectDocument<Content extends EffectContent = EffectContent> = Content & EffectState;
export type TextEffectDocument = TextEffect & EffectState;
export type MailEffectDocument = MailEffect & EffectState;
export type QuestionEffectDocument = QuestionEffect & EffectState;
export type WebhookEffectDocument = WebhookEffect & EffectState;

export interface EffectState {
  readonly _id: string;
  readonly workspace: string;
  readonly state: 'open' | 'claimed' | 'calling' | 'settled';
  /** When somebody has to look at it next; absent once it is settled. */
  readonly dueAt?: Date;
  readonly createdAt: Date;
  /** Whoever claimed it last; a settlement by another one is refused. */
  readonly claim?: string;
  readonly claimedAt?: Date;
  readonly callingAt?: Date;
  /** Ledger entry that the gate relied on when it let this one pass. */
  readonly relied?: string;
  /** What clocks showed at the call where the person may be; see consent/places.ts. */
  readonly localTimes?: readonly string[];
  /** Exact words of the last call, sealed: what a look-up compares with. */
  readonly said?: mongo.Binary;
  readonly attempts: number;
  readonly lookups: number;
  /** How often it was called again although the outcome of a call was never known. */
  readonly repeats?: number;
  /** How often the relay had to queue it again, and when it was queued last. */
  readonly hints: number;
  readonly hintedAt: Date;
  /** Its place in the line of its sender: what has the lowest is queued first. */
  readonly turn?: number;
  readonly outcome?: EffectOutcome;
  readonly settledAt?: Date;
  /** True while its outcome is one for a person to look at. */
  readonly dead?: true;
  /** What a person did about it last. */
  readonly handled?: { readonly id: string; readonly reason: string; readonly at: Date };
}
