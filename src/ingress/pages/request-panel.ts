// The requests of one record as an agent sees them: which wait and for what, and whose act it was
// where another number acted. Words only; what may follow which is in consent/request-status.ts.
import { isOpen } from '../../consent/request-status.js';
import { formatPhone } from '../../phone.js';
import type { CrmRecord } from '../../store/records.js';
import type { Candidate, OptInRequest, RequestMethod } from '../../store/requests.js';
import type { Store } from '../../store/store.js';
import { type SpokenTime, sayDay, sayWhen } from './spoken-time.js';

/** A number that acted, to be named or not. */
interface CandidateView {
  readonly contact: string;
  readonly phone: string;
  readonly at: SpokenTime;
}

/** Whose act was it? Asked once for all requests that share the token. */
export interface Question {
  readonly request: string;
  /** Said where an act is only offered: until then it may be named. */
  readonly until?: SpokenTime;
  readonly candidates: readonly CandidateView[];
}

export interface WaitingRequest {
  readonly id: string;
  readonly method: string;
  readonly words: string;
  readonly program: string;
  readonly until: string;
}

export interface RequestPanel {
  readonly questions: readonly Question[];
  readonly waiting: readonly WaitingRequest[];
  /** The record's own number, where naming another one could replace it. */
  readonly ownPhone?: string;
}

export interface RequestPanelInput {
  readonly record: CrmRecord;
  readonly requests: readonly OptInRequest[];
  readonly programs: Readonly<Record<string, { readonly name: string }>>;
  readonly now: Date;
}

export async function requestPanelOf(
  people: Pick<Store['people'], 'phonesOf'>,
  workspace: string,
  { record, requests, programs, now }: RequestPanelInput,
): Promise<RequestPanel> {
  const asking = oneOfEachToken(requests);
  const contacts = asking.flatMap((one) => actsOf(one).map(({ contact }) => contact));
  const phones = await people.phonesOf(workspace, contacts);
  const say = (at: Date) => sayWhen(at, now, record.timezone);
  const viewed = ({ contact, at }: Candidate): CandidateView => {
    return { contact, phone: masked(phones.get(contact)), at: say(at) };
  };
  return {
    questions: asking.map((one) => {
      const [offer] = one.offers;
      const { status, _id: request } = one;
      const offered = status !== 'needs_match' && offer !== undefined;
      return {
        request,
        candidates: actsOf(one).map(viewed),
        ...(offered && { until: say(offer.until) }),
      };
    }),
    waiting: requests
      .filter(({ status }) => isOpen(status))
      .map(({ _id: id, method, status, program, expiresAt }) => ({
        id,
        method: METHOD_WORDS[method],
        words: WAITS_FOR[method][status as keyof (typeof WAITS_FOR)[RequestMethod]],
        program: programs[program]?.name ?? program,
        until: sayDay(expiresAt, now, record.timezone),
      })),
    ...(record.phone !== undefined && { ownPhone: formatPhone(record.phone) }),
  };
}

/** Those that ask whose act it was; two that share a token ask the same question once. */
export function oneOfEachToken(requests: readonly OptInRequest[]): readonly OptInRequest[] {
  const asking = requests.filter((one) => actsOf(one).length > 0);
  const places = asking.map(({ token, program }) => `${token}/${program}`);
  return asking.filter((_, index) => places.indexOf(places[index] ?? '') === index);
}

function actsOf({ status, candidates, offers }: OptInRequest): readonly Candidate[] {
  if (status === 'needs_match') return candidates;
  return isOpen(status) ? offers : [];
}

/** Ways of asking as people call them. */
export const METHOD_WORDS: Readonly<Record<RequestMethod, string>> = {
  text_to_join: 'Text to join',
  qr: 'QR code',
  email: 'E-mail',
};

const LAST_STEP = 'Answered; the last text from their own phone is missing';
const WAITS_FOR = {
  text_to_join: {
    pending: 'Waiting for the text',
    opened: 'Waiting for the text',
    confirming: LAST_STEP,
  },
  qr: {
    pending: 'The code was not scanned yet',
    opened: 'The code was scanned; the text has not come',
    confirming: LAST_STEP,
  },
  email: {
    pending: 'The mail was not answered yet',
    opened: 'The form was opened, and not sent',
    confirming: LAST_STEP,
  },
} as const satisfies Record<RequestMethod, Record<'pending' | 'opened' | 'confirming', string>>;

/** Enough to recognise a number that one knows, and no use to anybody else. */
function masked(phone: string | undefined): string {
  if (phone === undefined) return 'a number that was erased';
  const ending = phone.slice(-4);
  return phone.startsWith('+1') ? `(•••) •••-${ending}` : `••• ${ending}`;
}
