// A page as the server would show it now, to be put in place of what is shown: words and states are
// made in one place only, on the server.
import { fetchPage, NoPage } from './page-parts.js';

/** @throws when it cannot be had; what is shown then stays. */
export async function freshPage(address: string): Promise<Document> {
  const { page, ok } = await fetchPage(address);
  if (!ok) throw new NoPage('failed');
  return page;
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
