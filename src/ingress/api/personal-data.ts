// DELETE /v1/contacts/{id}/personal-data: what is kept of a person goes. What refuses the number
// stays, and what a claim may need is put where only auditors find it.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { canFail } from '../../can-fail.js';
import { within } from '../../deadline.js';
import { carryOutErasure, erasureDraft } from '../../store/carry-out-erasure.js';
import { ERASED_THINGS, type Erasure, type ErasureMode } from '../../store/erasures.js';
import type { InboxEvent } from '../../store/inbox.js';
import { personsOf } from '../../store/persons.js';
import { toldBy } from '../acts.js';
import type { IngressRoomDeps } from '../deps.js';
import { fieldProblem, Problem } from '../problems.js';
import { callerOf } from './caller.js';
import { EXAMPLES } from './examples.js';
import { ContactId, refusals, strict, Time } from './schemas.js';

/** From receipt; what is not done by then goes on in a worker. */
const CARRIED_OUT_MS = 2_300;
/** Answers kept for repeats of a call, which nobody can look into for one person. */
const REPEATS_MS = 24 * 3_600_000;

const Query = Type.Object(
  {
    mode: Type.Optional(
      Type.Enum(['retain', 'now'], {
        description:
          '`retain` (if left out): evidence is sealed for auditors until `retainUntil`. `now`: it ' +
          'goes at once, and nothing can be proved any more; for admins, with a `reason`.',
      }),
    ),
    reason: Type.Optional(
      Type.String({ minLength: 1, maxLength: 500, examples: ['Request of 2 March, art. 17'] }),
    ),
  },
  strict,
);
const Kept = Type.Object(
  {
    what: Type.String({ examples: ['suppression'] }),
    until: Type.Union([Time, Type.Null()], { description: '`null`: for as long as there is one.' }),
    basis: Type.String(),
  },
  { title: 'KeptData' },
);
const ErasureView = Type.Object(
  {
    contact: ContactId,
    state: Type.Enum(['pending', 'done'], {
      description: '`pending`: a worker carries it on; ask again to see how far it is.',
    }),
    retainUntil: Type.Union([Time, Type.Null()]),
    erased: Type.Array(Type.Enum([...ERASED_THINGS])),
    kept: Type.Array(Kept),
  },
  {
    title: 'Erasure',
    examples: [
      {
        ...{ contact: EXAMPLES.contact, state: 'done', retainUntil: '2031-03-02T17:20:11.214Z' },
        erased: ['records', 'messages', 'opt_in_requests', 'number'],
        kept: [{ what: 'suppression', until: null, basis: 'An opt-out is kept (47 CFR 64.1200).' }],
      },
    ],
  },
);

