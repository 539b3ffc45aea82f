// <assent-opt-in>: holds what is known of one record, keeps it fresh, and shows it as the text icon
// and the pop-up. Decides nothing: what may be done is the service's answer.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { textIcon } from './icons.js';
import { aboutLine, agreedWords, closeButton, content, iconWord, titleOf } from './panes.js';
import type { Acts, Showing } from './panes.js';
import { askedBy, changeOf, firstShown, readMethods, waysOf } from './progress.js';
import { copyWords, download, waited, whenBack } from './browser.js';
import { keepFresh } from './keep-fresh.js';
import { createService, NotReached, Refused, type Service } from './service.js';
import type { MailPreview, Method, State } from './state.js';
import { STYLES } from './styles.js';
import { TEXTS, type Texts } from './texts.js';

/** The script's own address says where the service is, wherever it is embedded. */
const HOME = new URL('/', import.meta.url).origin;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** How long what was refused for its token waits for another one. */
const TOKEN_PATIENCE_MS = 5_000;

export class AssentOptIn extends LitElement {
  static override readonly styles = STYLES;
  static override readonly properties = {
    record: { type: String },
    token: { type: String },
    base: { type: String },
    csrf: { type: String },
    methods: { type: String },
    texts: { attribute: false },
    state: { state: true },
    trouble: { state: true },
    over: { state: true },
    opened: { state: true },
    chosen: { state: true },
    busy: { state: true },
    full: { state: true },
    copied: { state: true },
    email: { state: true },
    emailWrong: { state: true },
    preview: { state: true },
    said: { state: true },
  };

  /** Of the record; the attributes of the element, see docs/widget.md. */
  declare record: string;
  declare token: string | null;
  declare base: string | null;
  declare csrf: string | null;
  declare methods: string | null;
  declare texts: Partial<Texts> | undefined;

  declare private state: State | undefined;
  declare private trouble: string | undefined;
  /** The token, or the session, is refused: what is known may be old. */
  declare private over: boolean;
  declare private opened: boolean;
  declare private chosen: Method | undefined;
  declare private busy: boolean;
  declare private full: boolean;
  declare private copied: Showing['copied'];
  declare private email: string | undefined;
  declare private emailWrong: boolean;
  declare private preview: MailPreview | undefined;
  declare private said: string;

  /** True while the pop-up closes because somebody goes on to write. */
  private writes = false;
  /** Ends what listens, when the element leaves or asks for something else. */
  private listening: AbortController | undefined;
  /** Ends the wait of what was refused for its token. */
  private waitsForToken: AbortController | undefined;

  constructor() {
    super();
    this.record = '';
    this.token = null;
    this.base = null;
    this.csrf = null;
    this.methods = null;
    this.over = false;
    this.opened = false;
    this.busy = false;
    this.full = false;
    this.copied = 'no';
    this.emailWrong = false;
    this.said = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What stood there for a page without scripts: it would be found, and said, a second time.
    this.replaceChildren();
    if (this.hasUpdated) this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listening?.abort();
  }

  protected override updated(changed: PropertyValues): void {
    if (['record', 'token', 'base', 'csrf'].some((name) => changed.has(name))) this.start();
    if (changed.has('token')) this.waitsForToken?.abort();
  }

  /** Opens the pop-up, as a press on the icon does. */
  open(): void {
    if (this.opened) return;
    this.opened = true;
    this.chosen = this.state && firstShown(this.state, this.ways());
    this.start();
    void this.updateComplete.then(() => {
      this.dialog()?.showModal();
      this.dialog()?.querySelector<HTMLElement>('h2')?.focus();
    });
  }

  close(): void {
    this.dialog()?.close();
  }

  private dialog() {
    return this.renderRoot.querySelector('dialog');
  }

  private service(): Service {
    const { record, token } = this;
    // A page of the console says so itself: there nobody needs a token.
    const csrf = token === null ? (this.csrf ?? document.body.dataset['csrf'] ?? null) : null;
    return createService({ base: this.base ?? HOME, record, token, csrf });
  }

  private ways() {
    return this.state ? waysOf(this.state, readMethods(this.methods)) : [];
  }

  private words(): Texts {
    return { ...TEXTS, ...this.texts };
  }

