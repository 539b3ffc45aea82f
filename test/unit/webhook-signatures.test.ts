// Ten thousand webhooks that somebody changed on the way, or made up: none is taken for the
// provider's. In process, for it is the check alone that is tried; routes have their own tests.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isSigned } from '../../src/senders/twilio/signature.js';
import { inboundForm, signature, type TwilioForm } from '../support/twilio-request.js';

const TOKENS = ['b2'.repeat(16), 'c3'.repeat(16)];
const PUBLIC_URL = 'https://texts.example.com';
const TARGET = '/webhooks/twilio/messages';
const CASES = 10_000;

interface Call {
  readonly signature: string;
  readonly target: string;
  readonly fields: TwilioForm;
}

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let turn = 0;
  return (sides) => {
    turn += 1;
    const digest = createHash('sha256').update(`${seed}/${turn}`).digest();
    return digest.readUInt32BE(0) % sides;
  };
}

type Roll = ReturnType<typeof dice>;
const flipped = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
const nameIn = (fields: TwilioForm, roll: Roll) =>
  Object.keys(fields)[roll(Object.keys(fields).length)] ?? 'Body';

/** Each changes one call into another one that the provider never signed. */
const MUTATIONS: Readonly<Record<string, (call: Call, roll: Roll) => Call>> = {
  'one letter of the signature': (call, roll) => ({
    ...call,
    signature: flipped(call.signature, roll(call.signature.length - 2)),
  }),
  'a signature cut short': (call, roll) => ({
    ...call,
    signature: call.signature.slice(0, roll(call.signature.length)),
  }),
  'more behind the signature': (call, roll) => ({
    ...call,
    signature: call.signature + 'A='.charAt(roll(2)),
  }),
  'the signature in other letters': (call) => ({
    ...call,
    signature: call.signature.toLowerCase() + call.signature.toUpperCase(),
  }),
  'two signatures in one': (call) => ({
    ...call,
    signature: `${call.signature}, ${call.signature}`,
  }),
  'a signature under another token': ({ target, fields }, roll) => ({
    ...{ target, fields },
    signature: signature(String(roll(1e9)).padStart(32, '0'), PUBLIC_URL + target, fields),
  }),
  'a signature for another host': ({ target, fields }, roll) => ({
    ...{ target, fields },
    signature: signature(TOKENS[0] ?? '', `https://x${roll(1e9)}.example${target}`, fields),
  }),
  'a signature of no fields': ({ target, fields }) => ({
    ...{ target, fields },
    signature: signature(TOKENS[0] ?? '', PUBLIC_URL + target, {}),
  }),
  'another path': (call, roll) => ({ ...call, target: `${call.target}/${roll(1e9)}` }),
  'something in the query': (call, roll) => ({ ...call, target: `${call.target}?a=${roll(1e9)}` }),
  'one field of another value': (call, roll) => {
    const name = nameIn(call.fields, roll);
    return { ...call, fields: { ...call.fields, [name]: `${call.fields[name]}${roll(10)}` } };
  },
  'one field less': (call, roll) => {
    const { [nameIn(call.fields, roll)]: _gone, ...fields } = call.fields;
    return { ...call, fields };
  },
  'one field more': (call, roll) => ({
    ...call,
    fields: { ...call.fields, [`Extra${roll(1e9)}`]: String(roll(1e9)) },
  }),
  'the words of somebody else': (call, roll) => ({
    ...call,
    fields: { ...call.fields, Body: `START ${roll(1e9)}` },
  }),
  'the number of somebody else': (call, roll) => ({
    ...call,
    fields: { ...call.fields, From: `+1602556${String(roll(1e4)).padStart(4, '0')}` },
  }),
};

function signedCall(roll: Roll): Call {
  const fields = inboundForm({
    ...{ accountSid: `AC${'a1'.repeat(16)}`, to: '+16025550100' },
    from: `+1602555${String(roll(1e4)).padStart(4, '0')}`,
    body: `STOP ${roll(1e9)} ÄÖ 🙂`,
    messageSid: `SM${String(roll(1e9)).padStart(32, '0')}`,
  });
  const token = TOKENS[roll(2)] ?? '';
  return { fields, target: TARGET, signature: signature(token, PUBLIC_URL + TARGET, fields) };
}

const isTaken = (call: Call) => isSigned({ ...call, tokens: TOKENS, publicUrl: PUBLIC_URL });

describe(`of ${CASES} webhooks`, () => {
  const names = Object.keys(MUTATIONS);

  test('each is taken as it was signed, and none as it was changed', () => {
    const taken: string[] = [];
    const refused: string[] = [];
    for (let index = 0; index < CASES; index += 1) {
      const roll = dice(index);
      const call = signedCall(roll);
      const name = names[index % names.length] ?? '';
      // Every hundredth shows that what is refused would have been taken without the change.
      if (index % 100 === 0 && !isTaken(call)) refused.push(`${index}`);
      const changed = MUTATIONS[name]?.(call, roll) ?? call;
      if (isTaken(changed)) taken.push(`${index}: ${name}`);
    }
    expect(refused).toEqual([]);
    expect(taken).toEqual([]);
  });
});
