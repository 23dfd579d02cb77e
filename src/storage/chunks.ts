/** Far below the number of parameters that a statement may have: 32,766 in SQLite, 65,535 in PostgreSQL. */
const chunkSize = 1_000;

/** The values, each once, in pieces that fit into one statement. */
export function chunks(values: readonly string[]): string[][] {
  const distinct = [...new Set(values)];
  return Array.from({ length: Math.ceil(distinct.length / chunkSize) }, (_, index) =>
    distinct.slice(index * chunkSize, (index + 1) * chunkSize),
  );
}
