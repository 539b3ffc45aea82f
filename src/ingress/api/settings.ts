// /v1/workspace, /v1/programs, /v1/senders: what the workspace has set up. A change is in force in
// every process a second later.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { SenderRefusal } from '../../store/senders.js';
import { workspaceOf } from '../choices.js';
import type { IngressRoomDeps } from '../deps.js';
import { planBrand } from '../furnishing/brand-plan.js';
import { withNewBrand } from '../furnishing/program-plan.js';
import { requireOwnership } from '../furnishing/sender-proof.js';
import { planSender, programFaults } from '../furnishing/sender-plan.js';
import { refuseFaults } from '../furnishing/setting-faults.js';
import { Problem } from '../problems.js';
import { pageOf, refusals } from './schemas.js';
import {
  SenderBody,
  SenderChange,
  senderIdOf,
  SenderParams,
  SenderView,
  viewSender,
  viewWorkspace,
  WorkspaceChange,
  WorkspaceView,
} from './setting-shapes.js';

const tags = ['Settings'];
const reading = { scope: 'settings:read' } as const;
const writing = { scope: 'settings:write' } as const;

export const settings: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, deps) => {
  const { store, config } = deps;

  app.get(
    '/workspace',
    {
      config: reading,
      schema: { tags, summary: 'The workspace.', response: { 200: WorkspaceView, ...refusals() } },
    },
    async ({ workspace }) => viewWorkspace(await workspaceOf(store, workspace)),
  );

  app.patch(
    '/workspace',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Change the brand, or whether marketing rests on holidays.',
        description: 'Another name makes new versions of disclosures that are made from it.',
        body: WorkspaceChange,
        response: { 200: WorkspaceView, ...refusals(400, 422) },
      },
    },
    async ({ workspace, body }) => {
      const { brand: wish, holidays } = body;
      const place = { publicUrl: config.publicUrl, workspace };
      await store.workspaces.change(workspace, (found) => {
        const brand = wish ? planBrand(found.brand, wish) : found.brand;
        const renamed = brand.name !== found.brand.name;
        return {
          ...(wish && { brand }),
          ...(holidays !== undefined && { holidays }),
          ...(renamed && { programs: withNewBrand(place, found, brand) }),
        };
      });
      return viewWorkspace(await changed(workspace));
    },
  );

  app.get(
    '/senders',
    {
      config: reading,
      schema: {
        ...{ tags, summary: 'Its senders.' },
        response: { 200: pageOf(SenderView), ...refusals() },
      },
    },
    async ({ workspace }) => {
      const { senders } = await workspaceOf(store, workspace);
      return { data: Object.values(senders).map(viewSender), hasMore: false };
    },
  );

  app.post(
    '/senders',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Add a number that texts come from, with its account’s token.',
        description:
          'The provider is asked whether token and number are the account’s. An account belongs ' +
          'to one workspace; the operator can share one.',
        body: SenderBody,
        response: { 201: SenderView, ...refusals(400, 409, 422, 503) },
      },
    },
    async ({ workspace, body }, reply) => {
      const keywordReplies =
        body.keywordReplies ?? (config.carrier === 'twilio' ? 'provider' : 'service');
      const sender = planSender(await changed(workspace), { ...body, keywordReplies });
      const { accountSid, number } = sender;
      const authToken = sender.authToken ?? (await ownToken(workspace, accountSid));
      if (authToken) await requireOwnership(config, { accountSid, authToken, number });
      const outcome = await store.senders.addOwn(workspace, sender);
      if (outcome !== 'added') throw senderRefused(outcome);
      reply.code(201);
      return senderOf(workspace, senderIdOf(sender));
    },
  );

  app.patch(
    '/senders/:id',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Change a sender.',
        description: 'A new token counts for every sender of its account in this workspace.',
        params: SenderParams,
        body: SenderChange,
        response: { 200: SenderView, ...refusals(400, 404, 422, 503) },
      },
    },
    async ({ workspace, params, body }) => {
      const { senders, programs } = await changed(workspace);
      const sender = Object.values(senders).find((one) => senderIdOf(one) === params.id);
      if (!sender) throw unknownSender();
      const { messagingServiceSid, authToken } = body;
      refuseFaults(programFaults(programs, body.defaultProgram));
      if (messagingServiceSid !== undefined) planSender({ programs }, { ...sender, ...body });
      if (authToken !== undefined) await requireOwnership(config, { ...sender, authToken });
      if (!(await store.senders.change(workspace, sender, body))) throw unknownSender();
      return senderOf(workspace, params.id);
    },
  );

  /** What is there now, past every kept answer. */
  async function changed(workspace: string) {
    await store.workspaces.getNow(workspace);
    return workspaceOf(store, workspace);
  }

  /** The token that another sender of the account brought with it. */
  async function ownToken(workspace: string, accountSid: string): Promise<string | undefined> {
    const account = await store.senders.account(accountSid);
    return account?.workspaces.includes(workspace) ? account.tokens[0] : undefined;
  }

  async function senderOf(workspace: string, id: string) {
    const { senders } = await changed(workspace);
    const sender = Object.values(senders).find((one) => senderIdOf(one) === id);
    if (!sender) throw unknownSender();
    return viewSender(sender);
  }
};

const unknownSender = () => new Problem('not_found', 'There is no sender of this id.');

function senderRefused(why: SenderRefusal): Problem {
  switch (why) {
    case 'exists':
      return new Problem('conflict', 'This sender is there already. Change it with PATCH.');
    case 'account_taken': {
      const detail =
        'The provider account is used outside this workspace. Whoever runs this installation can ' +
        'add the sender with assent senders add.';
      return new Problem('conflict', detail);
    }
    case 'token_needed': {
      const detail = 'is missing: it signs calls to the provider and checks its webhooks';
      const errors = [{ pointer: '/authToken', code: 'required', detail }];
      return new Problem('invalid_setting', `/authToken ${detail}.`, { errors });
    }
  }
}
