// What the carrier knows, in memory and in its journal: texts, blocks, people, mail.
// The one place where the two are kept equal. Decides nothing about texts; tells listeners what
// changed.
import { EventEmitter } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { canFail } from '../can-fail.js';
import { forgetfulJournal, openJournal } from './journal.js';
import type { Journal } from './journal.js';
import { Texts } from './texts.js';
import { type Deactivations, isOnTheWay, type Mail, type Person, type Text } from './types.js';

export interface StateLimits {
  readonly textsMax: number;
  readonly mailsMax: number;
}

const DEFAULT_LIMITS: StateLimits = { textsMax: 50_000, mailsMax: 5_000 };

/** Who may change under a listener's eyes. */
export interface StateEvents {
  text: [Text];
  mail: [Mail];
  person: [Person];
}

type TextChange = Partial<Pick<Text, 'status' | 'errorCode' | 'sentAt' | 'updatedAt' | 'webhook'>>;

type Line =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'change'; readonly sid: string; readonly change: TextChange }
  | { readonly kind: 'block' | 'unblock'; readonly scope: string; readonly handset: string }
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'mail'; readonly mail: Mail }
  | { readonly kind: 'deactivated'; readonly deactivated: Deactivations };

export class State {
  readonly events = new EventEmitter<StateEvents>();
  readonly texts: Texts;
  readonly #limits: StateLimits;
  readonly #log: Logger;
  readonly #blocks = new Set<string>();
  readonly #people = new Map<string, Person>();
  readonly #mails = new Map<string, Mail>();
  readonly #deactivated = new Map<string, readonly string[]>();
  #journal: Journal = forgetfulJournal;

  private constructor(limits: StateLimits, log: Logger) {
    this.#limits = limits;
    this.#log = log;
    this.texts = new Texts(limits.textsMax);
    this.events.setMaxListeners(0);
  }

  /** Replays `dataDir/carrier.ndjson`, or starts empty and forgetful without a `dataDir`. */
  static async open(options: {
    readonly dataDir?: string | undefined;
    readonly limits?: StateLimits | undefined;
    readonly log: Logger;
  }): Promise<State> {
    const state = new State(options.limits ?? DEFAULT_LIMITS, options.log);
    if (options.dataDir === undefined) return state;
    await mkdir(options.dataDir, { recursive: true });
    state.#journal = await openJournal({
      path: join(options.dataDir, 'carrier.ndjson'),
      replay: (line) => {
        if (isLine(line)) state.#apply(line);
      },
      snapshot: () => state.#snapshot(),
    });
    return state;
  }

  /** Resolves when the text would survive a kill of this process. */
  async addText(text: Text): Promise<void> {
    await this.#record({ kind: 'text', text });
    this.events.emit('text', text);
  }

  /**
   * Changes a text at once. Steps on the way (`sending`, `sent`) are not written down: a restart
   * walks them again.
   */
  changeText(text: Text, change: TextChange): void {
    Object.assign(text, change, { updatedAt: Date.now() });
    const isFinal = change.webhook !== undefined || !isOnTheWay(text);
    if (isFinal) {
      const line: Line = {
        kind: 'change',
        sid: text.sid,
        change: { ...change, updatedAt: text.updatedAt },
      };
      this.#recordLater(line);
    }
    this.events.emit('text', text);
  }

  /** Outbound texts that a restart found between acceptance and their end. */
  textsOnTheWay(): Text[] {
    return this.texts.all().filter(isOnTheWay);
  }

  isBlocked(scope: string, handset: string): boolean {
    return this.#blocks.has(blockKey(scope, handset));
  }

  setBlocked(scope: string, handset: string, blocked: boolean): void {
    this.#recordLater({ kind: blocked ? 'block' : 'unblock', scope, handset });
  }

  person(number: string): Person {
    return this.#people.get(number) ?? { number };
  }

  /** Adds to what is known of a handset's owner; fields that are not given stay. */
  async rememberPerson(person: Person): Promise<Person> {
    const merged = { ...this.person(person.number), ...person };
    await this.#record({ kind: 'person', person: merged });
    this.events.emit('person', merged);
    return merged;
  }

  people(): Person[] {
    return [...this.#people.values()];
  }

  async addMail(mail: Mail): Promise<void> {
    await this.#record({ kind: 'mail', mail });
    this.events.emit('mail', mail);
  }

  mail(id: string): Mail | undefined {
    return this.#mails.get(id);
  }

  /** Mail of one address (any letter case), or all; newest first. */
  mails(to?: string): Mail[] {
    const wanted = to?.toLowerCase();
    const mails = [...this.#mails.values()].reverse();
    return wanted === undefined ? mails : mails.filter((one) => one.to.toLowerCase() === wanted);
  }

  /** Adds to a day's list of numbers that are out of service. */
  async deactivate({ day, numbers }: Deactivations): Promise<void> {
    const all = new Set([...(this.deactivated(day) ?? []), ...numbers]);
    await this.#record({ kind: 'deactivated', deactivated: { day, numbers: [...all] } });
  }

  /** A day's list, where there is one. */
  deactivated(day: string): readonly string[] | undefined {
    return this.#deactivated.get(day);
  }

  async close(): Promise<void> {
    await this.#journal.close();
    this.events.removeAllListeners();
  }

  #record(line: Line): Promise<void> {
    this.#apply(line);
    return this.#journal.append(line);
  }

  #recordLater(line: Line): void {
    void canFail(this.#record(line), 'A change will be forgotten by the next start.', this.#log);
  }

  #apply(line: Line): void {
    switch (line.kind) {
      case 'text':
        return this.texts.add(line.text);
      case 'change': {
        const text = this.texts.get(line.sid);
        if (text) Object.assign(text, line.change);
        return;
      }
      case 'block':
        this.#blocks.add(blockKey(line.scope, line.handset));
        return;
      case 'unblock':
        this.#blocks.delete(blockKey(line.scope, line.handset));
        return;
      case 'person':
        this.#people.set(line.person.number, line.person);
        return;
      case 'mail':
        return this.#keepMail(line.mail);
      case 'deactivated':
        this.#deactivated.set(line.deactivated.day, line.deactivated.numbers);
        return;
    }
  }

  #keepMail(mail: Mail): void {
    this.#mails.set(mail.id, mail);
    const [oldest] = this.#mails.keys();
    if (this.#mails.size > this.#limits.mailsMax && oldest) this.#mails.delete(oldest);
  }

  *#snapshot(): Iterable<Line> {
    for (const person of this.#people.values()) yield { kind: 'person', person };
    for (const key of this.#blocks) {
      const [scope = '', handset = ''] = key.split(' ');
      yield { kind: 'block', scope, handset };
    }
    for (const text of this.texts.all()) yield { kind: 'text', text };
    for (const mail of this.#mails.values()) yield { kind: 'mail', mail };
    for (const [day, numbers] of this.#deactivated) {
      yield { kind: 'deactivated', deactivated: { day, numbers } };
    }
  }
}

const blockKey = (scope: string, handset: string) => `${scope} ${handset}`;

const KINDS = ['text', 'change', 'block', 'unblock', 'person', 'mail', 'deactivated'];

/** Journals are ours, but a line may come from another version of this file. */
function isLine(line: unknown): line is Line {
  const kind = typeof line === 'object' && line !== null && 'kind' in line ? line.kind : undefined;
  return KINDS.includes(String(kind));
}
