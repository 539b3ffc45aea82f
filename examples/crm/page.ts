// The one page: everybody with their state, the three ways to ask, and a text box.
import type { Person } from './people.js';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
const WAYS = { qr: 'Ask by code', email: 'Ask by e-mail', text_to_join: 'Ask by text' };

export function page(people: readonly Person[]): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A small CRM</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: auto; padding: 1rem }
  section { border-top: 1px solid #8884; padding: 1rem 0 } form { display: inline-block }
  button, input { font: inherit; padding: .4rem .7rem } input { width: 18rem; max-width: 60vw }
</style>
<h1>A small CRM</h1>
${people.map(personOf).join('\n')}
<script>new EventSource('/changes').onmessage = () => location.reload()</script>
</html>`;
}

function personOf(person: Person): string {
  const { id, name, phone, status, lines, request } = person;
  const open = status === 'opted_in';
  const ways = Object.entries(WAYS).map(
    ([method, label]) => `<button name="method" value="${method}">${label}</button>`,
  );
  return `<section id="${id}" data-status="${status}">
<h2>${escape(name)} <small>${escape(phone)} · ${status.replace('_', ' ')}</small></h2>
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
