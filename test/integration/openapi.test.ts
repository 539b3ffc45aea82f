// The API's document: everything described, every example true to its shape, nothing a linter of
// OpenAPI objects to, and a page to read it at that loads nothing from elsewhere.
import { createConfig, lintFromString } from '@redocly/openapi-core';
import AjvModule from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { PROBLEMS } from '../../src/ingress/problems.js';
import type { Document, Media, Operation } from '../../src/ingress/openapi/types.js';
import { EVENT_TYPES } from '../../src/store/events.js';
import { useApi } from './api-fixture.js';
import { API_ROUTES } from './routes-table.js';

const api = useApi();
let text: string;
let document: Document;
/** `GET /v1/records` → its operation. */
const operations = new Map<string, Operation>();

beforeAll(async () => {
  ({ text } = await api.call('GET', '/openapi.json'));
  document = JSON.parse(text) as Document;
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      operations.set(`${method.toUpperCase()} ${path}`, operation);
    }
  }
});

test('describes every route of the API, and nothing else', () => {
  const described = (route: string) => route.replace(/:([A-Za-z]+)/g, '{$1}');
  expect([...operations.keys()].sort()).toEqual(Object.keys(API_ROUTES).map(described).sort());
});

test('names, summarises and groups every call, and says who may make it', () => {
  const ids = [...operations.values()].map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [name, operation] of operations) {
    const { operationId, summary, tags, security } = operation;
    expect([name, operationId]).toEqual([name, expect.stringMatching(/^[a-z]+[A-Za-z]*$/)]);
    expect([name, summary]).toEqual([name, expect.stringMatching(/^.{8,}$/)]);
    expect([name, tags]).toEqual([name, [expect.any(String)]]);
    const [{ apiKey: [scope] = [] } = {}] = security as { apiKey?: string[] }[];
    expect([name, scope]).toEqual([name, expect.stringMatching(/^[a-z]+:(?:read|write)$/)]);
  }
});

test('says of every call how it is refused, with codes that there are', () => {
  for (const [name, { responses, requestBody }] of operations) {
    const wanted = ['401', '403', '429', '503', ...(requestBody ? ['400', '413', '415'] : [])];
    expect([name, Object.keys(responses)]).toEqual([name, expect.arrayContaining(wanted)]);
    for (const [status, given] of Object.entries(responses).filter(([one]) => one >= '400')) {
      const { content = {} } = resolve(given);
      const { examples = {} } = content['application/problem+json'] ?? {};
      const codes = Object.keys(examples) as (keyof typeof PROBLEMS)[];
      expect([name, status, codes.length]).toEqual([name, status, expect.toSatisfy(Boolean)]);
      const statuses = codes.map((code) => String(PROBLEMS[code]?.status));
      expect([name, [...new Set(statuses)]]).toEqual([name, [status]]);
    }
  }
});

describe('examples', () => {
  test('are there for every body of every call', () => {
    for (const [name, operation] of operations) {
      for (const media of jsonOf(operation)) {
        const there = 'example' in media || Object.keys(media.examples ?? {}).length > 0;
        expect([name, media.schema?.$ref ?? media.schema, there]).toEqual([
          ...[name, media.schema?.$ref ?? media.schema, true],
        ]);
      }
    }
  });

  test('fit their shapes', () => {
    const validate = validatorOf(document);
    const all = [...operations, ...webhookOperations()];
    for (const [name, operation] of all) {
      for (const media of jsonOf(operation)) {
        const values = Object.values(media.examples ?? {}).map(({ value }) => value);
        for (const example of 'example' in media ? [media.example] : values) {
          expect([name, example, validate(media.schema ?? {}, example)]).toEqual([
            ...[name, example, []],
          ]);
        }
      }
    }
    for (const [name, { examples = [], ...shape }] of Object.entries(document.components.schemas)) {
      for (const example of examples) {
        expect([name, example, validate(shape, example)]).toEqual([name, example, []]);
      }
    }
  });
});

test('posts every type of event', () => {
  expect(Object.keys(document.webhooks ?? {})).toEqual([...EVENT_TYPES, 'webhook.test']);
});

test('has nothing that a linter of OpenAPI objects to', async () => {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems = await lintFromString({ source: text, absoluteRef: 'openapi.json', config });
  const said = problems.map(({ ruleId, message, location: [at] }) => {
    return `${ruleId} at ${at?.pointer ?? '?'}: ${message}`;
  });
  expect(said).toEqual([]);
});

describe('the page to read it at', () => {
  /** What a page or a style sheet makes the browser load. */
  const LOADS =
    /(?:<(?:script|link|img|iframe)[^>]+(?:src|href)=|url\(|@import )["']?([^"')\s>]+)/g;
  const loadsOf = (source: string) =>
    [...source.matchAll(LOADS)].map(([, address]) => address ?? '');

  test('loads nothing from anywhere else, and everything that it loads is there', async () => {
    const page = await api.call('GET', '/docs/');
    expect(page.status).toBe(200);
    const own = loadsOf(page.text).filter((address) => !address.startsWith('data:'));
    expect(own.length).toBeGreaterThan(3);
    for (const address of own) {
      const url = new URL(address, 'http://docs.test/docs/');
      expect([address, url.host]).toEqual([address, 'docs.test']);
      const file = await api.call('GET', url.pathname);
      expect([address, file.status]).toEqual([address, 200]);
      if (!url.pathname.endsWith('.css')) continue;
      const more = loadsOf(file.text).filter((one) => !/^(?:data:|#)/.test(one));
      expect([address, more]).toEqual([address, []]);
    }
    const setUp = await api.call('GET', '/docs/static/swagger-initializer.js');
    expect(setUp.text).toContain('"validatorUrl":null');
    const code = setUp.text.replace(/^\s*\/\/.*$/gm, '');
    expect(code.match(/https?:\/\/[^"' ]+/g) ?? []).toEqual([]);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  });
});

function resolve<T extends { $ref?: string }>(given: T): T {
  if (given.$ref === undefined) return given;
  const [, kind = '', name = ''] = /#\/components\/(\w+)\/(\w+)/.exec(given.$ref) ?? [];
  return (document.components[kind]?.[name] ?? expect.fail(`${given.$ref} leads nowhere`)) as T;
}

function webhookOperations(): [string, Operation][] {
  return Object.entries(document.webhooks ?? {}).map(([type, { post }]) => [
    type,
    post ?? expect.fail(type),
  ]);
}

/** Bodies in JSON, asked and answered; pictures and streams are described in words. */
function jsonOf({ requestBody, responses }: Operation): Media[] {
  const answers = Object.values(responses).map((answer) => resolve(answer).content ?? {});
  return [requestBody?.content ?? {}, ...answers].flatMap((content) =>
    Object.entries(content).flatMap(([type, media]) => (type.endsWith('json') ? media : [])),
  );
}

function validatorOf(whole: Document) {
  const Ajv = AjvModule as unknown as typeof AjvModule.default;
  const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ ...whole, $id: 'openapi' });
  return (schema: object, value: unknown) => {
    const local = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as object;
    const check = ajv.compile(local);
    return check(value) ? [] : check.errors;
  };
}
