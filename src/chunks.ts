// Cutting a list into pieces that one round trip or one job can carry.

/** The items in their order, `size` at a time; the last piece may be smaller, none is empty. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  const cut: T[][] = [];
  for (let start = 0; start < items.length; start += size)
    cut.push(items.slice(start, start + size));
  return cut;
}
