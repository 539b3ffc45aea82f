// A message as the API takes and gives it, and the gate's refusal of one.
import { Type } from 'typebox';
import { LINT_RULES } from '../../consent/message-lint.js';
import type { GateReason, Verdict } from '../../consent/types.js';
import { type MessageStatus, RANK } from '../../store/message-status.js';
import type { Message } from '../../store/messages.js';
import type { ReviewMark } from '../message-doubts.js';
import { fieldProblem, PROBLEMS, Problem } from '../problems.js';
import { EXAMPLES } from './examples.js';
import { ContactId, EntryId, idLike, PhoneInput, Purpose, Slug, strict, Time } from './schemas.js';

/** Ten segments: past it carriers fail texts in ways that nobody can explain. */
export const BODY_MAX = 1_600;
const RETRY_AFTER_SECONDS = 2;

export const MessageBody = Type.Object(
  {
    to: PhoneInput,
    body: Type.String({ minLength: 1, maxLength: BODY_MAX }),
    program: Type.Optional(Slug),
    purpose: Type.Optional(Purpose),
    sender: Type.Optional(PhoneInput),
  },
  {
    ...{ ...strict, title: 'MessageInput' },
    examples: [{ to: '+1 602 555 0134', body: 'Hello Nora, we come on Tuesday at 9.' }],
  },
);
/** What is neither space nor control nor a mark that nobody sees. */
const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}]/u;
/** Line ends of every system and tabs are text; the rest steers machines that are long gone. */
const CONTROL = /(?![\n\t])\p{Cc}/u;
/** What stands for half a character once a body was read (json-bodies.ts). */
const REPLACED = '\ufffd';

/**
 * A text has to arrive as it was written.
 * @throws Problem 422 for one that shows nothing, or holds what no handset can show.
 */
export function requireSendable(body: string): void {
  if (!VISIBLE.test(body)) throw unsendable('/body shows nothing. Send words.');
  const [control] = CONTROL.exec(body.replaceAll('\r\n', '\n')) ?? [];
  if (control !== undefined) {
    const code = (control.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase();
    throw unsendable(`/body holds the control character U+${code}. Leave it out.`);
  }
  if (!body.isWellFormed() || body.includes(REPLACED)) {
    throw unsendable('/body holds half a character, or U+FFFD in its place. Send it whole.');
  }
}

const unsendable = (detail: string) => fieldProblem('invalid_text', '/body', detail);

const Warning = Type.Object(
  {
    code: Type.Enum(LINT_RULES.map(({ code }) => code)),
    detail: Type.String(),
    pointer: Type.String(),
  },
  {
    title: 'MessageWarning',
    description: 'What a carrier may refuse or filter, and how to mend it.',
  },
);
export const Accepted = Type.Object(
  {
    id: idLike(EXAMPLES.message),
    status: Type.Enum(['queued', 'held']),
    contact: ContactId,
    retryAt: Type.Optional(Time),
    warnings: Type.Array(Warning),
  },
  {
    title: 'AcceptedMessage',
    examples: [{ id: EXAMPLES.message, status: 'queued', contact: EXAMPLES.contact, warnings: [] }],
  },
);
const DecisionView = Type.Object(
  {
    at: Time,
    allowed: Type.Boolean(),
    reason: Type.Optional(Type.String()),
    rule: Type.String(),
    entry: Type.Optional(EntryId),
    retryAt: Type.Optional(Time),
  },
  { title: 'GateDecision' },
);
const Media = Type.Object({ url: Type.String(), contentType: Type.String() }, { title: 'Media' });
export const MessageStatusName = Type.Enum(Object.keys(RANK) as MessageStatus[], {
  title: 'MessageStatus',
});
export const MessageView = Type.Object(
  {
    id: idLike(EXAMPLES.message),
    direction: Type.Enum(['inbound', 'outbound']),
    contact: ContactId,
    from: Type.String(),
    to: Type.String(),
    body: Type.String(),
    appended: Type.Optional(
      Type.String({ description: 'What the service added to it: how to opt out, once a month.' }),
    ),
    media: Type.Optional(
      Type.Immutable(
        Type.Array(Media, {
          description: 'What came with it, at the provider. Nothing of it is ever fetched by us.',
        }),
      ),
    ),
    review: Type.Optional(
      Type.Enum(['waiting', 'done'], {
        description: 'Of a doubtful text: whether somebody still has to say what it means.',
      }),
    ),
    status: MessageStatusName,
    program: Type.Optional(Type.String()),
    purpose: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
    retryAt: Type.Optional(Time),
    decisions: Type.Optional(
      Type.Array(DecisionView, {
        description:
          'What the gate said of it, oldest first; said again, with the time of the last.',
      }),
    ),
    errorCode: Type.Optional(Type.String()),
    providerSid: Type.Optional(Type.String()),
    createdAt: Time,
    updatedAt: Time,
  },
  {
    title: 'Message',
    examples: [
      {
        ...{ id: EXAMPLES.message, direction: 'outbound', contact: EXAMPLES.contact },
        ...{ from: EXAMPLES.sender, to: EXAMPLES.phone, status: 'delivered' },
        body: 'Hello Nora, we come on Tuesday at 9.',
        ...{ program: EXAMPLES.program, purpose: 'informational' },
        ...{ createdAt: EXAMPLES.time, updatedAt: EXAMPLES.time },
      },
    ],
  },
);
export const MessageParams = Type.Object({ id: Type.String({ pattern: '^msg_[0-9a-f]{32}$' }) });
export const unknownMessage = () => new Problem('not_found', 'There is no message of this id.');

/**
 * The gate's reason as a refusal: 409 with the reason as its code, 503 when nothing could be read.
 */
export function refusal({ reason = 'no_consent', rule, retryAt }: Verdict): Problem {
  if (reason === 'cannot_read') {
    return new Problem('cannot_read', '', { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  const detail = `${PROBLEMS[reason].title} (rule ${rule}). Nothing was sent.`;
  return new Problem(reason, detail, retryAt === undefined ? {} : { retryAt });
}

/** Refusals that are over by themselves at a known time, or when sending goes on. */
const WAITS = new Set<GateReason>(['quiet_hours', 'frequency_cap', 'sender_paused']);

/** Whether a message is taken: it may leave now, or later without anybody doing anything. */
export const mayWait = ({ allowed, reason }: Verdict): boolean =>
  allowed || (reason !== undefined && WAITS.has(reason));

export function viewAccepted({ id, contact, status, retryAt }: Message) {
  return {
    id,
    contact,
    status: status === 'held' ? ('held' as const) : ('queued' as const),
    ...(retryAt && { retryAt: retryAt.toISOString() }),
  };
}

/** @param marks of texts that raised a doubt, by their inbox entry. */
export function viewMessage(
  { createdAt, updatedAt, retryAt, decisions, event, ...message }: Message,
  marks: ReadonlyMap<string, ReviewMark>,
) {
  const review = event === undefined ? undefined : marks.get(event);
  return {
    ...message,
    ...(review && { review }),
    ...(retryAt && { retryAt: retryAt.toISOString() }),
    ...(decisions && {
      decisions: decisions.map(({ at, ...told }) => ({ at: at.toISOString(), ...told })),
    }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
