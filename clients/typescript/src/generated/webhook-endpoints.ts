// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.webhookEndpoints`
import { type Http, type RequestOptions, escaped, readNothing } from '../http.js';
import type { List } from '../list.js';
import type { Delivery, DeliveryStatus, EventType } from './schemas.js';

export interface WebhookEndpointInput {
  url: string;
  description?: string;
  /** Types that are posted; all when empty or left out. */
  events?: EventType[];
  /** For an endpoint in a network of its own: private addresses and plain HTTP. */
  allowPrivateAddresses?: boolean;
}

export interface MadeWebhookEndpoint {
  id: string;
  url: string;
  description: string;
  events: EventType[];
  allowPrivateAddresses: boolean;
  status: 'enabled' | 'disabled';
  disabledReason?: string;
  failingSince?: string;
  previousSecretUntil?: string;
  createdAt: string;
  updatedAt: string;
  /** Verifies what is posted. It cannot be shown again. */
  secret: string;
}

export interface WebhookEndpoint {
  id: string;
  url: string;
  description: string;
  events: EventType[];
  allowPrivateAddresses: boolean;
  status: 'enabled' | 'disabled';
  disabledReason?: string;
  failingSince?: string;
  previousSecretUntil?: string;
  createdAt: string;
  updatedAt: string;
}

export interface WebhookEndpointChange {
  url?: string;
  description?: string;
  /** Types that are posted; all when empty or left out. */
  events?: EventType[];
  /** For an endpoint in a network of its own: private addresses and plain HTTP. */
  allowPrivateAddresses?: boolean;
  status?: 'enabled' | 'disabled';
}

export interface SecretRotation {
  /** How long the old secret still signs beside the new one. */
  overlapHours?: number;
}

export interface WebhookEndpointDeliveriesParams {
  limit?: number;
  /** The id of the last one that is known: the page behind it. */
  startingAfter?: string;
  status?: DeliveryStatus;
}

export class WebhookEndpointsResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Every endpoint, newest first; there are twenty at most. */
  list(options?: RequestOptions): List<WebhookEndpoint> {
    return this.#http.list({ method: 'GET', path: '/v1/webhook-endpoints', cursor: 'id' }, options);
  }

  /** Have events posted to an address. The secret is shown in this answer only. */
  create(params: WebhookEndpointInput, options?: RequestOptions): Promise<MadeWebhookEndpoint> {
    return this.#http.request(
      { method: 'POST', path: '/v1/webhook-endpoints', body: params },
      options,
    );
  }

  /** One endpoint. */
  retrieve(id: string, options?: RequestOptions): Promise<WebhookEndpoint> {
    return this.#http.request(
      { method: 'GET', path: escaped`/v1/webhook-endpoints/${id}` },
      options,
    );
  }

  /** Change an endpoint, turn it off or on again. */
  update(
    id: string,
    params: WebhookEndpointChange,
    options?: RequestOptions,
  ): Promise<WebhookEndpoint> {
    return this.#http.request(
      { method: 'PATCH', path: escaped`/v1/webhook-endpoints/${id}`, body: params },
      options,
    );
  }

  /** Post nothing there any more; what waits for it is given up. */
  delete(id: string, options?: RequestOptions): Promise<void> {
    return this.#http.request(
      { method: 'DELETE', path: escaped`/v1/webhook-endpoints/${id}` },
      options,
      readNothing,
    );
  }

  /** A new secret, shown in this answer only; both sign while receivers change over. */
  rotateSecret(
    id: string,
    params: SecretRotation,
    options?: RequestOptions,
  ): Promise<MadeWebhookEndpoint> {
    return this.#http.request(
      { method: 'POST', path: escaped`/v1/webhook-endpoints/${id}/rotate-secret`, body: params },
      options,
    );
  }

  /** Post a test event (`webhook.test`) there, signed like any other. */
  test(id: string, options?: RequestOptions): Promise<Delivery> {
    return this.#http.request(
      { method: 'POST', path: escaped`/v1/webhook-endpoints/${id}/test` },
      options,
    );
  }

  /** What was posted there in the last 30 days and what it answered, newest first. */
  deliveries(
    id: string,
    params: WebhookEndpointDeliveriesParams = {},
    options?: RequestOptions,
  ): List<Delivery> {
    return this.#http.list(
      {
        method: 'GET',
        path: escaped`/v1/webhook-endpoints/${id}/deliveries`,
        query: params,
        cursor: 'id',
      },
      options,
    );
  }
}
