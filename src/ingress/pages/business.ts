// The business behind a page that its customers open: name, address, where to ask, where its terms
// are. Nothing on such a page says anything of who looks at it.
import { parsePhone } from '../../phone.js';
import type { Workspace } from '../../store/workspaces.js';

/** What the frame of such a page shows. */
export interface Business {
  readonly name: string;
  /** Stands where a logo would. */
  readonly initial: string;
  readonly legalName: string;
  readonly postalAddress: string;
  readonly supportPhone: string;
  readonly supportTel: string;
  readonly supportEmail: string;
  /** The program's public page; terms and privacy lie below it. */
  readonly page: string;
}

export function businessOf({ id, brand }: Workspace, program: string): Business {
  const { name, legalName, postalAddress, supportPhone, supportEmail } = brand;
  return {
    ...{ name, legalName, postalAddress, supportPhone, supportEmail },
    initial: /\p{L}|\p{N}/u.exec(name)?.[0].toUpperCase() ?? '',
    supportTel: parsePhone(supportPhone) ?? supportPhone.replace(/[^+\d]/g, ''),
    page: `/programs/${encodeURIComponent(id)}/${encodeURIComponent(program)}`,
  };
}
