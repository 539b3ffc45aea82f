// Deadlines of our own: a driver's time-outs have been seen to hang for 20 s and more.

export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed' as const;
}

/**
 * What `work` yields, if it does within `ms`. The work goes on: what it stores then, a repeat
 * finds.
 * @throws DeadlinePassed when the time is over first.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed(`no outcome within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, passed]);
  } finally {
    clearTimeout(timer);
    // A failure after the deadline has no listener left, and must not end the process.
    void Promise.allSettled([work]);
  }
}
