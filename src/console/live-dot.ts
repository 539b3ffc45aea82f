// An island as small as they get, to copy from: <live-dot> says whether the page hears of changes.
// The server renders the words for "not connected"; without scripts they stay.
import { css, html, LitElement } from 'lit';
import { define } from './parts/define.js';

class LiveDot extends LitElement {
  static override readonly properties = {
    on: { type: Boolean, reflect: true },
    offline: { state: true },
  };
  static override readonly styles = css`
    :host { display: inline-flex; align-items: center; gap: 8px; }
    :host([on])::before { content: ''; inline-size: 8px; block-size: 8px; border-radius: 50%;
      background: var(--teal, currentcolor); }
  `;
  declare on: boolean;
  declare private offline: boolean;
  readonly #look = () => {
    this.offline = !navigator.onLine;
  };

  constructor() {
    super();
    this.on = false;
    this.offline = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#look();
    for (const name of ['online', 'offline']) addEventListener(name, this.#look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const name of ['online', 'offline']) removeEventListener(name, this.#look);
  }

  protected override render() {
    if (this.offline) return html`offline`;
    return this.on ? html`live` : html`<slot></slot>`;
  }
}

define('live-dot', LiveDot);
