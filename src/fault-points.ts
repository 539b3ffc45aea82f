// Named steps at which a test may kill the process, or let it stand still. In production there are
// none: the check is one comparison. What is killed here dies as by `kill -9`: no handler runs,
// nothing is flushed.

/** Called between two steps; returns at once unless a test named this very step. */
export type FaultPoint = (step: string) => void;

/**
 * @param spec `step` or `step:n` (dies at the n-th passing, counted from 1), `step:n:stop` (stands
 *   still there until SIGCONT); undefined for production.
 */
export function createFaultPoint(spec: string | undefined): FaultPoint {
  if (!spec) return () => {};
  const [step, count = '1', how] = spec.split(':');
  let left = Number(count);
  return (reached) => {
    if (reached !== step) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, how === 'stop' ? 'SIGSTOP' : 'SIGKILL');
  };
}
