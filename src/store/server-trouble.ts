// Whether a failure is the database's and passes with it, or lies in what was to be done and stays.

/** True for errors of MongoDB, its driver and mongoose: away, slow, stepping down, out of space. */
export const isServerTrouble = (error: unknown): boolean =>
  error instanceof Error && error.name.startsWith('Mongo');
