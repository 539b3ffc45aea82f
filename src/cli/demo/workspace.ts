// The demo workspace's settings: brand, programs, sender. Keys and logins are in up/access.ts.
// Settings only. Records and consent are made by the road itself, in walk.ts.
import { planProgram } from '../../ingress/furnishing/program-plan.js';
import type { Store } from '../../store/store.js';
import type { Program } from '../../store/workspaces.js';

export const DEMO_WORKSPACE = 'demo';
export const DEMO_SENDER = '+16025550100';

export interface DemoOptions {
  readonly store: Store;
  readonly publicUrl: string;
  readonly account: { readonly accountSid: string; readonly authToken: string };
}

const BRAND = {
  name: 'Brightside Windows',
  legalName: 'Brightside Windows LLC',
  postalAddress: '2200 N Central Ave, Phoenix AZ 85004',
  supportPhone: '(602) 555-0190',
  supportEmail: 'help@brightside.example',
} as const;

const PROGRAMS: readonly Omit<Program, 'disclosure'>[] = [
  {
    id: 'updates',
    name: 'Appointments & quotes',
    purpose: 'informational',
    topic: 'your window quote and appointment',
    frequency: 'About 4 msgs a month',
    frequencySpoken: 'about four texts a month',
  },
  {
    id: 'offers',
    name: 'Seasonal offers',
    purpose: 'marketing',
    topic: 'seasonal offers on windows and doors',
    frequency: 'Up to 2 msgs a month',
    frequencySpoken: 'at most two texts a month',
    keywords: { optIn: ['OFFERS'] },
  },
];

/**
 * Makes what is missing; what is there stays, but for addresses of ours in wordings. Run at every
 * start.
 */
export async function configureDemo(options: DemoOptions): Promise<void> {
  const { store, publicUrl, account } = options;
  const place = { publicUrl, workspace: DEMO_WORKSPACE };
  if (!(await store.workspaces.get(DEMO_WORKSPACE))) {
    await store.workspaces.create(DEMO_WORKSPACE, { brand: BRAND });
  }
  await store.workspaces.change(DEMO_WORKSPACE, ({ widgetOrigins }) => ({
    widgetOrigins: withOwnTwin(widgetOrigins, publicUrl),
  }));
  for (const { id, ...program } of PROGRAMS) {
    await store.workspaces.change(DEMO_WORKSPACE, (found) => ({
      programs: [planProgram(place, found, id, id in found.programs ? {} : program)],
    }));
  }
  const senders = await store.senders.list(DEMO_WORKSPACE);
  const { accountSid, authToken } = account;
  const known = senders.find((one) => one.number === DEMO_SENDER && one.accountSid === accountSid);
  if (known) return void (await store.senders.change(DEMO_WORKSPACE, known, { authToken }));
  await store.senders.add(DEMO_WORKSPACE, {
    number: DEMO_SENDER,
    ...account,
    keywordReplies: 'service',
    defaultProgram: 'updates',
    messagesPerSecond: 100,
  });
}

/**
 * The demo's own pages under the machine's other name: to a browser another site, which shows that
 * the widget works in one. Ports change from start to start; only the present one stays.
 */
function withOwnTwin(origins: readonly string[], publicUrl: string): string[] {
  const twin = new URL(publicUrl);
  const others = origins.filter((origin) => new URL(origin).hostname !== 'localhost');
  if (twin.hostname !== '127.0.0.1') return others;
  twin.hostname = 'localhost';
  return [...others, twin.origin];
}
