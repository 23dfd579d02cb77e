/** How often a smaller file is tried. */
const most = 5_000;

/** A smaller file that still fails: without stretches of it, long ones first, as long as that goes on failing. */
export function shrink(bytes: Uint8Array, fails: (smaller: Uint8Array) => boolean): Uint8Array {
  let smallest = bytes;
  let tries = 0;
  for (let stretch = Math.ceil(bytes.length / 2); stretch >= 1 && tries < most; stretch = Math.floor(stretch / 2)) {
    for (let at = 0; at < smallest.length && tries < most; tries++) {
      const smaller = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + stretch)]);
      if (fails(smaller)) smallest = smaller;
      else at += stretch;
    }
  }
  return smallest;
}
