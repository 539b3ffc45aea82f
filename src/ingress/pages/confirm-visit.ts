// Somebody follows a link of an invitation: which mail it was, what it asked, in which language,
// and the words for it. Reads only: a visit by itself changes nothing, whatever makes it.
import { formatPhone } from '../../phone.js';
import { type MailLocale, mailLocaleOf } from '../../senders/mail/invitation-words.js';
import type { Invitation, MailLink } from '../../store/invitations.js';
import type { OptInRequest } from '../../store/requests.js';
import type { Store } from '../../store/store.js';
import type { Workspace } from '../../store/workspaces.js';
import { workspaceOf } from '../choices.js';
import { type Business, businessOf } from './business.js';
import { type ConfirmWords, confirmWords } from './confirm-words.js';
import { PageNotice } from './html.js';

export interface Visit {
  readonly invitation: Invitation;
  readonly request: OptInRequest;
  readonly workspace: Workspace;
  readonly locale: MailLocale;
  readonly words: ConfirmWords;
  readonly business: Business;
}

type Stores = Pick<Store, 'invitations' | 'requests' | 'workspaces'>;

/** @throws PageNotice 404 for a link that leads nowhere. */
export async function visitOf(store: Stores, link: MailLink, token: string): Promise<Visit> {
  const invitation = await store.invitations.byToken(link, token);
  if (!invitation) throw unknownLink();
  const { workspace: id } = invitation;
  const [request, workspace] = await Promise.all([
    store.requests.get(id, invitation.request),
    workspaceOf(store, id),
  ]);
  if (!request) throw unknownLink();
  const program = workspace.programs[request.program];
  const locale = mailLocaleOf(invitation.locale);
  const words = confirmWords(locale, {
    brand: workspace.brand.name,
    program: program?.name ?? request.program,
    topic: program?.topic ?? request.program,
    frequency: program?.frequency ?? '',
    phone: formatPhone(request.sender),
  });
  const business = businessOf(workspace, request.program);
  return { invitation, request, workspace, locale, words, business };
}

/** What every page of a visit is framed with. */
export function frameOf({ locale, words, business }: Visit) {
  return { lang: locale, title: words.title, words, business, frame: words.frame };
}

function unknownLink(): PageNotice {
  const text =
    'A part of its address may be missing. Open it again from the e-mail, all of it, or ask the business that wrote to you for a new one.';
  return new PageNotice(404, { title: 'We do not know this link', text });
}
