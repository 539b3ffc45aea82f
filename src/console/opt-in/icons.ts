// The text icon in its five states, and the few other drawings of the pop-up. Strokes take the
// colour of the text beside them; the words say what they mean.
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { IconState } from './state.js';

const BUBBLE =
  'M5 4.5h14A2.5 2.5 0 0 1 21.5 7v7.5A2.5 2.5 0 0 1 19 17h-6.5L7.5 21v-4H5a2.5 2.5 0 0 1-2.5-2.5V7A2.5 2.5 0 0 1 5 4.5z';

const drawing = (content: unknown): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${content}</svg>`;

const lines = (content: unknown) =>
  svg`<g fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"
    stroke-linejoin="round">${content}</g>`;

const INSIDE: Readonly<Record<Exclude<IconState, 'ok'>, unknown>> = {
  none: nothing,
  wait: svg`<path d="M12 7.6v3.6l2.3 1.4"/>`,
  stop: svg`<path d="M4 3l16 17.5" stroke-width="2.2"/>`,
  block: svg`<path d="M12 7.3v4.2M12 14v.1" stroke-width="2.1"/>`,
};

export function textIcon(state: IconState): TemplateResult {
  if (state === 'ok') {
    return drawing(
      svg`<path d=${BUBBLE} fill="currentColor"/><path class="cut" d="M8.4 10.8l2.5 2.5 4.8-5"
        fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`,
    );
  }
  const outline = svg`<path d=${BUBBLE} stroke-dasharray=${state === 'none' ? '3 3.2' : 'none'}/>`;
  return drawing(lines([outline, INSIDE[state]]));
}

export const closeIcon = () => drawing(lines(svg`<path d="M6 6l12 12M18 6L6 18"/>`));
export const checkIcon = () =>
  drawing(lines(svg`<path d="M5 12.5l4.5 4.5L19 7.5" stroke-width="2.4"/>`));
