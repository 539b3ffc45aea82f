// Corners of folding: late stops against attestations, flags in the wrong order, numbers that
// passed on, and which acts name their text. One sentence each.
import { describe, expect, it } from 'vitest';
import type { ConsentEvent, Head, ReviewDecided } from '../../../src/consent/types.js';
import {
  attested,
  emailed,
  flagReported,
  POLICY,
  PROVIDER_POLICY,
  request,
  reviewed,
  revoked,
  SENDER,
  stampAt,
  tell,
  text,
} from './story.js';

const programOf = (head: Head, program: string) => head.programs[program];
const idOf = ({ id }: ConsentEvent) => id;

describe('a stop that turns up late', () => {
  it('ends what was attested after it, in every program', () => {
    const papers = [attested(60, 'updates', 'express'), attested(61, 'offers', 'express_written')];
    const { head } = tell([...papers, text(30, 'STOP')]);
    for (const program of ['updates', 'offers']) {
      expect(programOf(head, program)).not.toHaveProperty('attestedAt');
      expect(programOf(head, program)?.status).toBe('opted_out');
    }
  });

  it('leaves an attestation that was made after the person had come back', () => {
    const back = [text(100, 'START'), attested(200, 'updates', 'express_written')];
    const before = tell([...back, text(10, 'STOP')]).head;
    expect(programOf(before, 'updates')?.attestedAt?.stamp).toBe(stampAt(200));
    expect(programOf(before, 'updates')).toMatchObject({
      status: 'opted_in',
      basis: 'express_written',
    });
    const between = tell([...back, text(150, 'STOP')]).head;
    expect(programOf(between, 'updates')).not.toHaveProperty('attestedAt');
    expect(programOf(between, 'updates')?.status).toBe('opted_out');
  });

  it('ends an attestation that is older than the way back', () => {
    const { head } = tell([
      ...[attested(50, 'updates', 'express_written'), text(100, 'START')],
      text(10, 'STOP'),
    ]);
    expect(programOf(head, 'updates')).not.toHaveProperty('attestedAt');
    expect(programOf(head, 'updates')).toMatchObject({ status: 'opted_in', basis: 'express' });
  });

  it('of one program ends no attestation of another', () => {
    const papers = [attested(60, 'updates', 'express'), attested(61, 'offers', 'express_written')];
    const { head } = tell([...papers, revoked(90, 'offers')]);
    expect(programOf(head, 'updates')?.status).toBe('opted_in');
    expect(programOf(head, 'offers')?.status).toBe('opted_out');
  });
});

describe('flags', () => {
  const block = `provider_block:${SENDER}`;

  it('keep their latest report, in whatever order reports come', () => {
    const [early, late] = [text(60, 'STOP'), text(100, 'STOP')];
    for (const acts of [
      [early, late],
      [late, early],
    ]) {
      const { head } = tell(acts, PROVIDER_POLICY);
      expect(head.flags[block]).toMatchObject({ stamp: stampAt(100), entry: `entry/${late.id}` });
    }
  });

  it('that were lifted are raised by nothing older', () => {
    const lifted = tell([text(50, 'STOP'), text(100, 'START')], PROVIDER_POLICY).head;
    expect(lifted.flags).toEqual({});
    expect(lifted.lifted[block]).toBe(stampAt(100));
    const acts = [text(50, 'STOP'), text(100, 'START'), text(140, 'STOP')];
    expect(tell(acts, PROVIDER_POLICY).head.flags[block]?.stamp).toBe(stampAt(140));
  });

  it('stay lifted by the latest word, also when an older one comes after it', () => {
    const acts = [text(200, 'START'), text(100, 'START'), text(150, 'STOP')];
    const { head } = tell(acts, PROVIDER_POLICY);
    expect(head.lifted[block]).toBe(stampAt(200));
    expect(head.flags).not.toHaveProperty(block);
  });
});

describe('a number that passed on', () => {
  const agreed = text(0, 'START');

  it('has no consent of its former holder, and has it again when the report was wrong', () => {
    const gone = tell([agreed, flagReported(60, 'reassigned')]).head;
    expect(programOf(gone, 'updates')).toMatchObject({ status: 'none', since: '', entry: '' });
    const back = tell([
      ...[agreed, flagReported(60, 'reassigned')],
      flagReported(120, 'reassigned', false),
    ]).head;
    expect(programOf(back, 'updates')).toMatchObject({
      status: 'opted_in',
      entry: `entry/${agreed.id}`,
    });
  });

  it('keeps what else is known of it: another flag changes no status', () => {
    const { head } = tell([agreed, flagReported(60, 'unreachable')]);
    expect(programOf(head, 'updates')?.status).toBe('opted_in');
  });
});

describe('acts in a head', () => {
  it('name the text that they were, and only texts do', () => {
    const [start, stop, told] = [text(0, 'START'), text(60, 'STOP'), revoked(120)];
    expect(programOf(tell([start]).head, 'updates')?.inAt?.text).toBe(idOf(start));
    expect(programOf(tell([start, stop]).head, '*')?.outAt?.text).toBe(idOf(stop));
    expect(programOf(tell([start, told]).head, '*')?.outAt).not.toHaveProperty('text');
    expect(programOf(tell([emailed(0)]).head, 'updates')?.inAt ?? {}).not.toHaveProperty('text');
  });

  it('that count for another text do not: AGREE stands in the place of its START', () => {
    const asked = text(0, 'START', { request: request({ program: 'offers' }) });
    const { head } = tell([asked, text(60, 'AGREE')]);
    expect(programOf(head, 'offers')?.status).toBe('opted_in');
    expect(programOf(head, 'offers')?.writtenAt).not.toHaveProperty('text');
  });
});

describe('what entries and texts carry', () => {
  it('a decision about a doubtful text came over the API and lies where the text lies', () => {
    const doubt = text(0, 'take me off maybe?');
    const decision: ReviewDecided = reviewed(60, 0, 'opt_out');
    const { last } = tell([
      { ...doubt, reading: { ...doubt.reading, intent: 'review' } },
      decision,
    ]);
    expect(last.entry?.source).toMatchObject({ channel: 'api', stamp: stampAt(0) });
  });

  it('a text of ours names a language only where somebody suggested one', () => {
    const [confirmation] = tell([text(0, 'START')]).last.effects;
    expect(confirmation).toMatchObject({ kind: 'text', template: 'opt_in_confirmation' });
    expect(confirmation).not.toHaveProperty('locale');
    const [spanish] = tell([text(0, 'ALTO')]).last.effects;
    expect(spanish).toMatchObject({ template: 'opt_out_confirmation', locale: 'es' });
  });

  it('a program that the settings do not know is held to the stricter rule', () => {
    const policy = { ...POLICY, programs: {} };
    const [answer] = tell([text(0, 'START')], policy).last.effects;
    expect(answer).toMatchObject({ kind: 'text', template: 'agreement' });
  });

  it('a sender that the settings do not know is taken for one whose provider answers', () => {
    const policy = { ...POLICY, senders: {} };
    expect(tell([text(0, 'STOP')], policy).last.effects).toEqual([]);
    expect(tell([text(0, 'HELP')], policy).last.effects).toEqual([]);
  });
});
