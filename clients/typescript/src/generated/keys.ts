// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.keys`
import { type Http, type RequestOptions, escaped } from '../http.js';
import type { List } from '../list.js';

export type Scope =
  | 'records:read'
  | 'records:write'
  | 'consents:read'
  | 'consents:write'
  | 'evidence:read'
  | 'messages:read'
  | 'messages:write'
  | 'events:read'
  | 'webhooks:read'
  | 'webhooks:write'
  | 'settings:read'
  | 'settings:write'
  | 'queues:read'
  | 'queues:write'
  | 'access:read'
  | 'access:write';

export interface ApiKey {
  id: string;
  label: string;
  /** A test key works only where texts go to the simulated carrier. */
  mode: 'live' | 'test';
  scopes: Scope[];
  /** How the key begins. */
  prefix: string;
  createdAt: string;
  expiresAt: string | null;
  /** To the minute. */
  lastUsedAt: string | null;
  revokedAt: string | null;
  replaces: string | null;
  replacedBy: string | null;
}

export interface ApiKeyInput {
  /** What you call it, e.g. "CRM, staging". */
  label?: string;
  /** A test key works only where texts go to the simulated carrier. */
  mode?: 'live' | 'test';
  scopes?: Scope[];
  /** Instead of scopes: all that this role has. */
  role?: 'admin' | 'agent' | 'operator' | 'auditor';
  expiresAt?: string;
}

export interface MadeApiKey {
  id: string;
  label: string;
  /** A test key works only where texts go to the simulated carrier. */
  mode: 'live' | 'test';
  scopes: Scope[];
  /** How the key begins. */
  prefix: string;
  createdAt: string;
  expiresAt: string | null;
  /** To the minute. */
  lastUsedAt: string | null;
  revokedAt: string | null;
  replaces: string | null;
  replacedBy: string | null;
  /** The key itself. It cannot be shown again. */
  key: string;
}

export interface ApiKeyChange {
  /** What you call it, e.g. "CRM, staging". */
  label?: string;
  scopes?: Scope[];
  expiresAt?: string | null;
}

export interface KeyRotation {
  /** How long the old key still works beside the new one. */
  overlapHours?: number;
}

export interface KeyListParams {
  limit?: number;
  /** The id of the last one that is known: the page behind it. */
  startingAfter?: string;
}

export class KeysResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** API keys, newest first; revoked ones stay listed. */
  list(params: KeyListParams = {}, options?: RequestOptions): List<ApiKey> {
    return this.#http.list(
      { method: 'GET', path: '/v1/keys', query: params, cursor: 'id' },
      options,
    );
  }

  /**
   * Make an API key. It is shown in this answer only. Name `scopes` or a `role`; neither may
   * hold more than the calling key has.
   */
  create(params: ApiKeyInput, options?: RequestOptions): Promise<MadeApiKey> {
    return this.#http.request({ method: 'POST', path: '/v1/keys', body: params }, options);
  }

  /** One API key. */
  retrieve(id: string, options?: RequestOptions): Promise<ApiKey> {
    return this.#http.request({ method: 'GET', path: escaped`/v1/keys/${id}` }, options);
  }

  /** Change what a key is called, what it may do, or until when it works. */
  update(id: string, params: ApiKeyChange, options?: RequestOptions): Promise<ApiKey> {
    return this.#http.request(
      { method: 'PATCH', path: escaped`/v1/keys/${id}`, body: params },
      options,
    );
  }

  /** Make the key that follows this one. Both work for a while. */
  rotate(id: string, params: KeyRotation, options?: RequestOptions): Promise<MadeApiKey> {
    return this.#http.request(
      { method: 'POST', path: escaped`/v1/keys/${id}/rotate`, body: params },
      options,
    );
  }

  /** Revoke a key: within a second it works nowhere any more. */
  revoke(id: string, options?: RequestOptions): Promise<ApiKey> {
    return this.#http.request({ method: 'POST', path: escaped`/v1/keys/${id}/revoke` }, options);
  }
}
