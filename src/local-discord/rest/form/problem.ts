/** What is wrong with one field of a body, in Discord's own codes and words. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** Where in a body a field is. */
export type Path = Problem['path'];

/** Discord's tree of problems: keys are those of the body, `_errors` holds what is wrong at that place. */
export interface FormErrors {
  _errors?: { code: string; message: string }[];
  [key: string]: FormErrors | { code: string; message: string }[] | undefined;
}

/** Arranges problems as the `errors` of a 50035 answer. */
export function asTree(problems: readonly Problem[]): FormErrors {
  const root: FormErrors = Object.create(null);
  for (const { path, code, message } of problems) {
    let node = root;
    for (const key of path.map(String)) {
      const next = node[key];
      const child: FormErrors = next === undefined || Array.isArray(next) ? Object.create(null) : next;
      node[key] = child;
      node = child;
    }
    node._errors = [...(node._errors ?? []), { code, message }];
  }
  return root;
}

/** The same problems, of a value that is at `prefix` in the body. */
export function below(prefix: string | number, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: [prefix, ...problem.path] }));
}

/** How long Discord takes a text to be: in code points, without white space around it. */
export function lengthOf(text: string): number {
  return [...text.trim()].length;
}

/** The places of items that an earlier item of the list already has. */
export function repeatedAt(items: readonly unknown[]): number[] {
  const seen = new Set<unknown>();
  return items.flatMap((item, index) => {
    const repeated = seen.has(item);
    seen.add(item);
    return repeated ? [index] : [];
  });
}
