// Counts of what the carrier did since it started, for GET /stats. Counting only.

export interface Stats {
  /** Calls to send a text, each counted once under what its caller saw, then once under its end. */
  readonly sends: {
    accepted: number;
    /** Accepted, but the caller's connection was cut instead of an answer. */
    answerLost: number;
    /** Answered 4xx. */
    refused: number;
    /** Answered 5xx by a fault, not carried out. */
    errored: number;
    /** Never answered by a fault, not carried out. */
    timedOut: number;
    delivered: number;
    undelivered: number;
    failed: number;
  };
  readonly texts: { received: number };
  readonly webhooks: {
    /** First requests; `retried` counts the further ones of the same webhook. */
    sent: number;
    retried: number;
    /** Requests answered with anything but 2xx. */
    refused: number;
    /** Requests without an answer: no connection, or none in time. */
    unanswered: number;
    /** Webhooks given up after the last retry and the fallback. */
    failed: number;
    fallback: number;
    dropped: number;
    duplicated: number;
    reordered: number;
  };
  readonly mail: { received: number };
}

export function createStats(): Stats {
  return {
    sends: {
      accepted: 0,
      answerLost: 0,
      refused: 0,
      errored: 0,
      timedOut: 0,
      delivered: 0,
      undelivered: 0,
      failed: 0,
    },
    texts: { received: 0 },
    webhooks: {
      sent: 0,
      retried: 0,
      refused: 0,
      unanswered: 0,
      failed: 0,
      fallback: 0,
      dropped: 0,
      duplicated: 0,
      reordered: 0,
    },
    mail: { received: 0 },
  };
}
