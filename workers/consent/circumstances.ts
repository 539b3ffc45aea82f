// What stood around an act when it was decided, for its evidence: who was texting, about what, and
// which wordings were in force. Settings change; what a person agreed to does not.
import { EVERY_PROGRAM, type EntryDraft } from '../../src/consent/types.js';
import { inForce, type Settings, type ShownDocument } from '../../src/store/wordings-in-force.js';

export interface Circumstances {
  readonly brand: { readonly name: string; readonly legalName: string };
  /** Absent when the act meant every program, or one that the settings no longer know. */
  readonly program?: {
    readonly id: string;
    readonly name: string;
    readonly purpose: string;
    readonly frequency: string;
    /** In force; whether it was shown is told beside the act itself. */
    readonly disclosure: { readonly version: number; readonly hash: string };
    readonly terms: ShownDocument;
    readonly privacy: ShownDocument;
  };
}

/** Settings are read once a second at most, and many acts meet the same ones. */
const written = new WeakMap<Settings, Map<string, string>>();

/**
 * The evidence of an act with what stood around it, as JSON.
 * @param evidence at least one field of its own.
 */
export function withCircumstances(
  evidence: Readonly<Record<string, unknown>>,
  settings: Settings,
  { program }: Pick<EntryDraft, 'program'>,
): string {
  const ofSettings = written.get(settings) ?? new Map<string, string>();
  written.set(settings, ofSettings);
  const circumstances =
    ofSettings.get(program) ?? JSON.stringify(circumstancesOf(settings, { program }));
  ofSettings.set(program, circumstances);
  return `${JSON.stringify(evidence).slice(0, -1)},"circumstances":${circumstances}}`;
}

/** Pure. */
function circumstancesOf(
  settings: Settings,
  { program: id }: Pick<EntryDraft, 'program'>,
): Circumstances {
  const { brand, programs } = settings;
  const { name, legalName } = brand;
  const known = id !== EVERY_PROGRAM && Object.hasOwn(programs, id) ? programs[id] : undefined;
  if (!known) return { brand: { name, legalName } };
  const { purpose, frequency, disclosure } = known;
  const { version, hash } = disclosure;
  const { terms, privacy } = inForce(settings, known);
  return {
    brand: { name, legalName },
    program: {
      ...{ id, name: known.name, purpose, frequency },
      ...{ disclosure: { version, hash }, terms, privacy },
    },
  };
}
