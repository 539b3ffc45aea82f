// A page as the server would show it now, to be put in place of what is shown: words and states are
// made in one place only, on the server.

/** @throws when it cannot be had; what is shown then stays. */
export async function freshPage(address: string): Promise<Document> {
  const answer = await fetch(address, { headers: { accept: 'text/html' } });
  if (!answer.ok || answer.redirected) throw new Error(`the page answered ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

/** Puts the fresh copy of an element in, unless it says the same; what is the same keeps still. */
export function replaceIfOther(shown: Element | null, fresh: Element | null): void {
  if (!shown || !fresh || shown.innerHTML === fresh.innerHTML) return;
  shown.replaceWith(document.adoptNode(fresh));
}

/** Runs a task again when it was asked for meanwhile, and never twice at once. */
export function oneAtATime(task: () => Promise<void>): () => void {
  let [running, again] = [false, false];
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      try {
        await task();
      } catch {
        // The page stays as it is; the next event tries again.
      }
    } while (again);
    running = false;
  };
  return () => void run();
}
