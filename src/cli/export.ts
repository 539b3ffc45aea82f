// `assent export KIND`: what is stored as NDJSON on standard output, streamed. Each kind is one row
// of the table below.
import type { Config } from '../config.js';
import type { Store } from '../store/store.js';
import { exportLedger } from '../store/verification/exported-ledger.js';
import { workspaceOfContact } from './contact-workspace.js';
import { endWithReader, writeLine } from './lines.js';
import { WrongCall } from './usage-fault.js';
import { withStore } from './with-store.js';

export interface ExportCommand {
  readonly workspace?: string;
  readonly contact?: string;
}

type Exporter = (store: Store, which: ExportCommand) => AsyncIterable<object>;

const EXPORTERS: Readonly<Record<string, Exporter>> = {
  ledger: (store, which) => exportLedger(store.ledger.walk(which)),
};

const EXPORT_KINDS = Object.keys(EXPORTERS);

export async function runExport(
  settings: () => Config,
  kind: string,
  which: ExportCommand,
): Promise<void> {
  const exporter = Object.hasOwn(EXPORTERS, kind) ? EXPORTERS[kind] : undefined;
  if (!exporter) {
    throw new WrongCall(`there is no export of ${kind}; wanted ${EXPORT_KINDS.join(' or ')}`);
  }
  endWithReader(process.stdout);
  await withStore(settings(), async (store) => {
    const { contact } = which;
    const found = contact && (await workspaceOfContact(store, contact, which.workspace));
    const wanted = found ? { ...which, workspace: found } : which;
    for await (const row of exporter(store, wanted)) {
      await writeLine(process.stdout, JSON.stringify(row));
    }
  });
}
