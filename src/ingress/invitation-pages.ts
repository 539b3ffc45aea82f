// What the links of an invitation open: its form, the outcome, and the way to end mail. A scope of
// its own, because whoever comes from a mail has no session and no form of ours to start from.
import type { FastifyInstance } from 'fastify';
import type { IngressRoomDeps } from './deps.js';
import { confirmPages } from './pages/confirm.js';
import { confirmOutcome } from './pages/confirm-outcome.js';
import { readForms } from './pages/forms.js';
import { installPageErrors } from './pages/html.js';
import { unsubscribePages } from './pages/unsubscribe.js';

export async function invitationPages(
  scope: FastifyInstance,
  deps: IngressRoomDeps,
): Promise<void> {
  installPageErrors(scope, 'open-notice');
  readForms(scope);
  await scope.register(confirmPages, deps);
  await scope.register(confirmOutcome, deps);
  await scope.register(async (room) => {
    // A mailbox provider posts as it likes, within the limit of a body; that it posts is all that
    // counts.
    room.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null));
    await unsubscribePages(room, deps);
  });
}
