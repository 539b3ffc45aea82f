// /console/programs/{program}/disclosure: every wording that people ever agreed to, what changed
// from one to the next, and publishing another one. None is ever changed.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { elementsOfDisclosure } from '../../../consent/disclosure-lint.js';
import type { Program, Workspace } from '../../../store/workspaces.js';
import { ProgramChange, viewDisclosures } from '../../api/setting-shapes.js';
import { changeOf } from '../../api/caller.js';
import { workspaceOf } from '../../choices.js';
import type { IngressRoomDeps } from '../../deps.js';
import { changeProgram, programIn } from '../../furnishing/change-workspace.js';
import { sayWhen } from '../spoken-time.js';
import { checkedOf } from './checked-text.js';
import { type Faults, type Field, shown } from './fields.js';
import { type FormRequest, goOn, tryForm, valuesOf } from './forms.js';
import { placesOf, programAt } from './programs-page.js';
import { showPage } from './room.js';
import { wordDiff } from './word-diff.js';

const FIELDS: readonly Field[] = [
  {
    ...{ name: 'disclosure', label: 'Words of the next version', kind: 'area', rows: 8 },
    hint: 'As people will be shown them, whole: no placeholders.',
  },
];

const reading = { config: { scope: 'settings:read' } } as const;
const writing = { config: { scope: 'settings:write' } } as const;
const AT = '/programs/:program/disclosure';

interface Sent {
  readonly text: string;
  readonly faults?: Faults;
  readonly status?: number;
}

export function disclosurePages(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store } = deps;

  async function show(request: FormRequest, reply: FastifyReply, sent?: Sent) {
    const workspace = await workspaceOf(store, request.workspace);
    const program = programIn(workspace, request.params['program'] ?? '');
    const text = sent?.text ?? program.disclosure.text;
    return showPage(deps, request, reply, [
      'disclosure',
      {
        ...{ title: program.name, change: 'settings:write', action: disclosureAt(program.id) },
        back: { href: '/console/programs', label: 'Programs' },
        places: placesOf(program.id, 'disclosure'),
        ...(sent?.faults && { faults: sent.faults }),
        ...(sent?.status !== undefined && { status: sent.status }),
        fields: shown(FIELDS, { disclosure: text }, sent?.faults),
        check: checkOf(workspace, program, text),
        versions: await versionsOf(request.workspace, program),
      },
    ]);
  }

  /** Newest first, each with what is other than in the one before, and who set it when. */
  async function versionsOf(workspace: string, program: Program) {
    const past = await store.disclosures.list(workspace, program.id);
    const all = viewDisclosures(program, past);
    const people = await store.accounts.listUsers(workspace);
    const emails = new Map(people.map(({ _id, email }) => [_id, email]));
    const now = store.clock.now();
    return all.map((version, index) => {
      const before = all[index + 1];
      return {
        ...version,
        when: version.since === null ? undefined : sayWhen(new Date(version.since), now, undefined),
        who: version.by === undefined ? undefined : (emails.get(version.by) ?? version.by),
        parts: before ? wordDiff(before.text, version.text) : undefined,
      };
    });
  }

  scope.get(AT, reading, async (request: FormRequest, reply) => show(request, reply));

  scope.post(`${AT}/check`, writing, async (request: FormRequest, reply) =>
    show(request, reply, { text: valuesOf(request)['disclosure'] ?? '' }),
  );

  scope.post(AT, writing, async (request: FormRequest, reply) => {
    const id = request.params['program'] ?? '';
    const { disclosure: text = '', standard } = valuesOf(request);
    const body = { disclosure: standard === 'yes' ? null : text.trim().replace(/\s+/g, ' ') };
    const form = { fields: FIELDS, schema: ProgramChange, body };
    const tried = await tryForm(request, form, (wish) =>
      changeProgram(deps, changeOf(request), { id, wish }),
    );
    if ('faults' in tried) return show(request, reply, { text, ...tried });
    return goOn(reply, disclosureAt(id), standard === 'yes' ? 'standard' : 'published');
  });
}

const disclosureAt = (id: string) => `${programAt(id)}/disclosure`;

function checkOf({ brand }: Workspace, { purpose, frequency }: Program, text: string) {
  return checkedOf(text, elementsOfDisclosure(text, { brand: brand.name, purpose, frequency }));
}
