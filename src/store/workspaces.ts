// Workspaces: a business, its brand, its programs and what the rules need to know of its senders.
// Read on every road, so answers are kept for a second; a change is in force everywhere after that.
import { sha256 } from '../digest.js';
import { type Connection, mongo, Schema } from 'mongoose';
import { compileOwnWords, type OwnKeywords, type OwnWords } from '../consent/own-words.js';
import type { OwnTexts } from '../consent/texts.js';
import type { Policy, Purpose } from '../consent/types.js';
import { createBriefCache } from './brief-cache.js';
import type { MongoClock } from './clock.js';
import type { DisclosureStore, PastDisclosure } from './disclosures.js';
import { isDuplicateKey } from './duplicate-key.js';
import { keyCheckOf, openWorkspaceKey } from './key-check.js';
import { type Keyring, newKey, type SealingKey, seal } from './keyring.js';
import type { Sender, SenderStore } from './senders.js';

export interface Brand {
  readonly name: string;
  readonly legalName: string;
  readonly postalAddress: string;
  readonly supportPhone: string;
  readonly supportEmail: string;
  /** Language of texts to people of whom none is known, e.g. `es`; English when left out. */
  readonly locale?: string;
  /** The business's own terms and privacy policy; where it names none, ours are shown. */
  readonly termsUrl?: string;
  readonly privacyUrl?: string;
}

export interface Disclosure {
  readonly version: number;
  /** SHA-256 of the text, hex. */
  readonly hash: string;
  readonly text: string;
}

export interface Program {
  readonly id: string;
  readonly name: string;
  readonly purpose: Purpose;
  /** What it is about, as an agent says it: "your window quote and appointment". */
  readonly topic: string;
  /** As it is written: "About 4 msgs a month". */
  readonly frequency: string;
  /** As it is said: "about four texts a month". */
  readonly frequencySpoken: string;
  readonly disclosure: Disclosure;
  /** Since when its wording is in force; absent: it was set before that was kept. */
  readonly disclosureSince?: Date;
  /** Who set it; absent: the command line, or before that was kept. */
  readonly disclosureBy?: string;
  /** Days for which consent holds; absent: until the person ends it. */
  readonly validForDays?: number;
  /** Most messages that one person gets in 24 hours and in 30 days; absent: what the law allows. */
  readonly perDayMax?: number;
  readonly perMonthMax?: number;
  /** True when a message says once a month how to opt out, where none did by itself. */
  readonly optOutReminder?: boolean;
  /** Words that it adds to the built-in ones, on every number of the workspace. */
  readonly keywords?: OwnWords;
  /** What it texts by itself in the place of our words. */
  readonly texts?: OwnTexts;
}

/** When and by whom its wording was set: written by the store. */
export type DisclosureMark = 'disclosureSince' | 'disclosureBy';

/** A program as somebody wants it; its disclosure gets its version when it is stored. */
export type ProgramDraft = Omit<Program, 'disclosure' | DisclosureMark> & {
  readonly disclosure: string;
};

/** What a workspace says of itself, and can change. */
export interface OwnSettings {
  readonly brand: Brand;
  readonly holidays: boolean;
  /** Sites whose pages may embed the widget, as `https://crm.example.com`. */
  readonly widgetOrigins: readonly string[];
  readonly programs: Readonly<Record<string, Program>>;
}

/** What is to be different; programs that are not named stay as they are. */
export interface SettingsChange {
  readonly brand?: Brand;
  readonly holidays?: boolean;
  readonly widgetOrigins?: readonly string[];
  readonly programs?: readonly ProgramDraft[];
}

export interface Workspace {
  readonly id: string;
  readonly brand: Brand;
  readonly programs: Readonly<Record<string, Program>>;
  readonly senders: Readonly<Record<string, Sender>>;
  readonly policy: Policy;
  /** Sites whose pages may embed the widget. */
  readonly widgetOrigins: readonly string[];
  /** The programs' own words, ready to be asked. */
  readonly ownWords: OwnKeywords;
}

