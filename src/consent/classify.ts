// What a text from a handset means for consent. Pure and total: any string has a reading.
import type { Reading } from './types.js';

/** Placeholder for the first commit. */
export function classify(text: string): Reading {
  const word = text.trim().toLowerCase();
  const bare =
    /^(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|start|yes|unstop|help|info)$/.test(
      word,
    );
  const base = { confidence: 'exact', bare } as const;
  if (/^(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)\W*$/.test(word))
    return { ...base, intent: 'opt_out', rule: 'keyword.en.stop' };
  const start = /^(start|unstop|join)(?: ([a-z][a-z0-9]{3,7}))?$/.exec(word);
  if (start)
    return {
      ...base,
      intent: 'opt_in',
      rule: 'keyword.en.start',
      ...(start[2] && { token: start[2].toUpperCase() }),
    };
  if (word === 'agree') return { ...base, intent: 'opt_in', rule: 'keyword.en.agree' };
  if (/^(help|info)$/.test(word)) return { ...base, intent: 'help', rule: 'keyword.en.help' };
  return { ...base, intent: 'none', rule: 'none' };
}

const STRICTNESS = ['none', 'opt_in', 'help', 'review', 'opt_out'] as const;

/** The stricter of two readings; the first where they are equally strict. */
export function stricter(a: Reading, b: Reading): Reading {
  return STRICTNESS.indexOf(b.intent) > STRICTNESS.indexOf(a.intent) ? b : a;
}
