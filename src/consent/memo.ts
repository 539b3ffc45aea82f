// A small memory of what was worked out lately. What it remembers follows from its key alone, so
// forgetting costs work and changes no answer.

/**
 * @param max answers kept; when it is full it begins anew.
 * @returns the answer of this key, worked out at most once while it is kept.
 */
export function createMemo<Answer>(max: number) {
  const lately = new Map<string, Answer>();
  return (key: string, work: () => Answer): Answer => {
    const known = lately.get(key);
    if (known !== undefined) return known;
    const answer = work();
    if (lately.size >= max) lately.clear();
    lately.set(key, answer);
    return answer;
  };
}
