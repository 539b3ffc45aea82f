// <assent-talk>: the conversation that the server rendered, made quick. It follows what happens,
// sends through /v1 with one key a draft, and keeps what was written whatever comes back.
import './parts/text-size.js';
import { define } from './parts/define.js';
import { freshPage, oneAtATime, replaceIfOther } from './parts/fresh-page.js';
import { follow } from './parts/live-events.js';
import { mergeThread, moveOlder } from './parts/thread.js';
import { Composer } from './parts/composer.js';

class AssentTalk extends HTMLElement {
  #composer: Composer | undefined;
  #stop: (() => void) | undefined;
  /** The newest text that was noted as read. */
  #noted: string | undefined;

  readonly #refresh = oneAtATime(() => this.#showAnew());
  readonly #looked = () => {
    if (document.visibilityState === 'visible') void this.#noteRead();
  };

  connectedCallback(): void {
    if (this.#stop || this.getAttribute('contact') === '') return;
    this.#compose();
    this.addEventListener('click', this.#openOlder);
    document.addEventListener('visibilitychange', this.#looked);
    const contact = this.getAttribute('contact');
    this.#stop = follow({
      opened: this.#refresh,
      told: ({ data }) => {
        if (data.contact === contact) this.#refresh();
      },
    });
    for (const button of document.querySelectorAll<HTMLElement>('[data-mark-read]')) {
      button.hidden = true;
    }
    this.#looked();
    // A page of its own opens where the newest texts are; a link may lead elsewhere.
    if (this.hasAttribute('alone') && location.hash === '') scrollToEnd();
  }

  disconnectedCallback(): void {
    this.#stop?.();
    this.#stop = undefined;
    document.removeEventListener('visibilitychange', this.#looked);
  }

  get #page(): string {
    return this.getAttribute('page') ?? '';
  }

  #compose(): void {
    const part = this.querySelector<HTMLElement>('[data-part=composer]');
    this.#composer = part
      ? new Composer(part, {
          ...{ csrf: csrfToken(), contact: this.getAttribute('contact') ?? '' },
          sent: this.#refresh,
        })
      : undefined;
  }

  async #showAnew(): Promise<void> {
    const fresh = await freshPage(this.#page);
    const talk = fresh.querySelector('assent-talk');
    if (!talk) return;
    if (!this.hasAttribute('past')) {
      const atEnd = isAtEnd();
      mergeThread(
        this.querySelector('[data-part=thread]'),
        talk.querySelector('[data-part=thread]'),
      );
      if (atEnd) scrollToEnd();
    }
    for (const name of ['shown', 'newest']) this.setAttribute(name, talk.getAttribute(name) ?? '');
    this.toggleAttribute('unread', talk.hasAttribute('unread'));
    const composer = talk.querySelector<HTMLElement>('[data-part=composer]');
    if (composer && this.#composer?.takeOver(composer) !== true) {
      this.querySelector('[data-part=composer]')?.replaceWith(document.adoptNode(composer));
      this.#compose();
    }
    replaceIfOther(
      document.querySelector('main [data-part=state]'),
      fresh.querySelector('main [data-part=state]'),
    );
    this.#looked();
  }

  readonly #openOlder = (event: Event): void => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-older]');
    if (!link) return;
    event.preventDefault();
    const thread = this.querySelector('[data-part=thread]');
    freshPage(link.href)
      .then((page) => moveOlder(thread, page.querySelector('[data-part=thread]')))
      .catch(() => location.assign(link.href));
  };

  /** Whoever has it before their eyes has read it. */
  async #noteRead(): Promise<void> {
    const newest = this.getAttribute('newest') ?? '';
    const shown = this.getAttribute('shown') ?? '';
    const due = this.hasAttribute('notes') && this.hasAttribute('unread');
    if (!due || this.#noted === shown) return;
    this.#noted = shown;
    await fetch(`${this.#page}/read`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ _csrf: csrfToken(), newest, shown }),
    }).then(
      () => document.dispatchEvent(new Event('assent-read')),
      () => {
        this.#noted = undefined;
      },
    );
  }
}

const scrollToEnd = () => scrollTo({ top: document.documentElement.scrollHeight });

/** Every page of the console carries its own. */
const csrfToken = () => document.body.dataset['csrf'] ?? '';

/** New texts are scrolled to where the end was in view; whoever reads further up is left there. */
function isAtEnd(): boolean {
  const { scrollHeight, scrollTop, clientHeight } = document.documentElement;
  return scrollHeight - scrollTop - clientHeight < 80;
}

define('assent-talk', AssentTalk);
