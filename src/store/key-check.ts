// A workspace's key and the value that tells whether it is the right one. With another key every
// contact id would be another one and every STOP forgotten, so a wrong key is refused, not used.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { open, type SealingKey } from './keyring.js';

/** The message is for the person at the terminal. */
export class WorkspaceKeyFault extends Error {
  override readonly name = 'WorkspaceKeyFault' as const;
}

/** Shows that a key is the same as before, and nothing else of it. */
export function keyCheckOf(workspace: string, key: SealingKey): string {
  return createHmac('sha256', key).update(`assent workspace key check\n${workspace}`).digest('hex');
}

/**
 * @param check as stored; absent for a workspace that was made before there were check values.
 * @throws WorkspaceKeyFault when the key does not open, or is not the one that contact ids were
 *   made with.
 */
export function openWorkspaceKey(
  master: SealingKey,
  workspace: string,
  sealed: Buffer,
  check?: string,
): SealingKey {
  const key = tryOpen(master, workspace, sealed);
  if (check === undefined) return key;
  const [found, wanted] = [Buffer.from(keyCheckOf(workspace, key)), Buffer.from(check)];
  if (found.length === wanted.length && timingSafeEqual(found, wanted)) return key;
  throw new WorkspaceKeyFault(
    `the key of workspace ${workspace} is not the one its contact ids were made with; ` +
      'restore its document in the collection workspaces from a backup',
  );
}

function tryOpen(master: SealingKey, workspace: string, sealed: Buffer): SealingKey {
  try {
    return open(master, workspace, sealed);
  } catch (cause) {
    throw new WorkspaceKeyFault(
      `the key of workspace ${workspace} does not open with this ASSENT_SECRET; ` +
        'restore its document in the collection workspaces from a backup',
      { cause },
    );
  }
}
