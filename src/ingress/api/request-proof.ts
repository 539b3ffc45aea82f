// What a request can prove of itself: who asked and with which words, which numbers acted, what
// happened when, and who said so.
import { type Static, Type } from 'typebox';
import type { Candidate, OptInRequest } from '../../store/requests.js';
import { EXAMPLES } from './examples.js';
import { ContactId, Disclosure, EntryId, idLike, Time } from './schemas.js';

const ActorView = Type.Object(
  {
    kind: Type.Enum(['api_key', 'user']),
    id: idLike(EXAMPLES.key),
    agent: Type.Optional(
      idLike('maya', 'Whom of its people the CRM named when it had a widget’s token made.'),
    ),
  },
  { title: 'Actor' },
);
const CandidateView = Type.Object(
  {
    contact: ContactId,
    entry: Type.Optional(EntryId),
    at: Time,
    via: Type.Enum(['token', 'offer'], {
      description:
        'It sent the token, or the bare word to this sender within a quarter of an hour.',
    }),
    until: Type.Optional(Time),
  },
  { title: 'Candidate' },
);
const StepView = Type.Object(
  {
    status: Type.String(),
    at: Time,
    by: Type.Optional(ActorView),
    contact: Type.Optional(Type.String()),
    entry: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
  },
  { title: 'RequestStep', examples: [{ status: 'pending', at: EXAMPLES.time }] },
);

export const RequestProof = {
  askedBy: Type.Optional(ActorView),
  script: Type.Optional(Disclosure),
  candidates: Type.Array(CandidateView, {
    description: 'Numbers of which one may be this record’s: name it with match, or cancel.',
    examples: [[]],
  }),
  history: Type.Array(StepView),
  reason: Type.Optional(Type.String()),
};

type Proof = Static<ReturnType<typeof Type.Object<typeof RequestProof>>>;

/** Candidates are shown while they can still be named, and stay as evidence of the question. */
export function proofOf({ candidates, offers, history }: OptInRequest) {
  return {
    candidates: [
      ...candidates.map((one) => ({ ...viewCandidate(one), via: 'token' as const })),
      ...offers.map((one) => ({
        ...viewCandidate(one),
        via: 'offer' as const,
        until: one.until.toISOString(),
      })),
    ],
    history: history.map(({ at, ...step }) => ({ ...step, at: at.toISOString() })),
  } satisfies Partial<Proof>;
}

const viewCandidate = ({ contact, entry, at }: Candidate) => ({
  contact,
  at: at.toISOString(),
  ...(entry !== undefined && { entry }),
});
