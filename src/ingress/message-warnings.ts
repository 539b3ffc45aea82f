// What a carrier may refuse in a message, told to whoever hands it in. Warnings only: whether it is
// sent is the gate's to say. The rules are in `consent`; here is gathered what they want to know.
import { type LintCode, lintMessage } from '../consent/message-lint.js';
import type { Config } from '../config.js';
import { countSegments } from '../consent/text-size.js';
import type { Brand, Program } from '../store/workspaces.js';

export interface MessageWarning {
  readonly code: LintCode;
  readonly detail: string;
  readonly pointer: '/body';
}

export interface WarnedMessage {
  readonly body: string;
  readonly brand: Brand;
  readonly program: Program;
  /** Nothing of the workspace was sent to this person before. */
  readonly isFirst: boolean;
}

export function warningsOf(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  { body, brand, program, isFirst }: WarnedMessage,
): MessageWarning[] {
  const warnings = lintMessage({
    ...{ body, isFirst, brand: brand.name },
    reminds: program.optOutReminder === true,
    ownHosts: ownHostsOf(brand, publicUrl),
    segments: countSegments(body),
  });
  return warnings.map((warning) => ({ ...warning, pointer: '/body' }));
}

/** Places that belong to the brand, as far as its settings name them. */
export function ownHostsOf(
  { termsUrl, privacyUrl, supportEmail }: Brand,
  publicUrl: string,
): string[] {
  const pages = [publicUrl, termsUrl, privacyUrl].flatMap((url) => url ?? []);
  const hosts = pages.map((url) => new URL(url).hostname.replace(/^www\./, ''));
  const mail = supportEmail.slice(supportEmail.lastIndexOf('@') + 1).toLowerCase();
  return [...hosts, ...(mail === '' ? [] : [mail])];
}
