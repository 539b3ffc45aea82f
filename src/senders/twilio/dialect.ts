// Twilio's side of the seam put together: how it posts, signs, lists and words what it says.
import type { ProviderDialect } from '../dialect.js';
import { describeError } from './errors.js';
import { parseForm, readInboundText, readKeptText } from './inbound.js';
import { isSigned } from './signature.js';
import { readStatus } from './statuses.js';

export const twilioDialect: ProviderDialect = {
  name: 'twilio',
  signatureHeader: 'x-twilio-signature',
  readForm: parseForm,
  isSigned,
  accountOf: ({ AccountSid }) => (typeof AccountSid === 'string' ? AccountSid : undefined),
  readPosted: readInboundText,
  readKept: readKeptText,
  readStatus,
  describeError,
};
