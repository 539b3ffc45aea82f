// <text-size>: how many segments a text takes and what carriers may refuse in it, while somebody
// writes. Counted and judged by the rules that the server counts and judges by.
import { html, LitElement } from 'lit';
import { type LintWarning, lintMessage } from '../../consent/message-lint.js';
import { measureText, type TextSize } from '../../consent/text-size.js';
import { define } from './define.js';

/** What the server knows and the page does not. */
export interface LintFacts {
  readonly brand: string;
  readonly isFirst: boolean;
  readonly ownHosts: readonly string[];
}

/** Characters that are named before the rest is only counted. */
const NAMED_MAX = 5;

export class TextSizeElement extends LitElement {
  static override readonly properties = {
    body: { attribute: false },
    facts: { attribute: false },
    reminds: { attribute: false },
  };
  declare body: string;
  declare facts: LintFacts;
  declare reminds: boolean;

  constructor() {
    super();
    this.body = '';
    this.facts = { brand: '', isFirst: false, ownHosts: [] };
    this.reminds = false;
  }

  /** In the page's own style; what the server wrote there gives way. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    const { body, facts, reminds } = this;
    if (body.trim() === '')
      return html`<p class="meta">Up to 160 plain characters are one segment.</p>`;
    const size = measureText(body);
    const { segments, units, perSegment, encoding, wide } = size;
    const warnings = lintMessage({ ...facts, body, reminds, segments });
    const room = html`<span class="num">${units} of ${perSegment * segments}</span>`;
    const chain = segments === 1 ? '1 segment' : `${segments} segments`;
    return [
      html`<p class="meta">${room} · ${chain} · ${encoding}</p>`,
      wide.length > 0 ? html`<p class="meta">UCS-2 because of ${named(size)}</p>` : '',
      warnings.length > 0 ? html`<ul class="warnings">${warnings.map(warningOf)}</ul>` : '',
    ];
  }
}

const warningOf = ({ code, detail }: LintWarning) => html`<li data-code=${code}>${detail}</li>`;

function named({ wide }: TextSize): string {
  const said = wide
    .slice(0, NAMED_MAX)
    .map(({ character, name }) => (character.trim() === '' ? name : `${character} (${name})`));
  return said.join(', ') + (wide.length > NAMED_MAX ? ' and more' : '');
}

define('text-size', TextSizeElement);
