// An example for every body that a call takes or gives. Where a shape has examples they are its
// own; what is put together of shapes gets an example that is put together of theirs.
import type { Document, Media, Operation, Shape } from './types.js';

/** Fills in what no route says; what cannot be put together stays without, and a test names it. */
export function withExamples({ paths, webhooks = {}, components }: Document): void {
  const exampleOf = exampleMaker(components.schemas);
  for (const methods of [...Object.values(paths), ...Object.values(webhooks)]) {
    for (const operation of Object.values(methods)) {
      for (const media of mediaOf(operation)) {
        if (!media.schema || 'example' in media || media.examples) continue;
        const example = exampleOf(media.schema);
        if (example !== undefined) media.example = example;
      }
    }
  }
}

/** Every body of an operation, asked and answered. */
function mediaOf({ requestBody, responses }: Operation): Media[] {
  const answers = Object.values(responses).map(({ content = {} }) => content);
  return [requestBody?.content ?? {}, ...answers].flatMap((content) => Object.values(content));
}

function exampleMaker(schemas: Readonly<Record<string, Shape>>) {
  const named = (ref: string): Shape => schemas[ref.split('/').at(-1) ?? ''] ?? {};

  /** @returns `undefined` where nothing is known that would be an honest example. */
  function exampleOf(shape: Shape): unknown {
    if (shape.$ref !== undefined) return exampleOf(named(shape.$ref));
    const {
      examples = [],
      type,
      default: usual,
      enum: [first] = [],
    } = shape as Shape & {
      enum?: unknown[];
    };
    if (examples.length > 0) return examples[0];
    if (usual !== undefined) return usual;
    if ('const' in shape) return shape['const'];
    if (first !== undefined) return first;
    const choices = (shape['anyOf'] ?? shape['oneOf']) as Shape[] | undefined;
    if (choices) return choices.map(exampleOf).find((one) => one !== undefined);
    if (type === 'array') return listOf(shape);
    if (type === 'object') return objectOf(shape);
    if (type === 'boolean') return true;
    if (type === 'null') return null;
    return undefined;
  }

  function listOf({ items }: Shape): unknown {
    const one = exampleOf((items ?? {}) as Shape);
    return one === undefined ? undefined : [one];
  }

  function objectOf({ properties = {}, required = [] }: Shape): unknown {
    const entries = Object.entries(properties)
      .map(([name, shape]) => [name, exampleOf(shape)] as const)
      .filter(([, value]) => value !== undefined);
    const known = new Map<string, unknown>(entries);
    const isWhole = (required as string[]).every((name) => known.has(name));
    return isWhole ? Object.fromEntries(known) : undefined;
  }

  return exampleOf;
}
