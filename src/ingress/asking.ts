// Asking somebody for consent: the record is told, the program and sender chosen, the request
// opened.
import { agentSentence, TEXT_VERSION } from '../consent/texts.js';
import type { Config } from '../config.js';
import { sha256 } from '../digest.js';
import { formatPhone } from '../phone.js';
import { mailLocaleOf } from '../senders/mail/invitation-words.js';
import type { CrmRecord, RecordInput } from '../store/records.js';
import type { Actor, OptInRequest, RequestDraft } from '../store/requests.js';
import { KEYWORD, openWordOf } from '../store/open-word.js';
import type { Store } from '../store/store.js';
import type { Workspace } from '../store/workspaces.js';
import { type Choice, choose, workspaceOf } from './choices.js';
import { formDisclosure, keywordDisclosure } from './form-disclosure.js';
import { invite, type InvitingDeps, requireInvitable, takeInvitation } from './inviting.js';
import { REQUESTS_OF_RECORD, REQUESTS_OF_WORKSPACE, takeOrRefuse } from './limiting.js';
import { fieldProblem } from './problems.js';

export interface Asking {
  readonly record: Partial<RecordInput> & { readonly externalId: string };
  readonly method: RequestDraft['method'];
  readonly program?: string;
  /** Who asks: part of the evidence. */
  readonly by: Actor;
}

export interface AskingDeps extends InvitingDeps {
  readonly store: InvitingDeps['store'] & Stores;
}

type Stores = Pick<Store, 'workspaces' | 'records' | 'requests' | 'limits'>;

/** @returns the request, and whether it is new or was open already. */
export async function ask(
  deps: AskingDeps,
  workspace: string,
  { record: told, method, program: wanted, by }: Asking,
): Promise<{ request: OptInRequest; created: boolean }> {
  const { store, config } = deps;
  const settings = await workspaceOf(store, workspace);
  const choice = choose(settings, wanted === undefined ? {} : { program: wanted });
  const { externalId, ...rest } = told;
  const record = await recordToAsk(store, workspace, externalId, rest);
  const byMail = method === 'email';
  if (byMail) await requireInvitable(deps, workspace, record);
  await store.requests.follow(workspace, externalId, record.contact);
  const standing = await store.requests.standing(workspace, { method, record: externalId });
  // One whose first mail was never put on its way, for a process died in between, gets it now.
  const invited = async (request: OptInRequest) =>
    byMail && !request.email ? invite(deps, request, record, 1) : request;
  if (standing) return { request: await invited(standing), created: false };
  await limitAsking(store, workspace, externalId);
  if (byMail) await takeInvitation(deps, workspace, record);
  const { program, sender } = choice;
  const keyword = openWordOf(settings, program.id)?.keyword ?? KEYWORD;
  const { request, created } = await store.requests.open(workspace, {
    method,
    program: program.id,
    record: externalId,
    sender: sender.number,
    keyword,
    // A code is never shown without the disclosure; what an agent reads aloud is not in writing,
    // and who was e-mailed has seen it once the form came back.
    disclosureShown: method === 'qr',
    disclosure: byMail
      ? shownOnForm(settings, choice, record, config)
      : keywordDisclosure(program, keyword),
    askedBy: by,
    ...(method === 'text_to_join' && {
      script: scriptOf(settings, { ...choice, keyword }, record, config),
    }),
    ...(record.contact !== undefined && { contact: record.contact }),
  });
  return { request: await invited(request), created };
}

function shownOnForm(
  workspace: Workspace,
  { program }: Choice,
  { locale }: CrmRecord,
  { publicUrl }: Pick<Config, 'publicUrl'>,
) {
  return formDisclosure(workspace, program, { publicUrl, locale: mailLocaleOf(locale) });
}

/** What an agent says before the person texts, frozen as it was shown. */
function scriptOf(
  { id, brand }: Workspace,
  { program, sender, keyword }: Choice & { readonly keyword: string },
  { locale }: CrmRecord,
  { publicUrl }: Pick<Config, 'publicUrl'>,
): NonNullable<RequestDraft['script']> {
  const values = {
    ...{ brand: brand.name, keyword },
    topic: program.topic,
    frequencySpoken: program.frequencySpoken,
    senderSpoken: formatPhone(sender.number),
    shortUrl: `${publicUrl}/programs/${id}/${program.id}`,
  };
  const text = agentSentence(values, locale);
  return { version: TEXT_VERSION, hash: sha256(text), text };
}

async function limitAsking({ limits }: Stores, workspace: string, record: string): Promise<void> {
  const [ofRecord, ofWorkspace] = [REQUESTS_OF_RECORD, REQUESTS_OF_WORKSPACE];
  const subject = `requests/record/${record}`;
  const what = 'new requests of this record';
  await takeOrRefuse(limits, { workspace, subject, of: ofRecord, what });
  const all = { subject: 'requests', of: ofWorkspace, what: 'new requests of this workspace' };
  await takeOrRefuse(limits, { workspace, ...all });
}

async function recordToAsk(
  { records }: Pick<Store, 'records'>,
  workspace: string,
  externalId: string,
  told: Partial<RecordInput>,
) {
  const known = await records.get(workspace, externalId);
  if (known && Object.keys(told).length === 0) return known;
  if (!known && told.name === undefined) {
    const detail = 'There is no record of this externalId yet; send /record/name to make it.';
    throw fieldProblem('name_required', '/record/name', detail);
  }
  return records.merge(workspace, externalId, told);
}
