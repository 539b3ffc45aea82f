// Shapes of what a workspace has set up: its brand, programs with their disclosures, and senders.
// Tokens of providers are taken and never given.
import { type Static, type TSchema, Type } from 'typebox';
import type { PastDisclosure } from '../../store/disclosures.js';
import type { Sender } from '../../store/senders.js';
import type { Program, Workspace } from '../../store/workspaces.js';
import { senderIdOf } from '../furnishing/change-sender.js';
import { EXAMPLES } from './examples.js';
import { Disclosure, idLike, Purpose, Slug, strict, Time } from './schemas.js';

const Line = (maxLength: number, description: string, example: string) =>
  Type.String({
    ...{ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f]+$', description },
    examples: [example],
  });
const Url = Type.String({ format: 'uri', maxLength: 500 });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(shape: T) =>
  Type.Optional(Type.Union([shape, Type.Null()]));

const BrandFields = {
  name: Line(80, 'The name that customers know.', 'Brightside Windows'),
  legalName: Line(120, 'Who is responsible.', 'Brightside Windows LLC'),
  postalAddress: Line(200, 'Where they are.', '1 Main St, Phoenix'),
  supportPhone: Line(40, 'Whom HELP names.', '+1 602 555 0190'),
  supportEmail: Line(254, 'Whom HELP names.', 'help@brightside.example'),
};
const Locale = Type.String({
  maxLength: 35,
  description: 'Of people whose language nobody knows.',
});
export const WorkspaceView = Type.Object(
  {
    id: idLike(EXAMPLES.workspace),
    brand: Type.Object(
      {
        ...BrandFields,
        locale: Type.Optional(Type.String()),
        termsUrl: Type.Optional(Type.String()),
        privacyUrl: Type.Optional(Type.String()),
      },
      { title: 'Brand' },
    ),
    holidays: Type.Boolean({ description: 'True when no marketing is sent on holidays.' }),
    widgetOrigins: Type.Array(Type.String(), {
      description: 'Sites whose pages may embed <assent-opt-in>.',
      examples: [['https://crm.example.com']],
    }),
  },
  { title: 'Workspace' },
);
export const WorkspaceChange = Type.Object(
  {
    brand: Type.Optional(
      Type.Partial(
        Type.Object(
          {
            ...BrandFields,
            locale: orNull(Locale),
            termsUrl: orNull(Url),
            privacyUrl: orNull(Url),
          },
          strict,
        ),
        { ...strict, minProperties: 1 },
      ),
    ),
    holidays: Type.Optional(Type.Boolean()),
    widgetOrigins: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
        maxItems: 20,
        description: 'The whole list. Each as https://crm.example.com, without a path.',
      }),
    ),
  },
  {
    ...{ ...strict, minProperties: 1, title: 'WorkspaceChange' },
    examples: [{ brand: { supportPhone: '(602) 555-0190' } }],
  },
);

/** Own words for what the service texts by itself, by language and template. */
const textsOf = <T extends TSchema>(pattern: T, title: string) => {
  const ofLanguage = Type.Partial(
    Type.Object(
      {
        ...{ opt_in_confirmation: pattern, opt_out_confirmation: pattern },
        ...{ help: pattern, agreement: pattern },
      },
      strict,
    ),
    { ...strict, title },
  );
  return { en: Type.Optional(ofLanguage), es: Type.Optional(ofLanguage) };
};

const Words = Type.Optional(Type.Immutable(Type.Array(Type.String())));
export const ProgramView = Type.Object(
  {
    id: Slug,
    name: idLike('Appointments'),
    purpose: Purpose,
    topic: idLike('your appointment'),
    frequency: idLike('About 4 msgs a month'),
    frequencySpoken: idLike('about four texts a month'),
    validForDays: Type.Optional(Type.Integer()),
    perDayMax: Type.Optional(Type.Integer()),
    perMonthMax: Type.Optional(Type.Integer()),
    optOutReminder: Type.Optional(Type.Boolean()),
    keywords: Type.Optional(
      Type.Object(
        { optIn: Words, optOut: Words, help: Words },
        { title: 'Keywords', description: 'Words of its own, beside the built-in ones.' },
      ),
    ),
    texts: Type.Optional(
      Type.Object(textsOf(Type.String(), 'TextsOfLanguage'), { title: 'OwnTexts' }),
    ),
    disclosure: Disclosure,
  },
  { title: 'Program' },
);

