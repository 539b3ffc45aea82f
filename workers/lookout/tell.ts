// Telling an operator by mail: everything that is new or over in one mail, in plain words, with the
// command to begin with. Names ids and workspaces, never a person's number or words.
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { factsOf } from '../../src/alert-kinds.js';
import { newId } from '../../src/ids.js';
import type { Mailer, OutgoingMail } from '../../src/senders/mail/mailer.js';
import type { Alert } from '../../src/store/alerts.js';

/** Tells of alerts; false when nothing left, and it has to be tried again. */
export type Tell = (alerts: readonly Alert[]) => Promise<boolean>;

export interface TellDeps {
  readonly mailer: Pick<Mailer, 'send'>;
  /** Who is told. */
  readonly to: string;
  readonly from: string;
  readonly publicUrl: string;
  readonly log: Pick<Logger, 'error'>;
}

/** More than one mail can be read of; the rest is counted. */
const SHOWN_MAX = 20;

export function createTell({ mailer, to, from, publicUrl, log }: TellDeps): Tell {
  return async (alerts) => {
    const result = await mailer.send(mailOf(alerts, { to, from, publicUrl }));
    if (result.result === 'accepted') return true;
    log.error(
      { reason: result.reason, alerts: alerts.length },
      'a mail about alerts did not leave',
    );
    // One whose fate is unknown may have arrived, and one that was refused would be again.
    return result.result !== 'not_taken';
  };
}

type Place = Pick<TellDeps, 'to' | 'from' | 'publicUrl'>;

/** The mail about these alerts. */
function mailOf(alerts: readonly Alert[], { to, from, publicUrl }: Place): OutgoingMail {
  const begun = alerts.filter(({ resolvedAt }) => resolvedAt === undefined);
  const titles = [...new Set((begun.length > 0 ? begun : alerts).map(titleOf))];
  const [first = '', ...more] = titles;
  const rest = more.length > 0 ? `, and ${more.length} more` : '';
  const subject = `[Assent] ${begun.length > 0 ? '' : 'over: '}${first}${rest}`;
  const shown = alerts.slice(0, SHOWN_MAX).map(paragraphOf);
  const hidden = alerts.length - shown.length;
  const text = [
    ...shown,
    ...(hidden > 0 ? [`${hidden} more: assent alerts`] : []),
    `All that stands: assent alerts. What each means: docs/runbook.md.\nThis Assent: ${publicUrl}`,
  ].join('\n\n');
  return {
    ...{ to, subject, text, html: `<pre>${escaped(text)}</pre>`, locale: 'en', replyTo: from },
    from: { name: 'Assent', address: from },
    messageId: `<${newId('alert')}@${from.slice(from.lastIndexOf('@') + 1) || hostname()}>`,
  };
}

const titleOf = ({ kind }: Alert) => factsOf(kind).title;

function paragraphOf(alert: Alert): string {
  const { kind, details, since, resolvedAt } = alert;
  if (resolvedAt !== undefined) {
    return `OVER: ${titleOf(alert)} (${kind}), since ${resolvedAt.toISOString()}.\nIt was: ${details}`;
  }
  const begin = `Begin with: ${factsOf(kind).command}`;
  return `${titleOf(alert)} (${kind})\n${details}\nSince ${since.toISOString()}. ${begin}`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
