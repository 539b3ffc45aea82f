// On the page that says that there is no connection: shows the last code, which works without one,
// and leaves as soon as there is a connection again.
const place = document.querySelector('.kept');

async function lastCode() {
  const whole = await caches.match('/console/last-code');
  if (whole) return whole.json();
  const picture = await caches.match('/console/last-code.svg');
  return picture && { picture: await picture.text(), words: '' };
}

lastCode()
  .then((code) => {
    if (!code) return;
    const drawn = new DOMParser().parseFromString(code.picture, 'image/svg+xml').documentElement;
    if (drawn.nodeName !== 'svg') return;
    place.querySelector('.picture').replaceChildren(document.adoptNode(drawn));
    place.querySelector('.kept-words').textContent = code.words;
    place.hidden = false;
  })
  .catch(() => undefined);

addEventListener('online', () => location.reload());
// Some browsers say nothing of a connection that is there again.
setInterval(() => navigator.onLine && location.reload(), 10_000);
document.querySelector('button').addEventListener('click', () => location.reload());
