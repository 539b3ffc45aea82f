// Reads the form of an invitation that came back. What it is worth was looked at when it came, and
// what stood on it is kept word for word; the rules decide what it amounts to.
import { toldOf } from '../../../src/store/act-events.js';
import { askedWith, baseOf, type Reader } from '../act.js';

export const readEmailConfirmation: Reader = (entry) => {
  const told = toldOf('email_confirmation', entry);
  const { phone, request: id, program, recordContact, trusted, form } = told;
  const { sender } = entry;
  if (!sender) throw new Error('it names no sender');
  const base = baseOf(entry);
  // A request that ended since was open when the person agreed; the act stands by itself.
  const request = {
    ...{ id, program, disclosureShown: true },
    ...(recordContact === undefined ? {} : { contact: recordContact }),
  };
  return {
    seeks: { ids: [id] },
    conclude: (requests, records) => {
      const asked = requests.find(({ _id }) => _id === id);
      return {
        ...{ id: base.id, contact: base.contact, phone, replyFrom: sender, siblings: [] },
        event: {
          ...base,
          type: 'email_confirmed',
          ...{ sender, request, trusted },
          locale: form.locale,
        },
        evidence: {
          ...told,
          request: asked ? askedWith(asked, records) : { id },
          receivedAt: base.receivedAt,
          digest: entry.digest,
        },
      };
    },
  };
};
