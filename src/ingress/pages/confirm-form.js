// Small kindnesses of the form: it says that a person is at it, shows the number as people read it,
// and goes off once. Without this script the form works as it is.

const form = document.querySelector('form[data-opened]');

/** A scanner loads pages; only a person touches a field. */
function tellOnce() {
  const body = new URLSearchParams({ nonce: form.elements.nonce.value });
  fetch(form.dataset.opened, { method: 'POST', body, keepalive: true }).catch(() => undefined);
}

function readable(typed) {
  const digits = typed.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  if (digits.length !== 10 || /^\s*\+(?!1)/.test(typed)) return typed;
  return `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`;
}

if (form) {
  const { phone } = form.elements;
  form.addEventListener('input', tellOnce, { once: true });
  phone.addEventListener('blur', () => {
    phone.value = readable(phone.value);
  });
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // Back from the page after it, the form may be sent again.
  addEventListener('pageshow', () => {
    sent = false;
  });
}
