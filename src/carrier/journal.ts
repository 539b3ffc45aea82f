// The carrier's memory on disk: one append-only file of JSON lines, replayed at the start.
// Knows nothing of what the lines mean; writes are batched and never forced to the platter.
import { open, readFile, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** Lines after which the file is rewritten from what is still alive. */
const LINES_BEFORE_COMPACTION = 400_000;

export interface Journal {
  /**
   * Resolves when the operating system has the line, so that a killed process loses none it
   * answered.
   */
  append(line: object): Promise<void>;
  close(): Promise<void>;
}

/** For carriers without a `dataDir`. */
export const forgetfulJournal: Journal = {
  append: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

export interface JournalOptions {
  readonly path: string;
  /** Called once per stored line, oldest first, before `openJournal` resolves. */
  readonly replay: (line: unknown) => void;
  /** Everything that is alive, as the fewest lines that replay to it. */
  readonly snapshot: () => Iterable<object>;
}

/**
 * Replays the file, rewrites it compactly, and takes appends from then on.
 * A line that cannot be read (torn by a kill) is left out; what stands before and after it counts.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  for (const line of await readLines(options.path)) options.replay(line);
  return new FileJournal(options, await rewrite(options));
}

class FileJournal implements Journal {
  readonly #options: JournalOptions;
  #file: FileHandle;
  #lines = 0;
  #buffer: string[] = [];
  #written: Promise<void> = Promise.resolve();
  #scheduled = false;
  #closed: Promise<void> | undefined;

  constructor(options: JournalOptions, file: FileHandle) {
    this.#options = options;
    this.#file = file;
  }

  append(line: object): Promise<void> {
    if (this.#closed) return this.#written;
    this.#buffer.push(`${JSON.stringify(line)}\n`);
    // While one write is under way, everything that arrives joins the next one.
    if (!this.#scheduled) {
      this.#scheduled = true;
      const flush = () => this.#flush();
      this.#written = this.#written.then(flush, flush);
    }
    return this.#written;
  }

  close(): Promise<void> {
    const shut = () => this.#file.close();
    this.#closed ??= this.#written.then(shut, shut);
    return this.#closed;
  }

  async #flush(): Promise<void> {
    this.#scheduled = false;
    const batch = this.#buffer;
    this.#buffer = [];
    this.#lines += batch.length;
    if (this.#lines > LINES_BEFORE_COMPACTION) {
      await this.#file.close();
      this.#file = await rewrite(this.#options);
      this.#lines = 0;
    } else {
      await this.#file.appendFile(batch.join(''));
    }
  }
}

async function readLines(path: string): Promise<unknown[]> {
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return content.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as unknown];
    } catch {
      return [];
    }
  });
}

/** Writes the living lines beside the file and moves them into its place in one step. */
async function rewrite({ path, snapshot }: JournalOptions): Promise<FileHandle> {
  const file = await open(`${path}.new`, 'w', 0o600);
  let batch: string[] = [];
  for (const line of snapshot()) {
    batch.push(`${JSON.stringify(line)}\n`);
    if (batch.length < 1_000) continue;
    await file.appendFile(batch.join(''));
    batch = [];
  }
  await file.appendFile(batch.join(''));
  await rename(`${path}.new`, path);
  return file;
}
