// The operator's brake: what `assent pause` holds back stays back in every process, and goes on
// after `assent resume`.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAssent } from '../support/command.js';
import { SENDER } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';

const OTHER = '+16025550101';
const AT = expect.stringMatching(/^\d{4}-.*Z$/);

const scratch = useScratch();
let sending: Sending;

beforeAll(async () => {
  sending = await openSending(scratch);
});

afterAll(async () => {
  await sending?.close();
});

const assent = (...command: string[]) => runAssent(command, scratch.environment);

describe('assent pause and assent resume', () => {
  const { workspace } = scratch;
  const all = { since: AT };
  const house = { workspace, since: AT };
  const sender = { workspace, sender: SENDER, since: AT };

  /** Command line, and what stands after it. */
  const steps: readonly (readonly [string, readonly object[]])[] = [
    [`pause --list`, []],
    [`pause ${SENDER}`, [sender]],
    [`pause (602)555-0100 --workspace ${workspace}`, [sender]],
    [`pause --workspace ${workspace}`, [sender, house]],
    [`pause`, [sender, house, all]],
    [`resume --workspace ${workspace}`, [sender, all]],
    [`resume`, [sender]],
    [`resume ${SENDER}`, []],
    [`resume ${SENDER}`, []],
  ];

  test.each(steps)('%s', async (command, standing) => {
    const { code, stdout } = await assent(...command.split(' '), '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { paused: standing }]);
    const { pauses } = sending.road.store;
    expect(await pauses.isPaused(workspace, SENDER)).toBe(standing.length > 0);
    const spreads = standing.some((pause) => !('sender' in pause));
    expect(await pauses.isPaused(workspace, OTHER)).toBe(spreads);
    const everywhere = standing.some((pause) => !('workspace' in pause));
    expect(await pauses.isPaused('somebody-else', SENDER)).toBe(everywhere);
  });

  test('say in words what is paused, and what cannot be', async () => {
    expect((await assent('pause', SENDER)).stdout).toMatch(/^paused:\n {2}\+1602\S+ of \S+, since/);
    expect((await assent('resume', SENDER)).stdout).toBe('nothing is paused\n');
    expect(await assent('pause', OTHER)).toMatchObject({
      code: 1,
      stderr: `assent: ${OTHER} is no sender of any workspace\n`,
    });
    expect((await assent('pause', 'Tuesday')).stderr).toContain('is no phone number');
    expect((await assent('pause', '--workspace', 'nobody')).stderr).toContain(
      'no workspace nobody',
    );
    expect((await assent('resume', '--help')).stdout).toContain('Usage: assent resume');
    expect(await assent('pause', '--lists')).toMatchObject({ code: 2 });
  });
});
