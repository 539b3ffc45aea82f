// What attested consent rests on.
import { expect, test } from 'vitest';
import { basisOfAttestation } from '../../../src/consent/attesting.js';

test.each([
  ['paper', 'I agree to get texts.', 'express_written'],
  ['web_form', 'I agree.', 'express_written'],
  ['import', 'I agree.', 'express_written'],
  ['verbal', 'Read out on the phone.', 'express'],
  ['paper', undefined, 'express'],
  ['paper', '  \n', 'express'],
  ['web_form', true, 'express'],
])('%s with the wording %j is %s', (method, wording, basis) => {
  expect(basisOfAttestation(method, wording)).toBe(basis);
});
