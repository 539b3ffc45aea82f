// What the columns and rows of an imported file mean, and that what we write as CSV is read back as
// it was and is never run as a formula.
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { csvOf, guarded, unguarded } from '../../src/csv.js';
import { type Columns, readHeader } from '../../src/imports/columns.js';
import {
  type CsvPlace,
  CsvFault,
  readCsvBatches,
  readCsvHeader,
} from '../../src/imports/csv-rows.js';
import { type RowDefaults, readRow } from '../../src/imports/rows.js';

const NOW = new Date('2026-06-01T12:00:00Z');
const TEXT = 'I agree to get texts about my quote.';
const DISCLOSURE = { version: 2, hash: 'ab'.repeat(32), text: 'By ticking you agree to texts.' };
const PROGRAMS = new Map([
  ['updates', new Map([[2, DISCLOSURE]])],
  ['offers', new Map()],
]);

function columnsOf(header: readonly string[]): Columns {
  const columns = readHeader(header);
  if ('faults' in columns) throw new Error(columns.faults.join());
  return columns;
}

/** Reads one row, given by the names of its columns. */
function read(row: Readonly<Record<string, string>>, defaults: RowDefaults = {}) {
  const columns = columnsOf(Object.keys(row));
  const reading = { columns, defaults, programs: PROGRAMS, defaultProgram: 'updates', now: NOW };
  return readRow(Object.values(row), reading);
}

describe('the header', () => {
  test.each([
    ['Phone', 'phone'],
    ['Mobile Phone', 'phone'],
    ['cell_phone', 'phone'],
    ['MSISDN', 'phone'],
    ['Consent Status', 'status'],
    ['SMS opt-in', 'status'],
    ['Opt-In Date', 'occurredAt'],
    ['consent_timestamp', 'occurredAt'],
    ['Consent Text', 'wording'],
    ['Disclosure version', 'disclosure'],
    ['TrustedForm Cert URL', 'certificateUrl'],
    ['IP address', 'ip'],
    ['List', 'program'],
  ])('knows %j as %s', (name, field) => {
    const others = field === 'phone' ? [] : ['phone'];
    const columns = readHeader(['Name', ...others, name]);
    expect(columns).toMatchObject({ of: { [field]: others.length + 1 }, ignored: ['Name'] });
  });

  test('takes the column that somebody names, whatever else looks like it', () => {
    const header = ['Phone', 'Work number', 'Status'];
    expect(readHeader(header, { phone: 'work  NUMBER' })).toMatchObject({
      of: { phone: 1, status: 2 },
      ignored: ['Phone'],
    });
  });

  test.each([
    [['Phone', 'Mobile'], {}, '"Phone" and "Mobile" may both be phone: say which one is'],
    [['Name', 'City'], {}, 'no column is a phone number; there are: "Name", "City"'],
    [['Phone'], { status: 'Consent' }, 'there is no column "Consent" for status'],
  ])('refuses %j with %j', (header, explicit, fault) => {
    expect(readHeader(header, explicit)).toEqual({ faults: [fault] });
  });
});

const WHOLE = {
  ...{ phone: '(602) 555-0142', status: 'opted_in', method: 'paper' },
  ...{ occurredAt: '2026-03-02T17:20:00Z', wording: TEXT },
};

