import type { DatabaseSync } from 'node:sqlite';

/** Things of one kind, in the order in which they came: read from memory, written through to the database. */
export interface Collection<T> {
  get(id: string): T | undefined;
  all(): readonly T[];
  put(value: T): void;
  delete(id: string): boolean;
}

export function openCollection<T>(database: DatabaseSync, kind: string, idOf: (value: T) => string): Collection<T> {
  const upsert = database.prepare(
    'INSERT INTO entity (kind, id, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
  );
  const remove = database.prepare('DELETE FROM entity WHERE kind = ? AND id = ?');
  const values = new Map<string, T>();
  for (const row of database.prepare('SELECT body FROM entity WHERE kind = ? ORDER BY rowid').iterate(kind)) {
    const value: T = JSON.parse(String(row['body']));
    values.set(idOf(value), value);
  }
  return {
    get: (id) => values.get(id),
    all: () => [...values.values()],
    put(value) {
      upsert.run(kind, idOf(value), JSON.stringify(value));
      values.set(idOf(value), value);
    },
    delete(id) {
      remove.run(kind, id);
      return values.delete(id);
    },
  };
}
