// What every call of the API takes and may answer, whatever it is about: who calls, how often, how
// much, and whether the service can answer at all. Said once here, so that no route repeats it.
import { PROBLEMS, type ProblemCode } from '../problems.js';
import { operationsOf } from './operations.js';
import type { Answer, Document, Media, Operation } from './types.js';

const PROBLEM_TYPE = 'application/problem+json';
const header = (description: string, schema: object, example: unknown) => ({
  ...{ description, schema, example },
});
const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

/** One `code` as an answer shows it. */
function problemExample(code: ProblemCode, more: object = {}) {
  const { status, title } = PROBLEMS[code];
  const type = `https://assent.example/problems#${code}`;
  return { type, title, status, instance: '1f2d9b7c-4f04-4f6f-a9e5-9f6a2f0b3c11', code, ...more };
}

/**
 * Several codes of one status: what each means, and how it looks.
 * @param schema refers to the problem; routes and the document name it differently.
 */
export function problemAnswer(
  codes: readonly ProblemCode[],
  schema: { readonly $ref: string },
): Answer {
  const lines = codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`);
  const examples: Media['examples'] = {};
  for (const code of codes) examples[code] = { value: problemExample(code, detailOf(code)) };
  return { description: lines.join(' '), content: { [PROBLEM_TYPE]: { schema, examples } } };
}

function detailOf(code: ProblemCode): object {
  switch (code) {
    case 'invalid_request': {
      const detail = '/phnoe is not a known field.';
      return { detail, errors: [{ pointer: '/phnoe', code: 'unknown_field', detail }] };
    }
    case 'invalid_phone': {
      const detail = '/phone is not a phone number. Send it like +1 602 555 0142.';
      return { detail, errors: [{ pointer: '/phone', code, detail }] };
    }
    case 'quiet_hours':
      return { retryAt: '2026-03-03T15:00:00.000Z' };
    default:
      return {};
  }
}

/** What every call of a kind may answer: `repeated` with an Idempotency-Key. */
const ANY = {
  called: {
    401: ['missing_key', 'unknown_key'],
    403: ['scope_missing', 'test_key_refused', 'csrf_token_needed'],
  },
  asked: { 400: ['invalid_request', 'malformed_request'] },
  named: { 404: ['not_found'] },
  told: {
    400: ['invalid_request', 'malformed_json', 'malformed_request'],
    413: ['body_too_large'],
    415: ['unsupported_media_type'],
  },
  repeated: {
    400: ['invalid_idempotency_key'],
    409: ['idempotency_key_in_flight'],
    422: ['idempotency_key_reused'],
  },
  answered: { 429: ['too_many_requests'], 503: ['unavailable'] },
} as const satisfies Record<string, Record<number, readonly ProblemCode[]>>;

const COMPONENTS = {
  headers: {
    RequestId: header(
      'The id of this call in our logs: the one that was sent, where it is 8 to 128 letters, ' +
        'digits, dots, dashes or underscores; else one of ours.',
      { type: 'string' },
      '1f2d9b7c-4f04-4f6f-a9e5-9f6a2f0b3c11',
    ),
    RetryAfter: header('Seconds to wait.', { type: 'integer', minimum: 1 }, 2),
    IdempotencyReplayed: header(
      'Present when this is the first answer to the key, given again.',
      { type: 'string', enum: ['true'] },
      'true',
    ),
    Location: header('Where the new thing is.', { type: 'string' }, '/v1/records/crm-1042'),
  },
  parameters: {
    IdempotencyKey: {
      ...{ name: 'Idempotency-Key', in: 'header', required: false },
      description:
        'Kept for 24 hours: the same call with the same key does nothing again and gets the ' +
        'first answer, with `Idempotency-Replayed: true`.',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
      example: '7d8f6f2e-9b1a-4a57-8b6c-2f6a0f4e8d3b',
    },
  },
};

/** How an answer is called that looks the same wherever it is given. */
const SHARED: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  413: 'TooLarge',
  415: 'UnsupportedType',
  429: 'TooManyRequests',
  503: 'Unavailable',
};

/** Adds to every operation what holds for all of its kind, and the components that it needs. */
export function addEveryAnswer(document: Document): void {
  const kinds = Object.values(ANY).flatMap((kind) => Object.entries(kind));
  const shared = new Map<string, Answer>();
  for (const [status, codes] of kinds.filter(([one]) => Number(one) in SHARED)) {
    const answer = problemAnswer(codes, ref('schemas', 'Problem'));
    finishAnswer(answer, Number(status), false);
    shared.set(status, answer);
  }
  for (const operation of operationsOf(document)) {
    addAnswers(operation);
    for (const [status, answer] of Object.entries(operation.responses)) {
      if (answer.description !== shared.get(status)?.description) continue;
      operation.responses[status] = ref('responses', SHARED[Number(status)] ?? '');
    }
  }
  const named = [...shared].map(([status, answer]) => [SHARED[Number(status)] ?? '', answer]);
  Object.assign(document.components, COMPONENTS, { responses: Object.fromEntries(named) });
}

function addAnswers(operation: Operation): void {
  const { responses, requestBody, parameters = [] } = operation;
  const isRepeatable = operation['x-repeatable'] === true;
  delete operation['x-repeatable'];
  if (isRepeatable) operation.parameters = [...parameters, ref('parameters', 'IdempotencyKey')];
  const isNamed = parameters.some(
    (one) => 'in' in one && (one.in === 'path' || one.name === 'startingAfter'),
  );
  const kinds: (keyof typeof ANY)[] = [
    'called',
    ...(requestBody ? (['told'] as const) : []),
    ...(parameters.length > 0 ? (['asked'] as const) : []),
    ...(isNamed ? (['named'] as const) : []),
    ...(isRepeatable ? (['repeated'] as const) : []),
    'answered',
  ];
  for (const kind of kinds) {
    for (const [status, codes] of Object.entries(ANY[kind])) addCodes(responses, status, codes);
  }
  for (const [status, answer] of Object.entries(responses)) {
    finishAnswer(answer, Number(status), isRepeatable);
  }
}

function addCodes(
  responses: Operation['responses'],
  status: string,
  more: readonly ProblemCode[],
): void {
  const before = Object.keys(responses[status]?.content?.[PROBLEM_TYPE]?.examples ?? {});
  const codes = [...new Set([...(before as ProblemCode[]), ...more])];
  responses[status] = problemAnswer(codes, ref('schemas', 'Problem'));
}

const MEANINGS: Readonly<Record<number, string>> = {
  200: 'Done.',
  201: 'Made.',
  202: 'Taken, and done soon.',
  204: 'Done; there is nothing to say.',
};

function finishAnswer(answer: Answer, status: number, isRepeatable: boolean): void {
  const meaning = MEANINGS[status];
  if (meaning !== undefined && (answer.description ?? 'Default Response') === 'Default Response') {
    answer.description = meaning;
  }
  const isReplayed = isRepeatable && status < 300;
  answer.headers = {
    'x-request-id': ref('headers', 'RequestId'),
    ...(status === 201 && { location: ref('headers', 'Location') }),
    ...(isReplayed && { 'idempotency-replayed': ref('headers', 'IdempotencyReplayed') }),
    ...([429, 503].includes(status) && { 'retry-after': ref('headers', 'RetryAfter') }),
    ...answer.headers,
  };
}
