// Generated from the API's document by `npm run client`; changed there, not here.
// Every resource of the API, by the name that it has in the client.
import { RecordsResource } from './records.js';
import { OptInRequestsResource } from './opt-in-requests.js';
import { Consents } from '../consents.js';
import { ContactsResource } from './contacts.js';
import { WordingsResource } from './wordings.js';
import { ImportsResource } from './imports.js';
import { ExportsResource } from './exports.js';
import { MessagesResource } from './messages.js';
import { Events } from '../event-stream.js';
import { WidgetTokensResource } from './widget-tokens.js';
import { WidgetResource } from './widget.js';
import { WebhookEndpointsResource } from './webhook-endpoints.js';
import { DeliveriesResource } from './deliveries.js';
import { WorkspaceResource } from './workspace.js';
import { SendersResource } from './senders.js';
import { ProgramsResource } from './programs.js';
import { KeysResource } from './keys.js';
import { UsersResource } from './users.js';
import { QueuesResource } from './queues.js';
import type { Http } from '../http.js';

export class Resources {
  readonly records: RecordsResource;
  readonly optInRequests: OptInRequestsResource;
  readonly consents: Consents;
  readonly contacts: ContactsResource;
  readonly wordings: WordingsResource;
  readonly imports: ImportsResource;
  readonly exports: ExportsResource;
  readonly messages: MessagesResource;
  readonly events: Events;
  readonly widgetTokens: WidgetTokensResource;
  readonly widget: WidgetResource;
  readonly webhookEndpoints: WebhookEndpointsResource;
  readonly deliveries: DeliveriesResource;
  readonly workspace: WorkspaceResource;
  readonly senders: SendersResource;
  readonly programs: ProgramsResource;
  readonly keys: KeysResource;
  readonly users: UsersResource;
  readonly queues: QueuesResource;

  constructor(http: Http) {
    this.records = new RecordsResource(http);
    this.optInRequests = new OptInRequestsResource(http);
    this.consents = new Consents(http);
    this.contacts = new ContactsResource(http);
    this.wordings = new WordingsResource(http);
    this.imports = new ImportsResource(http);
    this.exports = new ExportsResource(http);
    this.messages = new MessagesResource(http);
    this.events = new Events(http);
    this.widgetTokens = new WidgetTokensResource(http);
    this.widget = new WidgetResource(http);
    this.webhookEndpoints = new WebhookEndpointsResource(http);
    this.deliveries = new DeliveriesResource(http);
    this.workspace = new WorkspaceResource(http);
    this.senders = new SendersResource(http);
    this.programs = new ProgramsResource(http);
    this.keys = new KeysResource(http);
    this.users = new UsersResource(http);
    this.queues = new QueuesResource(http);
  }
}
