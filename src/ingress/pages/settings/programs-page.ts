// /console/programs: what the workspace texts about. A list, one program's settings, and the way to
// its words, its signs and its public page.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { formatPhone } from '../../../phone.js';
import { openWordOf } from '../../../store/open-word.js';
import type { Program, Workspace } from '../../../store/workspaces.js';
import { ProgramBody, ProgramChange } from '../../api/setting-shapes.js';
import { changeOf } from '../../api/caller.js';
import { workspaceOf } from '../../choices.js';
import type { IngressRoomDeps } from '../../deps.js';
import { addProgram, changeProgram, programIn } from '../../furnishing/change-workspace.js';
import { shown } from './fields.js';
import { type FormRequest, goOn, type Sent, tryForm, valuesOf } from './forms.js';
import {
  fieldsOf,
  NEW_PROGRAM_PARTS,
  PROGRAM_PARTS,
  programBody,
  type ProgramParts,
  programValues,
} from './program-form.js';
import { showPage } from './room.js';

const reading = { config: { scope: 'settings:read' } } as const;
const writing = { config: { scope: 'settings:write' } } as const;
const LIST = { href: '/console/programs', label: 'Programs' };
const NEW_AT = '/console/programs/new';

export function programsPages(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store } = deps;

  scope.get('/programs', reading, async (request: FormRequest, reply) => {
    const workspace = await workspaceOf(store, request.workspace);
    return showPage(deps, request, reply, [
      'programs',
      {
        ...{ title: 'Programs', change: 'settings:write' },
        lead: 'What you text about. Each person agrees to one program at a time, and to its words.',
        act: { href: NEW_AT, label: 'Add a program' },
        programs: Object.values(workspace.programs).map((one) => programCard(workspace, one)),
      },
    ]);
  });

  const showNew = (request: FormRequest, reply: FastifyReply, sent: Sent) =>
    showPage(deps, request, reply, [
      'program',
      {
        ...{ title: 'Add a program', change: 'settings:write', back: LIST, action: NEW_AT },
        lead: 'Its disclosure is made from these settings; you can publish other words later.',
        ...formOf(NEW_PROGRAM_PARTS, sent),
      },
    ]);

  scope.get('/programs/new', writing, async (request: FormRequest, reply) =>
    showNew(request, reply, { values: { purpose: 'informational' } }),
  );

  scope.post('/programs/new', writing, async (request: FormRequest, reply) => {
    const values = valuesOf(request);
    const body = { id: values['id'] ?? '', ...programBody(values) };
    const form = { fields: fieldsOf(NEW_PROGRAM_PARTS), schema: ProgramBody, body };
    const tried = await tryForm(request, form, (wish) => addProgram(deps, changeOf(request), wish));
    if ('faults' in tried) return showNew(request, reply, { values, ...tried });
    return goOn(reply, programAt(tried.done.id), 'added');
  });

  async function showOne(request: FormRequest, reply: FastifyReply, sent?: Sent) {
    const workspace = await workspaceOf(store, request.workspace);
    const program = programIn(workspace, request.params['program'] ?? '');
    return showPage(deps, request, reply, [
      'program',
      {
        ...{ title: program.name, change: 'settings:write', back: LIST },
        action: programAt(program.id),
        card: programCard(workspace, program),
        places: placesOf(program.id, 'settings'),
        ...formOf(PROGRAM_PARTS, sent ?? { values: programValues(program) }),
      },
    ]);
  }

  scope.get('/programs/:program', reading, async (request: FormRequest, reply) =>
    showOne(request, reply),
  );

  scope.post('/programs/:program', writing, async (request: FormRequest, reply) => {
    const id = request.params['program'] ?? '';
    const values = valuesOf(request);
    const form = {
      ...{ fields: fieldsOf(PROGRAM_PARTS), schema: ProgramChange },
      body: programBody(values),
    };
    const tried = await tryForm(request, form, (wish) =>
      changeProgram(deps, changeOf(request), { id, wish }),
    );
    if ('faults' in tried) return showOne(request, reply, { values, ...tried });
    return goOn(reply, programAt(id), 'saved');
  });
}

export const programAt = (id: string) => `/console/programs/${encodeURIComponent(id)}`;

/** The pages of one program. */
export const placesOf = (id: string, here: 'settings' | 'texts' | 'disclosure') =>
  [
    { id: 'settings', href: programAt(id), label: 'Settings' },
    { id: 'texts', href: `${programAt(id)}/texts`, label: 'Texts' },
    { id: 'disclosure', href: `${programAt(id)}/disclosure`, label: 'Disclosure' },
  ].map((place) => ({ ...place, here: place.id === here }));

function formOf(parts: ProgramParts, { values, faults, status }: Sent) {
  return {
    ...(status !== undefined && { status }),
    ...(faults && { faults }),
    parts: parts.map(({ id, title, fields }) => ({
      ...{ id, title },
      fields: shown(fields, values, faults),
    })),
  };
}

function programCard(workspace: Workspace, program: Program) {
  const { id, name, purpose, frequency, topic, disclosure } = program;
  const word = openWordOf(workspace, id);
  return {
    ...{ id, name, topic, frequency, version: disclosure.version },
    marketing: purpose === 'marketing',
    href: programAt(id),
    page: `/programs/${encodeURIComponent(workspace.id)}/${encodeURIComponent(id)}`,
    sign: `/v1/programs/${encodeURIComponent(id)}/sign.pdf`,
    // Without a word of its own no sign can ask for it.
    ...(word && { keyword: word.keyword, phone: formatPhone(word.sender.number) }),
    hasSender: Object.keys(workspace.senders).length > 0,
  };
}
