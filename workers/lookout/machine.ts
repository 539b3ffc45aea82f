// How the machines are: their clocks against MongoDB's, and the room on their disks.
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Finding } from '../../src/store/alerts.js';
import type { Store } from '../../src/store/store.js';
import type { Look, LooksDeps } from './look.js';

/** Nothing of ours goes wrong by it: signatures, certificates and logs of others do. */
const CLOCK_OFF_MAX_MS = 5_000;
const GIGABYTE = 1024 ** 3;
/** Less than this is low on any disk; on a small one a tenth of it is. */
const FREE_MIN = { bytes: GIGABYTE, largeBytes: 10 * GIGABYTE, share: 0.1 } as const;
const MONGODB = 'mongodb';

export interface Disk {
  readonly free: number;
  readonly total: number;
}

export function machineLooks({ store, host, dataDir }: LooksDeps): readonly Look[] {
  return [
    {
      kinds: ['clock_off'],
      owns: ({ kind, subject }) => kind === 'clock_off' && subject === host,
      look: async () => clockFinding(Date.now(), store.clock.now().getTime(), host),
    },
    {
      kinds: ['disk_low'],
      owns: ({ kind, subject }) => kind === 'disk_low' && [host, MONGODB].includes(subject),
      look: async () => [
        ...diskFinding(await diskOf(dataDir), host),
        ...diskFinding(await diskOfMongodb(store), MONGODB),
      ],
    },
  ];
}

/** What is to be said of a host's clock. */
export function clockFinding(hostMs: number, mongodbMs: number, host: string): Finding[] {
  const offMs = hostMs - mongodbMs;
  if (Math.abs(offMs) <= CLOCK_OFF_MAX_MS) return [];
  const seconds = Math.round(Math.abs(offMs) / 1_000);
  const way = offMs > 0 ? 'ahead of' : 'behind';
  const details = `The clock of ${host} is ${seconds} s ${way} MongoDB’s.`;
  return [{ kind: 'clock_off', subject: host, details }];
}

/** What is to be said of a disk. */
export function diskFinding({ free, total }: Disk, subject: string): Finding[] {
  const low =
    free < FREE_MIN.bytes || (free < FREE_MIN.largeBytes && free / total < FREE_MIN.share);
  if (!low || total === 0) return [];
  const gigabytes = (free / GIGABYTE).toFixed(1);
  return [
    { kind: 'disk_low', subject, details: `${gigabytes} GB are free on the disk of ${subject}.` },
  ];
}

/** The disk of a folder, or of where it would be. */
async function diskOf(folder: string): Promise<Disk> {
  let path = folder;
  while (!existsSync(path) && path !== dirname(path)) path = dirname(path);
  const { bavail, blocks, bsize } = await statfs(path);
  return { free: bavail * bsize, total: blocks * bsize };
}

async function diskOfMongodb({ connection }: Pick<Store, 'connection'>): Promise<Disk> {
  const { fsUsedSize = 0, fsTotalSize = 0 } = (await connection.db?.stats()) ?? {};
  return { free: Number(fsTotalSize) - Number(fsUsedSize), total: Number(fsTotalSize) };
}
