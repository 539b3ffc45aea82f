// /console/programs/{program}/texts: every text that the service sends by itself, filled as it is
// sent, counted as a carrier counts it, and checked for what it has to say.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { TEMPLATES } from '../../../consent/templates.js';
import { judgeText } from '../../../consent/text-lint.js';
import { agentSentence, LOCALES, type Locale } from '../../../consent/texts.js';
import type { TemplateName } from '../../../consent/types.js';
import { formatPhone } from '../../../phone.js';
import { KEYWORD, openWordOf } from '../../../store/open-word.js';
import type { Program, Workspace } from '../../../store/workspaces.js';
import { changeOf } from '../../api/caller.js';
import { ProgramChange } from '../../api/setting-shapes.js';
import { workspaceOf } from '../../choices.js';
import type { IngressRoomDeps } from '../../deps.js';
import { changeProgram, programIn } from '../../furnishing/change-workspace.js';
import { fillingOf } from '../../furnishing/program-plan.js';
import { Problem } from '../../problems.js';
import { warningsOf } from '../../message-warnings.js';
import { checkedOf } from './checked-text.js';
import { type Faults, type Field, shown } from './fields.js';
import { type FormRequest, tryForm, valuesOf } from './forms.js';
import { placesOf, programAt } from './programs-page.js';
import { showPage } from './room.js';

const LANGUAGES: Readonly<Record<Locale, string>> = { en: 'English', es: 'Spanish' };

const SHOWN: readonly { readonly name: TemplateName; readonly title: string; when: string }[] = [
  {
    ...{ name: 'opt_in_confirmation', title: 'When somebody has agreed' },
    when: 'Once after each opt-in.',
  },
  {
    ...{ name: 'agreement', title: 'When a bare START asks for marketing' },
    when: 'AGREE in answer is the written consent. Sent where no disclosure was shown before.',
  },
  {
    ...{ name: 'help', title: 'In answer to HELP' },
    when: 'Each time somebody asks, also after a STOP.',
  },
  {
    ...{ name: 'opt_out_confirmation', title: 'In answer to STOP' },
    when: 'Once, within five minutes, and nothing after it.',
  },
];

const reading = { config: { scope: 'settings:read' } } as const;
const writing = { config: { scope: 'settings:write' } } as const;
const AT = '/programs/:program/texts';
const ONE = `${AT}/:locale/:template`;

/** What somebody typed for one of the texts. */
interface Sent {
  readonly template: TemplateName;
  readonly text: string;
  readonly faults?: Faults;
  readonly status?: number;
}

export function textsPages(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store, config } = deps;

  async function show(request: FormRequest, reply: FastifyReply, locale: Locale, sent?: Sent) {
    const workspace = await workspaceOf(store, request.workspace);
    const program = programIn(workspace, request.params['program'] ?? '');
    const shownHere = SHOWN.filter(
      ({ name }) => name !== 'agreement' || program.purpose === 'marketing',
    );
    return showPage(deps, request, reply, [
      'texts',
      {
        ...{ title: program.name, change: 'settings:write' },
        back: { href: '/console/programs', label: 'Programs' },
        places: placesOf(program.id, 'texts'),
        languages: LOCALES.map((one) => ({
          ...{ label: LANGUAGES[one], here: one === locale },
          href: textsAt(program.id, one),
        })),
        ...(sent?.faults && { faults: sent.faults }),
        ...(sent?.status !== undefined && { status: sent.status }),
        texts: shownHere.map((one) => ({
          ...one,
          ...viewOf({ workspace, program, locale, publicUrl: config.publicUrl }, one.name, sent),
        })),
        spoken: spokenOf({ workspace, program, locale, publicUrl: config.publicUrl }),
      },
    ]);
  }

  scope.get(AT, reading, async (request: FormRequest, reply) =>
    show(request, reply, localeOf((request.query as { locale?: string }).locale)),
  );

  scope.post(`${ONE}/check`, writing, async (request: FormRequest, reply) => {
    const { locale, template } = whichOf(request);
    return show(request, reply, locale, { template, text: valuesOf(request)[template] ?? '' });
  });

  scope.post(ONE, writing, async (request: FormRequest, reply) => {
    const id = request.params['program'] ?? '';
    const { locale, template } = whichOf(request);
    const { [template]: text = '', standard } = valuesOf(request);
    const pattern = standard === 'yes' ? null : text.trim().replace(/\s+/g, ' ');
    const form = {
      fields: [fieldOf(template)],
      schema: ProgramChange,
      body: { texts: { [locale]: { [template]: pattern } } },
    };
    const tried = await tryForm(request, form, (wish) =>
      changeProgram(deps, changeOf(request), { id, wish }),
    );
    if ('faults' in tried) return show(request, reply, locale, { template, text, ...tried });
    const done = standard === 'yes' ? 'standard' : 'saved';
    return reply.redirect(`${textsAt(id, locale)}&done=${done}#text-${template}`, 303);
  });
}

