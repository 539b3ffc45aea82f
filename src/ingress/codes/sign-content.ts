// What a program's sign says, before anybody knows what it looks like. A sign hangs where many
// pass, so nothing of any record is on it: whoever texts the bare word opts in their own number.
import { formatPhone } from '../../phone.js';
import type { OpenWord } from '../../store/open-word.js';
import type { Program, Workspace } from '../../store/workspaces.js';
import { keywordDisclosure } from '../form-disclosure.js';
import { smsLink } from './code-content.js';

export interface SignContent {
  readonly brand: string;
  readonly about: string;
  readonly keyword: string;
  readonly phone: string;
  /** What the code opens. */
  readonly smsUrl: string;
  /** What happens after the text is sent. */
  readonly afterwards: string;
  readonly disclosure: string;
  /** Who it is, where to read more, and by which version of the wording it can be told later. */
  readonly smallPrint: readonly string[];
}

export interface SignPlace {
  readonly publicUrl: string;
  /** Where it hangs, in the words of whoever prints it. */
  readonly location?: string;
}

export function signContent(
  workspace: Workspace,
  program: Program,
  { sender, keyword }: OpenWord,
  place: SignPlace,
): SignContent {
  const { brand } = workspace;
  const disclosure = keywordDisclosure(program, keyword);
  const page = `${place.publicUrl}/programs/${workspace.id}/${program.id}`;
  const addresses = `Terms: ${page}/terms Privacy: ${page}/privacy`;
  const version = `${program.name}, disclosure version ${disclosure.version}`;
  return {
    brand: brand.name,
    about: `Texts about ${program.topic}`,
    keyword,
    phone: formatPhone(sender.number),
    smsUrl: smsLink(sender.number, keyword),
    afterwards:
      program.purpose === 'marketing'
        ? 'We answer with a text. Reply AGREE to it, and that is your yes.'
        : 'Sending it is your yes. Nothing happens before.',
    disclosure: disclosure.text,
    smallPrint: [
      // What the disclosure says itself is not said twice.
      ...(disclosure.text.includes(`${page}/terms`) ? [] : [addresses]),
      `${brand.legalName}, ${brand.postalAddress} · ${brand.supportPhone} · ${brand.supportEmail}`,
      [version, disclosure.hash.slice(0, 12), ...(place.location ? [place.location] : [])].join(
        ' · ',
      ),
    ],
  };
}