  // What is known, and keeping it so

  private start(): void {
    this.listening?.abort();
    if (this.record === '') return;
    const listening = new AbortController();
    this.listening = listening;
    const { signal } = listening;
    void keepFresh({
      ...{ service: this.service(), signal },
      isWatched: () => this.opened,
      show: (state) => this.show(state),
      fail: (error) => this.fail(error),
    });
    whenBack(() => this.start(), signal);
  }

  private show(state: State): void {
    const change = changeOf(this.state, state);
    const known = this.state?.record.email;
    const untouched = this.email === undefined || this.email === known;
    const isNews = this.state !== undefined && this.state.shown !== state.shown;
    this.state = state;
    this.trouble = undefined;
    this.over = false;
    if (untouched) this.email = state.record.email;
    if (this.opened && this.chosen === undefined) this.chosen = firstShown(state, this.ways());
    if (isNews) this.tell('assent-update', { record: state.record.id });
    if (!change) return;
    this.full = false;
    const texts = this.words();
    this.said = change.state === 'ok' ? agreedWords({ state, texts }) : state.icon.word;
    this.tell('assent-change', change);
  }

  private fail(error: unknown): void {
    const texts = this.words();
    this.trouble = error instanceof Refused ? error.message : texts.failed;
    if (error instanceof Refused && error.status === 401) {
      this.trouble = texts.tokenOver;
      this.over = true;
      this.tell('assent-token-expired', { record: this.record });
    }
    // A fault of ours is for whoever looks after the page, and ends nothing.
    if (!(error instanceof Refused || error instanceof NotReached)) reportError(error);
  }

  private tell(type: string, detail: object, more: EventInit = {}): boolean {
    return this.dispatchEvent(
      new CustomEvent(type, { bubbles: true, composed: true, detail, ...more }),
    );
  }

  // What somebody does

  /** @returns whether it was done. */
  private async act(doing: (service: Service) => Promise<State>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    const { token } = this;
    let done = await this.tryTo(doing);
    if (!done && this.over && token !== null) {
      // Where the page puts a new token in at once, nobody has to press again.
      this.waitsForToken = new AbortController();
      await waited(TOKEN_PATIENCE_MS, this.waitsForToken.signal);
      if (this.token !== token) done = await this.tryTo(doing);
    }
    this.busy = false;
    return done;
  }

