// Waits until there is something new to show, and shows it without a reload. Without this script
// the page has a way to look again by hand.

const watched = document.querySelector('[data-live]');

/** The page as it is now, put in place of what is shown; read out, because it takes the focus. */
async function showAnew() {
  const response = await fetch(watched.dataset.again, { headers: { accept: 'text/html' } });
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const main = document.querySelector('main');
  main.replaceWith(document.adoptNode(fresh.querySelector('main')));
  document.title = fresh.title;
  const heading = document.querySelector('main h1');
  heading.tabIndex = -1;
  heading.focus();
}

if (watched) {
  const source = new EventSource(watched.dataset.live);
  source.addEventListener('open', () => {
    watched.hidden = false;
  });
  source.addEventListener('changed', () => {
    source.close();
    showAnew().catch(() => location.assign(watched.dataset.again));
  });
  source.addEventListener('over', () => {
    source.close();
    watched.hidden = true;
  });
}
