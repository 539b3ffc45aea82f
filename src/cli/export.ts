// `assent export KIND`: what is stored on standard output, streamed, as CSV or one JSON object a
// line.
import type { Config } from '../config.js';
import { EXPORT_KINDS } from '../store/exports/export-rows.js';
import {
  type Export,
  EXPORT_FORMATS,
  exportText,
  isWholeLedger,
} from '../store/exports/export-text.js';
import type { Store } from '../store/store.js';
import { exportLedger } from '../store/verification/exported-ledger.js';
import { workspaceOfContact } from './contact-workspace.js';
import { workspaceIn } from './in-workspace.js';
import { endWithReader, write } from './lines.js';
import { WrongCall } from './usage-fault.js';
import { withStore } from './with-store.js';

export interface ExportCommand {
  readonly workspace?: string;
  readonly contact?: string;
  readonly format: string;
  readonly program?: string;
  readonly status?: string;
  readonly since?: string;
}

export async function runExport(
  settings: () => Config,
  given: string,
  command: ExportCommand,
): Promise<void> {
  const kind = oneOf(EXPORT_KINDS, given, 'there is no export of');
  const format = oneOf(EXPORT_FORMATS, command.format, 'there is no format');
  const { program, status } = command;
  const what = { kind, format, filter: { program, status, since: readSince(command.since) } };
  endWithReader(process.stdout);
  await withStore(settings(), async (store) => {
    const pieces = isWholeLedger(what)
      ? wholeLedger(store, command)
      : await rowsOf(store, command, what);
    for await (const piece of pieces) await write(process.stdout, piece);
  });
}

/** Of every workspace, of one, or of one contact: the file that `assent verify` reads. */
async function* wholeLedger(
  store: Store,
  { workspace, contact }: ExportCommand,
): AsyncGenerator<string> {
  const found = contact && (await workspaceOfContact(store, contact, workspace));
  const which = {
    ...((found ?? workspace) && { workspace: found ?? workspace }),
    ...(contact && { contact }),
  };
  for await (const line of exportLedger(store.ledger.walk(which))) {
    yield `${JSON.stringify(line)}\n`;
  }
}

async function rowsOf(
  store: Store,
  { workspace: named, contact }: ExportCommand,
  what: Omit<Export, 'workspace'>,
): Promise<AsyncGenerator<string>> {
  if (contact !== undefined) {
    throw new WrongCall('--contact is for the whole ledger as ndjson; leave the rest out');
  }
  const workspace = await workspaceIn(store, named);
  return exportText(store, { ...what, workspace });
}

function oneOf<T extends string>(known: readonly T[], given: string, fault: string): T {
  const found = known.find((one) => one === given);
  if (found !== undefined) return found;
  throw new WrongCall(`${fault} ${given}; wanted ${known.join(' or ')}`);
}

function readSince(given: string | undefined): Date | undefined {
  if (given === undefined) return undefined;
  const since = new Date(given);
  if (!Number.isNaN(since.getTime())) return since;
  throw new WrongCall(`--since ${given}: wanted a time, as 2026-03-01 or 2026-03-01T17:00:00Z`);
}
