// The people and things of every example in the API's document: one story, so that an id in one
// answer is the same thing in another.

const hex = (seed: string) => seed.repeat(32).slice(0, 32);

export const EXAMPLES = {
  workspace: 'brightside',
  record: 'crm-1042',
  name: 'Nora Beck',
  phone: '+16025550134',
  email: 'nora@example.com',
  sender: '+16025550100',
  program: 'updates',
  time: '2026-03-02T17:20:11.214Z',
  later: '2026-04-01T17:20:11.214Z',
  contact: `ct_${hex('4f0c9e27a1b8d365')}`,
  request: `oir_${hex('8b1d5e60c7f2934a')}`,
  message: `msg_${hex('2a7c4e9016bd8f35')}`,
  event: `evt_${hex('c05b7f18e3d2946a')}`,
  entry: `le_${hex('71e8d2b4c6a0953f')}`,
  endpoint: `whe_${hex('5d3b1c7f9e2a8046')}`,
  delivery: `dl_${hex('e94f6a1c08b37d25')}`,
  key: `key_${hex('0d6e2f8b4a9c7135')}`,
  user: `usr_${hex('b7a3c5d19e0f2846')}`,
  senderId: `snd_${hex('36c9f0a27d5b18e4')}`,
  hash: `${hex('9f2c4e7a1b3d5068')}${hex('a86d0f1c3e5b7294')}`,
  disclosure:
    'By texting START to (602) 555-0100 you agree to get texts about your appointment from ' +
    'Brightside Windows. About 4 msgs a month. Msg & data rates may apply. Reply STOP to end, ' +
    'HELP for help.',
} as const;
