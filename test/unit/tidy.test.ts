// The rules of the house that no other tool holds. Each failure names the place and the way out.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../../src/config.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 70;
const MAX_COLUMNS = 100;

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** Tracked files and new ones that git does not ignore, so that a fault shows before the commit. */
const files: readonly SourceFile[] = execFileSync(
  'git',
  // Whoever runs this may not be who cloned it.
  ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard'],
  { cwd: ROOT, encoding: 'utf8' },
)
  .split('\n')
  .filter((path) => path !== '' && existsSync(ROOT + path))
  .map((path) => ({ path, text: readFileSync(ROOT + path, 'utf8') }))
  .map((file) => ({ ...file, lines: file.text.replace(/\n$/, '').split('\n') }));

const under = (pattern: RegExp) => files.filter((file) => pattern.test(file.path));
const code = under(/\.(ts|mts|mjs)$/);
const production = under(/^(src|workers)\/.*\.ts$/);
const tests = under(/^test\/.*\.ts$/);
const markdown = under(/\.md$/);

/** `path:line what` for each line that matches. */
function occurrences(within: readonly SourceFile[], pattern: RegExp, what: string): string[] {
  return within.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${what}`] : [])),
  );
}

describe('size', () => {
  test('no source file is a house with too few rooms', () => {
    const long = code.filter(({ lines }) => lines.length > MAX_FILE_LINES);
    expect(long.map(({ path, lines }) => `${path} has ${lines.length} lines; split it`)).toEqual(
      [],
    );
  });

  test('no function is longer than a screen', () => {
    expect(code.flatMap(longFunctions)).toEqual([]);
  });

  test('no line of code runs off the page', () => {
    const long = new RegExp(`^.{${MAX_COLUMNS + 1}}`, 'u');
    // A template's text and an address cannot be broken without changing them.
    const breakable = code.map((file) => ({ ...file, lines: file.lines.map(withoutLongStrings) }));
    expect(occurrences(breakable, long, `is wider than ${MAX_COLUMNS} columns`)).toEqual([]);
  });
});

describe('every file', () => {
  test('opens by saying what room this is', () => {
    const mute = code.filter(({ lines }) => !/^(\/\/|\/\*\*?) ?\S/.test(opening(lines)));
    expect(mute.map(({ path }) => `${path} opens without a comment`)).toEqual([]);
  });

  test('is named in kebab-case', () => {
    const odd = code.filter(
      ({ path }) => !/^([a-z0-9.-]+\/)*[a-z0-9-]+(\.[a-z0-9-]+)*\.(d\.)?m?(ts|js)$/.test(path),
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  test('has a name that says what is inside', () => {
    const vague = production.filter(({ path }) =>
      /(^|\/)(utils?|common|helpers?|misc|shared)(\/|\.ts$)/.test(path),
    );
    expect(vague.map(({ path }) => `${path}: name it after what it does`)).toEqual([]);
  });

  test('knows nothing of the machine it was written on', () => {
    const machine = /(^|[\s"'`(=])\/(work|farm|home\/[a-z]+|Users)\/|\.librar[y]\b/;
    expect(occurrences(files, machine, 'names a path of one machine')).toEqual([]);
  });
});

