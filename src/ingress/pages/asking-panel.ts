// What an agent is offered to ask a record with, and what is shown while an answer is awaited: the
// word to text, the code to scan, the mail that is on its way.
import type { Config } from '../../config.js';
import { isOpen, REQUEST_METHODS } from '../../consent/request-status.js';
import { canMail } from '../../senders/mail/mail-place.js';
import type { CrmRecord } from '../../store/records.js';
import type { OptInRequest, RequestMethod } from '../../store/requests.js';
import type { Program } from '../../store/workspaces.js';
import {
  keywordOf,
  requestCodeOf,
  type RequestViewDeps,
  usualTargetOf,
} from '../api/request-view.js';
import { qrSvg } from '../codes/qr-svg.js';
import { linkedText, namedLinks, type TextPart } from './linked-text.js';

export interface AskingDeps extends RequestViewDeps {
  readonly config: Pick<Config, 'publicUrl' | 'smtpUrl' | 'carrier' | 'carrierUrl' | 'mailFrom'>;
}

/** What is shown while somebody is awaited. */
interface Awaited {
  readonly keyword: string;
  readonly token: string;
  /** True where a text is awaited, and not only the answer to a mail. */
  readonly byText: boolean;
  /** What the agent may read aloud: the evidence says that it was shown. */
  readonly script?: readonly TextPart[];
  /** Shown with the words that sending it agrees to; never without them. */
  readonly code?: { readonly svg: string; readonly disclosure: readonly TextPart[] };
  readonly mail?: NonNullable<OptInRequest['email']>;
}

export interface AskingPanel {
  readonly asked?: Awaited;
  /** Ways that are not under way; the first is the easiest. */
  readonly ways: readonly RequestMethod[];
  /** Why there is no mail among them. */
  readonly noMail?: 'no_address' | 'unsubscribed';
}

export interface AskingPanelInput {
  readonly record: Pick<CrmRecord, 'email'>;
  /** Of the record, newest first. */
  readonly requests: readonly OptInRequest[];
  readonly programs: Readonly<Record<string, Program>>;
  readonly flags: readonly string[];
}

export function askingPanelOf(
  deps: AskingDeps,
  { record, requests, programs, flags }: AskingPanelInput,
): AskingPanel {
  const open = requests.filter(({ status }) => isOpen(status));
  const of = (method: RequestMethod) => open.find((one) => one.method === method);
  const noMail = noMailFor(deps, record, flags);
  const ways = REQUEST_METHODS.filter(
    (method) => !of(method) && (method !== 'email' || noMail === undefined),
  );
  const [newest] = open;
  const code = of('qr');
  const script = of('text_to_join')?.script;
  const mail = of('email')?.email;
  return {
    ways,
    ...(noMail && noMail !== 'no_server' && { noMail }),
    ...(newest && {
      asked: {
        ...{ keyword: keywordOf(newest), token: newest.token },
        byText: open.some(({ method }) => method !== 'email'),
        ...(script && { script: linkedText(script.text) }),
        ...(code && { code: codeOf(deps, code, programs[code.program]) }),
        ...(mail && { mail }),
      },
    }),
  };
}

/** Why this record cannot be asked by mail; undefined when it can. */
export function noMailFor(
  { config }: Pick<AskingDeps, 'config'>,
  { email }: Pick<CrmRecord, 'email'>,
  flags: readonly string[],
): 'no_server' | 'no_address' | 'unsubscribed' | undefined {
  if (!canMail(config)) return 'no_server';
  if (email === undefined) return 'no_address';
  return flags.includes('email_unsubscribed') ? 'unsubscribed' : undefined;
}

function codeOf(deps: AskingDeps, request: OptInRequest, program: Program | undefined) {
  const { matrix, title } = requestCodeOf(request, usualTargetOf(program), deps);
  return { svg: qrSvg(matrix, title), disclosure: namedLinks(request.disclosure.text) };
}
