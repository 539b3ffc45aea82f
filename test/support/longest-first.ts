// The order of the test files: those that wait longest begin first, so that none of them is alone
// at the end. Files that are not named here take a few seconds each, in any order.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest first, as a run on two cores had them. */
const LONGEST = [
  'test/integration/sends-storm.test.ts',
  'test/integration/pauses.test.ts',
  'test/integration/outages.test.ts',
  'test/integration/sends-race.test.ts',
  'test/integration/up.test.ts',
  'test/integration/road-poison.test.ts',
  'test/integration/sends-crashes.test.ts',
  'test/integration/outages-matrix.test.ts',
  'test/integration/mail-sending.test.ts',
  'test/integration/road-crashes.test.ts',
  'test/integration/dead-letters.test.ts',
  'test/integration/acts-crash.test.ts',
  'test/integration/acts-outages.test.ts',
  'test/integration/acts-order.test.ts',
  'test/integration/imports.test.ts',
  'test/integration/events-crashes.test.ts',
  'test/integration/road-order.test.ts',
  'test/integration/integrate.test.ts',
  'test/integration/routes.test.ts',
  'test/integration/access.test.ts',
  'test/integration/verify.test.ts',
  'test/integration/reconcile.test.ts',
  'test/integration/gate-held.test.ts',
  'test/integration/readme.test.ts',
  'test/integration/embedded.test.ts',
  'test/integration/join-outages.test.ts',
  'test/browser/codes.test.ts',
  'test/browser/console-talk.test.ts',
  'test/browser/invitation.test.ts',
  'test/browser/console-settings.test.ts',
];

const placeOf = (path: string) => {
  const place = LONGEST.findIndex((one) => path.endsWith(`/${one}`));
  return place === -1 ? LONGEST.length : place;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // Projects go one after the other, whatever their files are.
    const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    return sorted.sort(
      (a, b) => groupOf(a) - groupOf(b) || placeOf(a.moduleId) - placeOf(b.moduleId),
    );
  }
}
