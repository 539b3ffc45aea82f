// The pane beside the list: the page of a record, taken from the server as it is and put there.
import { postForm } from './dialogs.js';
import { atMostEvery } from './at-most-every.js';
import { fetchPage, loadNeeds, NoPage } from './page-parts.js';
import { keepRecord } from './record-view.js';

const LOOK_EVERY_MS = 1_000;

export class Pane {
  #look: (() => void) | undefined;
  #record: string | undefined;
  readonly lookAgain = atMostEvery(LOOK_EVERY_MS, () => this.#look?.());

  constructor(
    readonly root: HTMLElement,
    close: () => void,
  ) {
    root.querySelector('.close')?.addEventListener('click', close);
    root.addEventListener('submit', (event) => {
      // A part that sends its forms itself, or a dialog, has said so.
      const form = event.target as HTMLFormElement;
      if (event.defaultPrevented || form.closest('dialog') || form.method !== 'post') return;
      event.preventDefault();
      void this.#send(form, event.submitter as HTMLButtonElement | null);
    });
  }

  async open(record: string, takeFocus: boolean): Promise<void> {
    this.#record = record;
    this.root.hidden = false;
    this.root.setAttribute('aria-busy', 'true');
    this.#body.replaceChildren(this.#template('waiting'));
    try {
      const { page } = await fetchPage(urlOf(record));
      if (this.#record === record) this.#show(page, urlOf(record), takeFocus);
    } catch (error) {
      const why = error instanceof NoPage ? error.why : 'failed';
      this.#body.replaceChildren(this.#template(`pane-${why}`));
    } finally {
      this.root.removeAttribute('aria-busy');
    }
  }

  close(): void {
    this.#record = undefined;
    this.#look = undefined;
    this.root.hidden = true;
    this.#body.replaceChildren();
  }

  get #body(): HTMLElement {
    const body = this.root.querySelector<HTMLElement>('.pane-body');
    if (!body) throw new Error('the pane has no body');
    return body;
  }

  #template(name: string): DocumentFragment {
    const template = document.querySelector<HTMLTemplateElement>(`template#${name}`);
    if (!template) throw new Error(`the page has no template ${name}`);
    return document.importNode(template.content, true);
  }

  #show(page: Document, url: string, takeFocus: boolean): void {
    loadNeeds(page);
    const content = page.querySelector('main');
    content?.querySelector('.back')?.remove();
    const held = document.createElement('div');
    held.append(...(content?.childNodes ?? []));
    this.#body.replaceChildren(held);
    this.#look = keepRecord(held, url);
    if (!takeFocus) return;
    const heading = held.querySelector<HTMLElement>('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
    this.root.scrollTo(0, 0);
  }

  async #send(form: HTMLFormElement, button: HTMLButtonElement | null): Promise<void> {
    const record = this.#record;
    if (button) button.disabled = true;
    try {
      const { page } = await postForm(form, button);
      if (record !== undefined && this.#record === record) this.#show(page, urlOf(record), false);
    } catch {
      // Sent as a page of its own, it says itself what is wrong.
      form.submit();
    }
  }
}

const urlOf = (record: string) => `/console/records/${encodeURIComponent(record)}`;
