// docs/consent-rules.md says what the code does: every state, every event, row by row.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ConsentEvent } from '../../../src/consent/types.js';
import { COLUMNS, renderSections, ROWS, STATES } from './rules-table.js';

const page = readFileSync(new URL('../../../docs/consent-rules.md', import.meta.url), 'utf8');
const sections = page
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const [event = '', ...lines] = section.trimEnd().split('\n');
    return { event, lines };
  });

/** A row without the blanks that align it. */
const narrow = (line: string) => line.replace(/\s*\|\s*/g, ' | ').trim();

/** Every type of event there is; a new one without a row does not compile. */
const TYPES: Readonly<Record<ConsentEvent['type'], true>> = {
  text_received: true,
  email_confirmed: true,
  revocation_recorded: true,
  consent_attested: true,
  review_decided: true,
  order_reported: true,
  consent_expired: true,
  erasure_requested: true,
  provider_blocked: true,
  flag_reported: true,
};

describe('the page of rules', () => {
  it.each(renderSections())('says what follows from: $event', ({ event, lines }) => {
    const section = sections.find((one) => one.event === event);
    expect(section, `no section “### ${event}”`).toBeDefined();
    const found = section?.lines.filter((line) => /^\|(?!\s*-+\s*\|)/.test(line)).map(narrow);
    expect(found).toEqual([COLUMNS, ...lines]);
  });

  it('has no section that the code does not know', () => {
    expect(sections.map(({ event }) => event)).toEqual(renderSections().map(({ event }) => event));
  });

  it('names the source of every rule', () => {
    const silent = sections.filter(({ lines }) => !lines.some((line) => /^Source: \S/.test(line)));
    expect(silent.map(({ event }) => event)).toEqual([]);
  });

  it('leaves no type of event and no state out', () => {
    const types = new Set(ROWS.map(({ type }) => type));
    expect([...types].sort()).toEqual(Object.keys(TYPES).sort());
    for (const state of Object.keys(STATES)) expect(page).toContain(state);
  });
});
