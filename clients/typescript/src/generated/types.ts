// Generated from the API's document by `npm run client`; changed there, not here.
// Every type, for programs that name them.
export type * from './schemas.js';
export type * from './records.js';
export type * from './opt-in-requests.js';
export type * from './consents.js';
export type * from './contacts.js';
export type * from './wordings.js';
export type * from './imports.js';
export type * from './exports.js';
export type * from './messages.js';
export type * from './events.js';
export type * from './widget-tokens.js';
export type * from './widget.js';
export type * from './webhook-endpoints.js';
export type * from './deliveries.js';
export type * from './workspace.js';
export type * from './senders.js';
export type * from './programs.js';
export type * from './keys.js';
export type * from './users.js';
export type * from './queues.js';
