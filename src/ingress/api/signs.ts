// /v1/programs/{program}/sign.pdf and sign.svg: a sign to print and hang up. It carries no record's
// token: whoever texts the bare word opts in by their own number.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { choose, workspaceOf } from '../choices.js';
import { openWordOf } from '../../store/open-word.js';
import { signContent } from '../codes/sign-content.js';
import { printSign, type SignKind, SignUnprintable } from '../codes/sign-press.js';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { fileOf, refusals, Slug, strict } from './schemas.js';

const SignParams = Type.Object({ program: Slug });
const SignQuery = Type.Object(
  {
    location: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 80,
        description: 'Where it will hang; printed small at its foot, and kept nowhere.',
      }),
    ),
    size: Type.Optional(Type.Enum(['letter', 'a4'], { description: 'letter if left out.' })),
  },
  strict,
);
const tags = ['Settings'];
const config = { scope: 'settings:read' } as const;

export const signs: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  for (const [kind, type, what] of [
    ['pdf', 'application/pdf', 'A sign to print: brand, code, word, number, the whole disclosure.'],
    ['svg', 'image/svg+xml; charset=utf-8', 'The same as SVG, with its letters as outlines.'],
  ] as const) {
    app.get(
      `/programs/:program/sign.${kind}`,
      {
        config,
        schema: {
          operationId: `getSign${kind === 'pdf' ? 'Pdf' : 'Svg'}`,
          tags,
          summary: what,
          params: SignParams,
          querystring: SignQuery,
          response: {
            200: fileOf(type, 'The sign.'),
            ...refusals(404, 'conflict', 'sign_not_printable'),
          },
        },
      },
      async ({ workspace, params, query }, reply) => {
        const { program } = params;
        const sign = await signOf(deps, workspace, { kind, program, query });
        reply.header('content-disposition', `inline; filename="sign-${program}.${kind}"`);
        return reply.type(type).header('cache-control', 'private, max-age=60').send(sign);
      },
    );
  }
};

/** The sign of a program, ready to print. @throws Problem when there is none that could be. */
export async function signOf(
  { store, config: service }: Pick<IngressRoomDeps, 'store' | 'config'>,
  workspace: string,
  {
    kind,
    program: id,
    query,
  }: { kind: SignKind; program: string; query: Static<typeof SignQuery> },
): Promise<Buffer> {
  const settings = await workspaceOf(store, workspace);
  const program = Object.hasOwn(settings.programs, id) ? settings.programs[id] : undefined;
  if (!program) throw new Problem('not_found', `There is no program ${JSON.stringify(id)}.`);
  const word = openWordOf(settings, id);
  if (!word) throw noWord(id, choose(settings, {}).sender.defaultProgram);
  const { location, size = 'letter' } = query;
  const place = { publicUrl: service.publicUrl, ...(location !== undefined && { location }) };
  return printSign(kind, signContent(settings, program, word, place), size).catch(unprintable);
}

function noWord(program: string, meant: string): Problem {
  const detail =
    `A bare START means ${JSON.stringify(meant)} on every sender of this workspace, so a sign ` +
    `cannot ask for ${JSON.stringify(program)}. Give it a word of its own (assent programs ` +
    'add … --opt-in-words), add a sender whose default program it is, or show the code of an opt-in ' +
    'request.';
  return new Problem('conflict', detail);
}

function unprintable(error: unknown): never {
  if (!(error instanceof SignUnprintable)) throw error;
  throw new Problem('sign_not_printable', error.message, { cause: error });
}
