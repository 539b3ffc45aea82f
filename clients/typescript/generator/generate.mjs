// The client's generated half, from the API's own document: one file of shapes, one file a
// resource, one that puts them together. The same document always gives the same text.
import { collectTitles, comment, declaration, EVENT, nameOf, typeOf } from './shapes.mjs';
import { byResource, isPage, operationsOf, pascal, resolve } from './operations.mjs';

const OPENING = (what) =>
  `// Generated from the API's document by \`npm run client\`; changed there, not here.\n// ${what}\n`;
/** Resources with something that is written by hand, and the file that it is in. */
const BY_HAND = {
  consents: { file: '../consents.js', name: 'Consents' },
  events: { file: '../event-stream.js', name: 'Events' },
};
/** Ends of names of what is answered: a result, an item of a list. */
const ANSWERS = ['Result', 'Item'];
const READERS = { text: 'readText', bytes: 'readBytes', nothing: 'readNothing' };
const TYPES = { text: 'string', bytes: 'Uint8Array', nothing: 'void' };

/**
 * @param {object} document what `/openapi.json` answers.
 * @returns {Map<string, string>} the text of each file by its name.
 * @throws Error when two calls of a resource would have one name, or a list has no cursor.
 */
export function generate(document) {
  const resources = byResource(operationsOf(document));
  const homes = homesOf(document, resources);
  const files = new Map([['schemas.ts', schemasFile(document, homes)]]);
  for (const [resource, operations] of resources) {
    files.set(`${kebab(resource)}.ts`, resourceFile(document, homes, resource, operations));
  }
  files.set('resources.ts', resourcesFile([...resources.keys()]));
  files.set('types.ts', typesFile([...files.keys()]));
  return files;
}

/** Where each shared shape is written: with the one resource that uses it, else with the shared. */
function homesOf(document, resources) {
  const homes = new Map();
  for (const [resource, operations] of resources) {
    const used = new Set();
    for (const { query, body, answer } of operations) {
      for (const shape of [query, body?.shape, answer.shape]) collectTitles(document, shape, used);
    }
    for (const title of used) homes.set(title, homes.has(title) ? undefined : resource);
  }
  return homes;
}

/** Shapes of a file, in the document's order. Lists are the client's own: pages have no names. */
function shapesOf({ components }, homes, home, used) {
  return Object.entries(components.schemas)
    .filter(([title, shape]) => title !== EVENT.title && !isPage({ components }, shape))
    .filter(([title]) => homes.get(title) === home)
    .map(([title, shape]) => ({
      name: nameOf(title),
      text: declaration(nameOf(title), shape, used),
    }));
}

function schemasFile(document, homes) {
  const shapes = shapesOf(document, homes, undefined, new Set()).map(({ text }) => text);
  return `${OPENING('Shapes that calls of several resources take or give.')}\n${shapes.join('\n')}`;
}

function resourceFile(document, homes, resource, operations) {
  const used = new Set();
  const helpers = new Set();
  const shapes = shapesOf(document, homes, resource, used);
  const singular = pascal(resource).replace(/ies$/, 'y').replace(/s$/, '');
  const known = new Map();
  const made = operations
    .filter(({ byHand }) => !byHand)
    .map((one) => methodOf(document, one, singular, { used, helpers, known }));
  refuseTwins(resource, operations);
  for (const { name } of shapes) used.delete(name);
  const types = [...shapes.map(({ text }) => text), ...made.flatMap((one) => one.types)];
  return [
    OPENING(`\`assent.${resource}\``),
    made.length > 0 ? importsOf(helpers) : '',
    used.delete(EVENT.name) ? `import type { ${EVENT.name} } from '${EVENT.file}';\n` : '',
    used.size > 0 ? `import type { ${inOrder(used).join(', ')} } from './schemas.js';\n` : '',
    `\n${types.join('\n')}`,
    made.length > 0 ? classText(classOf(resource), made) : '',
  ].join('');
}

const inOrder = (names) => [...names].sort((a, b) => (a < b ? -1 : 1));

const classText = (name, made) => `
export class ${name} {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

${made.map(({ method }) => method).join('\n')}}
`;

function importsOf(helpers) {
  const values = ['escaped', 'readBytes', 'readNothing', 'readText'].filter((one) =>
    helpers.has(one),
  );
  const types = ['Http', 'RequestOptions'].map((one) => `type ${one}`);
  const list = helpers.has('List') ? `import type { List } from '../list.js';\n` : '';
  return `import { ${[...types, ...values].join(', ')} } from '../http.js';\n${list}`;
}

