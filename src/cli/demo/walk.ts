// The demo's past, lived through on the real road: records put by a CRM, texts sent from handsets.
// Nothing is written to the database behind the road's back. Every step can be repeated.
import { DEMO_SENDER } from './workspace.js';
import { DEMO_PEOPLE, type DemoPerson, type Story } from './people.js';

export interface WalkOptions {
  readonly baseUrl: string;
  readonly carrierUrl: string;
  readonly apiKey: string;
  /** True when mail goes to the simulated inbox: then somebody is invited, and it is not empty. */
  readonly invites: boolean;
}

const AT_ONCE = 8;
const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

/**
 * Walks everybody through their story; those who have come further already are left alone.
 * @throws when a step is refused, or consent is not decided within a minute.
 */
export async function walkDemo(options: WalkOptions): Promise<void> {
  await each(DEMO_PEOPLE, (person) => introduce(options, person));
  await each(told('asked'), (person) => ask(options, person));
  if (options.invites) await each(told('asked').slice(0, 1), (person) => invite(options, person));
  const joining = [...told('in'), ...told('out')];
  await textFrom(options, await withStatus(options, joining, 'none'), 'START');
  await settled(options, joining, ['opted_in', 'opted_out']);
  await textFrom(options, await withStatus(options, told('out'), 'opted_in'), 'STOP');
  await settled(options, told('out'), ['opted_out']);
}

const told = (story: Story) => DEMO_PEOPLE.filter((person) => person.story === story);

/** The CRM knows the person, and so does the simulated carrier, by name. */
async function introduce(options: WalkOptions, person: DemoPerson): Promise<void> {
  const { externalId, name, phone, street, city, location } = person;
  const email = `${name.split(' ')[0]?.toLowerCase()}.${externalId}@example.com`;
  const [lat, lng] = location;
  await api(options, 'PUT', `/v1/records/${externalId}`, {
    name,
    phone,
    email,
    address: `${street}, ${city}`,
    location: { lat, lng },
    timezone: 'America/Phoenix',
  });
  await carrier(options, `/phones/${encodeURIComponent(phone)}`, { name, email });
}

const ask = (options: WalkOptions, { externalId }: DemoPerson) =>
  api(options, 'POST', '/v1/opt-in-requests', { record: { externalId }, method: 'text_to_join' });

const invite = (options: WalkOptions, { externalId }: DemoPerson) =>
  api(options, 'POST', '/v1/opt-in-requests', { record: { externalId }, method: 'email' });

const textFrom = (options: WalkOptions, people: readonly DemoPerson[], body: string) =>
  each(people, ({ phone }) =>
    carrier(options, `/phones/${encodeURIComponent(phone)}/messages`, { to: DEMO_SENDER, body }),
  );

async function withStatus(options: WalkOptions, people: readonly DemoPerson[], status: string) {
  const statuses = await statusesOf(options, people);
  return people.filter((_, index) => statuses[index] === status);
}

async function settled(options: WalkOptions, people: readonly DemoPerson[], wanted: string[]) {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const statuses = await statusesOf(options, people);
    const open = people.filter((_, index) => !wanted.includes(statuses[index] ?? ''));
    if (open.length === 0) return;
    if (performance.now() > deadline) {
      throw new Error(`${open.length} people of the demo are still not ${wanted.join(' or ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function statusesOf(options: WalkOptions, people: readonly DemoPerson[]): Promise<string[]> {
  const phones = people.map(({ phone }) => phone);
  const answer = await api(options, 'POST', '/v1/consents/check', { phones });
  return (answer as { data: { status: string }[] }).data.map(({ status }) => status);
}

const api = (options: WalkOptions, method: string, path: string, body: object) =>
  send(`${options.baseUrl}${path}`, method, body, { authorization: `Bearer ${options.apiKey}` });

const carrier = (options: WalkOptions, path: string, body: object) =>
  send(`${options.carrierUrl}${path}`, 'POST', body, {});

async function send(url: string, method: string, body: object, headers: Record<string, string>) {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${answer.status} ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** Some at a time: a demo must not look like an attack to its own rate limits. */
async function each<T>(items: readonly T[], step: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item; item = waiting.shift()) await step(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
