// Somebody at a browser who needs no scripts: follows forms by injection, with cookies kept.
import type { FastifyInstance } from 'fastify';

/** A browser as far as these tests need one: keeps cookies, fills the form's token in. */
export class Visitor {
  readonly #app: FastifyInstance;
  readonly #cookies = new Map<string, string>();

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  /** As the header says it. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async get(url: string) {
    return this.#ask('GET', url);
  }

  /** Opens `from`, takes the token of its form, and posts the fields to `to`. */
  async submit(from: string, to: string, fields: Record<string, string> = {}, headers = {}) {
    return this.post(to, { _csrf: await this.token(from), ...fields }, headers);
  }

  /** The token in the forms of a page. */
  async token(from: string): Promise<string> {
    const page = await this.get(from);
    return /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  }

  async post(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.#ask('POST', url, new URLSearchParams(fields).toString(), { ...type, ...headers });
  }

  /** Any method, without a body. */
  async send(method: string, url: string) {
    return this.#ask(method, url);
  }

  async #ask(method: string, url: string, payload?: string, headers = {}) {
    const body = payload === undefined ? {} : { payload };
    const answer = await this.#app.inject({
      method: method as 'GET',
      url,
      headers: { cookie: this.cookie, ...headers },
      ...body,
    });
    for (const { name, value } of answer.cookies) this.#cookies.set(name, value);
    return answer;
  }
}
