// What the furnishing commands do: check what was given, and write it through the store.
import type { Config } from '../config.js';
import { faultsOfOwnWords, type OwnWords } from '../consent/own-words.js';
import { parsePhone } from '../phone.js';
import { disclosureOf } from './disclosure.js';
import { inWorkspace, say, withStore } from './in-workspace.js';
import { UsageFault } from './usage-fault.js';

const SLUG = /^[a-z][a-z0-9-]{0,31}$/;
const WEB_ADDRESS = /^https?:\/\/\S+$/;
const ACCOUNT_SID = /^AC[0-9a-f]{32}$/i;

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

export async function addWorkspace(config: Config, id: string, given: BrandOptions) {
  requireForm('the workspace', id, SLUG, 'small letters, digits and dashes');
  for (const url of [given.termsUrl, given.privacyUrl]) {
    if (url !== undefined) requireForm('an address', url, WEB_ADDRESS, 'https://…');
  }
  const { brand: name, holidays, ...rest } = given;
  const settings = { brand: { name, ...rest }, ...(holidays !== undefined && { holidays }) };
  await withStore(config, (store) => store.workspaces.create(id, settings));
  say(`workspace ${id} is there`);
}

export async function listWorkspaces(config: Config) {
  for (const id of await withStore(config, (store) => store.workspaces.ids())) say(id);
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
  const keywords = readKeywords({
    ...(optInWords && { optIn: optInWords }),
    ...(optOutWords && { optOut: optOutWords }),
    ...(helpWords && { help: helpWords }),
  });
  const numbers = {
    ...readNumber('validForDays', '--valid-for-days', validForDays),
    ...readNumber('perDayMax', '--per-day-max', perDayMax),
    ...readNumber('perMonthMax', '--per-month-max', perMonthMax),
  };
  await inWorkspace(config, id, async (store, { brand }) => {
    const disclosure = disclosureOf(
      { publicUrl: config.publicUrl, workspace: id, program },
      { brand: brand.name, program: given.name, frequency: given.frequency },
    );
    await store.workspaces.addProgram(id, {
      ...{ ...words, ...numbers, ...keywords, id: program },
      purpose,
      disclosure,
    });
    say(`program ${program} is there; its disclosure reads:\n${disclosure}`);
  });
}

function readKeywords(keywords: OwnWords): { keywords?: OwnWords } {
  const [fault] = faultsOfOwnWords(keywords);
  if (!fault) return Object.keys(keywords).length > 0 ? { keywords } : {};
  const option = { optIn: '--opt-in-words', optOut: '--opt-out-words', help: '--help-words' };
  const word = keywords[fault.list]?.[fault.index];
  throw new UsageFault(`${option[fault.list]}: "${word}" ${fault.detail}`);
}

function readNumber<Name extends string>(
  name: Name,
  option: string,
  given: string | undefined,
): { readonly [Key in Name]?: number } {
  if (given === undefined) return {};
  const number = Number(given);
  if (!/^\d{1,5}$/.test(given) || number === 0) {
    const what = option.endsWith('days') ? 'a whole number of days' : 'a whole number of messages';
    throw new UsageFault(`${option} is ${given}; wanted ${what}, 1 or more`);
  }
  return { [name]: number } as { readonly [Key in Name]?: number };
}

export interface SenderOptions {
  readonly accountSid: string;
  readonly program: string;
  readonly messagingServiceSid?: string;
  readonly authToken?: string;
  readonly keywordReplies: string;
}

const MESSAGES_PER_SECOND = 1;

export async function addSender(config: Config, id: string, given: string, options: SenderOptions) {
  const number = parsePhone(given);
  if (!number) throw new UsageFault(`${given} is no phone number; wanted E.164, e.g. +16025550100`);
  const { accountSid, program, keywordReplies, messagingServiceSid, authToken } = options;
  requireForm('--account-sid', accountSid, ACCOUNT_SID, 'AC and 32 hex digits');
  if (keywordReplies !== 'provider' && keywordReplies !== 'service') {
    throw new UsageFault(`--keyword-replies is ${keywordReplies}; wanted provider or service`);
  }
  await inWorkspace(config, id, async (store, { programs }) => {
    if (!Object.hasOwn(programs, program)) {
      const known = Object.keys(programs).join(', ') || 'none yet';
      throw new UsageFault(`there is no program ${program} in ${id}; there are: ${known}`);
    }
    await store.senders.add(id, {
      number,
      accountSid,
      defaultProgram: program,
      keywordReplies,
      messagesPerSecond: MESSAGES_PER_SECOND,
      ...(messagingServiceSid ? { messagingServiceSid } : {}),
      ...(authToken ? { authToken } : {}),
    });
  });
  say(`sender ${number} is there; its webhook: ${config.publicUrl}/webhooks/twilio/messages`);
}

function requireForm(what: string, value: string, form: RegExp, wanted: string): void {
  if (!form.test(value)) throw new UsageFault(`${what} is ${value}; wanted ${wanted}`);
}
