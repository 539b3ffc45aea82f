// Keeps what the console needs to open without a connection: the page that says so, its styles, and
// the last code that was shown in this browser. Nothing of anybody's is kept: no list, no record,
// no name. The list of files is put before this text when it is served.
/* global SHELL, VERSION */
const SHELL_CACHE = `assent-shell-${VERSION}`;
const CODE_CACHE = 'assent-code';
const OFFLINE = '/console/offline';

addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(SHELL_CACHE)
      .then((cache) => cache.addAll(SHELL))
      .then(() => skipWaiting()),
  );
});

addEventListener('activate', (event) => {
  event.waitUntil(dropOlder().then(() => clients.claim()));
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') {
    if (/^\/console(?:\/|$)/.test(pathname)) event.respondWith(orOffline(request));
  } else if (SHELL.includes(pathname + search)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  } else if (/^\/v1\/opt-in-requests\/[^/]+\/qr\.svg$/.test(pathname)) {
    event.respondWith(keepCode(request, event));
  }
});

async function dropOlder() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('assent-shell-') && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function orOffline(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}

async function keepCode(request, event) {
  const answer = await fetch(request);
  if (answer.ok) {
    const copy = answer.clone();
    event.waitUntil(
      caches.open(CODE_CACHE).then(async (cache) => {
        await cache.delete('/console/last-code');
        await cache.put('/console/last-code.svg', copy);
      }),
    );
  }
  return answer;
}
