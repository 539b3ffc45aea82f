// What somebody who writes a CRM meets, against a real `assent up`: every snippet of the guide in
// its order, the example CRM started by its one command, and the document of the client.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Assent, type List } from '../../clients/typescript/src/index.js';
import { buildCrm } from '../../examples/crm/app.js';
import { apiDocument } from '../../src/ingress/api-document.js';
import { type House, startHouse } from '../support/house.js';
import { freePort, startProcess } from '../support/processes.js';
import { until } from '../support/until.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc');
const CLIENT = join(ROOT, 'clients/typescript');
const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** Half of a machine may be busy elsewhere. */
const PATIENT = { timeoutMs: 40_000 };

let folder: string;
let house: House;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-integrate-'));
  house = await startHouse(folder);
  execFileSync(process.execPath, [COMPILER, '-p', CLIENT]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A person at the simulated carrier. */
const handset = (phone: string) => {
  const { carrierUrl, sender } = house.connection;
  const thread = `${carrierUrl}/phones/${phone}/messages`;
  return {
    async says(body: string) {
      const headers = { 'content-type': 'application/json' };
      const text = JSON.stringify({ to: sender, body });
      const { status } = await fetch(thread, { method: 'POST', headers, body: text });
      expect(status).toBe(201);
    },
    gets: (words: string) =>
      until(
        `"${words}" on the handset`,
        async () => (await (await fetch(thread)).text()).includes(words),
        PATIENT,
      ),
  };
};

test('the running service serves the document that the client is made of', async () => {
  const { baseUrl } = house.connection;
  const served: unknown = await (await fetch(`${baseUrl}/openapi.json`)).json();
  expect(served).toEqual(JSON.parse(JSON.stringify(await apiDocument(baseUrl))));
});

type Named = { readonly id?: string; readonly externalId?: string; readonly seq?: number };
/** The rest of an item may change meanwhile: when a key was last used. */
const idOf = ({ id, externalId, seq }: Named) => seq ?? externalId ?? id;

test('the client walks every list to its end, an item at a time', async () => {
  const { baseUrl, apiKey } = house.connection;
  const assent = new Assent({ baseUrl, apiKey });
  const { contact = '' } = (await assent.records.retrieve('lead-4711')).consent;
  const lists: Record<string, (limit: number) => List<Named>> = {
    records: (limit) => assent.records.list({ limit, query: 'ruiz' }),
    contacts: (limit) => assent.contacts.list({ limit, status: 'opted_out' }),
    ledger: (limit) => assent.contacts.ledger(contact, { limit }),
    messages: (limit) => assent.messages.list({ contact, limit }),
    events: (limit) => assent.events.list({ contact, limit }),
    requests: (limit) => assent.optInRequests.list({ limit, record: 'lead-4711' }),
    keys: (limit) => assent.keys.list({ limit }),
    users: (limit) => assent.users.list({ limit }),
    programs: () => assent.programs.list(),
    senders: () => assent.senders.list(),
  };
  await assent.keys.create({ label: 'One more', role: 'auditor' });
  for (const [name, list] of Object.entries(lists)) {
    const { data, hasMore } = await list(100);
    expect({ name, hasMore }).toEqual({ name, hasMore: false });
    const walked: Named[] = [];
    for await (const item of list(1)) walked.push(item);
    expect({ name, ids: walked.map(idOf) }).toEqual({ name, ids: data.map(idOf) });
  }
});

test('the client calls what takes no body', async () => {
  const { baseUrl, apiKey } = house.connection;
  const assent = new Assent({ baseUrl, apiKey });
  const record = { externalId: 'crm-4001', name: 'Ravi Menon', phone: '(602) 555-0170' };
  const { id } = await assent.optInRequests.create({ record, method: 'text_to_join' });
  expect((await assent.optInRequests.cancel(id)).status).toBe('cancelled');
  const { id: key } = await assent.keys.create({ label: 'For a moment', role: 'auditor' });
  expect((await assent.keys.revoke(key)).revokedAt).not.toBeNull();
  const url = 'https://crm.example/hooks';
  const { id: endpoint } = await assent.webhookEndpoints.create({ url });
  await assent.webhookEndpoints.delete(endpoint);
  await expect(assent.webhookEndpoints.retrieve(endpoint)).rejects.toMatchObject({ status: 404 });
});

interface Snippet {
  /** The number of its section. */
  readonly section: string;
  readonly language: string;
  readonly text: string;
  /** Of TypeScript: what its first line calls it. */
  readonly file: string;
}

async function snippetsOf(page: string): Promise<Snippet[]> {
  const text = await readFile(join(ROOT, page), 'utf8');
  const parts = text.matchAll(/^## (\d+)\.|^```(bash|ts)\n([\s\S]*?)^```/gm);
  let section = '0';
  return [...parts].flatMap(([, heading, language, code = '']) => {
    section = heading ?? section;
    const file = /^\/\/ ([\w.-]+)\.ts/.exec(code)?.[1] ?? '';
    return language ? [{ section, language, text: code, file }] : [];
  });
}

/** One shell for all of them, as for a reader: TypeScript is run where it stands. */
function scriptOf(snippets: readonly Snippet[]): string {
  const shell = snippets.filter(({ language }) => language === 'bash');
  const isStarted = (file: string) => shell.some(({ text }) => text.includes(`${file}.ts`));
  const steps = snippets.map(({ section, language, text, file }) => {
    const isModule = file === 'assent' || isStarted(file);
    const run = language === 'bash' ? text : isModule ? '' : `node ${file}.ts\n`;
    // Older versions of Node run what the compiler made of it.
    return `echo "== ${section}"\n${run.replace(/(node .*)\.ts\b/g, '$1.js')}`;
  });
  return `set -euo pipefail\ntrap 'kill $(jobs -p)' EXIT\n${steps.join('')}`;
}

/** Type-checks the snippets as strictly as a new project does, and makes JavaScript of them. */
async function compile(snippets: readonly Snippet[]): Promise<void> {
  const typescript = snippets.filter(({ language }) => language === 'ts');
  for (const { file, text } of typescript) await writeFile(join(folder, `${file}.ts`), text);
  const compilerOptions = {
    ...{ target: 'es2023', module: 'nodenext', strict: true, skipLibCheck: true },
    ...{ rewriteRelativeImportExtensions: true, types: ['node'] },
    typeRoots: [join(ROOT, 'node_modules/@types')],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await symlink(CLIENT, join(folder, 'node_modules/assent-client'), 'dir');
  await promisify(execFile)(process.execPath, [COMPILER, '-p', folder]).catch(shown);
}

/** A failure as what was printed last: its own message is the whole script. */
function shown({ stdout = '', stderr = '' }: { stdout?: string; stderr?: string }): never {
  throw new Error(`the snippets failed:\n${`${stdout}\n${stderr}`.slice(-3_000)}`);
}

describe('the guide', () => {
  /** What each section printed, line by line. */
  const printed = new Map<string, string[]>();

  beforeAll(async () => {
    const port = String(await freePort());
    const guide = await snippetsOf('docs/integrate.md');
    const client = await snippetsOf('clients/typescript/README.md');
    const snippets = [...guide, ...client].map((snippet) => ({
      ...snippet,
      text: snippet.text.replaceAll('4242', port),
    }));
    if (!hasCurl) return;
    await compile(snippets);
    const run = promisify(execFile)('bash', ['-c', scriptOf(snippets)], { cwd: folder });
    const { stdout } = await run.catch(shown);
    let section = '';
    for (const line of stdout.split('\n').filter(Boolean)) {
      section = /^== (\d+)$/.exec(line)?.[1] ?? section;
      printed.set(section, [...(printed.get(section) ?? []), line]);
    }
  });

  const linesOf = (section: string) =>
    (printed.get(section) ?? []).filter((line) => !line.startsWith('== '));
  const answersOf = (section: string) =>
    linesOf(section)
      .filter((line) => /^[{[]/.test(line))
      .map((line) => JSON.parse(line) as unknown);

  test.skipIf(!hasCurl)('makes a key, a record and three requests', () => {
    expect(answersOf('2')).toMatchObject([{ data: [expect.anything()] }]);
    expect(answersOf('3')).toMatchObject([{ externalId: 'crm-2001', phone: '+16025550150' }]);
    expect(linesOf('3').at(-1)).toBe('none');
    const asked = linesOf('4').join('\n');
    expect(asked).toContain('Text START to (602) 555-0100');
    expect(asked).toContain('i…@example.com');
  });

  test.skipIf(!hasCurl)('draws both codes', async () => {
    for (const file of ['code.svg', 'code-2002.svg']) {
      expect(await readFile(join(folder, file), 'utf8')).toMatch(/^<svg /);
    }
  });

  test.skipIf(!hasCurl)('is refused before there is consent', () => {
    expect(answersOf('5')).toMatchObject([
      { allowed: false, reason: 'no_consent' },
      { status: 409, code: 'no_consent' },
    ]);
    expect(linesOf('5')).toContain('false no_consent');
  });

  test.skipIf(!hasCurl)('hears of the consent, sends, and hears of the STOP', () => {
    expect(linesOf('7')).toContain('consent.granted crm-2001 open');
    expect(answersOf('8')).toMatchObject([{ status: 'queued' }]);
    expect(linesOf('8')).toContain('on its way');
    expect(linesOf('8')).toContain('refused: no_consent');
    expect(linesOf('9')).toContain('consent.revoked crm-2001 closed');
    expect(answersOf('9')).toMatchObject([
      expect.anything(),
      { status: 409, code: 'opted_out' },
      { entry: { kind: 'opted_out' } },
    ]);
  });

  test.skipIf(!hasCurl)('follows what happened since, and tests itself', () => {
    expect(answersOf('10')).toMatchObject([{ data: [{ type: 'consent.granted' }] }]);
    expect(linesOf('10').at(-1)).toMatch(/^\d+ consent\.revoked crm-2001$/);
    expect(linesOf('12').join('\n')).toMatch(/pass 1\b[\s\S]*fail 0\b/);
  });

  test.skipIf(!hasCurl)('leaves the example in the client’s own README working', () => {
    const [instructions, verdict, refused, ...optedIn] = linesOf('0');
    expect(instructions).toContain('Text START to (602) 555-0100');
    expect([verdict, refused]).toEqual(['false no_consent', '409 no_consent']);
    expect(optedIn).toContain('lead-4711 express');
  });
});

describe('the example CRM', () => {
  let url: string;
  const [ada, ben] = ['crm-3001', 'crm-3002'];

  /** A person's part of the page. */
  async function shownOf(id: string): Promise<string> {
    const page = await (await fetch(url)).text();
    return new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page)?.[0] ?? '';
  }
  const shows = (id: string, words: string) =>
    until(`"${words}" with ${id}`, async () => (await shownOf(id)).includes(words), PATIENT);
  async function sends(path: string, fields: Record<string, string>): Promise<void> {
    const body = new URLSearchParams(fields);
    const { status } = await fetch(`${url}${path}`, { method: 'POST', body, redirect: 'manual' });
    expect(status).toBe(303);
  }

  beforeAll(async () => {
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
    const { baseUrl, apiKey } = house.connection;
    await startProcess(['crm'], {
      program: [process.execPath, join(ROOT, 'bin/crm.mjs')],
      environment: { ASSENT_URL: baseUrl, ASSENT_KEY: apiKey, PORT: port },
      ready: (running) => running.output().includes(`A small CRM at ${url}`),
      startTimeoutMs: 100_000,
    });
  });

  test('opens the text box when the consent arrives, and closes it with a STOP', async () => {
    const { says, gets } = handset('+16025550160');
    expect(await shownOf(ada)).toMatch(/data-status="none"[\s\S]*disabled/);
    expect(await shownOf(ada)).toContain(`<assent-opt-in record="${ada}" token="wgt_demo.`);
    await sends(`/people/${ada}/texts`, { body: 'Too early' });
    expect(await shownOf(ada)).toContain('Not sent (no_consent): Too early');

    await sends(`/people/${ada}/ask`, { method: 'qr' });
    expect(await shownOf(ada)).toContain(`/people/${ada}/code.svg`);
    const code = await fetch(`${url}/people/${ada}/code.svg`);
    expect(await code.text()).toMatch(/^<svg /);

    await says('START');
    await shows(ada, 'data-status="opted_in"');
    expect(await shownOf(ada)).not.toContain('disabled');
    await sends(`/people/${ada}/texts`, { body: 'Hello Ada, this is Brightside.' });
    await gets('Hello Ada, this is Brightside.');
    await says('Monday is fine');
    await shows(ada, 'Ada Lindqvist: Monday is fine');

    await says('STOP');
    await shows(ada, 'data-status="opted_out"');
    expect(await shownOf(ada)).toContain('disabled');
    await sends(`/people/${ada}/texts`, { body: 'One more thing' });
    expect(await shownOf(ada)).toContain('Not sent (opted_out): One more thing');
  });

  test('asks by e-mail and by text', async () => {
    await sends(`/people/${ben}/ask`, { method: 'email' });
    expect(await shownOf(ben)).toContain('Sent to b…@example.com.');
    const { carrierUrl } = house.connection;
    const inbox = `${carrierUrl}/inbox/messages?to=ben@example.com`;
    const mails = async () => (await (await fetch(inbox)).json()) as unknown[];
    await until('the mail', async () => (await mails()).length > 0, PATIENT);
    await sends(`/people/${ben}/ask`, { method: 'text_to_join' });
    expect(await shownOf(ben)).toContain('Text START to (602) 555-0100');
  });

  test('believes nobody else, counts nothing twice and asks before it opens', async () => {
    const { baseUrl, apiKey } = house.connection;
    const secret = `whsec_${Buffer.from('a secret of this test').toString('base64')}`;
    const assent = new Assent({ baseUrl, apiKey });
    const app = await buildCrm(assent, secret, baseUrl);
    const post = async (sequence: number, type: string, data: object, key = secret) => {
      const id = `evt_${sequence}`;
      const told = { records: ['crm-3003'], program: '*', ...data };
      const payload = JSON.stringify({ id, type, sequence, data: told });
      const at = new Date();
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(key).sign(id, at, payload),
      };
      const { statusCode } = await app.inject({ method: 'POST', url: '/hooks', headers, payload });
      return statusCode;
    };
    const page = async () => (await app.inject('/')).body;
    const said = { body: 'Is it you?' };

    expect(await post(900, 'message.received', said, `whsec_${btoa('forged')}`)).toBe(401);
    expect(await post(900, 'message.received', said)).toBe(204);
    expect(await post(900, 'message.received', said)).toBe(204);
    expect((await page()).split('Is it you?')).toHaveLength(2);

    // An event opens nothing: the gate does, and it has not heard of it.
    const granted = { status: 'opted_in', previousStatus: 'none' };
    expect(await post(901, 'consent.granted', granted)).toBe(204);
    expect(await page()).toMatch(/id="crm-3003" data-status="none"/);
    await app.close();
  });
});
