// An empty installation is furnished from the command line, as the README says, and then works.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { configureDemo, DEMO_SENDER, DEMO_WORKSPACE } from '../../src/cli/demo/workspace.js';
import { openStore, type Store } from '../../src/store/store.js';
import { useScratch } from '../support/scratch.js';

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const ACCOUNT = `AC${'a1'.repeat(16)}`;
const BRAND = [
  ...['--brand', 'Acme', '--legal-name', 'Acme LLC', '--postal-address', '1 Main St, Phoenix AZ'],
  ...['--support-phone', '(602) 555-0190', '--support-email', 'help@acme.example'],
];
const PROGRAM = [
  ...['--name', 'Appointments', '--topic', 'your appointment'],
  ...['--frequency', 'About 4 msgs a month', '--frequency-spoken', 'about four texts a month'],
];

const scratch = useScratch();
let store: Store | undefined;

afterAll(() => store?.close());

/** Runs `assent …` and gives what it printed; a wrong call rejects with its exit code. */
async function assent(...command: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], LOG_LEVEL: 'silent', ...scratch.environment };
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...command], { env });
  return stdout.trim();
}

test('a workspace is furnished with a program, a sender, a key and a person', async () => {
  await assent('workspaces', 'add', 'acme', ...BRAND);
  await assent('programs', 'add', 'acme', 'updates', ...PROGRAM);
  const sender = ['+16025550100', '--account-sid', ACCOUNT, '--program', 'updates'];
  await assent('senders', 'add', 'acme', ...sender, '--auth-token', 'b2'.repeat(16));
  const key = await assent('keys', 'create', 'acme');
  const said = await assent('users', 'add', 'acme', 'you@acme.example', '--role', 'admin');

  store = await openStore({ uri: scratch.mongodbUri, secret: scratch.secret });
  const found = await store.workspaces.get('acme');
  expect(found?.brand.name).toBe('Acme');
  expect(found?.programs['updates']?.disclosure.text).toContain('About 4 msgs a month');
  expect(found?.senders['+16025550100']).toMatchObject({ keywordReplies: 'provider' });
  expect((await store.accounts.findKey(key))?.workspace).toBe('acme');
  const password = said.split(' ').at(-1) ?? '';
  expect((await store.accounts.verifyUser('you@acme.example', password))?.role).toBe('admin');
  expect(await assent('workspaces', 'list')).toBe('acme');
});

test('a workspace speaks its own language, and a program’s consent may run out', async () => {
  await assent('workspaces', 'add', 'casa', ...BRAND, '--locale', 'es', '--holidays');
  const caps = ['--per-day-max', '1', '--per-month-max', '4', '--opt-out-reminder'];
  await assent('programs', 'add', 'casa', 'citas', ...PROGRAM, '--valid-for-days', '730', ...caps);
  const found = await store?.workspaces.get('casa');
  expect(found?.brand.locale).toBe('es');
  expect(found?.policy.holidays).toBe(true);
  expect(found?.programs['citas']).toMatchObject({
    ...{ validForDays: 730, optOutReminder: true, purpose: 'informational' },
    ...{ perDayMax: 1, perMonthMax: 4 },
  });
  const wrong = assent('programs', 'add', 'casa', 'citas', ...PROGRAM, '--valid-for-days', 'soon');
  await expect(wrong).rejects.toMatchObject({ code: 1 });
});

test('a program has words of its own, and none that means something else', async () => {
  await assent('workspaces', 'add', 'gold', ...BRAND);
  const add = (...more: string[]) => assent('programs', 'add', 'gold', 'club', ...PROGRAM, ...more);
  await add('--opt-in-words', 'GOLD', 'Gold Club', '--opt-out-words', 'Feierabend');
  const found = await store?.workspaces.get('gold');
  expect(found?.programs['club']?.keywords).toEqual({
    optIn: ['GOLD', 'Gold Club'],
    optOut: ['Feierabend'],
  });
  const wrong = add('--opt-in-words', 'cancel');
  await expect(wrong).rejects.toMatchObject({ code: 1 });
  await wrong.catch(({ stderr }: { stderr: string }) => expect(stderr).toContain('opt_out'));
});

test('the demo keeps what was changed in it, at whatever address it starts', async () => {
  const own = store ?? expect.fail('no store');
  const account = { accountSid: ACCOUNT.replaceAll('a1', 'b2'), authToken: 'c3'.repeat(16) };
  const start = (publicUrl: string) => configureDemo({ store: own, publicUrl, account });
  await start('http://127.0.0.1:3000');
  await own.workspaces.change(DEMO_WORKSPACE, ({ brand, programs }) => {
    const { disclosure, ...updates } = programs['updates'] ?? expect.fail('no program');
    const changed = { ...updates, topic: 'your garden', disclosure: disclosure.text };
    return { brand: { ...brand, supportPhone: '(602) 555-0191' }, programs: [changed] };
  });
  const sender = { accountSid: account.accountSid, number: DEMO_SENDER };
  await own.senders.change(DEMO_WORKSPACE, sender, { keywordReplies: 'provider' });
  await start('http://127.0.0.1:4000');
  const found = await own.workspaces.getNow(DEMO_WORKSPACE);
  expect(found?.brand.supportPhone).toBe('(602) 555-0191');
  expect(found?.senders[DEMO_SENDER]?.keywordReplies).toBe('provider');
  expect(found?.programs['updates']).toMatchObject({
    topic: 'your garden',
    disclosure: { version: 2, text: expect.stringContaining('http://127.0.0.1:4000/') },
  });
  await start('http://127.0.0.1:4000');
  const again = await own.workspaces.getNow(DEMO_WORKSPACE);
  expect(again?.programs['updates']?.disclosure.version).toBe(2);
});

test.each([
  [
    'a number that is none',
    ['senders', 'add', 'acme', 'banana', '--account-sid', ACCOUNT, '--program', 'updates'],
  ],
  [
    'a program that is not there',
    ['senders', 'add', 'acme', '+16025550101', '--account-sid', ACCOUNT, '--program', 'nothing'],
  ],
  ['a workspace that is not there', ['keys', 'create', 'nobody']],
])('%s ends with one line and exit code 1', async (_what, command) => {
  const failure = assent(...command);
  await expect(failure).rejects.toMatchObject({ code: 1 });
  await failure.catch((error: { stderr: string }) => {
    expect(error.stderr.trim().split('\n')).toHaveLength(1);
  });
});