function refuseTwins(resource, operations) {
  const names = operations.map(({ name }) => name);
  const twin = names.find((name, at) => names.indexOf(name) !== at);
  if (twin) throw new Error(`assent.${resource} would have two methods called ${twin}`);
}

/** One call as a method, and the types that have no name of their own in the document. */
function methodOf(document, operation, singular, { used, helpers, known }) {
  const { name, method, path, pathParameters, query, body, isList } = operation;
  const types = [];
  const named = (shape, ending) => {
    const text = typeOf(shape, used);
    if (shape.$ref || known.has(text)) return known.get(text) ?? text;
    // What a resource answers first is the thing itself; what looks the same has the same name.
    const isTaken = known.has(singular) || singular in document.components.schemas;
    const isItself = ANSWERS.includes(ending) && !isTaken;
    const own = nameOf(isItself ? singular : `${singular}${pascal(name)}${ending}`);
    if (ANSWERS.includes(ending)) known.set(text, own).set(singular, own);
    types.push(declaration(own, shape, used));
    return own;
  };
  const parameters = pathParameters.map((one) => `${one}: string`);
  if (body) parameters.push(`params${body.required ? '' : '?'}: ${named(body.shape, 'Params')}`);
  if (query) {
    const optional = query.required.length === 0 ? ' = {}' : '';
    const type = named(query, body ? 'Query' : 'Params');
    parameters.push(`${body ? 'query' : 'params'}: ${type}${optional}`);
  }
  const answer = answerType(document, operation, named, used);
  if (pathParameters.length > 0) helpers.add('escaped');
  const parts = [
    `method: '${method.toUpperCase()}'`,
    `path: ${pathText(path)}`,
    ...(query ? [body ? 'query' : 'query: params'] : []),
    ...(body ? ['body: params'] : []),
    ...(body && !body.type.endsWith('json') ? [`headers: { 'content-type': '${body.type}' }`] : []),
  ];
  if (isList) {
    helpers.add('List');
    parts.push(`cursor: '${cursorOf(document, operation)}'`);
  }
  const reader = READERS[operation.answer.kind];
  if (reader) helpers.add(reader);
  const call = `{ ${parts.join(', ')} }`;
  const given = [call, 'options', ...(reader ? [reader] : [])].join(', ');
  return {
    types,
    method:
      `${comment(docOf(operation), '  ')}  ${name}(${[...parameters, 'options?: RequestOptions'].join(', ')}): ${answer} {\n` +
      `    return this.#http.${isList ? 'list' : 'request'}(${given});\n  }\n`,
  };
}

const docOf = ({ summary = '', description = '' }) => `${summary} ${description}`.trim();

function answerType(document, { isList, answer }, named, used) {
  if (isList) {
    const { items } = resolve(document, answer.shape).properties.data;
    return `List<${items.$ref ? typeOf(items, used) : named(items, 'Item')}>`;
  }
  return `Promise<${answer.kind === 'json' ? named(answer.shape, 'Result') : TYPES[answer.kind]}>`;
}

/** By which field of its items a list goes on. */
function cursorOf(document, { answer, path }) {
  const { items } = resolve(document, answer.shape).properties.data;
  const { properties = {} } = resolve(document, items);
  const cursor = ['seq', 'id', 'externalId', 'name', 'version'].find((one) => one in properties);
  if (!cursor) throw new Error(`${path} lists items without an id to go on from`);
  return cursor;
}

const pathText = (path) =>
  path.includes('{') ? `escaped\`${path.replaceAll('{', '${')}\`` : `'${path}'`;

function resourcesFile(resources) {
  const classes = resources.map((resource) => ({
    resource,
    ...(BY_HAND[resource] ?? { file: `./${kebab(resource)}.js`, name: classOf(resource) }),
  }));
  const imports = classes.map(({ name, file }) => `import { ${name} } from '${file}';\n`);
  const fields = classes.map(({ resource, name }) => `  readonly ${resource}: ${name};\n`);
  const made = classes.map(({ resource, name }) => `    this.${resource} = new ${name}(http);\n`);
  return `${OPENING('Every resource of the API, by the name that it has in the client.')}${imports.join('')}import type { Http } from '../http.js';

export class Resources {
${fields.join('')}
  constructor(http: Http) {
${made.join('')}  }
}
`;
}

function typesFile(files) {
  const lines = files
    .filter((file) => file !== 'resources.ts')
    .map((file) => `export type * from './${file.replace('.ts', '.js')}';\n`);
  return `${OPENING('Every type, for programs that name them.')}${lines.join('')}`;
}

/** `workspace` answers a Workspace, so its calls are not called that too. */
const classOf = (resource) => `${pascal(resource)}Resource`;
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