const textsAt = (id: string, locale: Locale) => `${programAt(id)}/texts?locale=${locale}`;

const localeOf = (given: string | undefined): Locale =>
  LOCALES.find((one) => one === given) ?? LOCALES[0];

/** @throws Problem 404 for an address that names no text of ours. */
function whichOf({ params }: FormRequest) {
  const template = SHOWN.find(({ name }) => name === params['template'])?.name;
  const locale = LOCALES.find((one) => one === params['locale']);
  if (!template || !locale) throw new Problem('not_found', 'There is no such text.');
  return { locale, template };
}

const fieldOf = (template: TemplateName): Field => ({
  ...{ name: template, label: 'Your words', kind: 'area', rows: 4 },
  hint: 'Filled in: {brand} {program} {frequency} {supportPhone} {supportEmail} {shortUrl}',
});

interface Place {
  readonly workspace: Workspace;
  readonly program: Program;
  readonly locale: Locale;
  readonly publicUrl: string;
}

function viewOf(
  { workspace, program, locale, publicUrl }: Place,
  template: TemplateName,
  sent?: Sent,
) {
  const { brand } = workspace;
  const own = program.texts?.[locale]?.[template];
  const typed = sent?.template === template ? sent : undefined;
  const pattern = typed?.text ?? own ?? TEMPLATES[locale][template].replaceAll("''", "'");
  const facts = fillingOf({ publicUrl, workspace: workspace.id }, brand, program);
  const { text, elements, faults } = judgeText({ template, locale, pattern }, facts);
  const warned = warningsOf({ publicUrl }, { body: text, brand, program, isFirst: false });
  const broken = faults.filter(({ code }) => code === 'placeholder');
  return {
    ...{ own: own !== undefined, open: typed !== undefined, text },
    action: `${programAt(program.id)}/texts/${locale}/${template}`,
    fields: shown([fieldOf(template)], { [template]: pattern }, typed?.faults),
    check: checkedOf(
      text,
      [...elements, ...broken.map((one) => ({ ...one, said: false, why: '' }))],
      [...warned.map(({ detail }) => detail)],
    ),
  };
}

/** What agents read aloud; shown, and made from the settings. */
function spokenOf({ workspace, program, locale, publicUrl }: Place): string | undefined {
  const word = openWordOf(workspace, program.id);
  const sender = word?.sender ?? Object.values(workspace.senders)[0];
  if (!sender) return undefined;
  const { topic, frequencySpoken } = program;
  const values = {
    ...{ brand: workspace.brand.name, topic, frequencySpoken },
    keyword: word?.keyword ?? KEYWORD,
    senderSpoken: formatPhone(sender.number),
    shortUrl: `${publicUrl}/programs/${workspace.id}/${program.id}`,
  };
  return agentSentence(values, locale);
}
