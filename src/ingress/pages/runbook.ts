// The runbook as a page: docs/runbook.md, read once. It knows the little Markdown that is used
// there, and shows everything else as it stands.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface RunbookPart {
  readonly text: string;
  readonly as: 'plain' | 'strong' | 'code';
}

export interface RunbookSection {
  /** The kind of the alert, and the name of its place on the page; empty for what comes first. */
  readonly id: string;
  readonly paragraphs: readonly (readonly RunbookPart[])[];
}

/** Beside the sources, and copied beside what is built. */
const FILE = fileURLToPath(new URL('../../../docs/runbook.md', import.meta.url));
const MARKED = /\*\*([^*]+)\*\*|`([^`]+)`/g;

let read: readonly RunbookSection[] | undefined;

/** @throws when the file is not there: the build copies it. */
export function runbook(): readonly RunbookSection[] {
  read ??= sectionsOf(readFileSync(FILE, 'utf8'));
  return read;
}

/** A text's sections, at each heading of the second level; its title is left out. */
export function sectionsOf(markdown: string): RunbookSection[] {
  const [first = '', ...others] = markdown.replace(/^# .*\n/, '').split(/^## /m);
  const rest = others.map((text) => {
    const end = text.indexOf('\n');
    return { id: text.slice(0, end).trim(), paragraphs: paragraphsOf(text.slice(end)) };
  });
  return [{ id: '', paragraphs: paragraphsOf(first) }, ...rest];
}

const paragraphsOf = (text: string): RunbookPart[][] =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/\s*\n\s*/g, ' '))
    .filter((paragraph) => paragraph !== '')
    .map(partsOf);

function partsOf(text: string): RunbookPart[] {
  const parts: RunbookPart[] = [];
  let end = 0;
  for (const found of text.matchAll(MARKED)) {
    const [all, strong, code = ''] = found;
    if (found.index > end) parts.push({ text: text.slice(end, found.index), as: 'plain' });
    parts.push(strong === undefined ? { text: code, as: 'code' } : { text: strong, as: 'strong' });
    end = found.index + all.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), as: 'plain' });
  return parts;
}
