// JSON Schema, as far as the API's document uses it, as TypeScript types. Text in, text out.

/** Names that would hide one of the language's or the platform's own. */
const RENAMED = { Record: 'CrmRecord', Event: 'AssentEvent', Request: 'OptInRequest' };
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** What a shared shape is called in the client. */
export const nameOf = (title) => RENAMED[title] ?? title;

/** Adds the titles of all shared shapes that a shape leads to. */
export function collectTitles(document, shape, titles) {
  if (typeof shape !== 'object' || shape === null) return;
  const title = shape.$ref?.split('/').at(-1);
  if (title !== undefined && !titles.has(title)) {
    titles.add(title);
    collectTitles(document, document.components.schemas[title], titles);
  }
  for (const part of Object.values(shape)) collectTitles(document, part, titles);
}

/** @param {string} text of a description, which becomes a comment that ends nowhere else. */
export function comment(text, indent = '') {
  if (!text) return '';
  const lines = wrap(text.replaceAll('*/', '*\\/'), 92 - indent.length);
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

/** @returns {string[]} the text in lines of at most so many columns. */
function wrap(text, columns) {
  const lines = [''];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== '' && last.length + word.length >= columns) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/**
 * @param {object} shape a schema, or a reference to one.
 * @param {Set<string>} used takes the names of shared shapes that the type refers to.
 * @returns {string} a type, on as many lines as it needs.
 */
export function typeOf(shape, used, indent = '') {
  if (shape.$ref !== undefined) {
    const name = nameOf(shape.$ref.split('/').at(-1));
    used.add(name);
    return name;
  }
  if ('const' in shape) return JSON.stringify(shape.const);
  if (shape.enum) return shape.enum.map((one) => JSON.stringify(one)).join(' | ');
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return union(choices.map((one) => typeOf(one, used, indent)));
  if (shape.allOf) return shape.allOf.map((one) => typeOf(one, used, indent)).join(' & ');
  if (Array.isArray(shape.type)) {
    return union(shape.type.map((type) => typeOf({ ...shape, type }, used, indent)));
  }
  return typeOfKind(shape, used, indent);
}

function typeOfKind(shape, used, indent) {
  switch (shape.type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'null':
      return shape.type;
    case 'array': {
      const item = typeOf(shape.items ?? {}, used, indent);
      return /[|&]/.test(item) ? `Array<${item}>` : `${item}[]`;
    }
    case 'object':
      return objectType(shape, used, indent);
    default:
      return 'unknown';
  }
}

const union = (types) => [...new Set(types)].join(' | ');

function objectType({ properties = {}, required = [], additionalProperties }, used, indent) {
  const inner = `${indent}  `;
  const fields = Object.entries(properties).map(([name, shape]) => {
    const key = IDENTIFIER.test(name) ? name : JSON.stringify(name);
    const optional = required.includes(name) ? '' : '?';
    const type = typeOf(shape, used, inner);
    return `${comment(shape.description, inner)}${inner}${key}${optional}: ${type};\n`;
  });
  const rest = restOf(additionalProperties, fields.length > 0, used, inner);
  if (rest) fields.push(`${inner}[name: string]: ${rest};\n`);
  return fields.length === 0 ? '{ [name: string]: unknown }' : `{\n${fields.join('')}${indent}}`;
}

/** What fields without a name of their own hold. */
function restOf(additional, hasFields, used, indent) {
  if (additional === true) return 'unknown';
  if (typeof additional !== 'object') return undefined;
  return hasFields ? 'unknown' : typeOf(additional, used, indent);
}

/** A named type: an interface where it has fields, an alias where not. */
export function declaration(name, shape, used) {
  const type = typeOf(shape, used);
  const head = comment(shape.description);
  return type.startsWith('{\n') && !type.includes('\n} ')
    ? `${head}export interface ${name} ${type}\n`
    : `${head}export type ${name} = ${type};\n`;
}
