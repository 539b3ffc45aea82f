// The calls of the API as methods of resources, named as CRM developers know them from other
// clients: create, retrieve, list, update, and the last word of the path for the rest.

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const VERBS = { post: 'create', put: 'upsert', patch: 'update', delete: 'delete' };

/** Calls that are written by hand: two forms in one, and an answer that does not end. */
const BY_HAND = ['POST /v1/consents/check', 'GET /v1/events/stream'];

/**
 * @param {object} document an OpenAPI 3.1 document.
 * @returns {object[]} what a method is made of: resource, name, path, parameters, body, answer.
 */
export function operationsOf(document) {
  const found = Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method]).map((method) =>
      describe(document, path, method, methods[method]),
    ),
  );
  for (const one of found) one.name = nameAmong(one, found);
  return found;
}

/** @returns {Map<string, object[]>} the calls of each resource, both in the document's order. */
export function byResource(operations) {
  const resources = new Map();
  for (const one of operations) {
    resources.set(one.resource, [...(resources.get(one.resource) ?? []), one]);
  }
  return resources;
}

function describe(document, path, method, operation) {
  const [resource, ...rest] = path.replace(/^\/v1\//, '').split('/');
  const parameters = (operation.parameters ?? []).map((one) => resolve(document, one));
  const answer = answerOf(document, operation);
  return {
    ...{ path, method, resource: camel(resource), answer },
    words: rest.filter((word) => !word.startsWith('{')),
    byHand: BY_HAND.includes(`${method.toUpperCase()} ${path}`),
    summary: operation.summary,
    description: operation.description,
    pathParameters: inPath(path),
    query: queryOf(parameters.filter((one) => one.in === 'query')),
    isList: method === 'get' && isPage(document, answer.shape),
    body: bodyOf(operation),
  };
}

const inPath = (path) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

function queryOf(parameters) {
  if (parameters.length === 0) return undefined;
  return {
    type: 'object',
    required: parameters.filter((one) => one.required).map((one) => one.name),
    properties: Object.fromEntries(
      parameters.map(({ name, schema, description }) => [
        name,
        { ...schema, ...(description && { description }) },
      ]),
    ),
  };
}

function bodyOf({ requestBody }) {
  if (!requestBody) return undefined;
  const [type, { schema = {} }] = Object.entries(requestBody.content)[0];
  const isFile = !type.endsWith('json');
  return { type, isFile, shape: schema, required: requestBody.required === true };
}

/** How the first answer that is no refusal is read, and its shape. */
function answerOf(document, { responses }) {
  const [, given = {}] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const [type, media] = Object.entries(resolve(document, given).content ?? {})[0] ?? [];
  if (type === undefined) return { kind: 'nothing' };
  if (type.endsWith('json')) return { kind: 'json', shape: media.schema ?? {} };
  // Rows may be as many as there are; they are read as they come.
  if (/csv|ndjson/.test(type)) return { kind: 'stream' };
  return { kind: /^(text|image\/svg)/.test(type) ? 'text' : 'bytes' };
}

export function resolve(document, one) {
  if (one?.$ref === undefined) return one;
  return one.$ref
    .replace('#/', '')
    .split('/')
    .reduce((at, key) => at[key], document);
}

export function isPage(document, shape) {
  const { properties = {} } = resolve(document, shape) ?? {};
  return properties.data?.type === 'array' && properties.hasMore !== undefined;
}

function nameAmong(one, all) {
  const name = plainName(one);
  const isTaken = all.some(
    (other) =>
      other !== one && other.resource === one.resource && plainName(other) === plainName(one),
  );
  if (!isTaken) return name;
  // Two calls of one path: `imports` is listed, `createImports` made.
  return one.method === 'get' ? name : `${VERBS[one.method]}${pascal(name)}`;
}

function plainName({ words, method, isList }) {
  const named = camel(words.join('-').replaceAll('.', '-'));
  if (named) return ['get', 'post'].includes(method) ? named : `${VERBS[method]}${pascal(named)}`;
  if (method !== 'get') return VERBS[method];
  return isList ? 'list' : 'retrieve';
}

const camel = (kebab) => kebab.replace(/-(\w)/g, (_match, letter) => letter.toUpperCase());
export const pascal = (name) => name.charAt(0).toUpperCase() + camel(name).slice(1);
