// Handing on what one may do oneself, and no more: the scopes of a new key, the role of a new
// person. For the API and, later, the console.
import { lacking, type Role, type Scope, scopesOf } from '../store/access.js';
import { fieldProblem, Problem } from './problems.js';

/**
 * What a key may do that is asked for by scopes, or by the role whose scopes it is to have.
 * @throws Problem 422 when neither or both are named, 403 when it is more than the caller may do.
 */
export function scopesToGive(
  own: readonly Scope[],
  asked: { readonly scopes?: readonly Scope[]; readonly role?: Role },
): readonly Scope[] {
  if ((asked.scopes === undefined) === (asked.role === undefined)) {
    const detail = 'Name either scopes or role: what the key may do.';
    throw fieldProblem('invalid_setting', '/scopes', detail);
  }
  const scopes = asked.role === undefined ? (asked.scopes ?? []) : scopesOf(asked.role);
  requireOwn(own, scopes);
  return scopes;
}

/** @throws Problem 403 that names what the caller lacks himself. */
export function requireOwn(own: readonly Scope[], wanted: readonly Scope[]): void {
  const more = lacking(own, wanted);
  if (more.length === 0) return;
  const detail = `Nobody hands on what he may not do himself: ${more.join(', ')}.`;
  throw new Problem('scope_missing', detail);
}
