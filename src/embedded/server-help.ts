// What a person can do when a server can neither be found nor fetched: one line, one command.
import { existsSync } from 'node:fs';
import { REDIS, type ServerKind } from './server-kinds.js';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** True when a program of this name is installed. */
  has(program: string): boolean;
}

/** Commands that install a Redis, by the package manager that understands them. */
const REDIS_INSTALLS: Readonly<Record<string, string>> = {
  'apt-get': 'sudo apt-get install -y redis-server',
  dnf: 'sudo dnf install -y valkey',
  apk: 'apk add redis',
  pacman: 'sudo pacman -S valkey',
  zypper: 'sudo zypper install valkey',
};

/** pip is what the wheels are fetched with. */
const PIP_INSTALLS: Readonly<Record<string, string>> = {
  'apt-get': 'sudo apt-get install -y python3-pip',
  dnf: 'sudo dnf install -y python3-pip',
  pacman: 'sudo pacman -S python-pip',
  zypper: 'sudo zypper install python3-pip',
};

export const THIS_MACHINE: Machine = {
  platform: process.platform,
  arch: process.arch,
  has: (program) => ['/usr/bin', '/sbin'].some((folder) => existsSync(`${folder}/${program}`)),
};

/** The command that would give this machine the server; `docker compose up` where none is known. */
export function helpFor(kind: ServerKind, machine: Machine): string {
  const otherwise = `or set ${kind.setting} to a server that you have`;
  return `no ${kind.name} found or fetched; run "${commandFor(kind, machine)}", ${otherwise}`;
}

function commandFor(kind: ServerKind, { platform, arch, has }: Machine): string {
  if (platform === 'darwin') {
    return kind === REDIS ? 'brew install redis' : 'brew install mongodb/brew/mongodb-community';
  }
  const pipHelps = arch === 'x64' && !has('pip3');
  const installs = kind === REDIS ? REDIS_INSTALLS : pipHelps ? PIP_INSTALLS : {};
  const [, command] = Object.entries(installs).find(([manager]) => has(manager)) ?? [];
  return platform === 'linux' && command ? command : 'docker compose up';
}
