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

/** Pure. */
export function circumstancesOf(
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
