// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.programs`
import { type Http, type RequestOptions, escaped, readBytes, readText } from '../http.js';
import type { List } from '../list.js';
import type { Disclosure, Purpose } from './schemas.js';

/** Words of its own, beside the built-in ones. */
export interface Keywords {
  optIn?: string[];
  optOut?: string[];
  help?: string[];
}

export interface TextsOfLanguage {
  opt_in_confirmation?: string;
  opt_out_confirmation?: string;
  help?: string;
  agreement?: string;
}

export interface OwnTexts {
  en?: TextsOfLanguage;
  es?: TextsOfLanguage;
}

export interface Program {
  id: string;
  name: string;
  purpose: Purpose;
  topic: string;
  frequency: string;
  frequencySpoken: string;
  validForDays?: number;
  perDayMax?: number;
  perMonthMax?: number;
  optOutReminder?: boolean;
  keywords?: Keywords;
  texts?: OwnTexts;
  disclosure: Disclosure;
}

export interface TextsOfLanguageWish {
  opt_in_confirmation?: string | null;
  opt_out_confirmation?: string | null;
  help?: string | null;
  agreement?: string | null;
}

/**
 * What the service texts by itself, in words of the program’s own, checked for what carriers
 * and the law ask. `{brand}`, `{program}`, `{frequency}`, `{supportPhone}`, `{supportEmail}`
 * and `{shortUrl}` are filled in. `null` takes one, or all, back.
 */
export interface OwnTextsWish {
  en?: TextsOfLanguageWish;
  es?: TextsOfLanguageWish;
}

export interface ProgramInput {
  /** In addresses: "updates". */
  id: string;
  /** As customers read it. */
  name: string;
  /** As an agent says it. */
  topic: string;
  /** As it is written. */
  frequency: string;
  /** As it is said. */
  frequencySpoken: string;
  purpose?: Purpose;
  validForDays?: number | null;
  perDayMax?: number | null;
  perMonthMax?: number | null;
  /** Says once a month in a message how to opt out. */
  optOutReminder?: boolean;
  keywords?: {
    optIn?: string[];
    optOut?: string[];
    help?: string[];
  } | null;
  texts?: OwnTextsWish | null;
  /**
   * Words of its own, checked for what carriers and, for marketing, 47 CFR 64.1200(f)(9) ask.
   * Other words are another version. `null` and left out: made from the settings.
   */
  disclosure?: string | null;
}

export interface ProgramChange {
  /** As customers read it. */
  name?: string;
  /** As an agent says it. */
  topic?: string;
  /** As it is written. */
  frequency?: string;
  /** As it is said. */
  frequencySpoken?: string;
  purpose?: Purpose;
  validForDays?: number | null;
  perDayMax?: number | null;
  perMonthMax?: number | null;
  /** Says once a month in a message how to opt out. */
  optOutReminder?: boolean;
  keywords?: {
    optIn?: string[];
    optOut?: string[];
    help?: string[];
  } | null;
  texts?: OwnTextsWish | null;
  /**
   * Words of its own, checked for what carriers and, for marketing, 47 CFR 64.1200(f)(9) ask.
   * Other words are another version. `null` and left out: made from the settings.
   */
  disclosure?: string | null;
}

export interface DisclosureVersion {
  version: number;
  hash: string;
  text: string;
  since: string | null;
  /** Id of the key or person that set it. */
  by?: string;
  inForce: boolean;
}

export interface ProgramSignPdfParams {
  /** Where it will hang; printed small at its foot, and kept nowhere. */
  location?: string;
  /** letter if left out. */
  size?: 'letter' | 'a4';
}

export interface ProgramSignSvgParams {
  /** Where it will hang; printed small at its foot, and kept nowhere. */
  location?: string;
  /** letter if left out. */
  size?: 'letter' | 'a4';
}

export class ProgramsResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Its programs. */
  list(options?: RequestOptions): List<Program> {
    return this.#http.list({ method: 'GET', path: '/v1/programs', cursor: 'id' }, options);
  }

  /** Add a program. */
  create(params: ProgramInput, options?: RequestOptions): Promise<Program> {
    return this.#http.request({ method: 'POST', path: '/v1/programs', body: params }, options);
  }

  /** One program. */
  retrieve(program: string, options?: RequestOptions): Promise<Program> {
    return this.#http.request({ method: 'GET', path: escaped`/v1/programs/${program}` }, options);
  }

  /** Change a program. Other words of its disclosure are its next version. */
  update(program: string, params: ProgramChange, options?: RequestOptions): Promise<Program> {
    return this.#http.request(
      { method: 'PATCH', path: escaped`/v1/programs/${program}`, body: params },
      options,
    );
  }

  /** Every version of its wording, newest first. None ever changes. */
  disclosures(program: string, options?: RequestOptions): List<DisclosureVersion> {
    return this.#http.list(
      { method: 'GET', path: escaped`/v1/programs/${program}/disclosures`, cursor: 'version' },
      options,
    );
  }

  /** A sign to print: brand, code, word, number, the whole disclosure. */
  signPdf(
    program: string,
    params: ProgramSignPdfParams = {},
    options?: RequestOptions,
  ): Promise<Uint8Array> {
    return this.#http.request(
      { method: 'GET', path: escaped`/v1/programs/${program}/sign.pdf`, query: params },
      options,
      readBytes,
    );
  }

  /** The same as SVG, with its letters as outlines. */
  signSvg(
    program: string,
    params: ProgramSignSvgParams = {},
    options?: RequestOptions,
  ): Promise<string> {
    return this.#http.request(
      { method: 'GET', path: escaped`/v1/programs/${program}/sign.svg`, query: params },
      options,
      readText,
    );
  }
}