const WordList = Type.Optional(
  Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 20 }),
);
const Count = Type.Integer({ minimum: 1, maximum: 99_999 });
const ProgramTexts = {
  name: Line(80, 'As customers read it.', 'Appointments & quotes'),
  topic: Line(120, 'As an agent says it.', 'your appointment'),
  frequency: Line(60, 'As it is written.', 'About 4 msgs a month'),
  frequencySpoken: Line(80, 'As it is said.', 'about four texts a month'),
};
const ProgramOptions = {
  purpose: Type.Optional(Purpose),
  validForDays: orNull(Count),
  perDayMax: orNull(Count),
  perMonthMax: orNull(Count),
  optOutReminder: Type.Optional(
    Type.Boolean({ description: 'Says once a month in a message how to opt out.' }),
  ),
  keywords: orNull(Type.Object({ optIn: WordList, optOut: WordList, help: WordList }, strict)),
  texts: orNull(
    Type.Object(
      textsOf(Type.Union([Type.String({ maxLength: 1_000 }), Type.Null()]), 'TextsOfLanguageWish'),
      {
        ...{ ...strict, title: 'OwnTextsWish' },
        description:
          'What the service texts by itself, in words of the program’s own, checked for what ' +
          'carriers and the law ask. `{brand}`, `{program}`, `{frequency}`, `{supportPhone}`, ' +
          '`{supportEmail}` and `{shortUrl}` are filled in. `null` takes one, or all, back.',
      },
    ),
  ),
  disclosure: Type.Optional(
    Type.Union([Type.String({ minLength: 1, maxLength: 2_000 }), Type.Null()], {
      description:
        'Words of its own, checked for what carriers and, for marketing, 47 CFR 64.1200(f)(9) ' +
        'ask. Other words are another version. `null` and left out: made from the settings.',
    }),
  ),
};
export const ProgramBody = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$', description: 'In addresses: "updates".' }),
    ...ProgramTexts,
    ...ProgramOptions,
  },
  {
    ...{ ...strict, title: 'ProgramInput' },
    examples: [
      {
        ...{ id: 'updates', name: 'Appointments', topic: 'your appointment' },
        ...{ frequency: 'About 4 msgs a month', frequencySpoken: 'about four texts a month' },
      },
    ],
  },
);
export const ProgramChange = Type.Object(
  {
    name: Type.Optional(ProgramTexts.name),
    topic: Type.Optional(ProgramTexts.topic),
    frequency: Type.Optional(ProgramTexts.frequency),
    frequencySpoken: Type.Optional(ProgramTexts.frequencySpoken),
    ...ProgramOptions,
  },
  {
    ...{ ...strict, minProperties: 1, title: 'ProgramChange' },
    examples: [{ keywords: { optIn: ['GOLD'] } }],
  },
);
export const ProgramParams = Type.Object({ program: Slug });

export const DisclosureVersion = Type.Object(
  {
    ...Disclosure.properties,
    since: Type.Union([Time, Type.Null()]),
    by: Type.Optional(Type.String({ description: 'Id of the key or person that set it.' })),
    inForce: Type.Boolean(),
  },
  {
    title: 'DisclosureVersion',
    examples: [
      {
        ...{ version: 3, hash: EXAMPLES.hash, text: EXAMPLES.disclosure },
        ...{ since: EXAMPLES.time, inForce: true },
      },
    ],
  },
);

export const SenderView = Type.Object(
  {
    id: idLike(EXAMPLES.senderId, 'Stands for the number in addresses.'),
    number: idLike(EXAMPLES.sender),
    provider: idLike('twilio'),
    accountSid: idLike(`AC${'0'.repeat(32)}`),
    messagingServiceSid: Type.Optional(Type.String()),
    keywordReplies: Type.Enum(['provider', 'service']),
    defaultProgram: Slug,
    messagesPerSecond: Type.Number({ examples: [1] }),
  },
  { title: 'Sender' },
);
const SenderOptions = {
  keywordReplies: Type.Optional(
    Type.Enum(['provider', 'service'], { description: 'Who answers bare STOP, START and HELP.' }),
  ),
  messagesPerSecond: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1_000 })),
  messagingServiceSid: Type.Optional(Type.String({ maxLength: 40 })),
  authToken: Type.Optional(
    Type.String({ minLength: 16, maxLength: 200, description: 'Stored sealed, never shown.' }),
  ),
};
export const SenderBody = Type.Object(
  {
    number: Type.String({ minLength: 1, maxLength: 40 }),
    accountSid: Type.String({ maxLength: 40 }),
    defaultProgram: Slug,
    ...SenderOptions,
  },
  {
    ...{ ...strict, title: 'SenderInput' },
    examples: [
      {
        ...{ number: '+16025550100', accountSid: `AC${'0'.repeat(32)}` },
        ...{ authToken: '0'.repeat(32), defaultProgram: 'updates' },
      },
    ],
  },
);
export const SenderChange = Type.Object(
  { defaultProgram: Type.Optional(Slug), ...SenderOptions },
  {
    ...{ ...strict, minProperties: 1, title: 'SenderChange' },
    examples: [{ messagesPerSecond: 3 }],
  },
);
export const SenderParams = Type.Object({ id: Type.String({ pattern: '^snd_[0-9a-f]{32}$' }) });

export const viewWorkspace = ({ id, brand, policy, widgetOrigins }: Workspace) => ({
  ...{ id, brand },
  holidays: policy.holidays ?? false,
  widgetOrigins: [...widgetOrigins],
});

export const viewSender = ({ workspace: _workspace, ...sender }: Sender) => ({
  ...sender,
  id: senderIdOf(sender),
});

/** Every version of a program's wording, newest first. */
export function viewDisclosures(
  { id, disclosure, disclosureSince, disclosureBy: by }: Program,
  past: readonly PastDisclosure[],
): Static<typeof DisclosureVersion>[] {
  const present: PastDisclosure = {
    ...{ program: id, ...disclosure, since: disclosureSince ?? null },
    ...(by !== undefined && { by }),
  };
  // A change that died halfway has kept the version that is still in force.
  const older = past.filter(({ version }) => version < disclosure.version);
  return [present, ...older].map(({ version, hash, text, since, by: setBy }) => ({
    ...{ version, hash, text },
    since: since?.toISOString() ?? null,
    ...(setBy !== undefined && { by: setBy }),
    inForce: version === disclosure.version,
  }));
}
