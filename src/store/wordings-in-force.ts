// Which terms, which privacy policy and which disclosure are in force for a program: what the
// hosted pages show at this moment, and what evidence names. Pure.
import { LEGAL_VERSION, type LegalKind, legalText, plainLegalText } from '../consent/legal.js';
import { formatPhone } from '../phone.js';
import { KEYWORD, openWordOf } from './open-word.js';
import type { Program, Workspace } from './workspaces.js';
import { type Wording, wordingOf } from './wordings.js';

/**
 * A document as evidence names it: a page of ours with the text that stood on it, or the address of
 * one that the business keeps itself, of which we know no more.
 */
export type ShownDocument =
  | { readonly page: string; readonly version: number; readonly hash: string }
  | { readonly url: string };

export interface InForce {
  readonly terms: ShownDocument;
  readonly privacy: ShownDocument;
  /** What has to be kept for that. */
  readonly wordings: readonly Wording[];
}

/** The settings that documents are made of. */
export type Settings = Pick<Workspace, 'id' | 'brand' | 'programs' | 'senders' | 'ownWords'>;

/** Settings are read once a second at most, and many acts meet the same ones. */
const known = new WeakMap<Settings, Map<string, InForce>>();

/** The words of a hosted document. Callers know that the program is one of the workspace. */
export function legalTextOf(settings: Settings, program: Program, kind: LegalKind) {
  const { brand, senders } = settings;
  const word = openWordOf(settings, program.id);
  const sender = word?.sender ?? Object.values(senders)[0];
  const values: Record<string, unknown> = {
    brand: brand.name,
    legalName: brand.legalName,
    postalAddress: brand.postalAddress,
    supportPhone: brand.supportPhone,
    supportEmail: brand.supportEmail,
    program: program.name,
    topic: program.topic,
    frequency: program.frequency,
    phone: sender ? formatPhone(sender.number) : '',
    keyword: word?.keyword ?? KEYWORD,
  };
  // Settings of earlier versions may lack some: an act must never fail for that.
  return legalText(
    kind,
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asText(value)])),
  );
}

const asText = (value: unknown) => (typeof value === 'string' ? value : '');

export function inForce(settings: Settings, program: Program): InForce {
  const ofWorkspace = known.get(settings) ?? new Map<string, InForce>();
  known.set(settings, ofWorkspace);
  const found = ofWorkspace.get(program.id) ?? findInForce(settings, program);
  ofWorkspace.set(program.id, found);
  return found;
}

/** Everything of a workspace that an act may name. */
export const wordingsOf = (settings: Settings): Wording[] =>
  Object.values(settings.programs).flatMap((program) => inForce(settings, program).wordings);

function findInForce(settings: Settings, program: Program): InForce {
  const { brand } = settings;
  const terms = documentOf(settings, program, 'terms', brand.termsUrl);
  const privacy = documentOf(settings, program, 'privacy', brand.privacyUrl);
  const { version, text } = program.disclosure;
  return {
    terms: terms.shown,
    privacy: privacy.shown,
    wordings: [wordingOf('disclosure', version, text), ...terms.wordings, ...privacy.wordings],
  };
}

function documentOf(
  settings: Settings,
  program: Program,
  kind: LegalKind,
  url: string | undefined,
): { shown: ShownDocument; wordings: readonly Wording[] } {
  if (url !== undefined) return { shown: { url }, wordings: [] };
  const text = plainLegalText(legalTextOf(settings, program, kind));
  const wording = wordingOf(kind, LEGAL_VERSION, text);
  const { version, hash } = wording;
  const page = `/programs/${settings.id}/${program.id}/${kind}`;
  return { shown: { page, version, hash }, wordings: [wording] };
}
