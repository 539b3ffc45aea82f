// An opt-in request as the API and the console show it: what to say, what to type, where to send
// it.
import { type Static, Type } from 'typebox';
import type { Config } from '../../config.js';
import { REQUEST_METHODS } from '../../consent/request-status.js';
import { formatPhone } from '../../phone.js';
import type { OptInRequest } from '../../store/requests.js';
import type { Store } from '../../store/store.js';
import type { Program } from '../../store/workspaces.js';
import { joinUrl, smsLink } from '../codes/code-content.js';
import { KEYWORD } from '../../store/open-word.js';
import { qrMatrixOf } from '../codes/qr-matrix.js';
import { Problem } from '../problems.js';
import { proofOf, RequestProof } from './request-proof.js';
import { EXAMPLES } from './examples.js';
import { ContactId, Disclosure, ExternalId, idLike, pageOf, Slug, Time } from './schemas.js';

export const OptInMethod = Type.Enum([...REQUEST_METHODS], {
  ...{ title: 'OptInMethod', examples: ['qr'] },
});
export const OptInRequestStatus = Type.Enum(
  [
    ...(['pending', 'opened', 'confirming', 'completed'] as const),
    ...(['needs_match', 'expired', 'cancelled', 'failed'] as const),
  ],
  {
    title: 'OptInRequestStatus',
    description:
      '`opened`: form or landing viewed; `confirming`: waits for the handset; `needs_match`: ' +
      'somebody acted from another number than the record’s, and a person says whose it is.',
  },
);
export const RequestView = Type.Object(
  {
    id: idLike(EXAMPLES.request),
    method: OptInMethod,
    status: OptInRequestStatus,
    program: Slug,
    record: ExternalId,
    contact: Type.Optional(ContactId),
    /** Who acted, where that was another number than the record's. */
    actingContact: Type.Optional(Type.String()),
    entry: Type.Optional(Type.String()),
    keyword: idLike('START'),
    token: idLike('K7Q2', 'Links the answer to this request. A hint, and no secret.'),
    sender: idLike(EXAMPLES.sender),
    instructions: idLike('Scan the code, or text START K7Q2 to (602) 555-0100.'),
    smsUrl: idLike('sms:+16025550100?&body=START%20K7Q2', 'Opens the messaging app.'),
    /** Of a request that is shown as a code: its landing page, and the code itself. */
    joinUrl: Type.Optional(idLike('https://assent.example/join/…')),
    qr: Type.Optional(
      Type.Object({ svg: Type.String(), png: Type.String() }, { title: 'CodeAddresses' }),
    ),
    /** In how many minutes its landing page was opened, as far as that is counted. */
    scans: Type.Optional(
      Type.Object({ count: Type.Integer(), firstAt: Time, lastAt: Time }, { title: 'Scans' }),
    ),
    /** Of a request by e-mail: what became of the latest mail. */
    email: Type.Optional(
      Type.Object(
        {
          to: Type.String(),
          status: Type.Enum(['queued', 'retrying', 'sent', 'failed', 'unknown']),
          reason: Type.Optional(Type.String()),
          sentAt: Type.Optional(Time),
        },
        { title: 'RequestMail' },
      ),
    ),
    disclosure: Disclosure,
    ...RequestProof,
    createdAt: Time,
    expiresAt: Type.String({ format: 'date-time', examples: [EXAMPLES.later] }),
    completedAt: Type.Union([Time, Type.Null()], { examples: [null] }),
  },
  { title: 'OptInRequest' },
);
export const RequestParams = Type.Object({ id: Type.String({ pattern: '^oir_[0-9a-f]{32}$' }) });
export const RequestPage = pageOf(RequestView);

/** What a request's own addresses are made of. */
export interface RequestViewDeps {
  readonly config: Pick<Config, 'publicUrl'>;
  readonly store: Pick<Store, 'linkTokens'>;
}

