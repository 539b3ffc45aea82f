// What a workspace says of itself, checked: whom HELP names, which language it speaks, and where
// its own terms are. Used by the API and the command line alike.
import { parsePhone } from '../../phone.js';
import type { Brand } from '../../store/workspaces.js';
import type { ProblemFault } from '../problems.js';
import { faultsOfUrl, refuseFaults } from './setting-faults.js';

/** `null` takes back what is optional. */
export type BrandWish = {
  readonly [Field in keyof Brand]?: Brand[Field] | null;
};

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LANGUAGE = /^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/;

/**
 * The brand after a wish, or a new one.
 * @throws Problem 422 that names every fault of it.
 */
export function planBrand(before: Brand | undefined, wish: BrandWish): Brand {
  const said = Object.entries({ ...before, ...wish }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  const brand = Object.fromEntries(said) as unknown as Brand;
  const fault = (field: keyof Brand, code: string, detail: string): ProblemFault => ({
    ...{ pointer: `/brand/${field}`, code, detail },
  });
  const { supportPhone, supportEmail, locale, termsUrl, privacyUrl } = brand;
  refuseFaults([
    ...(['name', 'legalName', 'postalAddress', 'supportPhone', 'supportEmail'] as const)
      .filter((field) => !brand[field]?.trim())
      .map((field) => fault(field, 'required', 'is missing')),
    ...(supportPhone && !parsePhone(supportPhone)
      ? [fault('supportPhone', 'phone', 'is no phone number that somebody could call')]
      : []),
    ...(supportEmail && !EMAIL.test(supportEmail)
      ? [fault('supportEmail', 'email', 'is no e-mail address')]
      : []),
    ...(locale && !LANGUAGE.test(locale)
      ? [fault('locale', 'locale', 'is no language; wanted for example es or es-MX')]
      : []),
    ...faultsOfUrl('/brand/termsUrl', termsUrl),
    ...faultsOfUrl('/brand/privacyUrl', privacyUrl),
  ]);
  return brand;
}
