// The numbers beside the rooms in the navigation: taken over from whatever page of ours was
// fetched, and said aloud when there is more to do than before.

const all = (within: ParentNode) => [...within.querySelectorAll<HTMLElement>('[data-count-of]')];

/** Puts the numbers of a fetched page in the place of those that are shown. */
export function takeCounts(from: ParentNode): void {
  const fresh = new Map(all(from).map((one) => [keyOf(one), one]));
  const grown = new Set<string>();
  for (const shown of all(document)) {
    const next = fresh.get(keyOf(shown));
    if (!next || next.innerHTML === shown.innerHTML) continue;
    if (countOf(next) > countOf(shown)) grown.add(`${next.dataset['countOf']}: ${wordsOf(next)}.`);
    shown.replaceChildren(...document.importNode(next, true).childNodes);
    shown.hidden = next.hidden;
  }
  const said = document.querySelector('[data-counts]');
  if (said && grown.size > 0) said.textContent = [...grown].join(' ');
}

const keyOf = ({ dataset }: HTMLElement) => `${dataset['countOf']} ${dataset['at']}`;
const countOf = (one: HTMLElement) => Number.parseInt(one.textContent, 10) || 0;
const wordsOf = (one: HTMLElement) => one.querySelector('.unseen')?.textContent ?? '';
