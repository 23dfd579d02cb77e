/** How many of the six columns and of the rows a picture takes. */
export interface Tile {
  readonly columns: number;
  readonly rows: number;
}

const whole: Tile = { columns: 6, rows: 1 };
const half: Tile = { columns: 3, rows: 1 };
const third: Tile = { columns: 2, rows: 1 };
const tall: Tile = { columns: 4, rows: 2 };

/** How pictures are laid out together, as Discord's clients do it: full rows, the wider pictures first. */
export function mosaic(count: number): readonly Tile[] {
  if (count === 3) return [tall, third, third];
  if (count === 4) return [half, half, half, half];
  const first = [[], [whole], [half, half]][count % 3] ?? [];
  return [...first, ...Array.from({ length: count - first.length }, () => third)];
}
