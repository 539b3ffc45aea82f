// Texts that nobody posted and that were found in the provider's list: their stamps say when they
// were found, so they are ordered by the provider's own times or not at all.
import { describe, expect, it } from 'vitest';
import { statusOf } from '../../../src/consent/fold.js';
import type { ConsentEvent, TextReceived } from '../../../src/consent/types.js';
import {
  orderReported,
  questionOf,
  revoked,
  type Step,
  tell,
  text,
  texts as textsOf,
  timeAt,
} from './story.js';

/** A text that was found at one second of the story and sent at an earlier one. */
function found(second: number, body: string, sent: number): TextReceived {
  return { ...text(second, body), foundAt: timeAt(sent) };
}

const HOUR = 3_600;
const status = (...steps: (ConsentEvent | Step)[]) => statusOf(tell(steps).head, 'updates');

/** The answer to what the steps asked, by the seconds at which the provider got the two. */
function answered(
  steps: readonly (ConsentEvent | Step)[],
  times: { optIn: number | null; optOut: number | null },
  meanwhile: readonly ConsentEvent[] = [],
) {
  const question = questionOf(tell(steps).last);
  if (!question) throw new Error('nothing was asked');
  return [...steps, ...meanwhile, orderReported(9 * HOUR, question, times)];
}

describe('a START that was found', () => {
  it('opts in who never said stop, at the time when it was sent', () => {
    const { head, last } = tell([found(600, 'START', 300)]);
    expect(statusOf(head, 'updates')).toBe('opted_in');
    expect(last.entry).toMatchObject({ kind: 'opted_in', occurredAt: timeAt(300) });
    expect(textsOf(last)).toEqual(['opt_in_confirmation']);
  });

  it('leaves out who said stop, however long ago that arrived, and asks for both times', () => {
    const steps = [text(0, 'STOP'), found(HOUR, 'START', HOUR - 300)];
    expect(status(...steps)).toBe('opted_out');
    expect(questionOf(tell(steps).last)?.optIn.found).toBe('opt_in');
  });

  it('counts once the provider says that it was the later one', () => {
    const steps = [text(0, 'STOP'), found(HOUR, 'START', HOUR - 300)];
    expect(status(...answered(steps, { optIn: 3_300, optOut: 0 }))).toBe('opted_in');
    expect(status(...answered(steps, { optIn: -60, optOut: 0 }))).toBe('opted_out');
    expect(status(...answered(steps, { optIn: 0, optOut: 0 }))).toBe('opted_out');
    expect(status(...answered(steps, { optIn: 3_300, optOut: null }))).toBe('opted_out');
  });

  it('is beaten by a stop that arrived before it was found and is decided after it', () => {
    const late = text(300, 'STOP');
    expect(status(found(600, 'START', 290), late)).toBe('opted_out');
    const steps = [text(0, 'STOP'), found(600, 'START', 200)];
    const twice = answered(steps, { optIn: 200, optOut: 0 });
    expect(status(...twice, late)).toBe('opted_out');
    expect(status(...answered(steps, { optIn: 200, optOut: 0 }, [late]))).toBe('opted_out');
  });

  it('never comes after a stop that the provider has no time of', () => {
    const steps = [revoked(0), found(HOUR, 'START', HOUR - 300)];
    expect(status(...steps)).toBe('opted_out');
    expect(questionOf(tell(steps).last)).toBeUndefined();
  });
});

describe('a STOP that was found', () => {
  it('opts out at once', () => {
    const { head, last } = tell([text(0, 'START'), found(10 * HOUR, 'STOP', 10 * HOUR - 240)]);
    expect(statusOf(head, 'updates')).toBe('opted_out');
    expect(last.entry).toMatchObject({ occurredAt: timeAt(10 * HOUR - 240) });
    expect(textsOf(last)).toEqual(['opt_out_confirmation']);
  });

  it('is not confirmed, nor HELP answered, more than five minutes after it was sent', () => {
    for (const word of ['STOP', 'HELP']) {
      expect(textsOf(tell([text(0, 'START'), found(HOUR, word, HOUR - 301)]).last)).toEqual([]);
    }
  });

  it('asks about a START that may have been sent after it, and about no older one', () => {
    const steps = [text(200, 'START'), found(600, 'STOP', 100)];
    expect(status(...steps)).toBe('opted_out');
    expect(questionOf(tell(steps).last)?.optIn.found).toBe('opt_out');
    const old = [text(0, 'START'), found(9 * HOUR, 'STOP', 8 * HOUR)];
    expect(questionOf(tell(old).last)).toBeUndefined();
  });

  it('gives way to that START once the provider says that it was the later one', () => {
    const steps = [text(200, 'START'), found(600, 'STOP', 100)];
    expect(status(...answered(steps, { optIn: 200, optOut: 100 }))).toBe('opted_in');
    expect(status(...answered(steps, { optIn: 90, optOut: 100 }))).toBe('opted_out');
  });

  it('does not hide another stop that arrived before it was found and is decided later', () => {
    const steps = [text(200, 'START'), found(600, 'STOP', 100)];
    const twice = answered(steps, { optIn: 200, optOut: 100 });
    expect(status(...twice, text(400, 'STOP'))).toBe('opted_out');
    expect(status(...answered(steps, { optIn: 200, optOut: 100 }, [text(400, 'STOP')]))).toBe(
      'opted_out',
    );
  });
});
