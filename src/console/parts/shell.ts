// What every page of the console does besides its own: keeps its shell in this browser, so that it
// opens without a connection, and forgets what was kept when somebody signs out.

if ('serviceWorker' in navigator && isSecureContext) {
  navigator.serviceWorker.register('/console-worker.js', { scope: '/console' }).catch(() => {
    // Without it the console works as ever, and does not open without a connection.
  });
}

addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.action.endsWith('/console/logout') || !('caches' in globalThis)) return;
  void caches.delete('assent-code');
});
