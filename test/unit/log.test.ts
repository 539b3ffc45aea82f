// The logger's last net: what looks like a number, an address or a key never reaches a log.
import { expect, test } from 'vitest';
import { createLogger } from '../../src/log.js';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ logLevel: 'info' }, { write: (line) => void lines.push(line) }));
  return lines.join('');
}

test.each([
  ['+16025550142', '[phone]'],
  ['/phones/%2B16025550142', '/phones/[phone]'],
  ['(602) 555-0142', '[phone]'],
  ['602-555-0142', '[phone]'],
  ['dana.ruiz@example.com', '[email]'],
  [`ask_live_${'a1B'.repeat(12)}`, 'ask_live_[key]'],
])('%s is masked wherever it stands', (secret, masked) => {
  const line = logged((log) => log.info({ deep: { deeper: secret } }, `said ${secret}.`));
  expect(line).not.toContain(secret);
  expect(JSON.parse(line)).toMatchObject({ deep: { deeper: masked }, msg: `said ${masked}.` });
});

test('known fields are hidden whatever they hold', () => {
  const line = logged((log) => log.info({ body: 'my door code is 4711', to: 'x' }, 'a text'));
  expect(JSON.parse(line)).toMatchObject({ body: '[hidden]', to: '[hidden]' });
});

test('ids, times and counts stay readable', () => {
  const id = 'msg_01a20a7486a0721ab39fbe2098a5b02a';
  const line = logged((log) => log.info({ id, count: 1_234_567, at: 1_795_471_611_906 }, 'done'));
  expect(JSON.parse(line)).toMatchObject({ id, count: 1_234_567, at: 1_795_471_611_906 });
});
