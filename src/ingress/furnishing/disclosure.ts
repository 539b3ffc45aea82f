// The disclosure of a program, made from what is known of it, with the addresses it points to.
import { disclosureText } from '../../consent/texts.js';

/** @param place the program's public page is at `publicUrl/programs/workspace/program`. */
export function disclosureOf(
  place: { readonly publicUrl: string; readonly workspace: string; readonly program: string },
  words: { readonly brand: string; readonly program: string; readonly frequency: string },
): string {
  const page = `${place.publicUrl}/programs/${place.workspace}/${place.program}`;
  return disclosureText({
    act: 'texting START',
    ...words,
    termsUrl: `${page}/terms`,
    privacyUrl: `${page}/privacy`,
  });
}
