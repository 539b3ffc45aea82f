// Pages as dialogs: a link with `data-dialog` opens its page over this one, and the form in it
// answers there. Without scripts it is the page that it is anyway.
import { fetchPage, NoPage } from './page-parts.js';

/** Follows such links anywhere below `root`; `done` is called when a form in one was taken. */
export function openDialogs(root: HTMLElement, done: () => void): void {
  root.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-dialog]');
    if (!link || !isPlainClick(event)) return;
    event.preventDefault();
    void open(root, link, done);
  });
}

/** A click that opens no other tab. */
export const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

async function open(root: HTMLElement, link: HTMLAnchorElement, done: () => void): Promise<void> {
  const dialog = document.createElement('dialog');
  dialog.className = 'over';
  try {
    const { page } = await fetchPage(link.href);
    fill(dialog, page);
  } catch {
    // The page itself says what is wrong, and how to go on.
    location.assign(link.href);
    return;
  }
  dialog.addEventListener('click', (event) => {
    const target = event.target as Element;
    if (target !== dialog && !target.closest('[data-close]')) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener('submit', (event) => void send(event, dialog, done));
  dialog.addEventListener('close', () => {
    dialog.remove();
    link.focus();
  });
  root.append(dialog);
  dialog.showModal();
  dialog.querySelector<HTMLElement>('[autofocus], select, input:not([type="hidden"])')?.focus();
}

function fill(dialog: HTMLDialogElement, page: Document): void {
  const content = page.querySelector('main');
  content?.querySelector('.back')?.remove();
  dialog.replaceChildren(...(content?.childNodes ?? []));
  const heading = dialog.querySelector('h1');
  if (heading) {
    heading.id = 'over-title';
    dialog.setAttribute('aria-labelledby', heading.id);
  }
}

async function send(event: SubmitEvent, dialog: HTMLDialogElement, done: () => void) {
  const form = event.target as HTMLFormElement;
  event.preventDefault();
  const button = event.submitter as HTMLButtonElement | null;
  if (button) button.disabled = true;
  try {
    const { page, ok } = await postForm(form, button);
    if (ok) {
      dialog.close();
      done();
    } else fill(dialog, page);
  } catch (error) {
    const why = error instanceof NoPage ? error.why : 'failed';
    sayFailed(form, why);
  } finally {
    if (button) button.disabled = false;
  }
}

/** Sends a form as the browser would, and reads the page that answers. */
export function postForm(form: HTMLFormElement, button: HTMLButtonElement | null) {
  const fields = [...new FormData(form, button)].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return fetchPage(form.action, { method: 'POST', body: new URLSearchParams(fields) });
}

const FAILED = {
  offline: 'There is no connection, so nothing was sent. Send it again when there is one.',
  failed: 'It could not be sent. Nothing was changed; try again.',
} as const;

function sayFailed(form: HTMLFormElement, why: keyof typeof FAILED): void {
  const said = form.querySelector('[role="alert"]') ?? document.createElement('p');
  said.setAttribute('role', 'alert');
  said.className = 'wrong';
  said.textContent = FAILED[why];
  form.append(said);
}
