// What scripts add to the pages of the settings: questions in a dialog, copying, and a check while
// one types. Every act works without them; nothing is decided here.

const CHECK_AFTER_MS = 250;

const all = (within: ParentNode, what: string) => [...within.querySelectorAll<HTMLElement>(what)];

/** A link that leads to a page which asks once shows the question right here instead. */
function askHere(link: HTMLElement): void {
  link.addEventListener('click', (event) => {
    if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    void question(link.href).then(
      (asked) => open(asked, link),
      () => window.location.assign(link.href),
    );
  });
}

/** The question as the page behind the link asks it. */
async function question(href: string): Promise<HTMLElement> {
  const asked = (await pageAt(href)).querySelector<HTMLElement>('[data-confirm]');
  if (!asked) throw new Error('the page asks nothing');
  return asked;
}

async function pageAt(href: string, init?: RequestInit): Promise<Document> {
  const answer = await fetch(href, { ...init, credentials: 'same-origin' });
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

function open(asked: HTMLElement, from: HTMLElement): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'asked';
  dialog.setAttribute('aria-labelledby', 'confirm-title');
  dialog.append(document.importNode(asked, true));
  for (const cancel of all(dialog, '[data-cancel]')) {
    cancel.addEventListener('click', (event) => {
      event.preventDefault();
      dialog.close();
    });
  }
  dialog.addEventListener('close', () => {
    dialog.remove();
    from.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** A button that is of no use without scripts, and hidden until now. */
function copyWith(button: HTMLElement): void {
  const source = document.getElementById(button.dataset['copy'] ?? '');
  if (!source || !('clipboard' in navigator)) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(source.textContent.trim()).then(
      () => say(button, 'Copied'),
      () => select(source),
    );
  });
}

/** Where the clipboard is closed to us the words are marked, for the keyboard to copy. */
function select(source: HTMLElement): void {
  const range = document.createRange();
  range.selectNodeContents(source);
  window.getSelection()?.removeAllRanges();
  window.getSelection()?.addRange(range);
}

function say(button: HTMLElement, word: string): void {
  button.textContent = word;
  button.setAttribute('role', 'status');
}

/** What is typed is checked by the server, as the button for it would do. */
function checkWhile(form: HTMLElement): void {
  const { check, checkInto = '' } = form.dataset;
  if (!(form instanceof HTMLFormElement) || check === undefined) return;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;
  const look = async () => {
    asked?.abort();
    asked = new AbortController();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string') body.append(name, value);
    }
    const page = await pageAt(check, { method: 'POST', body, signal: asked.signal });
    const result = page.getElementById(checkInto);
    const place = document.getElementById(checkInto);
    if (result && place) place.replaceChildren(...document.importNode(result, true).childNodes);
  };
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      look().catch(() => {
        // Overtaken by the next letter, or offline: what stood there stays, and saving checks.
      });
    }, CHECK_AFTER_MS);
  });
  for (const button of all(form, '[data-without-scripts]')) button.hidden = true;
}

/** The preview beside the brand says what is typed. */
function previewOf(form: HTMLElement): void {
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    for (const place of all(document, `[data-shows="${target.name}"]`)) {
      place.textContent = target.value;
    }
    for (const place of all(document, `[data-initial-of="${target.name}"]`)) {
      place.textContent = /\p{L}|\p{N}/u.exec(target.value)?.[0].toUpperCase() ?? '';
    }
  });
}

/** A second click sends nothing a second time. */
function sendOnce({ target }: SubmitEvent): void {
  if (!(target instanceof HTMLFormElement) || target.method !== 'post') return;
  queueMicrotask(() => {
    for (const button of all(target, 'button:not([formaction])')) {
      button.setAttribute('aria-disabled', 'true');
      button.addEventListener('click', (event) => event.preventDefault());
    }
  });
}

for (const link of all(document, 'a[data-ask]')) askHere(link);
for (const button of all(document, '[data-copy]')) copyWith(button);
for (const form of all(document, '[data-check]')) checkWhile(form);
for (const form of all(document, '[data-live-brand]')) previewOf(form);
document.addEventListener('submit', sendOnce);
// A page that the browser kept may be sent again.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) window.location.reload();
});
