import type { Database } from './database.ts';

/**
 * Things of one kind, in the order in which they came: read from memory, written through to the database. Each may have an
 * owner, such as the guild that a role is of.
 */
export interface Collection<T> {
  get(id: string): T | undefined;
  all(): readonly T[];
  /** Those of one owner. */
  of(owner: string): readonly T[];
  ownerOf(id: string): string | undefined;
  put(id: string, value: T, owner?: string): void;
  delete(id: string): boolean;
}

export function openCollection<T>(database: Database, kind: string): Collection<T> {
  const upsert = database.prepare(
    `INSERT INTO entity (kind, id, owner, body) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET owner = excluded.owner, body = excluded.body`,
  );
  const remove = database.prepare('DELETE FROM entity WHERE kind = ? AND id = ?');
  const values = new Map<string, T>();
  const owners = new Map<string, string>();
  const owned = new Map<string, Map<string, T>>();

  function hold(id: string, value: T, owner: string): void {
    if (owners.get(id) !== owner) forget(id);
    values.set(id, value);
    owners.set(id, owner);
    const siblings = owned.get(owner) ?? new Map<string, T>();
    owned.set(owner, siblings.set(id, value));
  }
  function forget(id: string): boolean {
    const siblings = owned.get(owners.get(id) ?? '');
    siblings?.delete(id);
    if (siblings?.size === 0) owned.delete(owners.get(id) ?? '');
    owners.delete(id);
    return values.delete(id);
  }

  const select = database.prepare('SELECT id, owner, body FROM entity WHERE kind = ? ORDER BY rowid');
  function read(): void {
    for (const row of select.iterate(kind))
      hold(String(row['id']), JSON.parse(String(row['body'])), String(row['owner']));
  }
  read();
  database.onRollback(() => {
    for (const held of [values, owners, owned]) held.clear();
    read();
  });

  return {
    get: (id) => values.get(id),
    all: () => [...values.values()],
    of: (owner) => [...(owned.get(owner)?.values() ?? [])],
    ownerOf: (id) => owners.get(id),
    put(id, value, owner = '') {
      upsert.run(kind, id, owner, JSON.stringify(value));
      hold(id, value, owner);
    },
    delete(id) {
      remove.run(kind, id);
      return forget(id);
    },
  };
}
