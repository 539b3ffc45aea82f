// How a file becomes an import: kept first, then looked at, then noted. What cannot be read at all
// is refused here, before anybody waits for it.
import { readHeader } from '../imports/columns.js';
import { CsvFault, HEADER_BYTES_MAX, readCsvHeader } from '../imports/csv-rows.js';
import { isTimezone } from '../imports/rows.js';
import { newId } from '../ids.js';
import type { ToldBy } from './act-events.js';
import { type Import, type ImportOptions, type NewImport } from './imports.js';
import type { Store } from './store.js';

/** A file or options that no row could be read with; each in words for whoever sent them. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault' as const;

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/** Larger files are split: a million rows with their wording take a third of it. */
export const IMPORT_BYTES_MAX = 1024 * 1024 * 1024;

export interface SentFile {
  readonly workspace: string;
  readonly options: ImportOptions;
  readonly source: AsyncIterable<Buffer>;
  readonly by: ToldBy;
}

/**
 * Keeps a file and notes the import that it is.
 * @returns whether it is new: the same file with the same options is the same import. One that had
 *   ended before its file did goes on with this copy of it.
 * @throws ImportFault, FileTooLarge, or what the source throws; nothing is kept then.
 */
export async function openImport(
  store: Pick<Store, 'imports' | 'importFiles' | 'workspaces'>,
  { workspace, options, source, by }: SentFile,
): Promise<{ import: Import; isNew: boolean }> {
  await checkOptions(store, workspace, options);
  const upload = newId('upl');
  const kept = await store.importFiles.keep(workspace, upload, source, IMPORT_BYTES_MAX);
  try {
    const beginning = await store.importFiles.beginning(workspace, upload, HEADER_BYTES_MAX);
    const wanted: NewImport = {
      ...{ workspace, options, by, file: { upload, ...kept } },
      ...(await headerOf(beginning, options)),
    };
    const opened = await store.imports.add(wanted);
    if (opened.isNew) return opened;
    const reopened = await store.imports.reopen(workspace, opened.import.id, upload);
    if (reopened) return { import: reopened, isNew: true };
    await store.importFiles.remove(workspace, upload);
    return opened;
  } catch (error) {
    await store.importFiles.remove(workspace, upload);
    throw error;
  }
}

/** @throws ImportFault when nothing could be imported with them. */
export async function checkOptions(
  { workspaces }: Pick<Store, 'workspaces'>,
  workspace: string,
  { program, timezone }: ImportOptions,
): Promise<void> {
  const found = await workspaces.get(workspace);
  const programs = found?.programs ?? {};
  const faults: string[] = [];
  if (program !== undefined && !Object.hasOwn(programs, program)) {
    const known = Object.keys(programs).join(', ');
    faults.push(`there is no program ${JSON.stringify(program)}; there are: ${known}`);
  }
  if (timezone !== undefined && !isTimezone(timezone)) {
    faults.push(`${JSON.stringify(timezone)} is no time zone; write it as America/Phoenix`);
  }
  if (faults.length > 0) throw new ImportFault(faults);
}

/**
 * What the beginning of a file says of the rest.
 * @throws ImportFault when it is no CSV, or its columns cannot be told apart.
 */
export async function headerOf(
  beginning: Buffer,
  options: ImportOptions,
): Promise<Pick<NewImport, 'header' | 'ignored' | 'place'>> {
  const header = await readCsvHeader(beginning).catch((error: unknown) => {
    throw error instanceof CsvFault ? new ImportFault([error.message]) : error;
  });
  const { names, delimiter, bytes, rows, lines } = header;
  const columns = readHeader(names, options.map);
  if ('faults' in columns) throw new ImportFault(columns.faults);
  if (columns.of.status === undefined && options.status === undefined) {
    const mend = 'name it with map, or say the status of all rows';
    throw new ImportFault([`no column says who is opted_in and who is opted_out: ${mend}`]);
  }
  return { header: { names, delimiter }, ignored: columns.ignored, place: { bytes, rows, lines } };
}