export const personalData: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store, acts, inbox, log } = deps;

  /** Its acts are decided first, as every act is; without a worker it waits for one. */
  async function carryOut(erasure: Erasure): Promise<void> {
    for (const contact of erasure.contacts) await acts.submit(erasureDraft(erasure, contact));
    const keep = (events: readonly InboxEvent[]) =>
      Promise.all(events.map((event) => inbox.keep(event)));
    await carryOutErasure({ store, keep }, erasure);
  }

  app.delete(
    '/contacts/:id/personal-data',
    {
      config: { scope: 'records:write' },
      schema: {
        operationId: 'erasePersonalData',
        tags: ['Contacts'],
        summary: 'Erase what is kept of a person. Who said stop stays refused.',
        description:
          'Records of the number, words of every message, addresses and the number itself go; ' +
          'consent ends, because nobody could prove it. The ledger keeps its chain without ' +
          'anything that can be read.',
        params: Type.Object({ id: ContactId }),
        querystring: Query,
        response: { 202: ErasureView, ...refusals(400, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      const { workspace, params, query } = request;
      const mode = query.mode ?? 'retain';
      requireAdmin(callerOf(request).scopes, { ...query, mode });
      const contacts = await theirContacts(workspace, params.id);
      const asked = { contact: params.id, contacts, mode, by: toldBy(request) };
      const { reason } = query;
      const erasure = await begin(workspace, { ...asked, ...(reason !== undefined && { reason }) });
      if (erasure.state === 'open') {
        const carried = within(CARRIED_OUT_MS, carryOut(erasure));
        await canFail(carried, 'an erasure is carried on by a worker', log);
      }
      const now = (await store.erasures.get(workspace, params.id)) ?? erasure;
      return reply.code(202).send(await view(now));
    },
  );

  /** The one that stands where nothing came since; else a new one. */
  async function begin(workspace: string, asked: Parameters<typeof store.erasures.begin>[1]) {
    const { contact, contacts, mode } = asked;
    const before = await store.erasures.get(workspace, contact);
    if (before?.state === 'done' && covers(before.mode, mode)) {
      const known = await store.people.known(workspace, contacts);
      if (known.size === 0) return before;
    }
    return store.erasures.begin(workspace, asked);
  }

  /** @throws Problem 404 for an id of nothing, also of another workspace. */
  async function theirContacts(workspace: string, id: string): Promise<readonly string[]> {
    const [contacts = [id]] = await personsOf(store, workspace, [id]);
    const [heads, held, known] = await Promise.all([
      store.heads.many(workspace, contacts),
      store.records.idsByContacts(workspace, contacts),
      store.people.known(workspace, contacts),
    ]);
    if (heads.size + held.size + known.size > 0) return contacts;
    throw new Problem('not_found', 'There is no contact of this id.');
  }

  async function view(erasure: Erasure) {
    const { workspace, contact, contacts, state, retainUntil, erased } = erasure;
    const [undecidedActs, importedUntil] = await Promise.all([
      store.erasing.undecidedActs({ workspace, contacts }),
      store.erasing.importedRowsUntil(workspace),
    ]);
    const kept = keptOf(erasure, { undecidedActs, importedUntil });
    return {
      ...{ contact, erased: [...erased], kept },
      state: state === 'done' ? ('done' as const) : ('pending' as const),
      retainUntil: retainUntil?.toISOString() ?? null,
    };
  }
};

const covers = (before: ErasureMode, wanted: ErasureMode) => before === 'now' || wanted !== 'now';

/** @throws Problem 403 or 422 where evidence is to go at once and may not. */
function requireAdmin(
  scopes: readonly string[],
  { mode, reason }: { mode: ErasureMode; reason?: string },
): void {
  if (mode !== 'now') return;
  if (!scopes.includes('access:write')) {
    const detail =
      'mode=now destroys evidence that a claim may need; only an admin may ask for it.';
    throw new Problem('scope_missing', detail);
  }
  if (reason !== undefined) return;
  const detail = '/query/reason is missing: say why evidence goes before its time.';
  throw fieldProblem('invalid_setting', '/query/reason', detail);
}

function keptOf(
  { retainUntil, requestedAt }: Erasure,
  elsewhere: { readonly undecidedActs: number; readonly importedUntil: Date | undefined },
) {
  const { undecidedActs, importedUntil } = elsewhere;
  const forEver = (what: string, basis: string) => ({ what, until: null, basis });
  return [
    forEver(
      'suppression',
      'Who said stop is not texted again (47 CFR 64.1200(a)(12); GDPR art. 17(3)(b)). Kept is an ' +
        'HMAC of the number, from which it cannot be had.',
    ),
    forEver('ledger', 'Hashes, times and rules of a chain that must stay whole; nothing readable.'),
    ...(retainUntil
      ? [
          {
            ...{ what: 'evidence', until: retainUntil.toISOString() },
            basis:
              'Sealed for auditors: claims and record keeping (28 U.S.C. § 1658(a); ' +
              '16 CFR 310.5(a); GDPR art. 17(3)(e)).',
          },
        ]
      : []),
    {
      what: 'answers_for_repeats',
      until: new Date(requestedAt.getTime() + REPEATS_MS).toISOString(),
      basis: 'First answers to calls with an Idempotency-Key, sealed, for a day.',
    },
    ...(importedUntil
      ? [
          {
            ...{ what: 'imported_rows', until: importedUntil.toISOString() },
            basis:
              'Files that are still to be imported and rows that were refused, sealed, whoever ' +
              'they name; gone by themselves at that time.',
          },
        ]
      : []),
    ...(undecidedActs > 0
      ? [forEver('undecided_acts', 'Acts that nobody could decide yet, until an operator does.')]
      : []),
  ];
}
