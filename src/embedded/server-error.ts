// The one error of this room: an embedded server cannot be had. Its message is a sentence for a
// person.

/** Thrown when a server cannot be found, fetched or started; `message` says what would help. */
export class EmbeddedServerError extends Error {
  override readonly name = 'EmbeddedServerError' as const;
}
