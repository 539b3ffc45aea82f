// Shapes with a title are written once, under the document's components, and referred to by name.
// The routes keep them whole: there one object validates, serialises and types.
import { canonicalJson } from '../../canonical-json.js';
import type { Document, Shape } from './types.js';

const TITLE = /^[A-Z][A-Za-z]+$/;
/** Where a value is data, and looks like a shape by chance. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** @throws when two shapes have one title: a reader could not tell them apart. */
export function shareShapes(document: Document): void {
  const shared = document.components.schemas;
  const written = new Map<string, string>();

  const visit = (node: unknown, isMapOfFields: boolean): unknown => {
    if (Array.isArray(node)) return node.map((one) => visit(one, false));
    if (typeof node !== 'object' || node === null) return node;
    const shape: Shape = {};
    for (const [key, value] of Object.entries(node)) {
      shape[key] = !isMapOfFields && DATA.has(key) ? value : visit(value, key === 'properties');
    }
    const { title } = shape;
    if (isMapOfFields || typeof title !== 'string' || !TITLE.test(title)) return shape;
    return share(title, shape);
  };

  /** What is said of one place only stays at that place, beside the reference. */
  const share = (title: string, shape: Shape): Shape => {
    const { description, examples, ...rest } = shape;
    const bytes = canonicalJson(rest);
    const before = written.get(title);
    if (before !== undefined && before !== bytes) {
      throw new Error(`two shapes of the API have the title ${title}`);
    }
    written.set(title, bytes);
    shared[title] ??= shape;
    // Where a shape is a body or a parameter, its examples have been moved beside it.
    if (examples) shared[title].examples ??= examples;
    const isOwn = description !== undefined && description !== shared[title].description;
    return { $ref: `#/components/schemas/${title}`, ...(isOwn && { description }) };
  };

  document.paths = visit(document.paths, false) as Document['paths'];
  document.webhooks = visit(document.webhooks ?? {}, false) as Document['paths'];
}