interface WorkspaceDocument {
  _id: string;
  brand: Brand;
  programs: Record<string, Program>;
  /** True when no marketing is sent on holidays. */
  holidays?: boolean;
  widgetOrigins?: readonly string[];
  /** Key of the contact ids and of the contacts' keys, sealed under the installation's secret. */
  key: mongo.Binary;
  /** Tells whether it is still the key that the contact ids were made with; see key-check.ts. */
  keyCheck?: string;
}

/** Somebody who loses as often does not lose by chance. */
const CHANGE_ROUNDS_MAX = 20;

const schema = new Schema(
  {
    _id: String,
    brand: Schema.Types.Mixed,
    programs: Schema.Types.Mixed,
    holidays: Boolean,
    widgetOrigins: [String],
    key: Buffer,
    keyCheck: String,
  },
  { collection: 'workspaces', versionKey: false, minimize: false },
);

export function createWorkspaceStore(
  connection: Connection,
  deps: {
    keyring: Keyring;
    senders: SenderStore;
    disclosures: DisclosureStore;
    clock: Pick<MongoClock, 'now'>;
  },
) {
  const model = connection.model('workspaces', schema);
  const collection = () => model.collection as unknown as mongo.Collection<WorkspaceDocument>;
  // A workspace's key never changes, so it is read once a process.
  const keys = new Map<string, SealingKey>();

  async function keyOf(workspace: string): Promise<SealingKey> {
    const known = keys.get(workspace);
    if (known) return known;
    const projection = { key: 1, keyCheck: 1 };
    const found = await collection().findOne({ _id: workspace }, { projection });
    if (!found) throw new Error(`there is no workspace ${workspace}`);
    const sealed = Buffer.from(found.key.buffer);
    const key = openWorkspaceKey(deps.keyring.master, workspace, sealed, found.keyCheck);
    keys.set(workspace, key);
    return key;
  }

  async function read(workspace: string): Promise<Workspace | null> {
    const [found, senders] = await Promise.all([
      collection().findOne({ _id: workspace }),
      deps.senders.list(workspace),
    ]);
    if (!found) return null;
    const { brand, programs, holidays = false, widgetOrigins = [] } = found;
    const byNumber = Object.fromEntries(senders.map((sender) => [sender.number, sender]));
    return {
      id: workspace,
      brand,
      programs,
      senders: byNumber,
      policy: { programs, senders: byNumber, holidays },
      widgetOrigins,
      ownWords: compileOwnWords(
        ...Object.values(programs).map(({ id, keywords }) => ({ program: id, ...keywords })),
      ),
    };
  }
  const cache = createBriefCache(read);

  /**
   * Changes what is there, all of it or nothing. Wordings that are replaced are kept first, so that
   * no version is ever without its text.
   * @param plan what is to be different, given what is there; asked again when somebody else
   *   changed that meanwhile. It may refuse by throwing.
   * @param by id of whoever changes it, kept with each new wording.
   */
  async function change(
    workspace: string,
    plan: (found: OwnSettings) => SettingsChange,
    by?: string,
  ): Promise<void> {
    const projection = { brand: 1, holidays: 1, widgetOrigins: 1, programs: 1 };
    for (let round = 0; round < CHANGE_ROUNDS_MAX; round += 1) {
      const found = await collection().findOne({ _id: workspace }, { projection });
      if (!found) throw new Error(`there is no workspace ${workspace}`);
      const { brand, holidays = false, widgetOrigins = [], programs } = found;
      const wanted = plan({ brand, holidays, widgetOrigins, programs });
      const mark = { at: deps.clock.now(), by };
      const next = (wanted.programs ?? []).map((draft) => storedForm(draft, programs, mark));
      const past = next.flatMap((program) => replacedBy(program, programs));
      await deps.disclosures.keep(workspace, past);
      const set = {
        ...(wanted.brand && { brand: wanted.brand }),
        ...(wanted.holidays !== undefined && { holidays: wanted.holidays }),
        ...(wanted.widgetOrigins && { widgetOrigins: wanted.widgetOrigins }),
        ...Object.fromEntries(next.map((program) => [`programs.${program.id}`, program])),
      };
      if (Object.keys(set).length === 0) return;
      const { matchedCount } = await collection().updateOne(
        { _id: workspace, brand, programs },
        { $set: set },
      );
      cache.forget(workspace);
      if (matchedCount === 1) return;
    }
    throw new Error(`the settings of ${workspace} change faster than they can be changed`);
  }

  return {
    keyOf,
    get: (workspace: string) => cache.get(workspace),

    /** As it is in the database now, for whoever has just changed it. */
    async getNow(workspace: string): Promise<Workspace | null> {
      cache.forget(workspace);
      deps.senders.forget();
      return cache.get(workspace);
    },

    /**
     * Makes a workspace with a random key of its own; an existing one only gets the new brand, and
     * keeps holidays or not where that is said.
     */
    async create(
      workspace: string,
      settings: { readonly brand: Brand; readonly holidays?: boolean },
    ): Promise<void> {
      const { brand, holidays } = settings;
      const set = { brand, ...(holidays !== undefined && { holidays }) };
      const made = newKey();
      const key = new mongo.Binary(seal(deps.keyring.master, workspace, made));
      const keyCheck = keyCheckOf(workspace, made);
      try {
        await collection().updateOne(
          { _id: workspace },
          { $set: set, $setOnInsert: { key, keyCheck, programs: {} } },
          { upsert: true },
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        await collection().updateOne({ _id: workspace }, { $set: set });
      }
      cache.forget(workspace);
    },

    change,

    /** Adds or replaces a program; changed wording of its disclosure gets the next version. */
    async addProgram(workspace: string, program: ProgramDraft): Promise<void> {
      await change(workspace, () => ({ programs: [program] }));
    },

    /** Gives keys of workspaces that were made before there were check values their own. */
    async addKeyChecks(): Promise<void> {
      for (const { _id, key } of await collection()
        .find({ keyCheck: { $exists: false } }, { projection: { key: 1 } })
        .toArray()) {
        const opened = openWorkspaceKey(deps.keyring.master, _id, Buffer.from(key.buffer));
        await collection().updateOne(
          { _id, key, keyCheck: { $exists: false } },
          { $set: { keyCheck: keyCheckOf(_id, opened) } },
        );
      }
    },

    async ids(): Promise<string[]> {
      const found = await collection()
        .find({}, { projection: { _id: 1 } })
        .toArray();
      return found.map(({ _id }) => _id);
    },
  };
}

/** A draft with the version of its wording: the next one where the words differ. */
function storedForm(
  draft: ProgramDraft,
  programs: Readonly<Record<string, Program>>,
  { at, by }: { at: Date; by: string | undefined },
): Program {
  const before = Object.hasOwn(programs, draft.id) ? programs[draft.id] : undefined;
  const { disclosure: text, ...program } = draft;
  const hash = sha256(text);
  if (before?.disclosure.hash === hash) {
    const { disclosure, disclosureSince, disclosureBy } = before;
    return {
      ...{ ...program, disclosure },
      ...(disclosureSince && { disclosureSince }),
      ...(disclosureBy !== undefined && { disclosureBy }),
    };
  }
  const version = (before?.disclosure.version ?? 0) + 1;
  return {
    ...{ ...program, disclosure: { version, hash, text }, disclosureSince: at },
    ...(by !== undefined && { disclosureBy: by }),
  };
}

/** The wording that another one takes the place of. */
function replacedBy(
  { id, disclosure: next }: Program,
  programs: Readonly<Record<string, Program>>,
): PastDisclosure[] {
  const before = Object.hasOwn(programs, id) ? programs[id] : undefined;
  if (!before || before.disclosure.version === next.version) return [];
  const { disclosure, disclosureSince: since = null, disclosureBy: by } = before;
  return [{ program: id, ...disclosure, since, ...(by !== undefined && { by }) }];
}
