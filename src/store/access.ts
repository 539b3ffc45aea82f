// Who may do what: every scope there is, and which of them each role has. One table for API keys
// and for people who sign in; docs/access.md says the same in words, and a test compares the two.

/** What a caller must be allowed in order to call a route. */
export const SCOPES = [
  'records:read',
  'records:write',
  'consents:read',
  'consents:write',
  'evidence:read',
  'messages:read',
  'messages:write',
  'events:read',
  'webhooks:read',
  'webhooks:write',
  'settings:read',
  'settings:write',
  'queues:read',
  'queues:write',
  'access:read',
  'access:write',
] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ['admin', 'agent', 'operator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** `admin` is defined as everything, so that a new scope has an owner from its first day. */
const SCOPES_OF: Readonly<Record<Role, readonly Scope[]>> = {
  admin: SCOPES,
  agent: [
    ...(['records:read', 'records:write', 'consents:read', 'consents:write'] as const),
    ...(['messages:read', 'messages:write', 'events:read', 'settings:read'] as const),
  ],
  operator: [
    ...(['records:read', 'consents:read', 'consents:write', 'messages:read'] as const),
    ...(['events:read', 'webhooks:read', 'settings:read'] as const),
    ...(['queues:read', 'queues:write'] as const),
  ],
  auditor: [
    ...(['records:read', 'consents:read', 'evidence:read', 'messages:read'] as const),
    'settings:read',
    ...(['events:read', 'webhooks:read', 'queues:read', 'access:read'] as const),
  ],
};

export const scopesOf = (role: Role): readonly Scope[] => SCOPES_OF[role];

/** What is wanted and not had; empty when everything is. Nobody hands on what he may not do. */
export const lacking = (had: readonly Scope[], wanted: readonly Scope[]): readonly Scope[] =>
  wanted.filter((scope) => !had.includes(scope));
