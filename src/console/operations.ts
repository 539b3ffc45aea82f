// What the operators' page does with scripts: charts are drawn, and when something that it shows
// has changed the server says so and the parts that differ are put in place, with the reader where
// they were. Without this script the page is the same, and is loaded anew by hand.
import uplotStyles from 'uplot/dist/uPlot.min.css?inline';
import { drawCharts } from './parts/charts.js';
import { freshPage } from './parts/fresh-page.js';

/** Between the end of one stream and the next, where the server did not say why it ended. */
const AGAIN_MS = 3_000;

const sheet = new CSSStyleSheet();
sheet.replaceSync(uplotStyles);
document.adoptedStyleSheets.push(sheet);

/** What of an element was opened, and where the focus is: kept over a change. */
function keep(region: Element): () => void {
  const opened = [...region.querySelectorAll('details[open]')].map(({ id }) => id);
  const { activeElement: active } = document;
  const control =
    active instanceof HTMLElement && region.contains(active) ? placeOf(active) : undefined;
  return () => {
    for (const id of opened) document.getElementById(id)?.setAttribute('open', '');
    if (control) region.querySelector<HTMLElement>(control)?.focus();
  };
}

/** How the same control is found in what is put in its place. */
function placeOf(control: HTMLElement): string | undefined {
  if (control instanceof HTMLButtonElement && control.name !== '') {
    const action = control.getAttribute('formaction');
    const which = action ? `[formaction="${action}"]` : ':not([formaction])';
    return `button[name="${control.name}"][value="${CSS.escape(control.value)}"]${which}`;
  }
  const details = control.closest('details');
  return details && control.tagName === 'SUMMARY'
    ? `#${CSS.escape(details.id)} summary`
    : undefined;
}

/** A region as the server rendered it last, to compare the next one with. */
const rendered = new WeakMap<Element, string>();

function replaceChanged(fresh: Document): void {
  for (const region of document.querySelectorAll('[data-region]')) {
    const next = fresh.getElementById(region.id);
    if (!next || next.innerHTML === rendered.get(region)) continue;
    const restore = keep(region);
    rendered.set(region, next.innerHTML);
    region.replaceChildren(...[...next.childNodes].map((node) => document.adoptNode(node)));
    restore();
    drawCharts(region);
  }
}

const countTasks = () => document.querySelectorAll('.trouble, .alert').length;

/** Said aloud: what a screen shows by itself is otherwise not noticed by whoever hears it. */
function announce(before: number): void {
  const after = countTasks();
  const news = document.querySelector('[data-news]');
  if (!news || after === before) return;
  const [count, word] = [Math.abs(after - before), after > before ? 'more' : 'fewer'];
  news.textContent = `${count} ${word} to see to.`;
}

async function showAnew(again: string): Promise<string | undefined> {
  const fresh = await freshPage(again);
  const before = countTasks();
  replaceChanged(fresh);
  announce(before);
  return fresh.querySelector<HTMLElement>('[data-live]')?.dataset['live'];
}

function follow(live: string, again: string): void {
  const source = new EventSource(live);
  const next = (address: string | undefined) => follow(address ?? live, again);
  const later = () => setTimeout(() => void refresh(), AGAIN_MS);
  const refresh = () => showAnew(again).then(next, later);
  const told = document.querySelector<HTMLElement>('[data-told]');
  source.addEventListener('open', () => told?.removeAttribute('hidden'));
  source.addEventListener('error', () => told?.setAttribute('hidden', ''));
  source.addEventListener('changed', () => {
    source.close();
    void refresh();
  });
  source.addEventListener('over', () => {
    source.close();
    void refresh();
  });
}

for (const region of document.querySelectorAll('[data-region]')) {
  rendered.set(region, region.innerHTML);
}
drawCharts(document);
const watched = document.querySelector<HTMLElement>('[data-live]');
const { live, again } = watched?.dataset ?? {};
if (live !== undefined && again !== undefined) follow(live, again);
