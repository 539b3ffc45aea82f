// /v1/opt-in-requests/{id}/qr.svg and qr.png: the code of a request, to be shown to its person.
// Handing one out changes nothing.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { isOpen } from '../../consent/request-status.js';
import type { OptInRequest } from '../../store/requests.js';
import { workspaceOf } from '../choices.js';
import { PNG_SIZE, qrPng } from '../codes/qr-png.js';
import { qrSvg } from '../codes/qr-svg.js';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { requestCodeOf, RequestParams, unknownRequest, usualTargetOf } from './request-view.js';
import { fileOf, refusals, strict } from './schemas.js';

/** `sms` opens the messaging app with the text in place, `page` the landing, disclosure first. */
const Target = Type.Enum(['sms', 'page'], {
  description: 'Left out: sms, and page in a marketing program.',
});
const SvgQuery = Type.Object({ target: Type.Optional(Target) }, strict);
const { least: minimum, most: maximum, usual } = PNG_SIZE;
const PngQuery = Type.Object(
  {
    target: Type.Optional(Target),
    size: Type.Optional(
      Type.Integer({
        minimum,
        maximum,
        description: `Most pixels on a side; ${usual} if left out.`,
      }),
    ),
  },
  strict,
);

const SVG = 'image/svg+xml; charset=utf-8';
const tags = ['Opt-in requests'];
const config = { scope: 'consents:read' } as const;
/** Short: a code that was taken back must not be shown for long. Never in a cache of others. */
const CACHE = 'private, max-age=60';

export const requestCodes: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store } = deps;

  /** The code, and what it does in words. @throws Problem when there is none to show. */
  async function codeOf(workspace: string, id: string, wanted?: Static<typeof Target>) {
    const request = await store.requests.get(workspace, id);
    if (!request) throw unknownRequest();
    refuseWithoutCode(request);
    const target = wanted ?? (await usualTarget(request));
    return requestCodeOf(request, target, deps);
  }

  async function usualTarget({ workspace, program }: OptInRequest) {
    const { programs } = await workspaceOf(store, workspace);
    return usualTargetOf(programs[program]);
  }

  app.get(
    '/opt-in-requests/:id/qr.svg',
    {
      config,
      schema: {
        operationId: 'getOptInRequestQrSvg',
        tags,
        summary: 'The code as SVG. Show it together with the disclosure, the number and the word.',
        params: RequestParams,
        querystring: SvgQuery,
        response: { 200: fileOf(SVG, 'The code.'), ...refusals(404, 409) },
      },
    },
    async ({ workspace, params, query }, reply) => {
      const { matrix, title } = await codeOf(workspace, params.id, query.target);
      return sendPicture(reply, SVG, qrSvg(matrix, title));
    },
  );

  app.get(
    '/opt-in-requests/:id/qr.png',
    {
      config,
      schema: {
        operationId: 'getOptInRequestQrPng',
        tags,
        summary: 'The code as PNG: the largest with whole pixels a square that fits into size.',
        params: RequestParams,
        querystring: PngQuery,
        response: { 200: fileOf('image/png', 'The code.'), ...refusals(404, 409) },
      },
    },
    async ({ workspace, params, query }, reply) => {
      const { matrix } = await codeOf(workspace, params.id, query.target);
      return sendPicture(reply, 'image/png', await qrPng(matrix, query.size ?? usual));
    },
  );
};

function refuseWithoutCode({ method, status }: OptInRequest): void {
  if (method !== 'qr') {
    const detail = `This request was made with method ${method}. Open one with method qr for the record.`;
    throw new Problem('conflict', detail);
  }
  if (isOpen(status)) return;
  const detail = `The request is ${status}, and its code answers it no more. Ask again with POST /v1/opt-in-requests.`;
  throw new Problem('conflict', detail);
}

const sendPicture = (reply: FastifyReply, type: string, picture: string | Buffer) =>
  reply.type(type).header('cache-control', CACHE).send(picture);
