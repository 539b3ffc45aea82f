// What the furnishing commands do: read what was given, let it be checked as the API checks it, and
// write it through the store. People and keys are in users.ts and keys.ts.
import type { Config } from '../config.js';
import { type BrandWish, planBrand } from '../ingress/furnishing/brand-plan.js';
import { planProgram, type ProgramWish, withNewBrand } from '../ingress/furnishing/program-plan.js';
import { planSender, type SenderWish } from '../ingress/furnishing/sender-plan.js';
import { inWorkspace, say, sayAll, withStore } from './in-workspace.js';
import { UsageFault } from './usage-fault.js';

const SLUG = /^[a-z][a-z0-9-]{0,31}$/;

export interface BrandOptions {
  readonly brand: string;
  readonly legalName: string;
  readonly postalAddress: string;
  readonly supportPhone: string;
  readonly supportEmail: string;
  readonly locale?: string;
  readonly termsUrl?: string;
  readonly privacyUrl?: string;
  readonly holidays?: boolean;
}

interface Listing {
  readonly json?: boolean;
}

export async function addWorkspace(config: Config, id: string, given: BrandOptions) {
  requireForm('the workspace', id, SLUG, 'small letters, digits and dashes');
  const { brand: name, holidays, ...rest } = given;
  const wish: BrandWish = { name, ...rest };
  await withStore(config, async ({ workspaces }) => {
    const brand = planBrand(undefined, wish);
    const settings = { brand, ...(holidays !== undefined && { holidays }) };
    if (!(await workspaces.get(id))) return workspaces.create(id, settings);
    const place = { publicUrl: config.publicUrl, workspace: id };
    return workspaces.change(id, (found) => ({
      ...{ ...settings, programs: withNewBrand(place, found, brand) },
    }));
  });
  say(`workspace ${id} is there`);
}

export async function listWorkspaces(config: Config, given: Listing) {
  const ids = await withStore(config, (store) => store.workspaces.ids());
  sayAll(ids, given, (id) => id);
}

export interface ProgramOptions {
  readonly name: string;
  readonly topic: string;
  readonly frequency: string;
  readonly frequencySpoken: string;
  readonly purpose: string;
  readonly validForDays?: string;
  readonly perDayMax?: string;
  readonly perMonthMax?: string;
  readonly optOutReminder?: boolean;
  readonly optInWords?: readonly string[];
  readonly optOutWords?: readonly string[];
  readonly helpWords?: readonly string[];
  readonly disclosure?: string;
}

export async function addProgram(
  config: Config,
  id: string,
  program: string,
  given: ProgramOptions,
) {
  requireForm('the program', program, SLUG, 'small letters, digits and dashes');
  const { purpose, optInWords, optOutWords, helpWords, ...rest } = given;
  const { validForDays, perDayMax, perMonthMax, ...words } = rest;
  if (purpose !== 'informational' && purpose !== 'marketing') {
    throw new UsageFault(`--purpose is ${purpose}; wanted informational or marketing`);
  }
  const keywords = {
    ...(optInWords && { optIn: optInWords }),
    ...(optOutWords && { optOut: optOutWords }),
    ...(helpWords && { help: helpWords }),
  };
  const wish: ProgramWish = {
    ...{ ...words, purpose, keywords: Object.keys(keywords).length > 0 ? keywords : null },
    validForDays: readNumber('--valid-for-days', validForDays),
    perDayMax: readNumber('--per-day-max', perDayMax),
    perMonthMax: readNumber('--per-month-max', perMonthMax),
  };
  const text = await inWorkspace(config, id, async ({ workspaces }) => {
    const place = { publicUrl: config.publicUrl, workspace: id };
    await workspaces.change(id, (found) => ({
      programs: [planProgram(place, found, program, wish)],
    }));
    return (await workspaces.getNow(id))?.programs[program]?.disclosure.text;
  });
  say(`program ${program} is there; its disclosure reads:\n${text}`);
}

