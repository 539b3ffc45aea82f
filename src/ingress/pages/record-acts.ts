// Two pages of a record, which open as dialogs where there are scripts: somebody told us that the
// person said stop, or that they agreed on paper. Each ends on the one road of all acts.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DateTime } from 'luxon';
import { EVERY_PROGRAM } from '../../consent/types.js';
import { newId } from '../../ids.js';
import { formatPhone } from '../../phone.js';
import type { CrmRecord } from '../../store/records.js';
import { toldBy } from '../acts.js';
import { workspaceOf } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { readOccurredAt, recordConsent, recordStop } from '../told-acts.js';
import { sendRoom } from './frame.js';
import { PageNotice } from './html.js';
import { unknownRecord } from './record-notices.js';

interface Fields {
  readonly method?: string;
  readonly words?: string;
  readonly when?: string;
  readonly program?: string;
  readonly reference?: string;
  /** Made with the form: however often it is sent, it is one act. */
  readonly act?: string;
}
type ActRequest = FastifyRequest<{ Params: { externalId: string }; Body: Fields | undefined }>;

const acting = { config: { scope: 'consents:write' } } as const;
const EMPTY = { words: '', reference: '' };
const ACT = /^act_[0-9a-f]{32}$/;
const WORDS_MAX = 10_000;
const REFERENCE_MAX = 200;

const STOP_METHODS = {
  phone: 'On the phone',
  in_person: 'In person',
  email: 'By e-mail',
  voicemail: 'On voicemail',
} as const;
const CONSENT_METHODS = {
  paper: 'On paper',
  web_form: 'On a web form',
  verbal: 'In words only',
} as const;

export function recordActs(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store } = deps;

  async function recordOf({ workspace, params }: ActRequest): Promise<CrmRecord> {
    const record = await store.records.get(workspace, params.externalId);
    if (!record) throw unknownRecord();
    return record;
  }

  async function show(
    template: 'opt-out' | 'attest',
    request: ActRequest,
    reply: FastifyReply,
    { record, fields = {}, fault }: { record: CrmRecord; fields?: Fields; fault?: string },
  ): Promise<FastifyReply> {
    const { programs } = await workspaceOf(store, request.workspace);
    const zone = zoneOf(record);
    return sendRoom(deps, request, reply, {
      ...{ template, record, fault, zone },
      phone: record.phone === undefined ? undefined : formatPhone(record.phone),
      methods: template === 'opt-out' ? STOP_METHODS : CONSENT_METHODS,
      programs: Object.values(programs).map(({ id, name }) => ({ id, name })),
      fields: { ...EMPTY, when: nowIn(zone, store.clock.now()), act: newId('act'), ...fields },
    });
  }

  /** Does it, or shows the form again with what was typed and what is wrong with it. */
  async function take(
    template: 'opt-out' | 'attest',
    request: ActRequest,
    reply: FastifyReply,
    record: (known: KnownForm) => Promise<unknown>,
  ): Promise<FastifyReply> {
    const known = await recordOf(request);
    const fields = request.body ?? {};
    try {
      await record(readForm(store, known, fields));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status >= 500) throw waiting(template, request.params.externalId, error);
      const values = { record: known, fields, fault: sayFault(error) };
      return show(template, request, reply.code(error.status), values);
    }
    return reply.redirect(pageOf(request.params.externalId), 303);
  }

  for (const template of ['opt-out', 'attest'] as const) {
    scope.get(`/records/:externalId/${template}`, acting, async (request: ActRequest, reply) =>
      show(template, request, reply, { record: await recordOf(request) }),
    );
  }

  scope.post('/records/:externalId/opt-out', acting, (request: ActRequest, reply) =>
    take('opt-out', request, reply, ({ told, words, program }) =>
      recordStop(deps, request.workspace, {
        ...{ ...told, method: oneOf(STOP_METHODS, told.method), by: toldBy(request) },
        ...(program !== EVERY_PROGRAM && { program }),
        ...(words && { words }),
        ...(request.user && { actor: request.user.email }),
      }),
    ),
  );

  scope.post('/records/:externalId/attest', acting, (request: ActRequest, reply) =>
    take('attest', request, reply, ({ told, words, program, reference }) => {
      const method = oneOf(CONSENT_METHODS, told.method);
      if (!words && method !== 'verbal') {
        const detail = 'Write down what the person agreed to, as it was shown to them.';
        throw new Problem('invalid_request', detail);
      }
      const takenBy = request.user?.email ?? '';
      return recordConsent(deps, request.workspace, {
        ...{ ...told, method, program, by: toldBy(request) },
        evidence: {
          ...(words && (method === 'verbal' ? { words } : { wording: words })),
          ...(reference && { reference }),
          takenBy,
        },
      });
    }),
  );
}

interface KnownForm {
  readonly told: {
    readonly phone: string;
    readonly phoneAsGiven: string;
    readonly method: string;
    readonly occurredAt: string;
    readonly origin: string;
  };
  readonly words: string;
  readonly reference: string;
  readonly program: string;
}

function readForm(
  store: IngressRoomDeps['store'],
  record: CrmRecord,
  { method = '', when = '', act = '', program = '', words = '', reference = '' }: Fields,
): KnownForm {
  const { phone } = record;
  if (phone === undefined) {
    throw new Problem('invalid_phone', 'This record has no number, so there is nobody to stop.');
  }
  const at = DateTime.fromISO(when, { zone: zoneOf(record) });
  if (!at.isValid) throw new Problem('invalid_request', 'Say on which day and when it was.');
  const origin = `page/${ACT.test(act) ? act : newId('act')}`;
  const occurredAt = readOccurredAt(store, at.toUTC().toISO());
  return {
    told: { phone, phoneAsGiven: phone, method, occurredAt, origin },
    words: words.trim().slice(0, WORDS_MAX),
    reference: reference.trim().slice(0, REFERENCE_MAX),
    program,
  };
}

function oneOf<Names extends object>(names: Names, given: string): keyof Names & string {
  if (Object.hasOwn(names, given)) return given as keyof Names & string;
  throw new Problem('invalid_request', 'Say how we were told.');
}

function sayFault({ code, message }: Problem): string {
  return code === 'occurred_in_future' ? 'That lies ahead. Say when it happened.' : message;
}

/** Kept, and not decided in time: the person at the desk is told what that means. */
function waiting(template: 'opt-out' | 'attest', externalId: string, cause: Problem): PageNotice {
  if (cause.code !== 'act_waiting' && cause.code !== 'act_set_aside') throw cause;
  const safe = template === 'opt-out' ? ' Until then nothing is sent to this number.' : '';
  const text = `It is written down, and will count as soon as it was looked at.${safe}`;
  const next = { href: pageOf(externalId), label: 'Back to the record' };
  return new PageNotice(202, { title: 'It is kept', text, next }, { cause });
}

const pageOf = (externalId: string) => `/console/records/${encodeURIComponent(externalId)}`;

/** Times are typed as the clock on the wall of the person shows them. */
const zoneOf = ({ timezone }: CrmRecord): string =>
  timezone !== undefined && DateTime.local().setZone(timezone).isValid ? timezone : 'UTC';

/** As the field of a browser wants it. */
const nowIn = (zone: string, now: Date): string =>
  DateTime.fromJSDate(now, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