describe('a row of somebody who agreed', () => {
  test('is consent with everything that proves it', () => {
    expect(read({ ...WHOLE, reference: 'form 4711', ip: '203.0.113.7', city: 'Mesa' })).toEqual({
      kind: 'opt_in',
      phone: '+16025550142',
      phoneAsGiven: '(602) 555-0142',
      program: 'updates',
      method: 'paper',
      occurredAt: '2026-03-02T17:20:00.000Z',
      basis: 'express_written',
      evidence: { wording: TEXT, reference: 'form 4711', ip: '203.0.113.7' },
    });
  });

  test.each([
    ['phone', '', 'phone_missing'],
    ['phone', '602 555', 'phone_invalid'],
    ['status', '', 'status_missing'],
    ['status', 'no', 'status_no_consent'],
    ['status', 'maybe', 'status_unknown'],
    ['method', '', 'method_missing'],
    ['method', 'pigeon', 'method_unknown'],
    ['occurredAt', '', 'occurred_at_missing'],
    ['occurredAt', '03/04/2026', 'occurred_at_unreadable'],
    ['occurredAt', '2026-02-30', 'occurred_at_unreadable'],
    ['occurredAt', '2026-03-02 17:20', 'occurred_at_unreadable'],
    ['occurredAt', '2026-06-01T12:02:00Z', 'occurred_at_future'],
    ['wording', '', 'wording_missing'],
    ['wording', 'x'.repeat(10_001), 'too_long'],
    ['disclosure', '7', 'disclosure_unknown'],
    ['program', 'nothing', 'program_unknown'],
    ['pageUrl', 'x'.repeat(2_001), 'too_long'],
  ])('is refused with %s %j: %s', (field, value, code) => {
    const row = { ...WHOLE, [field]: value };
    const refused = read(field === 'disclosure' ? { ...row, wording: '' } : row);
    expect(refused).toMatchObject({ kind: 'refused', code });
    expect(refused).toHaveProperty('detail', expect.stringMatching(/^\S.+\.$/));
  });

  test.each([
    ['a version of the disclosure', { disclosure: '2', wording: '' }, {}, DISCLOSURE.text],
    ['what holds for all rows', { wording: '' }, { wording: 'We all agree.' }, 'We all agree.'],
    ['the version for all rows', { wording: '' }, { disclosure: 2 }, DISCLOSURE.text],
    ['its own words first', {}, { wording: 'We all agree.' }, TEXT],
  ])('takes as wording %s', (_, more, defaults, wording) => {
    expect(read({ ...WHOLE, ...more }, defaults)).toMatchObject({ evidence: { wording } });
  });

  test('is spoken consent when it was only said', () => {
    expect(read({ ...WHOLE, method: 'Verbal' })).toMatchObject({ basis: 'express' });
  });

  test.each([
    ['2026-03-02', {}, '2026-03-02T00:00:00.000Z'],
    ['2026-03-02 17:20:00+02:00', {}, '2026-03-02T15:20:00.000Z'],
    ['2026-03-02 17:20', { timezone: 'America/Phoenix' }, '2026-03-03T00:20:00.000Z'],
    ['2026-03-02', { timezone: 'America/Phoenix' }, '2026-03-02T07:00:00.000Z'],
  ])('happened at %s with %j', (occurredAt, defaults, time) => {
    expect(read({ ...WHOLE, occurredAt }, defaults)).toMatchObject({ occurredAt: time });
  });

  test('with more cells than the header is shifted, and refused', () => {
    const columns = columnsOf(Object.keys(WHOLE));
    const reading = { columns, defaults: {}, programs: PROGRAMS, now: NOW };
    const cells = [...Object.values(WHOLE), 'and more'];
    expect(readRow(cells, reading)).toMatchObject({ code: 'too_many_cells' });
  });
});

describe('a row of somebody who said stop', () => {
  test.each([
    ['nothing else', {}, { program: '*', occurredAt: NOW.toISOString() }],
    ['a program of ours', { program: 'offers' }, { program: 'offers' }],
    ['a program that nobody knows', { program: 'x' }, { program: '*' }],
    ['a time that cannot be read', { occurredAt: 'May' }, { occurredAt: NOW.toISOString() }],
    ['a time', { occurredAt: '2025-01-01' }, { occurredAt: '2025-01-01T00:00:00.000Z' }],
    ['a number of no plan', { phone: '+999 555 0000 11' }, { phone: '+999555000011' }],
  ])('is taken with %s', (_, more, expected) => {
    const row = { phone: '602-555-0142', status: 'STOP', ...more };
    expect(read(row)).toMatchObject({ kind: 'opt_out', ...expected });
  });

  test('is refused without a number only', () => {
    expect(read({ phone: 'none', status: 'opted_out' })).toMatchObject({ code: 'phone_invalid' });
  });

  test('does not take the program that holds for opt-ins', () => {
    const row = read({ phone: '+16025550142', status: 'out' }, { program: 'updates' });
    expect(row).toMatchObject({ program: '*' });
  });
});

