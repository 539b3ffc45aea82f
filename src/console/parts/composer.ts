// The box: counts while somebody writes, sends once, and closes over the draft when it has to.
import { keepDraft, keptDraft } from './drafts.js';
import { replaceIfOther } from './fresh-page.js';
import type { LintFacts, TextSizeElement } from './text-size.js';

export interface ComposerDeps {
  readonly csrf: string;
  readonly contact: string;
  /** Called when a text was taken or refused: the conversation is to be looked at anew. */
  readonly sent: () => void;
}

/** A refusal of the API. */
interface Refusal {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
}

interface Taken {
  readonly status: string;
  readonly warnings: readonly { readonly detail: string }[];
}

export class Composer {
  readonly #part: HTMLElement;
  readonly #deps: ComposerDeps;
  readonly #size = document.createElement('text-size') as TextSizeElement;
  /** What came of the last text; read out, and never more than one. */
  readonly #told = document.createElement('div');
  #busy = false;

  constructor(part: HTMLElement, deps: ComposerDeps) {
    this.#part = part;
    this.#deps = deps;
    const form = this.#form;
    if (!form) return;
    this.#readFacts(form);
    form.querySelector('[data-part=size]')?.replaceChildren(this.#size);
    form.querySelector('[data-check]')?.remove();
    this.#told.setAttribute('role', 'status');
    form.after(this.#told);
    this.#restore();
    form.addEventListener('input', () => {
      this.#show();
      this.#keep();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#send();
    });
    this.#text?.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    this.#show();
  }

  get #form() {
    return this.#part.querySelector<HTMLFormElement>('form[data-compose]');
  }
  get #text() {
    return this.#part.querySelector<HTMLTextAreaElement>('textarea');
  }
  get #button() {
    return this.#part.querySelector<HTMLButtonElement>('[data-part=acts] .primary');
  }

  /**
   * Makes of the box what the server shows now, and keeps what was written.
   * @returns false where the whole box has to be put in, for there is none to keep.
   */
  takeOver(fresh: HTMLElement): boolean {
    const [form, text] = [this.#form, this.#text];
    const opens = fresh.querySelector('form[data-compose]') !== null;
    if (!form || !text) return !opens && this.#sameGate(fresh);
    replaceIfOther(
      this.#part.querySelector('[data-part=gate]'),
      fresh.querySelector('[data-part=gate]'),
    );
    this.#part.classList.toggle('closed', !opens);
    text.readOnly = !opens;
    form.hidden = !opens && text.value === '';
    // What was the first text when somebody began may be the second by now.
    this.#readFacts(fresh.querySelector<HTMLElement>('form[data-compose]') ?? form);
    const acts = form.querySelector<HTMLElement>('[data-part=acts]');
    if (acts) acts.hidden = !opens;
    this.#show();
    return true;
  }

  #readFacts({ dataset }: HTMLElement): void {
    this.#size.facts = JSON.parse(dataset['lint'] ?? '{}') as LintFacts;
  }

  #sameGate(fresh: HTMLElement): boolean {
    const gate = '[data-part=gate]';
    return this.#part.querySelector(gate)?.innerHTML === fresh.querySelector(gate)?.innerHTML;
  }

  #show(): void {
    const program = this.#form?.elements.namedItem('program');
    const chosen = program instanceof HTMLSelectElement ? program.selectedOptions[0] : program;
    const { reminds } = chosen instanceof HTMLElement ? chosen.dataset : {};
    this.#size.body = this.#text?.value ?? '';
    this.#size.reminds = reminds === 'true';
    const id = program instanceof HTMLSelectElement ? program.value : undefined;
    for (const notice of this.#part.querySelectorAll<HTMLElement>('[data-notice]')) {
      notice.hidden = id !== undefined && notice.dataset['notice'] !== id;
    }
  }

  async #send(): Promise<void> {
    const [form, text] = [this.#form, this.#text];
    if (!form || !text || this.#busy || text.readOnly || text.value.trim() === '') return;
    this.#setBusy(true);
    try {
      const answer = await fetch('/v1/messages', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': this.#field('draft') ?? '',
          'x-csrf-token': this.#deps.csrf,
        },
        body: JSON.stringify({
          to: form.dataset['to'],
          body: text.value.trim(),
          program: this.#field('program'),
        }),
      });
      if (answer.ok) this.#taken((await answer.json()) as Taken);
      else this.#refused(answer.status, (await answer.json()) as Refusal);
    } catch {
      // Nobody knows whether it arrived: with the same key it is the same text.
      this.#tell(
        'No answer. What you wrote is kept; send it again, it will not leave twice.',
        true,
      );
    }
    this.#setBusy(false);
    this.#deps.sent();
  }

  #taken({ status, warnings }: Taken): void {
    const text = this.#text;
    this.#newKey();
    if (text) {
      text.value = '';
      text.focus();
    }
    this.#keep();
    this.#tell(status === 'held' ? 'Kept; it leaves when it may.' : 'On its way.', false);
    const list = document.createElement('ul');
    list.className = 'warnings';
    for (const { detail } of warnings) list.append(item(detail));
    if (warnings.length > 0) this.#told.append(list);
    this.#show();
  }

  /** What was refused for good gets a key of its own when it is sent again. */
  #refused(status: number, { title = 'It was not sent', detail = '', code }: Refusal): void {
    if (status < 500 && status !== 429 && status !== 401) this.#newKey();
    const again =
      code === 'idempotency_key_reused'
        ? 'An earlier wording of this was taken already and stands above. Send it again if this one is to go, too.'
        : `${title}. ${detail.replace('/body', 'The text')}`;
    this.#tell(`${again} What you wrote is kept.`, true);
  }

  #field(name: string): string | undefined {
    const field = this.#form?.elements.namedItem(name);
    return field instanceof HTMLInputElement || field instanceof HTMLSelectElement
      ? field.value
      : undefined;
  }

  #newKey(): void {
    const key = this.#form?.querySelector<HTMLInputElement>('[name=draft]');
    if (key) key.value = crypto.randomUUID();
    this.#keep();
  }

  /** What was written before the session ended, unless the page has a draft of its own. */
  #restore(): void {
    const text = this.#text;
    const key = this.#form?.querySelector<HTMLInputElement>('[name=draft]');
    const kept = keptDraft(this.#deps.contact);
    if (!text || !key || !kept || text.value !== '') return;
    text.value = kept.body;
    key.value = kept.key;
  }

  #keep(): void {
    const key = this.#field('draft') ?? '';
    keepDraft(this.#deps.contact, { body: this.#text?.value ?? '', key });
  }

  #tell(words: string, failed: boolean): void {
    const told = document.createElement('p');
    told.className = failed ? 'fault' : 'meta';
    told.textContent = words;
    this.#form?.querySelector(':scope > .fault')?.remove();
    this.#told.replaceChildren(told);
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy;
    const button = this.#button;
    if (!button) return;
    button.disabled = busy;
    button.textContent = busy ? 'Sending' : 'Send';
  }
}

function item(words: string): HTMLLIElement {
  const made = document.createElement('li');
  made.textContent = words;
  return made;
}