export function requestViewer(deps: RequestViewDeps) {
  /** @param scans minutes in which its code was scanned, oldest first. */
  return (request: OptInRequest, scans: readonly Date[] = []): Static<typeof RequestView> => {
    const { _id, workspace: _workspace, disclosureShown: _shown, email, ...told } = request;
    return {
      ...told,
      ...proofOf(request),
      id: _id,
      keyword: keywordOf(request),
      instructions: instructionsOf(request),
      smsUrl: smsUrlOf(request),
      ...(request.method === 'qr' && codeOf(request, deps)),
      ...scansOf(scans),
      ...(email && { email: mailOf(email) }),
      createdAt: request.createdAt.toISOString(),
      expiresAt: request.expiresAt.toISOString(),
      completedAt: request.completedAt?.toISOString() ?? null,
    };
  };
}

function mailOf({ number: _number, sentAt, ...mail }: NonNullable<OptInRequest['email']>) {
  return { ...mail, ...(sentAt && { sentAt: sentAt.toISOString() }) };
}

function codeOf(request: OptInRequest, deps: RequestViewDeps) {
  const code = `${deps.config.publicUrl}/v1/opt-in-requests/${request._id}/qr`;
  return { joinUrl: joinUrlOf(request, deps), qr: { svg: `${code}.svg`, png: `${code}.png` } };
}

function scansOf(scans: readonly Date[]) {
  const [first, last] = [scans[0], scans.at(-1)];
  if (!first || !last) return {};
  const [firstAt, lastAt] = [first.toISOString(), last.toISOString()];
  return { scans: { count: scans.length, firstAt, lastAt } };
}

/** The word that a request asks for. */
export const keywordOf = ({ keyword = KEYWORD }: Pick<OptInRequest, 'keyword'>): string => keyword;

/** The word with the request's token, as somebody texts it. */
export const wordsOf = (request: Pick<OptInRequest, 'keyword' | 'token'>): string =>
  `${keywordOf(request)} ${request.token}`;

function instructionsOf(request: OptInRequest): string {
  const { sender, method } = request;
  const [keyword, words] = [keywordOf(request), wordsOf(request)];
  const number = formatPhone(sender);
  if (method === 'qr') {
    return `Scan the code, or text ${words} to ${number}, and send the message as it stands.`;
  }
  const byHand = `text ${keyword} to ${number} from your own phone`;
  return method === 'email'
    ? `Open the form behind the link in the e-mail, type your mobile number and tick the box. Or ${byHand}.`
    : `Text ${keyword} to ${number} from your own phone (or ${words} from another one).`;
}

/** Opens the messaging app with the word and the request's token. */
export const smsUrlOf = (request: OptInRequest): string =>
  smsLink(request.sender, wordsOf(request));

/** The landing page, disclosure first. */
const joinUrlOf = ({ workspace, _id }: OptInRequest, deps: RequestViewDeps): string =>
  joinUrl(deps.config.publicUrl, deps.store.linkTokens.of('join', workspace, _id));

/** What a request's code opens: the messaging app, or the landing page first. */
export type CodeTarget = 'sms' | 'page';

/** In a marketing program the disclosure is read before anything can be sent. */
export const usualTargetOf = (program: Pick<Program, 'purpose'> | undefined): CodeTarget =>
  program?.purpose === 'marketing' ? 'page' : 'sms';

/** The code of a request, and what it does in words. */
export function requestCodeOf(request: OptInRequest, target: CodeTarget, deps: RequestViewDeps) {
  const [content, title] =
    target === 'page'
      ? [joinUrlOf(request, deps), 'QR code: opens a page that says what you would agree to']
      : [
          smsUrlOf(request),
          `QR code: opens a text with ${wordsOf(request)} to ${formatPhone(request.sender)}`,
        ];
  return { matrix: qrMatrixOf(content), title };
}

export const unknownRequest = () =>
  new Problem('not_found', 'There is no opt-in request of this id.');