describe('a file', () => {
  const FILE = '\uFEFFphone;"name, full";note\r\n+1;"a\nb";é\r\n\r\n+2;"x ""y""";z\r\n+3;q;w';

  test.each([1, 7, 1_000])(
    'is read the same in pieces of %i bytes, from any row on',
    async (size) => {
      const bytes = Buffer.from(FILE);
      const header = await readCsvHeader(bytes);
      expect(header).toMatchObject({ names: ['phone', 'name, full', 'note'], delimiter: ';' });
      const rowsFrom = async (from: CsvPlace) => {
        const pieces = [];
        for (let at = from.bytes; at < bytes.length; at += size)
          pieces.push(bytes.subarray(at, at + size));
        const given = readCsvBatches(Readable.from(pieces), { delimiter: ';', from, size: 2 });
        const batches = [];
        for await (const batch of given) batches.push(batch);
        const rows = batches.flat();
        const full = batches.slice(0, -1);
        expect(full.map(({ length }) => length)).toEqual(full.map(() => 2));
        expect(batches).toHaveLength(Math.ceil(rows.length / 2));
        return rows;
      };
      const all = await rowsFrom(header);
      expect(all.map(({ row, cells }) => [row, ...cells])).toEqual([
        [1, '+1', 'a\nb', 'é'],
        [2, '+2', 'x "y"', 'z'],
        [3, '+3', 'q', 'w'],
      ]);
      for (const [index, { end, row, line }] of all.entries()) {
        const rest = await rowsFrom({ bytes: end, rows: row, lines: line });
        expect(rest.map(({ cells }) => cells)).toEqual(
          all.slice(index + 1).map(({ cells }) => cells),
        );
      }
    },
  );

  test('that opens a quote and never closes it is no CSV from there on', async () => {
    const bytes = Buffer.from(`phone\n+1\n"${'x'.repeat(40_000)}`);
    const header = await readCsvHeader(bytes);
    const rows: string[] = [];
    const reading = async () => {
      const rest = Readable.from([bytes.subarray(header.bytes)]);
      const given = readCsvBatches(rest, { delimiter: ',', from: header, size: 100 });
      for await (const batch of given) rows.push(...batch.flatMap(({ cells }) => cells));
    };
    await expect(reading()).rejects.toThrow(/^line 3 is no CSV: /);
    await expect(reading()).rejects.toBeInstanceOf(CsvFault);
    expect(rows).toEqual(['+1', '+1']);
  });

  test('without anything in it has no header', async () => {
    await expect(readCsvHeader(Buffer.from(''))).rejects.toThrow('the file is empty');
  });
});

describe('what we write as CSV', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom('=1+1', '+cmd', "-2+3'", '@SUM(A1)', '\tx', '\rx', '＝1', "'=x", "''+x", '"'),
  );

  test('begins no cell as a formula does, and is read back as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
        (rows) => {
          const table = rows.map((row) => row.slice(0, 2).map((one, at) => (at ? one : `${one}.`)));
          const back: string[][] = parse(csvOf(table), { relax_column_count: true });
          for (const one of back.flat()) {
            expect(/^[=+\-@\t\r＝＋－＠]/.test(one) && !/^\+\d+$/.test(one)).toBe(false);
          }
          expect(back.map((row) => row.map(unguarded))).toEqual(table);
        },
      ),
    );
  });

  test('leaves a phone number as it is', () => {
    expect(guarded('+16025550142')).toBe('+16025550142');
    expect(guarded('+1602555+A1')).toBe("'+1602555+A1");
  });
});
