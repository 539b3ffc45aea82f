// Starts the CRM beside a running Assent: takes its address and key from the environment, or from
// the demo's connection.json, and has events posted here as long as it runs.
import { readFileSync } from 'node:fs';
import { Assent } from 'assent-client';
import { buildCrm, LISTENS_TO } from './app.js';

const { ASSENT_URL, ASSENT_KEY, DATA_DIR = '.data', PORT = '4000' } = process.env;

function demo(): { baseUrl: string; apiKey: string } {
  try {
    return JSON.parse(readFileSync(`${DATA_DIR}/connection.json`, 'utf8')) as ReturnType<
      typeof demo
    >;
  } catch {
    process.stderr.write('Start Assent first (npm start), or set ASSENT_URL and ASSENT_KEY.\n');
    process.exit(1);
  }
}

const { baseUrl, apiKey } =
  ASSENT_URL && ASSENT_KEY ? { baseUrl: ASSENT_URL, apiKey: ASSENT_KEY } : demo();
const assent = new Assent({ baseUrl, apiKey });
const url = `http://127.0.0.1:${PORT}`;

// Both are settings that an admin makes once. Here they are made with every start: a secret is
// shown only then, and this CRM keeps nothing.
const endpoint = await assent.webhookEndpoints.create({
  url: `${url}/hooks`,
  description: 'A small CRM',
  events: [...LISTENS_TO],
  allowPrivateAddresses: true,
});
const { widgetOrigins } = await assent.workspace.retrieve();
await assent.workspace.update({ widgetOrigins: [...new Set([...widgetOrigins, url])] });

const app = await buildCrm({ assent, secret: endpoint.secret, widgetFrom: baseUrl });
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
process.stdout.write(`A small CRM at ${url}\n`);

async function stop(): Promise<void> {
  await assent.webhookEndpoints.delete(endpoint.id);
  app.server.closeAllConnections();
  await app.close();
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
