// /console/settings/brand: what the business says of itself, where each word of it is used, and how
// the head of its form looks with it.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { formatPhone } from '../../../phone.js';
import type { Workspace } from '../../../store/workspaces.js';
import { WorkspaceChange } from '../../api/setting-shapes.js';
import { changeOf } from '../../api/caller.js';
import { workspaceOf } from '../../choices.js';
import type { IngressRoomDeps } from '../../deps.js';
import { changeWorkspace } from '../../furnishing/change-workspace.js';
import { businessOf } from '../business.js';
import { confirmWords } from '../confirm-words.js';
import { type Faults, type Field, orNull, shown, type Values, wordsIn } from './fields.js';
import { type FormRequest, goOn, tryForm, valuesOf } from './forms.js';
import { showPage } from './room.js';

const FIELDS: readonly Field[] = [
  {
    ...{ name: 'name', label: 'Name that customers know' },
    hint: 'Begins every text; on signs, forms and pages.',
  },
  {
    ...{ name: 'legalName', label: 'Legal name' },
    hint: 'Who is responsible: at the foot of pages and e-mails, in terms and privacy.',
  },
  {
    ...{ name: 'postalAddress', label: 'Postal address' },
    hint: 'At the foot of pages and e-mails, as the law asks of both.',
  },
  {
    ...{ name: 'supportPhone', label: 'Support phone', kind: 'tel' },
    hint: 'In the answer to HELP, and on pages.',
  },
  {
    ...{ name: 'supportEmail', label: 'Support e-mail', kind: 'email' },
    hint: 'In the answer to HELP, and on pages. Links to its domain count as your own.',
  },
  {
    ...{ name: 'termsUrl', label: 'Your own terms', kind: 'url', optional: true },
    hint: 'Disclosures lead there. Empty: terms made from these settings, hosted here.',
  },
  {
    ...{ name: 'privacyUrl', label: 'Your own privacy policy', kind: 'url', optional: true },
    hint: 'Disclosures lead there. Empty: one made from these settings, hosted here.',
  },
  {
    ...{ name: 'locale', label: 'Language', optional: true },
    hint: 'Of texts to people whose language nobody knows, like en or es-MX. Empty: English.',
  },
  {
    ...{ name: 'holidays', label: 'No marketing on holidays', kind: 'tick' },
    hint: 'Federal and state holidays where the person is. Other messages are sent as always.',
  },
  {
    ...{ name: 'widgetOrigins', label: 'Sites with the pop-up', kind: 'area', rows: 2 },
    ...{ optional: true, hint: 'Whose pages may embed it, a line each: https://crm.example.com.' },
  },
];

export function brandPage(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store } = deps;
  const at = '/settings/brand';

  async function show(
    request: FormRequest,
    reply: FastifyReply,
    sent?: { values: Values; faults: Faults; status: number },
  ) {
    const workspace = await workspaceOf(store, request.workspace);
    const { values = storedValues(workspace), faults, status } = sent ?? {};
    return showPage(deps, request, reply, [
      'brand',
      {
        ...{ title: 'Brand', tab: 'brand', change: 'settings:write', faults },
        ...(status !== undefined && { status }),
        lead: 'Who texts, and whom people turn to. Another name makes new versions of the standard disclosures.',
        fields: shown(FIELDS, values, faults),
        preview: previewOf(workspace, values),
      },
    ]);
  }

  scope.get(at, { config: { scope: 'settings:read' } }, async (request: FormRequest, reply) =>
    show(request, reply),
  );

  scope.post(at, { config: { scope: 'settings:write' } }, async (request: FormRequest, reply) => {
    const values = valuesOf(request);
    const form = { fields: FIELDS, schema: WorkspaceChange, body: bodyOf(values) };
    const tried = await tryForm(request, form, (body) =>
      changeWorkspace(deps, changeOf(request), body),
    );
    if ('faults' in tried) return show(request, reply, { values, ...tried });
    return goOn(reply, '/console/settings/brand', 'saved');
  });
}

function bodyOf(values: Values) {
  const { name = '', legalName = '', postalAddress = '' } = values;
  const { supportPhone = '', supportEmail = '', holidays } = values;
  return {
    brand: {
      ...{ name, legalName, postalAddress, supportPhone, supportEmail },
      locale: orNull(values['locale']),
      termsUrl: orNull(values['termsUrl']),
      privacyUrl: orNull(values['privacyUrl']),
    },
    holidays: holidays === 'yes',
    widgetOrigins: wordsIn(values['widgetOrigins']),
  };
}

const storedValues = ({ brand, policy, widgetOrigins }: Workspace): Values => ({
  ...brand,
  widgetOrigins: widgetOrigins.join('\n'),
  holidays: policy.holidays ? 'yes' : '',
});

/** The head of the form that customers open, as it is with these words. */
function previewOf(workspace: Workspace, values: Values) {
  const typed = Object.entries(values).filter(([name, value]) => name in workspace.brand && value);
  const brand = { ...workspace.brand, ...Object.fromEntries(typed) };
  const [program] = Object.values(workspace.programs);
  const sender = Object.values(workspace.senders)[0];
  const locale = brand.locale?.startsWith('es') ? 'es' : 'en';
  const words = confirmWords(locale, {
    ...{ brand: brand.name, program: program?.name ?? 'your program' },
    ...{ topic: program?.topic ?? 'what you asked for', frequency: program?.frequency ?? '' },
    phone: sender ? formatPhone(sender.number) : '',
  });
  const business = businessOf({ ...workspace, brand }, program?.id ?? '');
  return { business, title: words.title, why: words.why, questions: words.frame.questions };
}
