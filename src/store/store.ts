// The store as a whole: one connection, one file a collection, put together here and nowhere else.
import type { Connection } from 'mongoose';
import { createAccountStore } from './accounts.js';
import { adoptAfterChange } from './adopt-older-forms.js';
import { createAlertStore } from './alerts.js';
import { createAliasStore } from './aliases.js';
import { createChangeStore } from './changes.js';
import { createBreakerStore } from './breakers.js';
import { createMongoClock, type MongoClock } from './clock.js';
import { connect } from './connection.js';
import { createDeadLetterStore } from './dead-letters.js';
import { createDeliveryStore } from './deliveries.js';
import { createDisclosureStore } from './disclosures.js';
import { createEffectStore } from './effects.js';
import { createErasing } from './erasing.js';
import { createErasureStore } from './erasures.js';
import { createEventStore } from './events.js';
import { createHeadStore } from './heads.js';
import { createIdempotencyStore } from './idempotency.js';
import { createImportFileStore } from './import-files.js';
import { createImportStore } from './imports.js';
import { createInboxStore } from './inbox.js';
import { type IndexStep, makeIndexes } from './indexes.js';
import { createInvitationStore } from './invitations.js';
import { createReconcileCursors } from './reconcile-cursors.js';
import { createKeptStatusStore } from './kept-statuses.js';
import { createKeyring } from './keyring.js';
import { createLeaseStore } from './leases.js';
import { createLedgerStore } from './ledger.js';
import { createLimitStore } from './limits.js';
import { createLinkTokens } from './link-tokens.js';
import { createMessageStore } from './messages.js';
import { createPaceStore } from './paces.js';
import { createPauseStore } from './pauses.js';
import { createPeopleStore } from './people.js';
import { createRecordStore } from './records.js';
import { createRequestStore } from './requests.js';
import { createScanStore } from './scans.js';
import { refuseOtherSecret } from './secret-fingerprint.js';
import { type AccountCredentials, createSenderStore } from './senders.js';
import { createSeenMarkStore } from './seen-marks.js';
import { createSetAsideStore } from './set-aside.js';
import { createTallyStore } from './tallies.js';
import { createWaitingStore } from './waiting.js';
import { createWebhookEndpointStore } from './webhook-endpoints.js';
import { createWordingStore } from './wordings.js';
import { createSentTextStore } from './sent-texts.js';
import { createWidgetTokens } from './widget-tokens.js';
import { createWorkspaceStore } from './workspaces.js';

export interface StoreOptions {
  readonly uri: string;
  /** `ASSENT_SECRET`. */
  readonly secret: string;
  /** The provider account of the settings, for senders without a token of their own. */
  readonly defaultAccount?: AccountCredentials;
}

export type Store = Awaited<ReturnType<typeof openStore>>;

/**
 * Connects and puts the store together.
 * @throws SecretChanged when the data were sealed under another secret: going on would forget who
 *   said STOP.
 */
export async function openStore({ uri, secret, defaultAccount }: StoreOptions) {
  const connection = await connect(uri);
  try {
    return await assemble(connection, { secret, ...(defaultAccount ? { defaultAccount } : {}) });
  } catch (error) {
    await connection.destroy();
    throw error;
  }
}

async function assemble(
  connection: Connection,
  options: Pick<StoreOptions, 'secret' | 'defaultAccount'>,
) {
  const keyring = createKeyring(options.secret);
  await refuseOtherSecret(connection, keyring.fingerprint);
  const clock = await createMongoClock(connection);
  const linkTokens = createLinkTokens(keyring);
  const senders = createSenderStore(connection, {
    keyring,
    ...(options.defaultAccount ? { defaultAccount: options.defaultAccount } : {}),
  });
  const disclosures = createDisclosureStore(connection);
  const workspaces = createWorkspaceStore(connection, { keyring, senders, disclosures, clock });
  const { keyOf } = workspaces;
  const aliases = createAliasStore(connection);
  const heads = createHeadStore(connection);
  const pauses = createPauseStore(connection, { clock });
  const people = createPeopleStore(connection, { clock, keyOf, aliases });
  const requests = createRequestStore(connection, { clock, linkTokens });
  return {
    connection,
    clock,
    senders,
    workspaces,
    disclosures,
    people,
    pauses,
    paces: createPaceStore(connection, { clock }),
    breakers: createBreakerStore(connection, { clock }),
    aliases,
    linkTokens,
    widgetTokens: createWidgetTokens(keyring),
    imports: createImportStore(connection, { clock, keyOf }),
    importFiles: createImportFileStore(connection, { clock, keyOf }),
    inbox: createInboxStore(connection, { clock }),
    ledger: createLedgerStore(connection),
    heads,
    effects: createEffectStore(connection, { clock }),
    ...operatorsOwn(connection, clock),
    messages: createMessageStore(connection, { clock, people, pauses }),
    seenMarks: createSeenMarkStore(connection),
    reconcileCursors: createReconcileCursors(connection),
    keptStatuses: createKeptStatusStore(connection, { clock }),
    sentTexts: createSentTextStore(connection, { clock }),
    leases: createLeaseStore(connection, { clock }),
    records: createRecordStore(connection, { people, clock }),
    requests,
    erasures: createErasureStore(connection, { clock, keyOf }),
    erasing: createErasing(connection, { requests }),
    scans: createScanStore(connection),
    wordings: createWordingStore(connection, { clock }),
    invitations: createInvitationStore(connection, { clock, linkTokens, keyOf }),
    accounts: createAccountStore(connection, { clock }),
    limits: createLimitStore(connection, { keyring }),
    idempotency: createIdempotencyStore(connection, { clock, keyring }),
    changes: createChangeStore(connection),
    events: createEventStore(connection),
    webhookEndpoints: createWebhookEndpointStore(connection, { clock, keyring }),
    deliveries: createDeliveryStore(connection, { clock }),

    /**
     * Makes what this version needs and is missing: run by `assent migrate`, checked by readiness.
     * @returns every index that was made, replaced or is not ours.
     * @throws IndexFault when an index cannot be made.
     */
    async ensureIndexes(how: { replace?: boolean } = {}): Promise<IndexStep[]> {
      const steps = await makeIndexes(connection, how);
      await workspaces.addKeyChecks();
      await adoptAfterChange(connection, { workspaces, people, heads, aliases });
      return steps;
    },
    async ping(): Promise<void> {
      await connection.db?.admin().ping();
    },
    async close(): Promise<void> {
      clock.stop();
      await connection.close();
    },
  };
}

/** What whoever is on duty looks at. */
const operatorsOwn = (connection: Connection, clock: MongoClock) => ({
  alerts: createAlertStore(connection, { clock }),
  waiting: createWaitingStore(connection, { clock }),
  tallies: createTallyStore(connection),
  setAside: createSetAsideStore(connection, { clock }),
  deadLetters: createDeadLetterStore(connection, { clock }),
});
