// The generated half of the TypeScript client is what the API's document gives, to the byte.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { generate } from '../../clients/typescript/generator/generate.mjs';
import { apiDocument } from '../../src/ingress/api-document.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KEPT = join(ROOT, 'clients/typescript/src/generated');
const FORMATTER = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');

test('the client fits the API; if not, run `npm run client`', async () => {
  const files = generate(await apiDocument('http://127.0.0.1:3000'));
  expect(files.size).toBeGreaterThan(10);
  const folder = mkdtempSync(join(tmpdir(), 'assent-client-'));
  try {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    const settings = ['--config-path', join(ROOT, 'biome.json'), '--vcs-enabled=false'];
    execFileSync(process.execPath, [FORMATTER, 'format', '--write', ...settings, '.'], {
      cwd: folder,
      stdio: 'pipe',
    });
    expect(textsOf(KEPT)).toEqual(textsOf(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const answer = (schema: object) => ({ responses: { 200: json(schema) } });
const file = (type: string) => ({ content: { [type]: { schema: { type: 'string' } } } });

test('shapes, names, files and rows of a document become what they are in TypeScript', () => {
  const thing = {
    type: 'object',
    required: ['id', 'odd-name'],
    properties: {
      id: { type: 'string', description: 'Its id */.' },
      'odd-name': { anyOf: [{ type: 'string' }, { type: 'null' }] },
      kinds: { type: 'array', items: { enum: ['a', 'b'] } },
      counts: { type: 'object', additionalProperties: { type: 'integer' } },
      of: { $ref: '#/components/schemas/Record' },
    },
  };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const files = generate({
    components: {
      schemas: { Record: { type: 'object', properties: { open: { type: 'boolean' } } } },
    },
    paths: {
      '/v1/big-things': {
        get: answer({
          type: 'object',
          properties: { data: { type: 'array', items: thing }, hasMore: { type: 'boolean' } },
        }),
        post: { requestBody: file('text/csv'), ...answer(thing) },
      },
      '/v1/big-things/{id}/refused.csv': {
        get: { parameters: [id], responses: { 200: file('text/csv; charset=utf-8') } },
      },
      '/v1/big-things/{id}': { delete: { parameters: [id], responses: { 204: {} } } },
    },
  });
  const text = files.get('big-things.ts') ?? '';
  for (const part of [
    'export interface CrmRecord {\n  open?: boolean;\n}',
    '  /** Its id *\\/. */\n  id: string;\n  "odd-name": string | null;\n  kinds?: Array<"a" | "b">;',
    'counts?: {\n    [name: string]: number;\n  };\n  of?: CrmRecord;',
    'list(options?: RequestOptions): List<BigThing>',
    'create(file: FileBody, options?: RequestOptions): Promise<BigThing>',
    'refusedCsv(id: string, options?: RequestOptions): Promise<ReadableStream<Uint8Array>>',
    'delete(id: string, options?: RequestOptions): Promise<void>',
    'path: escaped`/v1/big-things/${id}/refused.csv`',
  ]) {
    expect(text).toContain(part);
  }
  expect(files.get('resources.ts')).toContain('readonly bigThings: BigThingsResource;');
});

const textsOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .sort((a, b) => (a < b ? -1 : 1))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
