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

document.addEventListener('assent-token-expired', () => location.reload());