describe('banned words', () => {
  const bans: readonly { within: readonly SourceFile[]; word: RegExp; instead: string }[] = [
    {
      within: code,
      word: /\bFIXM[E]\b|\bTOD[O]\b|\bXX[X]\b/,
      instead: 'mend it, or open an issue',
    },
    { within: code, word: /@ts-(ignor[e]|nochec[k])/, instead: 'narrow the type' },
    {
      within: code,
      word: /(eslint|oxlint)-disabl[e]/,
      instead: 'mend it, or change .oxlintrc.json',
    },
    {
      within: production,
      word: /(: |<|as |\()any(\b|>)(?! \w)/,
      instead: 'write unknown and narrow it',
    },
    {
      within: production.filter(({ path }) => !path.startsWith('src/cli/')),
      word: /\bconsole\.(log|info|warn|error|debug|trace|table|dir)\b/,
      instead: 'use the logger that was handed in',
    },
    {
      within: production.filter(({ path }) => !/^src\/(config\.ts|embedded\/)/.test(path)),
      word: /\bprocess\.env\b/,
      instead: 'add a setting to src/config.ts',
    },
    {
      within: production.filter(({ path }) => !/^src\/(config\.ts|senders\/twilio\/)/.test(path)),
      word: /[!=]== 'twilio'|'twilio' [!=]==/,
      instead: 'ask the seam: src/senders/providers.ts',
    },
    {
      within: production,
      word: /catch( \(\w+\))? \{\s*\}|\.catch\(\(\) => (\{\s*\}|undefined|null)\)/,
      instead: "swallow with canFail(promise, 'why', log)",
    },
    {
      within: tests,
      word: /\b(it|test|describe)\.(onl[y]|ski[p]|tod[o])\(/,
      instead: 'run it or delete it',
    },
    { within: tests, word: /expect\(tru[e]\)/, instead: 'assert what the test is about' },
    {
      within: tests.filter(({ path }) => !path.startsWith('test/support/')),
      word: /\bsetTimeout\(|timers\/promises/,
      instead: 'wait by predicate with until() from test/support/until.ts',
    },
    {
      within: tests,
      word: /\b(it|test)\(\s*['"`]should /,
      instead: 'say what it does: a sentence',
    },
  ];

  for (const { within, word, instead } of bans) {
    test(`${word.source}: ${instead}`, () => {
      expect(occurrences(within, word, instead)).toEqual([]);
    });
  }
});

describe('the rules of consent', () => {
  const consent = production.filter(({ path }) => path.startsWith('src/consent/'));

  test('import nothing from outside but three pure packages', () => {
    const allowed = ['intl-messageformat', 'luxon', 'sms-segments-calculator'];
    const foreign = consent.flatMap(({ path, text }) =>
      importsOf(text)
        .filter((name) => !name.startsWith('./') && !allowed.includes(name))
        .filter((name) => !(name.startsWith('../') && path.split('/').length > 3))
        .map((name) => `${path} imports ${name}`),
    );
    expect(foreign).toEqual([]);
  });

  test('know no clock, no chance and no environment', () => {
    const impure = /Date\.now\(|new Date\(\)|Math\.random|randomUUID|performance\.now|process\./;
    expect(occurrences(consent, impure, 'reaches outside; pass it in with the event')).toEqual([]);
  });
});

describe('what integrators take along', () => {
  const outside = /(^|\/)(clients|examples)\/|^assent-client$/;
  const importing = (within: readonly SourceFile[], wrong: (name: string) => boolean) =>
    within.flatMap(({ path, text }) =>
      importsOf(text)
        .filter(wrong)
        .map((name) => `${path} imports ${name}`),
    );

  test('is nothing that the service needs', () => {
    expect(importing(production, (name) => outside.test(name))).toEqual([]);
  });

  test('needs nothing of the service', () => {
    const client = under(/^clients\/typescript\/src\//);
    const examples = under(/^examples\/.*\.ts$/);
    const own = (name: string) => name.startsWith('./') || name === 'standardwebhooks';
    expect(importing(client, (name) => !own(name) && !name.startsWith('../'))).toEqual([]);
    const upward = /^(\.\.\/)+(src|workers|test|bin|clients)\//;
    expect(importing([...client, ...examples], (name) => upward.test(name))).toEqual([]);
  });

  test('has the version of the service', () => {
    const versionOf = (path: string) => (JSON.parse(read(path)) as { version: string }).version;
    expect(versionOf('clients/typescript/package.json')).toBe(versionOf('package.json'));
  });
});

describe('papers', () => {
  test('the table of settings and the sample file name exactly the settings there are', () => {
    const names = SETTINGS.map((setting) => setting.name).sort();
    const table = firstColumn(read('docs/settings.md')).sort();
    const sample = [...read('.env.example').matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map(
      (match) => match[1],
    );
    expect(table).toEqual(names);
    expect(new Set(sample)).toEqual(new Set(names));
  });

  test('every dependency has its reason in one table, and no row is left over', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const wanted = [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})];
    expect(firstColumn(read('docs/dependencies.md')).sort()).toEqual(wanted.sort());
  });

  test('every version in package.json is exact', () => {
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
    const versions = { ...manifest['dependencies'], ...manifest['devDependencies'] };
    const loose = Object.entries(versions).filter(([, version]) => !/^\d/.test(version));
    expect(loose).toEqual([]);
  });

  test('the lockfile holds the packages of every platform, so that npm ci works on each', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const optional = Object.values(packages).flatMap((one) =>
      Object.keys(one.optionalDependencies ?? {}),
    );
    const missing = new Set(optional.filter((name) => !packages[`node_modules/${name}`]));
    expect([...missing]).toEqual([]);
  });

  test('every page of Markdown has one title', () => {
    const titles = ({ text }: SourceFile) => text.replace(/^```[\s\S]*?^```/gm, '').match(/^# /gm);
    const odd = markdown.filter((file) => titles(file)?.length !== 1);
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  test('every link from one page to another file leads somewhere', () => {
    expect(markdown.flatMap(deadLinks)).toEqual([]);
  });

  test('there are few enough npm scripts to remember', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(Object.keys(scripts).length).toBeLessThanOrEqual(14);
  });
});

function read(path: string): string {
  return readFileSync(ROOT + path, 'utf8');
}

function opening(lines: readonly string[]): string {
  return (lines[0]?.startsWith('#!') ? lines[1] : lines[0]) ?? '';
}

function importsOf(text: string): string[] {
  const statements = text.matchAll(/(?:from|import\(|^import)\s*['"]([^'"]+)['"]/gm);
  return [...statements].flatMap((match) => match[1] ?? []);
}

/** Names in backticks that open the rows of a page's tables. */
function firstColumn(page: string): string[] {
  return [...page.matchAll(/^\| `([^`]+)`/gm)].flatMap((match) => match[1] ?? []);
}

function deadLinks({ path, text }: SourceFile): string[] {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#]+)/g)]
    .flatMap((match) => match[1] ?? [])
    .filter((target) => !existsSync(new URL(target, `file://${ROOT}${folder}`)))
    .map((target) => `${path} links to ${target}, which is not there`);
}

function withoutLongStrings(line: string): string {
  return line.replace(/(['"`]).{60,}\1/u, "''").replace(/https?:\/\/\S+/, '');
}

const OPENS_FUNCTION = new RegExp(
  [
    String.raw`^(\s*)(export )?(default )?(async )?function\b.*`,
    String.raw`^(\s*)((static|private|override|readonly) )*(async )?[\w#]+(<.*>)?\((.*\{)?$`,
    String.raw`^(\s*)(export )?(const|let) \w+ = .*=> \{$`,
    String.raw`^(\s*)return (async )?(function\b.*|.*=> \{)$`,
  ].join('|'),
);
const OPENS_BLOCK = /^\s*(\} )?(if|for|while|switch|catch|else|do|try)\b/;

interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * Functions by their layout, which the formatter guarantees: one ends with the next line of its own
 * indent that starts with `}`. A factory is measured without the methods it returns, as a class
 * would be; each of them is measured by itself.
 */
function longFunctions({ path, lines }: SourceFile): string[] {
  if (path.startsWith('test/')) return [];
  const spans = lines.flatMap((line, first) =>
    OPENS_FUNCTION.test(line) && !OPENS_BLOCK.test(line) ? spanFrom(lines, first) : [],
  );
  return spans
    .map((span) => ({ span, own: ownLines(span, spans) }))
    .filter(({ own }) => own > MAX_FUNCTION_LINES)
    .map(({ span, own }) => `${path}:${span.first + 1} is ${own} lines long; name its parts`);
}

function spanFrom(lines: readonly string[], first: number): Span[] {
  const indent = /^\s*/.exec(lines[first] ?? '')?.[0] ?? '';
  const next = (start: string, from: number) =>
    lines.findIndex((line, at) => at > from && line.startsWith(indent + start));
  // Parameters on lines of their own end with a line `): Result {`; a call's end with `)`.
  const body = lines[first]?.endsWith('(') ? next(')', first) : first;
  if (body === -1 || !lines[body]?.endsWith('{')) return [];
  const last = next('}', body);
  return last === -1 ? [] : [{ first, last }];
}

function ownLines(outer: Span, spans: readonly Span[]): number {
  let own = outer.last - outer.first + 1;
  let after = outer.first;
  for (const inner of spans) {
    if (inner.first <= after || inner.last >= outer.last) continue;
    own -= inner.last - inner.first + 1;
    after = inner.last;
  }
  return own;
}
