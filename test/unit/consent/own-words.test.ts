// Words that programs add to the built-in ones: what they may mean, and what they never hide.
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/consent/classify.js';
import { faultsOfOwnWords } from '../../../src/consent/own-word-faults.js';
import { compileOwnWords } from '../../../src/consent/own-words.js';
import { withProvider } from '../../../src/consent/provider-reading.js';
import { tell, text } from './story.js';

describe('own words of programs', () => {
  it('opt out, opt in and ask for help, of several programs together', () => {
    const own = compileOwnWords({ optIn: ['Gold'], optOut: ['Kein Gold'] }, { help: ['Hotline'] });
    expect(classify('gold!', own)).toMatchObject({ intent: 'opt_in', rule: 'keyword.own.opt_in' });
    expect(classify('KEIN GOLD', own)).toMatchObject({ intent: 'opt_out' });
    expect(classify('hotline', own)).toMatchObject({ intent: 'help' });
  });

  it('never take an opt-out word away', () => {
    const own = compileOwnWords({ optIn: ['stop', 'Fin'], help: ['quit'] });
    for (const word of ['stop', 'fin', 'quit']) expect(classify(word, own).intent).toBe('opt_out');
  });

  it('hide nothing that reads as a stop without them', () => {
    const own = compileOwnWords({ optIn: ['no more texts', 'gold'] });
    expect(classify('No more texts!', own)).toMatchObject({ intent: 'opt_out' });
    expect(classify('gold', own)).toMatchObject({ intent: 'opt_in' });
  });

  it('mean their own program, with a code what was asked', () => {
    const own = compileOwnWords(
      { program: 'a', optIn: ['Gold'] },
      { program: 'b', optIn: ['Blue'] },
    );
    expect(classify('blue', own)).toMatchObject({ intent: 'opt_in', program: 'b' });
    expect(classify('GOLD K7Q2', own)).toMatchObject({ token: 'K7Q2', program: 'a' });
    const started = (body: string) =>
      tell([{ ...text(0, body), reading: classify(body, own) }]).last.entry?.program;
    expect([started('gold'), started('START')]).toEqual(['a', 'updates']);
  });

  it('the stricter of two programs counts', () => {
    const own = compileOwnWords({ optIn: ['blue'] }, { optOut: ['Blue'] });
    expect(classify('blue', own).intent).toBe('opt_out');
  });

  it('with faults are refused, with the place and the reason', () => {
    const faults = faultsOfOwnWords({
      optIn: ['JOIN', 'cancel', '!!!', 'x'.repeat(41)],
      help: ['sos', 'SOS'],
    });
    expect(faults.map(({ list, index, code }) => `${list}[${index}] ${code}`)).toEqual([
      'help[1] twice',
      'optIn[1] reserved',
      'optIn[2] empty',
      'optIn[3] too_long',
    ]);
    expect(faultsOfOwnWords({ optIn: ['join', 'gold'], optOut: ['kein gold'] })).toEqual([]);
  });

  it('are no words of the provider and nothing that reads as a stop', () => {
    const faults = faultsOfOwnWords({
      optIn: [
        'START',
        'yes',
        'quiet please, no more texts',
        'leave me alone',
        'START K7Q2',
        'gold',
      ],
      help: ['INFO', 'please stop texting me'],
    });
    expect(faults.map(({ list, index, code }) => `${list}[${index}] ${code}`)).toEqual([
      'help[0] reserved',
      'help[1] reads_as_stop',
      'optIn[0] reserved',
      'optIn[1] reserved',
      'optIn[2] reads_as_stop',
      'optIn[3] reads_as_stop',
      'optIn[4] reserved',
    ]);
  });

  it('mean one thing on all numbers, whichever program they belong to', () => {
    const others = [{ program: 'a', optIn: ['Gold'], optOut: ['Feierabend'], help: ['sos'] }];
    const own = { optIn: ['GOLD!', 'sos'], optOut: ['feierabend', 'gold'], help: ['SOS'] };
    const faults = faultsOfOwnWords(own, others);
    expect(faults.map(({ list, index, code }) => `${list}[${index}] ${code}`)).toEqual([
      'optOut[1] taken',
      'optIn[0] twice',
      'optIn[1] twice',
    ]);
    expect(faultsOfOwnWords({ optIn: ['gold'] }, others)[0]?.detail).toContain('program a');
  });

  it('say in words what is wrong with them, and may be forty signs long', () => {
    const details = faultsOfOwnWords({
      optIn: ['cancel', '!!!', 'x'.repeat(41), 'y'.repeat(40)],
      help: ['sos', 'SOS'],
    }).map(({ detail }) => detail);
    expect(details).toEqual([
      'stands in the lists twice',
      'already means opt_out: carriers act on it themselves, on every number',
      'holds no letter and no digit',
      'is longer than 40 signs',
    ]);
  });

  it('are made ready only where they say something new', () => {
    expect(compileOwnWords({ optIn: ['!!!', ''], help: ['stop'] }).size).toBe(0);
    expect(compileOwnWords({}, { program: 'a' }).size).toBe(0);
    const own = compileOwnWords({ program: 'a', optOut: ['Kein Gold'], optIn: ['Gold'] });
    expect(own.get('kein gold')).not.toHaveProperty('program');
    expect(own.get('kein gold')?.takesToken).toBe(false);
    expect(own.get('gold')).toMatchObject({ program: 'a', takesToken: true });
    expect(compileOwnWords({ optIn: ['Gold'] }).get('gold')).not.toHaveProperty('program');
    expect(faultsOfOwnWords({})).toEqual([]);
  });
});

describe('the reading of the provider beside ours', () => {
  it('changes nothing where ours is an opt-out already', () => {
    const stop = classify('please stop texting me');
    expect(withProvider(stop, 'STOP')).toBe(stop);
    expect(withProvider(stop, 'START')).toBe(stop);
    expect(withProvider(stop, undefined)).toBe(stop);
  });

  it('is as sure as a keyword, and names itself', () => {
    const heard = withProvider(classify('see you tomorrow'), 'HELP');
    expect(heard).toMatchObject({ intent: 'help', rule: 'provider.help', confidence: 'exact' });
    expect(withProvider(classify('START'), 'HELP').intent).toBe('opt_in');
  });
});
