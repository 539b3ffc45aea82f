// Deadlines of our own: a driver's time-outs have been seen to hang for 20 s and more.

export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed' as const;
}

/**
 * What `work` yields, if it does within `ms`. The work goes on: what it stores then, a repeat
 * finds.
 * @throws DeadlinePassed when the time is over first.
 */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  // One promise and no race: this stands around nearly everything that the hot paths wait for.
  return new Promise((resolve, reject) => {
    const late = () => reject(new DeadlinePassed(`no outcome within ${ms} ms`));
    const timer = setTimeout(late, ms);
    const clear = () => clearTimeout(timer);
    // A failure after the deadline still has these listeners, so it never ends the process.
    work.then(resolve, reject);
    work.then(clear, clear);
  });
}
