// The one page: everybody with their state, the three ways to ask, and a text box.
import type { Verdict } from 'assent-client';
import type { Person } from './app.js';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
const WAYS = { qr: 'Ask by code', email: 'Ask by e-mail', text_to_join: 'Ask by text' };

/** A person with what the gate says, and the token of their widget. */
type Shown = Person & Verdict & { readonly token: string };

export function page(people: readonly Shown[], widgetFrom: string): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A small CRM</title>
<script type="module" src="${escape(widgetFrom)}/widget.js"></script>
<style>
  :root { color-scheme: light dark } img { display: block }
  h2 { margin: 0 } p { overflow-wrap: anywhere }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: auto; padding: 1rem }
  section { border-top: 1px solid #8884; padding: 1rem 0 } form { margin: .6rem 0 }
  button, input { font: inherit; padding: .4rem .7rem } input { width: 18rem; max-width: 60vw }
</style>
<h1>A small CRM</h1>
${people.map(personOf).join('\n')}
<script>new EventSource('/changes').onmessage = () => location.reload()</script>
</html>`;
}

function personOf(person: Shown): string {
  const { id, name, phone, allowed: open, status, lines, request, token } = person;
  const ways = Object.entries(WAYS).map(
    ([method, label]) => `<button name="method" value="${method}">${label}</button>`,
  );
  return `<section id="${id}" data-status="${status}">
<h2>${escape(name)} <assent-opt-in record="${id}" token="${escape(token)}"></assent-opt-in></h2>
<p>${escape(phone)} · ${status.replace('_', ' ')}</p>
${open ? '' : `<form method="post" action="/people/${id}/ask">${ways.join(' ')}</form>`}
${request && !open ? asked(person) : ''}
${lines.map((line) => `<p>${escape(line)}</p>`).join('\n')}
<form method="post" action="/people/${id}/texts">
  <input name="body" aria-label="Text to ${escape(name)}" ${open ? 'required' : 'disabled'}>
  <button ${open ? '' : 'disabled'}>Send</button>
</form></section>`;
}

function asked({ id, request }: Person): string {
  if (!request) return '';
  const { method, instructions, disclosure, email } = request;
  const code = `<img src="/people/${id}/code.svg" width="200" height="200" alt="">`;
  return `<p>${method === 'qr' ? code : ''} ${escape(instructions)}</p>
${email ? `<p>Sent to ${escape(email.to)}.</p>` : `<p><small>${escape(disclosure.text)}</small></p>`}`;
}
