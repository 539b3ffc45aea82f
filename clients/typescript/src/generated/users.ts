// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.users`
import { type Http, type RequestOptions, escaped } from '../http.js';
import type { List } from '../list.js';

export type Role = 'admin' | 'agent' | 'operator' | 'auditor';

export interface User {
  id: string;
  email: string;
  role: Role;
  disabled: boolean;
  createdAt: string;
}

export interface UserInput {
  email: string;
  role: Role;
  password?: string;
}

export interface NewUser {
  id: string;
  email: string;
  role: Role;
  disabled: boolean;
  createdAt: string;
  /** The one that was made; it cannot be shown again. */
  password?: string;
}

export interface UserChange {
  role?: Role;
  /** Signs them out at once and keeps them out. */
  disabled?: boolean;
  password?: string;
}

export interface UserListParams {
  limit?: number;
  /** The id of the last one that is known: the page behind it. */
  startingAfter?: string;
}

export class UsersResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** People who sign in, newest first. */
  list(params: UserListParams = {}, options?: RequestOptions): List<User> {
    return this.#http.list(
      { method: 'GET', path: '/v1/users', query: params, cursor: 'id' },
      options,
    );
  }

  /**
   * Let somebody sign in. A password that is made here is shown in this answer only. The role
   * may hold no more than the calling key has.
   */
  create(params: UserInput, options?: RequestOptions): Promise<NewUser> {
    return this.#http.request({ method: 'POST', path: '/v1/users', body: params }, options);
  }

  /** One of them. */
  retrieve(id: string, options?: RequestOptions): Promise<User> {
    return this.#http.request({ method: 'GET', path: escaped`/v1/users/${id}` }, options);
  }

  /** Give somebody another role or password, or disable them. */
  update(id: string, params: UserChange, options?: RequestOptions): Promise<User> {
    return this.#http.request(
      { method: 'PATCH', path: escaped`/v1/users/${id}`, body: params },
      options,
    );
  }
}
