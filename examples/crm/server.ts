// Starts the CRM beside a running Assent: with the address and key of the environment, or of the
// demo. What is set up here with every start, an admin sets up once: the CRM keeps no secret.
import { readFileSync } from 'node:fs';
import { Assent } from 'assent-client';
import { buildCrm } from './app.js';

const { ASSENT_URL, ASSENT_KEY, DATA_DIR = '.data', PORT = '4000' } = process.env;
const demo = () => JSON.parse(readFileSync(`${DATA_DIR}/connection.json`, 'utf8'));
const { baseUrl, apiKey } = ASSENT_KEY ? { baseUrl: ASSENT_URL, apiKey: ASSENT_KEY } : demo();

const assent = new Assent({ baseUrl, apiKey });
const url = `http://127.0.0.1:${PORT}`;
const endpoint = await assent.webhookEndpoints.create({
  ...{ url: `${url}/hooks`, description: 'A small CRM', allowPrivateAddresses: true },
  events: [
    ...(['consent.granted', 'consent.renewed', 'consent.pending', 'consent.revoked'] as const),
    ...(['contact.flagged', 'message.received'] as const),
  ],
});
const { widgetOrigins } = await assent.workspace.retrieve();
await assent.workspace.update({ widgetOrigins: [...new Set([...widgetOrigins, url])] });

const app = await buildCrm(assent, endpoint.secret, baseUrl);
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
process.stdout.write(`A small CRM at ${url}\n`);

async function stop(): Promise<void> {
  await assent.webhookEndpoints.delete(endpoint.id);
  app.server.closeAllConnections();
  await app.close();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
