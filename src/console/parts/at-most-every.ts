// Something that is asked for often, and done now and then.

/** Calls at once, and then no more often than every so many ms; the last call is never lost. */
export function atMostEvery(ms: number, act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  return function call(): void {
    if (timer !== undefined) {
      again = true;
      return;
    }
    act();
    timer = setTimeout(() => {
      timer = undefined;
      if (again) call();
      again = false;
    }, ms);
  };
}
