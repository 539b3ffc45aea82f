// The papers of production against the code: every command, setting, file and port that the
// Dockerfile and docker-compose.yml name must exist. No engine is needed to find a wrong name.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../../src/config.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(ROOT + path, 'utf8');

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
};
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.build !== undefined);
const dockerfile = read('Dockerfile')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));
const instructions = (name: string) =>
  dockerfile
    .filter((line) => line.startsWith(`${name} `))
    .map((line) => line.slice(name.length + 1));

const settings = new Set(SETTINGS.map((setting) => setting.name));
const defaultOf = (name: string) => SETTINGS.find((setting) => setting.name === name)?.default;
const commands = [...read('src/cli/main.ts').matchAll(/\.command\('([a-z-]+)/g)].map(
  (match) => match[1],
);

describe('docker-compose.yml', () => {
  test('starts ingress, worker and migrate by commands that the CLI has', () => {
    const named = ours.map(([, service]) => service.command?.[0]);
    expect(new Set(named)).toEqual(new Set(['ingress', 'migrate', 'worker']));
    for (const command of named) expect(commands).toContain(command);
  });

  test('names only settings that exist, and all that production requires', () => {
    for (const [name, { environment = {} }] of ours) {
      const unknown = Object.keys(environment).filter((key) => !settings.has(key));
      expect({ name, unknown }).toEqual({ name, unknown: [] });
      for (const required of ['MONGODB_URI', 'REDIS_URL', 'ASSENT_SECRET', 'PUBLIC_URL']) {
        expect(environment).toHaveProperty(required);
      }
    }
  });

  test('reads from the shell or .env only names that are settings', () => {
    const variables = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)];
    expect(variables.map((match) => match[1]).filter((name) => !settings.has(name ?? ''))).toEqual(
      [],
    );
  });

  test('publishes the port that the ingress listens on', () => {
    const published = compose.services['ingress']?.ports?.[0]?.split(':').at(-1);
    expect(published).toBe(defaultOf('PORT'));
    expect(compose.services['ingress']?.healthcheck?.test.join(' ')).toContain(
      `:${defaultOf('PORT')}/readyz`,
    );
  });

  test('points at services, ports and volumes that are in the file', () => {
    const { environment = {} } = compose.services['worker'] ?? {};
    const hosts = [environment['MONGODB_URI'], environment['REDIS_URL']].map((uri) => {
      const { hostname, port } = new URL(uri ?? '');
      return `${hostname}:${port}`;
    });
    expect(hosts).toEqual(['mongodb:27017', 'redis:6379']);
    for (const [, service] of services) {
      for (const other of Object.keys(service.depends_on ?? {})) {
        expect(compose.services).toHaveProperty(other);
      }
      for (const volume of service.volumes ?? []) {
        expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '');
      }
    }
  });

  test('waits only for health of services that can tell it', () => {
    for (const [, service] of services) {
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        if (condition !== 'service_healthy') continue;
        expect(compose.services[other]?.healthcheck).toBeDefined();
      }
    }
  });

  test('keeps Redis from forgetting: AOF on, nothing evicted', () => {
    const command = compose.services['redis']?.command?.join(' ');
    expect(command).toMatch(/--appendonly yes/);
    expect(command).toMatch(/--maxmemory-policy noeviction/);
  });

  test('runs MongoDB as the replica set that the address asks for', () => {
    const { environment = {} } = compose.services['worker'] ?? {};
    const wanted = new URL(environment['MONGODB_URI'] ?? '').searchParams.get('replicaSet');
    expect(compose.services['mongodb']?.command?.join(' ')).toContain(`--replSet ${wanted}`);
    expect(compose.services['mongodb-init']?.command?.join(' ')).toContain(`_id: '${wanted}'`);
  });
});

describe('Dockerfile', () => {
  test('copies only what is in the repository and not held back by .dockerignore', () => {
    const admitted = new Set(
      read('.dockerignore')
        .split('\n')
        .filter((line) => line.startsWith('!'))
        .map((line) => line.slice(1)),
    );
    const copied = instructions('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    for (const path of copied) {
      expect(existsSync(ROOT + path)).toBe(true);
      expect(admitted).toContain(path);
    }
  });

  test('runs npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const run = instructions('RUN').flatMap((line) => /npm run (\S+)/.exec(line)?.[1] ?? []);
    expect(run.length).toBeGreaterThan(0);
    for (const script of run) expect(scripts).toHaveProperty(script);
  });

  test('starts `assent` with a command that the CLI has, and not as root', () => {
    const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> };
    expect(instructions('ENTRYPOINT')).toEqual(['["assent"]']);
    expect(instructions('RUN').join('\n')).toContain(`/app/${bin['assent']}`);
    // The container starts the file itself, and COPY keeps the mode that git has.
    expect(statSync(ROOT + bin['assent']).mode & 0o111).toBe(0o111);
    expect(commands).toContain(JSON.parse(instructions('CMD')[0] ?? '[]')[0]);
    expect(instructions('USER')).toEqual(['node']);
  });

  test('sets only settings, and opens the port it sets', () => {
    const variables = instructions('ENV').flatMap((line) => line.split(' '));
    const names = variables.map((variable) => variable.split('=')[0] ?? '');
    expect(names.filter((name) => name !== 'NODE_ENV' && !settings.has(name))).toEqual([]);
    expect(variables).toContain(`PORT=${instructions('EXPOSE')[0]}`);
  });
});
