// An island as small as they get, to copy from: <live-dot> says whether the page hears of changes.
// The server renders the words for "not connected"; without scripts they stay.
import { css, html, LitElement } from 'lit';
import { define } from './parts/define.js';

class LiveDot extends LitElement {
  static override readonly properties = { on: { type: Boolean, reflect: true } };
  static override readonly styles = css`
    :host { display: inline-flex; align-items: center; gap: 8px; }
    :host([on])::before { content: ''; inline-size: 8px; block-size: 8px; border-radius: 50%;
      background: var(--teal, currentcolor); }
  `;
  declare on: boolean;

  constructor() {
    super();
    this.on = false;
  }

  protected override render() {
    return this.on ? html`live` : html`<slot></slot>`;
  }
}

define('live-dot', LiveDot);
