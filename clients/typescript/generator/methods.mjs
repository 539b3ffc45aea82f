// One call of the API as the text of a method: what it takes, what it makes of that, what it gives.
import { pascal, resolve } from './operations.mjs';
import { comment, declaration, nameOf, typeOf } from './shapes.mjs';

/** How answers that are no JSON are read, and what that gives. */
const READERS = {
  text: { reader: 'readText', type: 'string' },
  bytes: { reader: 'readBytes', type: 'Uint8Array' },
  stream: { reader: 'readStream', type: 'ReadableStream<Uint8Array>' },
  nothing: { reader: 'readNothing', type: 'void' },
};
/** What says which item of a list the next page comes after. */
const CURSORS = ['seq', 'id', 'externalId', 'name', 'version'];

/**
 * @param {object} operation what operations.mjs made of a call.
 * @param {object} room the resource's file: it takes what the method refers to (`used` shapes,
 *   names that are `imported`) and the `types` of shapes that have no name in the document.
 */
export function methodOf(operation, room) {
  const { name, isList, answer, pathParameters } = operation;
  const { reader } = READERS[answer.kind] ?? {};
  if (reader) room.imported.add(reader);
  if (isList) room.imported.add('List');
  if (pathParameters.length > 0) room.imported.add('escaped');
  const parameters = [...parametersOf(operation, room), 'options?: RequestOptions'].join(', ');
  const given = [callOf(operation, room), 'options', ...(reader ? [reader] : [])].join(', ');
  return (
    `${comment(docOf(operation), '  ')}  ${name}(${parameters}): ${answerType(operation, room)} {\n` +
    `    return this.#http.${isList ? 'list' : 'request'}(${given});\n  }\n`
  );
}

const docOf = ({ summary = '', description = '' }) => `${summary} ${description}`.trim();

/** Ids first, then what is sent, then what is asked about it. */
function parametersOf({ name, pathParameters, body, query }, room) {
  const parameters = pathParameters.map((one) => `${one}: string`);
  if (body?.isFile) {
    room.imported.add('type FileBody');
    parameters.push('file: FileBody');
  } else if (body) {
    parameters.push(
      `params${body.required ? '' : '?'}: ${named(body.shape, name, 'Params', room)}`,
    );
  }
  if (query) {
    const type = named(query, name, body ? 'Query' : 'Params', room);
    parameters.push(
      `${body ? 'query' : 'params'}: ${type}${query.required.length > 0 ? '' : ' = {}'}`,
    );
  }
  return parameters;
}

function callOf({ method, path, body, query, isList, answer }, { document }) {
  const parts = [`method: '${method.toUpperCase()}'`, `path: ${pathText(path)}`];
  if (query) parts.push(body ? 'query' : 'query: params');
  if (body) parts.push(body.isFile ? `file, type: '${body.type}'` : 'body: params');
  if (isList) parts.push(`cursor: '${cursorOf(document, answer, path)}'`);
  return `{ ${parts.join(', ')} }`;
}

const pathText = (path) =>
  path.includes('{') ? `escaped\`${path.replaceAll('{', '${')}\`` : `'${path}'`;

function answerType({ name, isList, answer }, room) {
  const { type } = READERS[answer.kind] ?? {};
  if (type) return `Promise<${type}>`;
  if (!isList) return `Promise<${named(answer.shape, name, 'Result', room)}>`;
  return `List<${named(itemsOf(room.document, answer), name, 'Item', room)}>`;
}

const itemsOf = (document, { shape }) => resolve(document, shape).properties.data.items;

/** By which field of its items a list goes on; items of several kinds have it in common. */
function cursorOf(document, answer, path) {
  const items = resolve(document, itemsOf(document, answer));
  const { properties = {} } = resolve(document, items.oneOf?.[0] ?? items);
  const cursor = CURSORS.find((one) => one in properties);
  if (!cursor) throw new Error(`${path} lists items without an id to go on from`);
  return cursor;
}

/** The name of a shape; one without gets a name and a type of its own, once. */
function named(shape, method, ending, { document, singular, used, types, known }) {
  const text = typeOf(shape, used);
  if (shape.$ref || known.has(text)) return known.get(text) ?? text;
  // What a resource answers first is the thing itself; what looks the same has the same name.
  const isAnswer = ending === 'Result' || ending === 'Item';
  const isTaken = known.has(singular) || singular in document.components.schemas;
  const isItself = isAnswer && !isTaken;
  const own = nameOf(isItself ? singular : `${singular}${pascal(method)}${ending}`);
  if (isAnswer) known.set(text, own).set(singular, own);
  types.push(declaration(own, shape, used));
  return own;
}
