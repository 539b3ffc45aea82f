// The client's generated half, from the API's own document: one file of shapes, one file a
// resource, one that puts them together. The same document always gives the same text.
import { methodOf } from './methods.mjs';
import { byResource, isPage, operationsOf, pascal } from './operations.mjs';
import { collectTitles, declaration, nameOf } from './shapes.mjs';

const OPENING = (what) =>
  `// Generated from the API's document by \`npm run client\`; changed there, not here.\n// ${what}\n`;
/** Resources with something that is written by hand, and the file that it is in. */
const BY_HAND = {
  consents: { file: '../consents.js', name: 'Consents' },
  events: { file: '../event-stream.js', name: 'Events' },
};
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
    .filter(([, shape]) => !isPage({ components }, shape))
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
  const shapes = shapesOf(document, homes, resource, used);
  const singular = pascal(resource).replace(/ies$/, 'y').replace(/s$/, '');
  const room = { document, singular, used, imported: new Set(), types: [], known: new Map() };
  const methods = operations.filter(({ byHand }) => !byHand).map((one) => methodOf(one, room));
  refuseTwins(resource, operations);
  for (const { name } of shapes) used.delete(name);
  const types = [...shapes.map(({ text }) => text), ...room.types];
  return [
    OPENING(`\`assent.${resource}\``),
    methods.length > 0 ? importsOf(room.imported) : '',
    used.size > 0 ? `import type { ${inOrder(used).join(', ')} } from './schemas.js';\n` : '',
    `\n${types.join('\n')}`,
    methods.length > 0 ? classText(classOf(resource), methods) : '',
  ].join('');
}

const inOrder = (names) => [...names].sort((a, b) => (a < b ? -1 : 1));

const classText = (name, methods) => `
export class ${name} {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

${methods.join('\n')}}
`;

function importsOf(imported) {
  const names = ['type Http', 'type RequestOptions', ...inOrder(imported)];
  const list = names.includes('List') ? `import type { List } from '../list.js';\n` : '';
  const ofHttp = names.filter((name) => name !== 'List').join(', ');
  return `import { ${ofHttp} } from '../http.js';\n${list}`;
}

function refuseTwins(resource, operations) {
  const names = operations.map(({ name }) => name);
  const twin = names.find((name, at) => names.indexOf(name) !== at);
  if (twin) throw new Error(`assent.${resource} would have two methods called ${twin}`);
}

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
