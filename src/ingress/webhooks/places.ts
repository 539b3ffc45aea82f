// How many webhooks may be under way at once, from receipt until their work is over. What a hung
// database may pile up in memory is bounded here; an answer that left early frees nothing.

/** Thrown when there is no place: nothing of the webhook was kept. */
class NoPlace extends Error {
  override readonly name = 'NoPlace' as const;
}

export interface Places {
  /**
   * Does the work in a place of its own.
   * @throws NoPlace at once when too many webhooks, or too many bytes of them, are under way.
   */
  take<T>(bytes: number, work: () => Promise<T>): Promise<T>;
}

export function createPlaces(limits: { webhooksMax: number; bytesMax: number }): Places {
  let taken = 0;
  let bytesTaken = 0;
  return {
    async take(bytes, work) {
      if (taken >= limits.webhooksMax || bytesTaken + bytes > limits.bytesMax) {
        throw new NoPlace(`${taken} webhooks are waiting for the database already`);
      }
      taken += 1;
      bytesTaken += bytes;
      try {
        return await work();
      } finally {
        taken -= 1;
        bytesTaken -= bytes;
      }
    },
  };
}
