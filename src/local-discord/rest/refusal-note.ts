import type { FormErrors } from './form/problem.ts';
import type { Refusal } from './refusal.ts';
import type { RefusalNote } from './request-log.ts';

/** Names of fields can be a stranger's own, and as long as a body. */
const maxPath = 200;

/** What the log says of a refusal. */
export function noteOn({ code, message, errors }: Refusal): RefusalNote {
  return { code, message, ...(errors && { path: firstProblem(errors).slice(0, maxPath) }) };
}

/** Where the first problem of a form is: `embeds.0.title`; empty for the form itself. */
function firstProblem(errors: FormErrors): string {
  const [key, inner] = Object.entries(errors).find(([name]) => name !== '_errors') ?? [];
  if (key === undefined || inner === undefined || Array.isArray(inner)) return '';
  return [key, firstProblem(inner)].filter(Boolean).join('.');
}
