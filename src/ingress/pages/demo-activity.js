// What a CRM's own page does with what the widget tells it: writes it into the lead's activity.
const log = document.querySelector('#log');

function note(text) {
  const item = document.createElement('li');
  item.textContent = text;
  log.prepend(item);
}

document.addEventListener('assent-change', ({ detail }) => {
  note(`Consent of ${detail.record}: ${detail.previous} → ${detail.state}`);
});

document.addEventListener('assent-write', ({ detail }) => {
  note(`Here the CRM would open its own text window for ${detail.record}.`);
});

// A CRM has an address of its own that answers with a token; here the page itself holds one.
document.addEventListener('assent-token-expired', async ({ target }) => {
  const answer = await fetch(location.href, { cache: 'no-store' });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const token = page.querySelector('assent-opt-in')?.getAttribute('token');
  if (token) target.token = token;
});