export async function listPrograms(config: Config, id: string, given: Listing) {
  const found = await inWorkspace(config, id, async (_store, { programs }) =>
    Object.values(programs),
  );
  sayAll(found, given, ({ id: program, name, purpose, disclosure }) =>
    [program, name, purpose, `disclosure version ${disclosure.version}`].join('  '),
  );
}

/** Another wording of a program, as its next version. */
export async function addDisclosure(config: Config, id: string, program: string, words: string) {
  const version = await inWorkspace(config, id, async ({ workspaces }) => {
    const place = { publicUrl: config.publicUrl, workspace: id };
    await workspaces.change(id, (found) => {
      requireProgram(found.programs, id, program);
      return { programs: [planProgram(place, found, program, { disclosure: words })] };
    });
    return (await workspaces.getNow(id))?.programs[program]?.disclosure.version;
  });
  say(`version ${version} of the disclosure of ${program} is in force`);
}

export async function listDisclosures(config: Config, id: string, program: string, given: Listing) {
  const all = await inWorkspace(config, id, async ({ disclosures }, { programs }) => {
    const { disclosure, disclosureSince = null } = requireProgram(programs, id, program);
    const past = await disclosures.list(id, program);
    const older = past.filter(({ version }) => version < disclosure.version);
    return [{ program, ...disclosure, since: disclosureSince }, ...older];
  });
  sayAll(all, given, ({ version, since, text }) =>
    [`version ${version}`, since?.toISOString() ?? '-', text].join('  '),
  );
}

function readNumber(option: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  const number = Number(given);
  if (!/^\d{1,5}$/.test(given) || number === 0) {
    const what = option.endsWith('days') ? 'a whole number of days' : 'a whole number of messages';
    throw new UsageFault(`${option} is ${given}; wanted ${what}, 1 or more`);
  }
  return number;
}

export interface SenderOptions {
  readonly accountSid: string;
  readonly program: string;
  readonly messagingServiceSid?: string;
  readonly authToken?: string;
  readonly keywordReplies: string;
  readonly messagesPerSecond?: string;
}

/** Whoever has this command runs the installation, and may let workspaces share an account. */
export async function addSender(config: Config, id: string, number: string, given: SenderOptions) {
  const { program: defaultProgram, keywordReplies, messagesPerSecond, ...rest } = given;
  if (keywordReplies !== 'provider' && keywordReplies !== 'service') {
    throw new UsageFault(`--keyword-replies is ${keywordReplies}; wanted provider or service`);
  }
  const rate = messagesPerSecond === undefined ? undefined : Number(messagesPerSecond);
  if (rate !== undefined && !(rate > 0 && rate <= 1_000)) {
    throw new UsageFault(`--messages-per-second is ${messagesPerSecond}; wanted a number to 1000`);
  }
  const texts = { defaultProgram, keywordReplies, messagesPerSecond: rate } as const;
  const wish: SenderWish = { ...rest, ...texts, number };
  const sender = await inWorkspace(config, id, async ({ senders }, settings) => {
    const planned = planSender(settings, wish);
    await senders.add(id, planned);
    return planned;
  });
  const webhook = `${config.publicUrl}/webhooks/twilio/messages`;
  say(`sender ${sender.number} is there; its webhook: ${webhook}`);
}

export async function listSenders(config: Config, id: string, given: Listing) {
  const found = await inWorkspace(config, id, async (_store, { senders }) =>
    Object.values(senders),
  );
  sayAll(found, given, ({ number, accountSid, defaultProgram, keywordReplies }) =>
    [number, accountSid, defaultProgram, `${keywordReplies} answers`].join('  '),
  );
}

function requireProgram<T>(programs: Readonly<Record<string, T>>, id: string, program: string): T {
  const found = Object.hasOwn(programs, program) ? programs[program] : undefined;
  if (found) return found;
  const known = Object.keys(programs).join(', ') || 'none yet';
  throw new UsageFault(`there is no program ${program} in ${id}; there are: ${known}`);
}

function requireForm(what: string, value: string, form: RegExp, wanted: string): void {
  if (!form.test(value)) throw new UsageFault(`${what} is ${value}; wanted ${wanted}`);
}
