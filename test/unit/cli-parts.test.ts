// Parts of the command line that need no server: the lock, the readings stream, the Node check.
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { nodeVersionFault } from '../../bin/node-version.mjs';
import { runClassify } from '../../src/cli/classify.js';
import { lockDataDir } from '../../src/cli/up/data-dir-lock.js';
import { createStops, Stopping } from '../../src/cli/up/stops.js';

async function inFolder(act: (folder: string) => Promise<void> | void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assent-cli-'));
  try {
    await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function classified(input: string[], jsonLines = false): Promise<unknown[]> {
  const output = new PassThrough();
  const read = text(output);
  await runClassify({ jsonLines }, Readable.from(input.map((chunk) => Buffer.from(chunk))), output);
  output.end();
  const lines = (await read).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as unknown);
}

describe('assent classify', () => {
  test('answers each line in order with what is promised', async () => {
    expect(await classified(['STOP\nstart k7q2\r\n', 'see you\n'])).toEqual([
      { text: 'STOP', intent: 'opt_out', rule: expect.any(String), confidence: 'exact' },
      expect.objectContaining({ text: 'start k7q2', intent: 'opt_in', token: 'K7Q2' }),
      expect.objectContaining({ text: 'see you', intent: 'none' }),
    ]);
  });

  test('puts lines and letters together that chunks cut apart', async () => {
    const whole = Buffer.from('ARRÊT\nlast');
    const output = new PassThrough();
    const read = text(output);
    const chunks = [whole.subarray(0, 5), whole.subarray(5)];
    await runClassify({ jsonLines: false }, Readable.from(chunks), output);
    output.end();
    expect(await read).toMatch(/^\{"text":"ARRÊT",.*\n\{"text":"last",.*\n$/);
  });

  test('an empty line is an empty message', async () => {
    expect(await classified(['\n'])).toEqual([expect.objectContaining({ text: '' })]);
  });

  test('with --json-lines a text may hold line breaks', async () => {
    const [answer] = await classified(['"please\\nstop"\n'], true);
    expect(answer).toMatchObject({ text: 'please\nstop', intent: 'opt_out' });
  });

  test('with --json-lines a wrong line is named by its number', async () => {
    await expect(classified(['"fine"\nSTOP\n'], true)).rejects.toThrow(/^line 2 is no JSON string/);
    await expect(classified(['42\n'], true)).rejects.toThrow(/^line 1 is no JSON string/);
  });
});

describe('the lock of DATA_DIR', () => {
  test('lets one start in and the next after it', () =>
    inFolder((folder) => {
      const lock = lockDataDir(folder);
      expect(lock.tookOver).toBe(false);
      expect(() => lockDataDir(folder)).toThrow(`in use by process ${process.pid}`);
      lock.release();
      lockDataDir(folder).release();
    }));

  test('is taken over from a holder that is gone', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'lock'), '999999999 somewhere 12345');
      const lock = lockDataDir(folder);
      expect(lock.tookOver).toBe(true);
      lock.release();
    }));

  test('is taken over from a process that merely got the number', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'lock'), `${process.pid} another-boot 1`);
      expect(lockDataDir(folder).tookOver).toBe(true);
    }));

  test('is not fooled by a lock that a crash left empty', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'lock'), '');
      expect(lockDataDir(folder).tookOver).toBe(true);
    }));

  test('says in one line that the folder cannot be written', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'file'), '');
      expect(() => lockDataDir(join(folder, 'file', 'data'))).toThrow(/^DATA_DIR .* written to/);
    }));

  test.runIf(process.platform === 'linux')('says so of a folder that takes none', () => {
    expect(() => lockDataDir('/proc/assent/data')).toThrow(/^DATA_DIR .* written to/);
  });
});

describe('stopping', () => {
  const log = pino({ level: 'silent' });

  test('undoes everything, last first, and only once', async () => {
    const undone: string[] = [];
    const stops = createStops(log);
    for (const name of ['lock', 'servers', 'children']) await stops.add(() => undone.push(name));
    await Promise.all([stops.run(), stops.run()]);
    expect(undone).toEqual(['children', 'servers', 'lock']);
  });

  test('goes on when something does not stop', async () => {
    const undone: string[] = [];
    const stops = createStops(log);
    await stops.add(() => undone.push('lock'));
    await stops.add(() => Promise.reject(new Error('stuck')));
    await stops.run();
    expect(undone).toEqual(['lock']);
  });

  test('undoes at once what a start adds too late', async () => {
    const undone: string[] = [];
    const stops = createStops(log);
    await stops.run();
    await expect(stops.add(() => undone.push('late'))).rejects.toThrow(Stopping);
    expect(undone).toEqual(['late']);
  });
});

test.each([
  ['18.20.4', /this is Node 18\.20\.4; wanted Node 20\.19/],
  ['20.18.9', /wanted Node 20\.19/],
])('Node %s is refused in one line', (version, line) => {
  expect(nodeVersionFault(version)).toMatch(line);
});

test.each(['20.19.0', '22.1.0', '24.21.0'])('Node %s will do', (version) => {
  expect(nodeVersionFault(version)).toBeNull();
});
