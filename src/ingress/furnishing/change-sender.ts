// Adding a sender and changing one: one way for the API and the console. Nobody becomes the owner
// of a number by naming it; who is asked for that is in sender-proof.ts.
import type { Config } from '../../config.js';
import { sha256 } from '../../digest.js';
import type { Sender, SenderChange, SenderRefusal } from '../../store/senders.js';
import type { Store } from '../../store/store.js';
import { usualKeywordReplies } from '../../senders/providers.js';
import type { Workspace } from '../../store/workspaces.js';
import { workspaceOf } from '../choices.js';
import { Problem } from '../problems.js';
import { planSender, programFaults, type SenderWish } from './sender-plan.js';
import { requireOwnership } from './sender-proof.js';
import { refuseFaults } from './setting-faults.js';

export interface SenderDeps {
  readonly store: Pick<Store, 'workspaces' | 'senders'>;
  readonly config: Config;
}

/** Who answers is the carrier's own affair unless somebody says otherwise. */
export type NewSender = Omit<SenderWish, 'keywordReplies'> & Partial<SenderWish>;

/** Also for numbers in addresses: what is no secret is still no part of a log of addresses. */
export const senderIdOf = ({ accountSid, number }: Pick<Sender, 'accountSid' | 'number'>) =>
  `snd_${sha256(`${accountSid}/${number}`).slice(0, 32)}`;

/**
 * Adds a number that texts come from. An account belongs to one workspace.
 * @throws Problem 409 or 422 that says why not, 503 when the provider does not answer.
 */
export async function addSender(
  { store, config }: SenderDeps,
  workspace: string,
  wish: NewSender,
): Promise<Sender> {
  const keywordReplies = wish.keywordReplies ?? usualKeywordReplies(config);
  const sender = planSender(await changed(store, workspace), { ...wish, keywordReplies });
  const { accountSid, number } = sender;
  const authToken = sender.authToken ?? (await ownToken(store, workspace, accountSid));
  if (authToken) await requireOwnership(config, { accountSid, authToken, number });
  const outcome = await store.senders.addOwn(workspace, sender);
  if (outcome !== 'added') throw senderRefused(outcome);
  return senderNow(store, workspace, senderIdOf(sender));
}

/**
 * Changes a sender; a new token counts for every sender of its account in this workspace.
 * @throws Problem 404, 422 that names every fault, 503 when the provider does not answer.
 */
export async function changeSender(
  { store, config }: SenderDeps,
  workspace: string,
  { id, change }: { readonly id: string; readonly change: SenderChange },
): Promise<Sender> {
  const settings = await changed(store, workspace);
  const { programs } = settings;
  const sender = senderIn(settings, id);
  const { messagingServiceSid, authToken } = change;
  refuseFaults(programFaults(programs, change.defaultProgram));
  if (messagingServiceSid !== undefined) planSender({ programs }, { ...sender, ...change });
  if (authToken !== undefined) await requireOwnership(config, { ...sender, authToken });
  if (!(await store.senders.change(workspace, sender, change))) throw unknownSender();
  return senderNow(store, workspace, id);
}

/** @throws Problem 404. */
export function senderIn({ senders }: Pick<Workspace, 'senders'>, id: string): Sender {
  const sender = Object.values(senders).find((one) => senderIdOf(one) === id);
  if (!sender) throw unknownSender();
  return sender;
}

const senderNow = async (store: SenderDeps['store'], workspace: string, id: string) =>
  senderIn(await changed(store, workspace), id);

/** What is there now, past every kept answer. */
async function changed(store: SenderDeps['store'], workspace: string): Promise<Workspace> {
  await store.workspaces.getNow(workspace);
  return workspaceOf(store, workspace);
}

/** The token that another sender of the account brought with it. */
async function ownToken(
  store: SenderDeps['store'],
  workspace: string,
  accountSid: string,
): Promise<string | undefined> {
  const account = await store.senders.account(accountSid);
  return account?.workspaces.includes(workspace) ? account.tokens[0] : undefined;
}

const unknownSender = () => new Problem('not_found', 'There is no sender of this id.');

function senderRefused(why: SenderRefusal): Problem {
  switch (why) {
    case 'exists':
      return new Problem('conflict', 'This sender is there already. Change it with PATCH.');
    case 'account_taken': {
      const detail =
        'The provider account is used outside this workspace. Whoever runs this installation can ' +
        'add the sender with assent senders add.';
      return new Problem('conflict', detail);
    }
    case 'token_needed': {
      const detail = 'is missing: it signs calls to the provider and checks its webhooks';
      const errors = [{ pointer: '/authToken', code: 'required', detail }];
      return new Problem('invalid_setting', `/authToken ${detail}.`, { errors });
    }
  }
}
