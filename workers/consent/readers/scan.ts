// Reads a visit to the landing page of a code. It is no act: it moves its request and is counted.
import { toldOf } from '../../../src/store/act-events.js';
import type { Reader } from '../act.js';

export const readScan: Reader = (entry) => {
  const { request } = toldOf('scan', entry);
  if (!request) throw new Error('it names no request');
  return {
    seeks: { ids: [request] },
    conclude: (requests) => {
      // A code that was answered or taken back meanwhile is scanned in vain.
      const isOpen = requests.some(({ _id }) => _id === request);
      return {
        id: entry._id,
        receivedAt: entry.receivedAt.toISOString(),
        effects: isOpen ? [{ kind: 'request', request, outcome: 'opened' }] : [],
        ...(isOpen && { scanned: request }),
      };
    },
  };
};
