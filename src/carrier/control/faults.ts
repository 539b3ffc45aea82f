// Sets, shows and clears faults, and shows the counts.
import type { FastifyInstance } from 'fastify';
import { Type } from '@fastify/type-provider-typebox';
import type { Static, TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { parsePhone } from '../../phone.js';
import type { Faults, FaultSettings } from '../faults.js';
import type { Stats } from '../stats.js';
import { BadCall } from './problem.js';

/** A share of the cases; `true` means all of them. */
const Rate = Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Boolean()]);

const FaultChanges = Type.Object(
  {
    latencyMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 60_000 })),
    errorRate: Type.Optional(Rate),
    timeoutRate: Type.Optional(Rate),
    acceptThenDropRate: Type.Optional(Rate),
    duplicateWebhooks: Type.Optional(Rate),
    reorderWebhooks: Type.Optional(Rate),
    dropWebhooks: Type.Optional(Rate),
    queueDelayMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 36_000_000 })),
    failWith: Type.Optional(
      Type.Object(
        {
          code: Type.Integer({ minimum: 10_000, maximum: 99_999 }),
          to: Type.Optional(Type.String()),
        },
        { additionalProperties: false },
      ),
    ),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 4_294_967_295 })),
  },
  { additionalProperties: false },
);

export async function faultRoutes(
  plainApp: FastifyInstance,
  { faults, stats }: { readonly faults: Faults; readonly stats: Stats },
): Promise<void> {
  const app = plainApp.withTypeProvider<TypeBoxTypeProvider>();
  app.post('/faults', { schema: { body: FaultChanges } }, async (request) =>
    faults.set(readChanges(request.body)),
  );
  app.get('/faults', async () => faults.settings);
  app.delete('/faults', async (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
  app.get('/stats', async () => stats);
}

function readChanges(body: Static<typeof FaultChanges>): Partial<FaultSettings> {
  const { failWith, ...others } = body;
  const numbers = Object.entries(others).map(([name, value]) => [name, Number(value)]);
  return {
    ...(Object.fromEntries(numbers) as Partial<FaultSettings>),
    ...(failWith && { failWith: readRule(failWith) }),
  };
}

function readRule(rule: { code: number; to?: string }): NonNullable<FaultSettings['failWith']> {
  if (rule.to === undefined) return { code: rule.code };
  const to = parsePhone(rule.to);
  if (to) return { code: rule.code, to };
  throw new BadCall(400, [{ pointer: '/failWith/to', detail: 'is no phone number' }]);
}
