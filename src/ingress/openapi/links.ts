// Where an answer leads: which calls take the id that it holds. For readers, and for programs that
// try the API by walking through it.
import type { Document, Operation } from './types.js';
import { operationsOf } from './operations.js';

interface Link {
  /** The call whose answer holds the value. */
  readonly from: string;
  readonly status: number;
  /** A runtime expression of OpenAPI. */
  readonly value: string;
  /** The parameter that takes it. */
  readonly parameter: string;
  readonly to: readonly string[];
}

const id = '$response.body#/id';
const LINKS: readonly Link[] = [
  {
    ...{ from: 'upsertRecord', status: 200, value: '$response.body#/externalId' },
    ...{ parameter: 'externalId', to: ['getRecord', 'upsertRecord'] },
  },
  {
    ...{ from: 'createOptInRequest', status: 201, value: id, parameter: 'id' },
    to: [
      ...['getOptInRequest', 'cancelOptInRequest', 'resendOptInRequest', 'matchOptInRequest'],
      ...['getOptInRequestQrSvg', 'getOptInRequestQrPng'],
    ],
  },
  {
    ...{ from: 'lookUpContact', status: 200, value: id, parameter: 'id' },
    to: ['getContact', 'listLedgerEntries', 'getProof'],
  },
  ...['attestConsent', 'revokeConsent', 'checkConsent'].map((from) => ({
    ...{ from, status: 200, value: '$response.body#/contact', parameter: 'id' },
    to: ['getContact', 'listLedgerEntries', 'getProof', 'erasePersonalData'],
  })),
  {
    ...{ from: 'checkConsent', status: 200, value: '$response.body#/contact' },
    ...{ parameter: 'contact', to: ['listMessages'] },
  },
  { from: 'sendMessage', status: 202, value: id, parameter: 'id', to: ['getMessage'] },
  {
    ...{ from: 'createProgram', status: 201, value: id, parameter: 'program' },
    to: ['getProgram', 'updateProgram', 'listDisclosures', 'getSignSvg', 'getSignPdf'],
  },
  {
    ...{ from: 'createKey', status: 201, value: id, parameter: 'id' },
    to: ['getKey', 'updateKey', 'rotateKey', 'revokeKey'],
  },
  {
    ...{ from: 'createUser', status: 201, value: id, parameter: 'id' },
    to: ['getUser', 'updateUser'],
  },
  {
    ...{ from: 'createWebhookEndpoint', status: 201, value: id, parameter: 'id' },
    to: [
      ...['getWebhookEndpoint', 'updateWebhookEndpoint', 'rotateWebhookSecret'],
      ...['testWebhookEndpoint', 'listDeliveries', 'deleteWebhookEndpoint'],
    ],
  },
  { from: 'testWebhookEndpoint', status: 202, value: id, parameter: 'id', to: ['redeliver'] },
];

/** Adds the links; one whose calls are not all there is left out. */
export function addLinks(document: Document): void {
  const byId = new Map<string, Operation>();
  for (const operation of operationsOf(document)) byId.set(operation.operationId ?? '', operation);
  for (const { from, status, value, parameter, to } of LINKS) {
    const answer = byId.get(from)?.responses[status];
    if (!answer) throw new Error(`a link begins at ${from} ${status}, which there is not`);
    for (const target of to.filter((name) => byId.has(name))) {
      const link = { operationId: target, parameters: { [parameter]: value } };
      answer.links = { ...answer.links, [target]: link };
    }
  }
}
