// What the opt-in pop-up is told of one record: where it stands, what is under way, what may be
// done. The element has the same shape in src/console/opt-in/state.ts; a test holds them together.
import { type Static, Type } from 'typebox';
import { REQUEST_METHODS } from '../../consent/request-status.js';
import { EXAMPLES } from '../api/examples.js';

const Spoken = Type.Object(
  {
    iso: Type.String(),
    said: Type.String({ description: 'As people say it, in the record’s time zone.' }),
  },
  { title: 'SpokenTime' },
);
const Parts = Type.Array(Type.Object({ text: Type.String(), href: Type.Optional(Type.String()) }), {
  description: 'A text cut at its links.',
});
const Method = Type.Enum([...REQUEST_METHODS]);

const Asked = Type.Object(
  {
    id: Type.String(),
    method: Method,
    status: Type.Enum(['pending', 'opened', 'confirming']),
    keyword: Type.String(),
    token: Type.String(),
    smsUrl: Type.String(),
    until: Type.String({ description: 'A day.' }),
    /** The sentence that the agent reads aloud, frozen as evidence. */
    script: Type.Optional(Type.Object({ version: Type.Integer(), parts: Parts })),
    disclosure: Type.Object({ version: Type.Integer(), parts: Parts }),
    /** Dark squares as one path, a unit each, in a square of this side. */
    code: Type.Optional(
      Type.Object({ side: Type.Integer(), path: Type.String(), title: Type.String() }),
    ),
    mail: Type.Optional(
      Type.Object({
        to: Type.String(),
        status: Type.Enum(['queued', 'retrying', 'sent', 'failed', 'unknown']),
        reason: Type.Optional(Type.String()),
      }),
    ),
  },
  { title: 'WidgetAsked' },
);

const Question = Type.Object(
  {
    request: Type.String(),
    until: Type.Optional(Spoken),
    candidates: Type.Array(
      Type.Object({ contact: Type.String(), phone: Type.String(), at: Spoken }),
    ),
  },
  { title: 'WidgetQuestion' },
);

const EXAMPLE = {
  record: { id: EXAMPLES.record, name: EXAMPLES.name, first: 'Nora', phone: '(602) 555-0134' },
  brand: 'Brightside Windows',
  icon: { state: 'wait', word: 'Asked · 2 min ago' },
  ...{ flags: [], mayAct: true, keyword: 'START', questions: [], shown: '9f2c4e7a1b3d5068' },
  sender: { number: EXAMPLES.sender, said: '(602) 555-0100' },
  ways: [{ method: 'text_to_join' }, { method: 'qr' }, { method: 'email', closed: 'no_address' }],
  asked: [
    {
      ...{ id: EXAMPLES.request, method: 'text_to_join', status: 'pending' },
      ...{ keyword: 'START', token: 'K7Q2', smsUrl: 'sms:+16025550100?&body=START%20K7Q2' },
      until: '16 Mar',
      disclosure: { version: 3, parts: [{ text: EXAMPLES.disclosure }] },
    },
  ],
} as const;
export const WidgetState = Type.Object(
  {
    record: Type.Object({
      id: Type.String(),
      name: Type.String(),
      first: Type.String(),
      phone: Type.Optional(Type.String({ description: 'Its number, for reading.' })),
      email: Type.Optional(Type.String()),
    }),
    brand: Type.String(),
    icon: Type.Object({
      state: Type.Enum(['none', 'wait', 'ok', 'stop', 'block']),
      word: Type.String(),
    }),
    /** What made it so, where somebody or something did. */
    cause: Type.Optional(
      Type.Object({
        by: Type.Enum(['sms', 'email', 'qr', 'api', 'provider', 'system']),
        words: Type.String({ description: 'How it reached us.' }),
        at: Spoken,
        day: Type.String(),
        written: Type.Boolean(),
      }),
    ),
    flags: Type.Array(Type.String()),
    mayAct: Type.Boolean({ description: 'False for somebody who may only look.' }),
    sender: Type.Object({ number: Type.String(), said: Type.String() }),
    keyword: Type.String(),
    ways: Type.Array(
      Type.Object({
        method: Method,
        closed: Type.Optional(Type.Enum(['no_server', 'no_address', 'unsubscribed'])),
      }),
    ),
    asked: Type.Array(Asked),
    /** How the newest request ended, where none is open. */
    ended: Type.Optional(
      Type.Object({
        method: Method,
        status: Type.Enum(['completed', 'needs_match', 'expired', 'cancelled', 'failed']),
        reason: Type.Optional(Type.String()),
      }),
    ),
    questions: Type.Array(Question),
    shown: Type.String({ description: 'Says what is shown; the stream ends when it is another.' }),
  },
  { title: 'WidgetState', examples: [EXAMPLE] },
);
export type WidgetState = Static<typeof WidgetState>;

const MAIL = {
  from: 'Brightside Windows <invitations@brightside.example>',
  ...{ to: EXAMPLES.email, subject: 'May Brightside Windows text you?', text: '…' },
} as const;
export const MailPreview = Type.Object(
  {
    from: Type.String(),
    to: Type.Optional(Type.String()),
    subject: Type.String(),
    text: Type.String(),
  },
  { title: 'WidgetMailPreview', examples: [MAIL] },
);
export type MailPreview = Static<typeof MailPreview>;
