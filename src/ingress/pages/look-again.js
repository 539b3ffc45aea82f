// Waits until there is something new to show, and shows it without a reload. Without this script
// the page has a way to look again by hand.

/** The page as it is now, put in place of what is shown; read out, because it takes the focus. */
async function showAnew(again) {
  const response = await fetch(again, { headers: { accept: 'text/html' } });
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const main = document.querySelector('main');
  main.replaceWith(document.adoptNode(fresh.querySelector('main')));
  document.title = fresh.title;
  const heading = document.querySelector('main h1');
  heading.tabIndex = -1;
  heading.focus();
  follow();
}

/** What is shown now may wait for something in its turn. */
function follow() {
  const watched = document.querySelector('[data-live]');
  if (!watched) return;
  const { live, again } = watched.dataset;
  const source = new EventSource(live);
  source.addEventListener('open', () => {
    watched.hidden = false;
  });
  source.addEventListener('changed', () => {
    source.close();
    showAnew(again).catch(() => location.assign(again));
  });
  source.addEventListener('over', () => {
    source.close();
    watched.hidden = true;
  });
}

follow();
