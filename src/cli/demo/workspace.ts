// The demo workspace's settings: brand, programs, sender. Keys and logins are in up/access.ts.
// Settings only. Records and consent are made by the road itself, in walk.ts.
import { disclosureOf } from '../disclosure.js';
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

/** Makes what is missing; what is there stays. Run at every start. */
export async function configureDemo(options: DemoOptions): Promise<void> {
  const { store, publicUrl, account } = options;
  await store.workspaces.create(DEMO_WORKSPACE, { brand: BRAND });
  for (const program of PROGRAMS) {
    const disclosure = disclosureOf(
      { publicUrl, workspace: DEMO_WORKSPACE, program: program.id },
      { brand: BRAND.name, program: program.name, frequency: program.frequency },
    );
    await store.workspaces.addProgram(DEMO_WORKSPACE, { ...program, disclosure });
  }
  await store.senders.add(DEMO_WORKSPACE, {
    number: DEMO_SENDER,
    ...account,
    keywordReplies: 'service',
    defaultProgram: 'updates',
    messagesPerSecond: 100,
  });
}
