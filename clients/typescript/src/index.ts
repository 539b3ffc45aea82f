// The door of the package: everything that a program of yours imports comes from here.
export { Assent } from './assent.js';
export {
  AssentError,
  ConnectionError,
  type ProblemCode,
  ProblemError,
  SignatureError,
} from './errors.js';
export type { StreamOptions, StreamParams } from './event-stream.js';
export type * from './generated/types.js';
export type { AssentOptions, RequestOptions } from './http.js';
export type { List, Page } from './list.js';
export { type WebhookHeaders, webhooks } from './webhooks.js';
