// Puts new texts into a thread that is shown, text by text: what has not changed is not touched, so
// that it is not read out again and a note that is being typed stays.

const bubblesOf = (root: Element) => root.querySelectorAll<HTMLElement>('.day li[id]');

/** What is shown becomes what the server shows now; older texts above it stay. */
export function mergeThread(shown: Element | null, fresh: Element | null): void {
  if (!shown || !fresh) return;
  if (!shown.querySelector('.day')) return shown.replaceChildren(...adopted(fresh.childNodes));
  for (const day of fresh.querySelectorAll('.day')) mergeDay(shown, day);
}

function mergeDay(shown: Element, fresh: Element): void {
  const days = [...shown.querySelectorAll('.day')];
  const day = days.find((one) => labelOf(one) === labelOf(fresh));
  for (const bubble of bubblesOf(fresh)) {
    const own = document.getElementById(bubble.id);
    if (own && shown.contains(own)) replaceBubble(own, bubble);
    else if (day) day.querySelector('ol')?.append(document.adoptNode(bubble));
  }
  if (day) return;
  // Its texts that are shown already stand under yesterday's name by now, and stay there.
  if (bubblesOf(fresh).length === 0) return;
  const missing = [...bubblesOf(fresh)].some((one) => !document.getElementById(one.id));
  if (missing) days.at(-1)?.after(document.adoptNode(fresh));
}

function replaceBubble(own: HTMLElement, bubble: HTMLElement): void {
  if (own.innerHTML === bubble.innerHTML) return;
  const typed = own.querySelector<HTMLInputElement>('[name=note]');
  const stillAsked = bubble.querySelector('[name=note]') !== null;
  // The token of a form changes with every page: that alone is nothing new.
  if (typed && stillAsked) return;
  own.replaceWith(document.adoptNode(bubble));
}

/** Puts a page of older texts above those that are shown, with its own way to still older ones. */
export function moveOlder(shown: Element | null, older: Element | null): void {
  if (!shown || !older) return;
  const first = shown.querySelector('.day');
  shown.querySelector('a[data-older]')?.parentElement?.remove();
  const further = older.querySelector('a[data-older]')?.parentElement;
  const days = [...older.querySelectorAll('.day')];
  const last = [...bubblesOf(older)].at(-1);
  const split = days.at(-1);
  if (first && split && labelOf(split) === labelOf(first)) {
    // A day that lies on two pages is one day.
    days.pop();
    first.querySelector('ol')?.prepend(...adopted(split.querySelectorAll('li')));
  }
  for (const node of [...(further ? [further] : []), ...days]) {
    shown.insertBefore(document.adoptNode(node), first);
  }
  last?.scrollIntoView({ block: 'end' });
}

const adopted = (nodes: NodeListOf<ChildNode>) =>
  [...nodes].map((node) => document.adoptNode(node));

const labelOf = (day: Element) => day.getAttribute('aria-label');
