// /programs/{workspace}/{program}: the public page of a program with its ways in, its terms and its
// privacy policy. What a carrier's reviewer opens, and where every disclosure points to.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LegalKind } from '../../consent/legal.js';
import { agentSentence, renderText } from '../../consent/texts.js';
import type { TemplateName } from '../../consent/types.js';
import { formatPhone } from '../../phone.js';
import { KEYWORD, type OpenWord, openWordOf } from '../../store/open-word.js';
import type { Sender } from '../../store/senders.js';
import { legalTextOf } from '../../store/wordings-in-force.js';
import type { Program, Workspace } from '../../store/workspaces.js';
import { smsLink } from '../codes/code-content.js';
import { signContent } from '../codes/sign-content.js';
import { printSign } from '../codes/sign-press.js';
import type { IngressRoomDeps } from '../deps.js';
import { formDisclosure, keywordDisclosure } from '../form-disclosure.js';
import { businessOf } from './business.js';
import { PageNotice, sendPage } from './html.js';
import { legalView } from './legal-view.js';
import { linkedText, namedLinks } from './linked-text.js';

type ProgramRequest = FastifyRequest<{ Params: { workspace: string; program: string } }>;

interface Found {
  readonly workspace: Workspace;
  readonly program: Program;
  readonly sender: Sender;
  /** The word that anybody can text for this program; without one they need a code of their own. */
  readonly word?: OpenWord;
}

const LOCALE = 'en';
const SLUG = /^[a-z0-9][a-z0-9_-]{0,62}$/;
const AT = '/programs/:workspace/:program';

export async function programPages(scope: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  const { store, config } = deps;
  const { publicUrl } = config;

  async function find({ params }: ProgramRequest): Promise<Found> {
    const known = SLUG.test(params.workspace) && SLUG.test(params.program);
    const workspace = known ? await store.workspaces.get(params.workspace) : null;
    const programs = workspace?.programs ?? {};
    const program = Object.hasOwn(programs, params.program) ? programs[params.program] : undefined;
    const word = workspace && program && openWordOf(workspace, program.id);
    const sender = word?.sender ?? Object.values(workspace?.senders ?? {})[0];
    if (!workspace || !program || !sender) throw noProgram();
    return { workspace, program, sender, ...(word && { word }) };
  }

  scope.get(AT, async (request: ProgramRequest, reply) => {
    const found = await find(request);
    return sendPage(reply, 'program', { ...frameOf(found), ...waysOf(found, publicUrl) });
  });

  scope.get(`${AT}/terms`, async (request: ProgramRequest, reply) => {
    const found = await find(request);
    const { termsUrl } = found.workspace.brand;
    if (termsUrl) return reply.redirect(termsUrl, 302);
    return sendPage(reply, 'legal', legalFrameOf(found, 'terms'));
  });

  scope.get(`${AT}/privacy`, async (request: ProgramRequest, reply) => {
    const found = await find(request);
    const { privacyUrl } = found.workspace.brand;
    if (privacyUrl) return reply.redirect(privacyUrl, 302);
    return sendPage(reply, 'legal', legalFrameOf(found, 'privacy'));
  });

  scope.get(`${AT}/sign.svg`, async (request: ProgramRequest, reply) => {
    const { workspace, program, word } = await find(request);
    if (!word) throw noProgram();
    const content = signContent(workspace, program, word, { publicUrl });
    const sign = await printSign('svg', content, 'letter');
    reply.header('cache-control', 'public, max-age=300');
    return reply.type('image/svg+xml; charset=utf-8').send(sign);
  });
}

/** What all pages of a program show. */
function frameOf({ workspace, program, sender, word }: Found) {
  const business = businessOf(workspace, program.id);
  return {
    business,
    self: business.page,
    program: { ...program, frequency: program.frequency.replace(/\.$/, '') },
    phone: formatPhone(sender.number),
    keyword: word?.keyword ?? KEYWORD,
  };
}

/** The same words that evidence names by their hash. */
function legalFrameOf(found: Found, kind: LegalKind) {
  const { workspace, program } = found;
  const frame = frameOf(found);
  const text = legalTextOf(workspace, program, kind);
  const title = kind === 'terms' ? 'Terms' : 'Privacy';
  return { ...frame, title, legal: legalView(text, frame.business, frame.keyword) };
}

function waysOf({ workspace, program, sender, word }: Found, publicUrl: string) {
  const { brand } = workspace;
  const page = `${publicUrl}/programs/${workspace.id}/${program.id}`;
  const phone = formatPhone(sender.number);
  const keyword = word?.keyword ?? KEYWORD;
  const values = {
    brand: brand.name,
    program: program.name,
    ...{ topic: program.topic, keyword },
    frequency: program.frequency,
    frequencySpoken: program.frequencySpoken,
    supportPhone: brand.supportPhone,
    supportEmail: brand.supportEmail,
    senderSpoken: phone,
    shortUrl: page,
  };
  const said = (template: TemplateName) => renderText(template, LOCALE, values, program.texts);
  const marketing = program.purpose === 'marketing';
  const own = word !== undefined;
  const { version, text } = keywordDisclosure(program, keyword);
  const form = formDisclosure(workspace, program, { publicUrl, locale: LOCALE });
  return {
    own,
    marketing,
    smsUrl: smsLink(sender.number, keyword),
    disclosure: { version, parts: linkedText(text) },
    formDisclosure: namedLinks(form.text),
    script: linkedText(agentSentence(values, LOCALE)),
    signWords: `${brand.name}. Scan, or text ${keyword} to ${phone}. ${text}`,
    texts: [
      ...(marketing && own ? [[`When somebody texts ${keyword}`, said('agreement')]] : []),
      ['When somebody has agreed', said('opt_in_confirmation')],
      ['In answer to HELP', said('help')],
      ['In answer to STOP, once', said('opt_out_confirmation')],
    ],
  };
}

function noProgram(): PageNotice {
  const text = 'Its address may have changed. Ask the business that sent you here.';
  return new PageNotice(404, { title: 'There is no such page', text });
}
