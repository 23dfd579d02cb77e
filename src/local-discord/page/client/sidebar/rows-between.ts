/** Which rows lie between two heights, and how high those before and after them are. */
export function rowsBetween(
  rows: readonly { readonly height: number }[],
  from: number,
  to: number,
): { readonly first: number; readonly end: number; readonly before: number; readonly after: number } {
  let [first, end, before, after, at] = [0, 0, 0, 0, 0];
  for (const [index, { height }] of rows.entries()) {
    if (at + height <= from) {
      before += height;
      first = index + 1;
    } else if (at >= to) after += height;
    else end = index + 1;
    at += height;
  }
  return { first, end: Math.max(first, end), before, after };
}
