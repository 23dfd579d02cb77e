/** SQLite's primary result codes, https://sqlite.org/rescode.html, with what an operator can do about them. */
const sqliteRemedies = new Map([
  [5, 'Another program, such as a sqlite3 shell or a backup tool, keeps it locked: end that.'],
  [6, 'Another program, such as a sqlite3 shell or a backup tool, keeps it locked: end that.'],
  [8, 'Let the user that runs Heatwire write to the files in DATA_DIR.'],
  [10, 'The disk with DATA_DIR fails or is full: look at the system log.'],
  [13, 'Make room on the disk with DATA_DIR; Heatwire then goes on by itself.'],
  [14, 'Let the user that runs Heatwire read and write the files in DATA_DIR.'],
]);

/** PostgreSQL's codes, https://www.postgresql.org/docs/current/errcodes-appendix.html, and those of Node's sockets. */
const postgresRemedies = new Map([
  ['25006', 'It takes no writes: use the primary server.'],
  ['28000', 'Correct the user and the password in DATABASE_URL.'],
  ['28P01', 'Correct the user and the password in DATABASE_URL.'],
  ['3D000', 'Create the database, or correct its name in DATABASE_URL.'],
  ['42501', 'Grant the role of DATABASE_URL the right to create and use tables in its schema.'],
  ['53100', "Make room on the server's disk; Heatwire then goes on by itself."],
  ['53300', 'It has no connection left: Heatwire needs six.'],
  ['57P03', 'It is starting or stopping: Heatwire goes on when it is up.'],
  ['ECONNREFUSED', 'Start the server, or correct DATABASE_URL.'],
  ['ENOTFOUND', 'Correct the host in DATABASE_URL.'],
]);

/** What a database's library says about a failure, and what to do about it. */
export function reasonOf(error: unknown): string {
  // Several attempts to connect are told by the first.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const said = error instanceof Error && error.message !== '' ? error.message : String(error);
  const remedy = sqliteRemedies.get(sqliteCode(error) ?? 0) ?? postgresRemedies.get(nameOf(error));
  return remedy === undefined ? said : `${said}. ${remedy}`;
}

/** Whether another process has the file, so that the same thing may be done later. */
export function isBusy(error: unknown): boolean {
  return [5, 6].includes(sqliteCode(error) ?? 0);
}

/** Whether the file does not hold what SQLite once wrote (SQLITE_CORRUPT, SQLITE_NOTADB). */
export function isDamage(error: unknown): boolean {
  return [11, 26].includes(sqliteCode(error) ?? 0);
}

function sqliteCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
