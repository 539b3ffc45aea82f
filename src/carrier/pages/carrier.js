// The pages' only script: sends what the person types and shows what arrives, without a reload.
// All HTML comes escaped from the server; nothing is built from texts here.

const byId = (id) => document.getElementById(id);
const thread = byId('thread');
const composer = byId('composer');
const people = byId('people');
const mails = byId('mails');

const parse = (html) => {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
};

const toEnd = () => {
  if (thread) thread.scrollTop = thread.scrollHeight;
};

function showText({ sid, html }) {
  if (!thread) return;
  const wasAtEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 80;
  const arriving = parse(html);
  const text = arriving.getElementById(sid);
  const known = byId(sid);
  if (known) known.replaceWith(text);
  else {
    text.classList.add('arriving');
    thread.append(arriving);
  }
  if (wasAtEnd) toEnd();
}

function showPerson({ number, html }) {
  if (!people) return;
  const row = parse(html).firstElementChild;
  const known = people.querySelector(`[data-number="${CSS.escape(number)}"]`);
  const isSelected = number === people.dataset.selected;
  if (isSelected) row.firstElementChild.setAttribute('aria-current', 'page');
  else if (row.querySelector('.preview')) row.classList.add('fresh');
  if (known) known.replaceWith(row);
  else people.append(row);
}

function showMail({ id, to, html }) {
  const wanted = mails?.dataset.to.toLowerCase();
  if (!mails || byId(id) || (wanted && wanted !== to.toLowerCase())) return;
  mails.querySelector('.empty').after(parse(html));
}

/** After a lost connection the page is fetched anew, for what happened meanwhile was not told. */
async function catchUp() {
  const response = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const id of ['thread', 'people', 'mails']) {
    const [old, now] = [byId(id), fresh.getElementById(id)];
    if (old && now && old.innerHTML !== now.innerHTML) old.replaceChildren(...now.childNodes);
  }
  toEnd();
}

function listen() {
  const query = new URLSearchParams();
  if (composer) query.set('phone', composer.dataset.phone);
  if (composer) query.set('sender', composer.dataset.sender);
  const source = new EventSource(`/phones/live?${query}`);
  const live = byId('live');
  let lost = false;
  source.addEventListener('text', (event) => showText(JSON.parse(event.data)));
  source.addEventListener('person', (event) => showPerson(JSON.parse(event.data)));
  source.addEventListener('mail', (event) => showMail(JSON.parse(event.data)));
  source.addEventListener('open', () => {
    live.hidden = false;
    live.classList.remove('away');
    live.textContent = 'Live';
    if (lost) catchUp();
    lost = false;
  });
  source.addEventListener('error', () => {
    lost = true;
    live.hidden = false;
    live.classList.add('away');
    live.textContent = 'Reconnecting…';
  });
}

function sayProblem(id, words) {
  const problem = byId(id);
  problem.hidden = words === '';
  problem.textContent = words;
}

async function send(body) {
  const { phone, sender } = composer.dataset;
  sayProblem('send-problem', '');
  try {
    const response = await fetch(`/phones/${encodeURIComponent(phone)}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: sender, body }),
    });
    if (!response.ok) throw new Error((await response.json()).detail);
    toEnd();
    return true;
  } catch (error) {
    const why = error instanceof TypeError ? 'The carrier does not answer.' : error.message;
    sayProblem('send-problem', `Not sent. ${why} Your text is still here; try again.`);
    return false;
  }
}

async function sendTyped() {
  const field = composer.elements.body;
  const typed = field.value;
  if (typed.trim() === '') return;
  field.value = '';
  if (!(await send(typed))) field.value = typed;
  field.focus();
}

if (composer) {
  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    sendTyped();
  });
  composer.elements.body.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendTyped();
  });
  for (const button of composer.querySelectorAll('[data-text]')) {
    button.addEventListener('click', () => send(button.dataset.text));
  }
}
people?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
toEnd();
listen();
