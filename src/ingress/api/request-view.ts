// An opt-in request as the API and the console show it: what to say, what to type, where to send
// it.
import { type Static, Type } from 'typebox';
import { formatPhone } from '../../phone.js';
import type { OptInRequest } from '../../store/requests.js';
import { Problem } from '../problems.js';
import { Disclosure, pageOf, Time } from './schemas.js';

/** The word that opts in. */
const KEYWORD = 'START';

export const RequestView = Type.Object({
  id: Type.String(),
  method: Type.Enum(['text_to_join', 'qr', 'email']),
  status: Type.Enum([
    'pending',
    'opened',
    'confirming',
    'completed',
    'needs_match',
    'expired',
    'cancelled',
    'failed',
  ]),
  program: Type.String(),
  record: Type.String(),
  contact: Type.Optional(Type.String()),
  /** Who acted, where that was another number than the record's. */
  actingContact: Type.Optional(Type.String()),
  entry: Type.Optional(Type.String()),
  keyword: Type.String(),
  token: Type.String(),
  sender: Type.String(),
  instructions: Type.String(),
  smsUrl: Type.String(),
  disclosure: Disclosure,
  createdAt: Time,
  expiresAt: Time,
  completedAt: Type.Union([Time, Type.Null()]),
});
export const RequestParams = Type.Object({ id: Type.String({ pattern: '^oir_[0-9a-f]{32}$' }) });
export const RequestPage = pageOf(RequestView);

export function viewRequest(request: OptInRequest): Static<typeof RequestView> {
  const { _id, workspace: _workspace, disclosureShown: _shown, ...told } = request;
  return {
    ...told,
    id: _id,
    keyword: KEYWORD,
    instructions: instructionsOf(request),
    smsUrl: smsUrlOf(request),
    createdAt: request.createdAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
    completedAt: request.completedAt?.toISOString() ?? null,
  };
}

function instructionsOf({ sender, token, method }: OptInRequest): string {
  const number = formatPhone(sender);
  return method === 'qr'
    ? `Scan the code, or text ${KEYWORD} ${token} to ${number}, and send the message as it stands.`
    : `Text ${KEYWORD} to ${number} from your own phone (or ${KEYWORD} ${token} from another one).`;
}

/** Opens the messaging app with the text in place; `?&` is what both iOS and Android understand. */
function smsUrlOf({ sender, token }: OptInRequest): string {
  return `sms:${sender}?&body=${encodeURIComponent(`${KEYWORD} ${token}`)}`;
}

export const unknownRequest = () =>
  new Problem('not_found', 'There is no opt-in request of this id.');
