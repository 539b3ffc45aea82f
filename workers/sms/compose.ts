// What exactly is to be said, to whom and from which sender: everything a text needs but
// permission.
import { renderText } from '../../src/consent/texts.js';
import type { SendPurpose, TemplateName } from '../../src/consent/types.js';
import { formsOf } from '../../src/phone.js';
import type { TextEffectDocument } from '../../src/store/effects.js';
import { open, type SealingKey } from '../../src/store/keyring.js';
import type { Sender } from '../../src/store/senders.js';
import type { Store } from '../../src/store/store.js';
import type { Workspace } from '../../src/store/workspaces.js';

/** A text that lacks nothing but the gate's word. */
export interface Composed {
  readonly effect: TextEffectDocument;
  readonly sender: Sender;
  readonly phone: string;
  readonly key: SealingKey;
  readonly body: string;
  readonly send: SendPurpose;
}

/** A text under a claim: what every step from the claim on is about. */
export interface Claimed extends Composed {
  readonly claim: string;
}

/** Language of texts where nobody said another one. */
export const LOCALE = 'en';

/**
 * @param publicUrl address of the hosted pages: a text may end with the one of its program.
 * @returns the text, or a reason a person understands why there can be none.
 */
export async function compose(
  {
    store,
    publicUrl,
  }: { store: Pick<Store, 'workspaces' | 'people' | 'records'>; publicUrl: string },
  effect: TextEffectDocument,
): Promise<Composed | string> {
  const { workspace: id, contact } = effect;
  const [workspace, people] = await Promise.all([
    store.workspaces.get(id),
    store.people.known(id, [contact]),
  ]);
  const sender = workspace?.senders[effect.sender];
  const { phone: known, key } = people.get(contact) ?? {};
  if (!workspace || !sender) return 'Its sender does not belong to the workspace any more.';
  const isWordless = effect.text.kind === 'message' && effect.text.body.buffer.length === 0;
  if (!known || !key || isWordless) return 'The person was erased.';
  // It may have been kept in a form that carriers no longer take.
  const [phone] = formsOf(known);
  const body =
    effect.text.kind === 'message'
      ? open(key, effect._id, Buffer.from(effect.text.body.buffer)).toString()
      : replyOf(workspace, effect, {
          template: effect.text.template,
          // The person's own words say more than the record, and the record more than the house.
          locale: effect.text.locale ?? (await store.records.localeOf(id, contact)),
          publicUrl,
        });
  return { effect, sender, phone, key, body, send: sendOf(effect) };
}

function replyOf(
  { id, brand, programs }: Workspace,
  effect: TextEffectDocument,
  reply: { template: TemplateName; locale: string | undefined; publicUrl: string },
): string {
  const program = programs[effect.program] ?? Object.values(programs)[0];
  const { template, locale = brand.locale ?? LOCALE, publicUrl } = reply;
  const values = {
    brand: brand.name,
    program: program?.name ?? '',
    frequency: program?.frequency ?? '',
    supportPhone: brand.supportPhone,
    supportEmail: brand.supportEmail,
    shortUrl: `${publicUrl}/programs/${id}/${program?.id ?? effect.program}`,
  };
  return renderText(template, locale, values, program?.texts);
}

function sendOf({ text, program }: TextEffectDocument): SendPurpose {
  if (text.kind === 'message') return { kind: 'message', program, purpose: text.purpose };
  const { template, asked, entry } = text;
  return { kind: 'reply', template, program, asked, ...(entry ? { entry } : {}) };
}
