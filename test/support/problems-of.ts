interface Problem {
  readonly path: readonly (string | number)[];
  readonly code: string;
}

type Outcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly tooHeavy: true };

/** What a check of a body found, as `path: CODE`; nothing when the body is taken. */
export async function problemsOf(checked: Promise<Outcome>): Promise<string[]> {
  const outcome = await checked;
  if (outcome.ok) return [];
  if ('tooHeavy' in outcome) return ['too heavy'];
  return outcome.problems.map(({ path, code }) => `${path.join('.')}: ${code}`);
}
