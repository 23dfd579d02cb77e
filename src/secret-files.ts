/** What may stand in a file of its own, as containers and systemd hand out secrets. */
const names = ['DISCORD_TOKEN', 'DATABASE_URL'] as const;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The environment with each secret filled in from the file that `NAME_FILE` names. An empty variable counts as absent.
 *
 * @param readFile throws when a file cannot be read
 * @returns the environment, or one line per variable that cannot be used
 */
export function withSecretFiles(
  env: Variables,
  readFile: (file: string) => string,
): { ok: true; env: Variables } | { ok: false; problems: string[] } {
  const filled: Record<string, string | undefined> = { ...env };
  const problems: string[] = [];
  for (const name of names) {
    const file = env[`${name}_FILE`]?.trim();
    if (!file) continue;
    const wrong = (why: string) => problems.push(`${name}_FILE is "${file}": ${why}.`);
    if (env[name]?.trim()) {
      wrong(`${name} is set as well, and only one of them can count`);
      continue;
    }
    try {
      filled[name] = readFile(file).trim();
      if (filled[name] === '') wrong('the file is empty');
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
      wrong(`it wants a file that this program may read${reason}`);
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, env: filled };
}
