// Which methods an address has, for whoever calls it with another one: "not this way" says more
// than "not here". Asked only when no route was found.
import type { FastifyInstance } from 'fastify';

export interface KnownAddresses {
  /** Methods of the routes at this path, in order; empty where there is nothing. */
  methodsAt(path: string): readonly string[];
}

/** Registered before the routes. Those with a wildcard say nothing of a single address. */
export function knownAddresses(app: FastifyInstance): KnownAddresses {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const known = methods.get(url) ?? new Set<string>();
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  });
  return {
    methodsAt(path) {
      const found = [...methods]
        .filter(([url]) => isAt(path, url))
        .flatMap(([, some]) => [...some]);
      return [...new Set(found)].sort();
    },
  };
}

function isAt(path: string, url: string): boolean {
  const [given, wanted] = [path.split('/'), url.split('/')];
  return (
    given.length === wanted.length &&
    wanted.every((part, index) =>
      part.startsWith(':') ? given[index] !== '' : part === given[index],
    )
  );
}