  private async tryTo(doing: (service: Service) => Promise<State>): Promise<boolean> {
    this.trouble = undefined;
    try {
      this.show(await doing(this.service()));
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** Without a connection, what is shown is worth more than an empty sheet. */
  private async choose(method: Method): Promise<void> {
    const before = this.chosen;
    this.chosen = method;
    this.trouble = undefined;
    this.copied = 'no';
    // A mail leaves when it is sent; the other ways show what there is to show.
    if (method === 'email' || !this.state || askedBy(this.state, method)) return;
    const done = await this.act((service) => service.ask(method));
    if (!done && this.chosen === method) this.chosen = before;
  }

  private acts(): Acts {
    return {
      choose: (method) => void this.choose(method),
      ask: (method, email) => {
        this.emailWrong = email !== undefined && !EMAIL.test(email);
        if (this.emailWrong) this.renderRoot.querySelector('input')?.focus();
        else void this.act((service) => service.ask(method, email));
      },
      takeBack: ({ id }) => {
        const back = async (service: Service) => {
          const state = await service.cancel(id);
          this.chosen = undefined;
          return state;
        };
        void this.act(back).then(() => this.focusHeading());
      },
      resend: ({ id }) => void this.act((service) => service.resend(id)),
      answer: ({ request }, contact, useNumber) => {
        const answering = this.act((service) => service.answer(request, contact, useNumber));
        void answering.then(() => this.focusHeading());
      },
      copy: (words) => void this.copyWords(words),
      fullScreen: (on) => {
        this.full = on;
        void this.updateComplete.then(() =>
          this.renderRoot.querySelector<HTMLElement>('.code .acts button')?.focus(),
        );
      },
      printSign: () => void this.downloadSign(),
      preview: () => void this.togglePreview(),
      editEmail: (typed) => {
        this.email = typed;
        this.emailWrong = false;
      },
      write: () => {
        this.writes = true;
        this.close();
      },
    };
  }

  /** What was pressed is gone: a keyboard goes on from the top of what took its place. */
  private async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.dialog()?.querySelector<HTMLElement>('h2')?.focus();
  }

  private async copyWords(words: string): Promise<void> {
    this.copied = (await copyWords(words)) ? 'yes' : 'failed';
  }

  private async togglePreview(): Promise<void> {
    if (this.preview) this.preview = undefined;
    else {
      try {
        this.preview = await this.service().mail();
      } catch (error) {
        this.fail(error);
      }
    }
  }

  private async downloadSign(): Promise<void> {
    try {
      download(await this.service().sign(), 'sign.pdf');
    } catch (error) {
      if (!(error instanceof Refused)) return this.fail(error);
      this.trouble = this.words().signFailed;
    }
  }

  private pressed(): void {
    const detail = { record: this.record, state: this.state?.icon.state };
    // A page with a conversation of its own may take a press on "Can text" as the way to it.
    if (this.tell('assent-open', detail, { cancelable: true })) this.open();
  }

  // How it is shown

  protected override render() {
    const texts = this.words();
    const { state } = this;
    const known = this.over ? undefined : state;
    const icon = known?.icon.state ?? 'none';
    const word = known ? iconWord(known) : this.trouble ? texts.failedWord : texts.loading;
    const leadsTo = icon === 'ok' ? nothing : 'dialog';
    return html`<div class="root">
      <button class="icon state ${icon}" part="icon" aria-haspopup=${leadsTo}
        aria-busy=${state || this.trouble ? 'false' : 'true'}
        @click=${() => this.pressed()}>${textIcon(icon)}<span part="word">${word}</span>${
          state && state.questions.length > 0
            ? html`<span class="asks" aria-hidden="true"></span>`
            : nothing
        }</button>
      <span class="sr" role="status">${this.opened ? '' : this.said}</span>
      ${this.opened ? this.popUp(texts) : nothing}</div>`;
  }

  private popUp(texts: Texts) {
    const { state } = this;
    const cancel = (event: Event) => {
      if (!this.full) return;
      event.preventDefault();
      this.full = false;
    };
    const closed = () => {
      this.opened = false;
      this.full = false;
      this.preview = undefined;
      this.renderRoot.querySelector<HTMLElement>('.icon')?.focus();
      // Told last, so that a page may take the focus further, to where one writes.
      if (this.writes) this.tell('assent-write', { record: this.record });
      this.writes = false;
    };
    // A press beside it closes it, as people expect of a sheet.
    const beside = (event: MouseEvent) => {
      if (event.target === event.currentTarget && !this.full) this.close();
    };
    const title = state ? titleOf(state, texts) : texts.loading;
    return html`<dialog part="dialog" class=${this.full ? 'full' : ''} aria-labelledby="title"
      @close=${closed} @cancel=${cancel} @click=${beside}>
      <div class="grab" aria-hidden="true"></div>
      ${
        this.full
          ? html`<h2 id="title" class="sr" tabindex="-1">${title}</h2>`
          : html`<header><div><h2 id="title" tabindex="-1">${title}</h2>
        ${state ? aboutLine(state, texts) : nothing}</div>
        ${closeButton(texts, () => this.close())}</header>`
      }
      <div class="sr" role="status">${this.said}</div>
      ${this.trouble ? this.troubled(texts) : nothing}
      ${state ? content(this.showing(state, texts)) : nothing}</dialog>`;
  }

  private troubled(texts: Texts) {
    return html`<div class="trouble" role="alert">${this.trouble}
      ${
        this.over
          ? html`<button @click=${() => location.reload()}>${texts.reload}</button>`
          : this.state
            ? nothing
            : html`<button @click=${() => this.start()}>${texts.tryAgain}</button>`
      }</div>`;
  }

  private showing(state: State, texts: Texts): Showing {
    const { chosen, busy, full, copied, emailWrong, preview } = this;
    const email = this.email ?? '';
    const ways = this.ways();
    const acts = this.acts();
    return { state, ways, chosen, busy, full, copied, email, emailWrong, preview, texts, acts };
  }
}
