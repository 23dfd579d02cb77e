import type { TooHeavy } from './form/message-form.ts';
import { asTree, type FormErrors, type Problem } from './form/problem.ts';
import type { Invalid } from './form/spec.ts';

/** What Discord says no with: `[HTTP status, message]` by its JSON error code. */
const known = {
  10002: [404, 'Unknown Application'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40094: [400, 'This interaction has reached the maximum number of follow up messages'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50027: [401, 'Invalid Webhook Token'],
  50035: [400, 'Invalid Form Body'],
  50109: [400, 'The request body contains invalid JSON.'],
} as const satisfies Record<number, readonly [number, string]>;

export type RefusalCode = keyof typeof known | 0;

/** The answer of a request that Discord would refuse; thrown by routes, sent by the application. */
export class Refusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 413 | 500;
  readonly code: RefusalCode;
  readonly errors?: FormErrors;

  constructor(
    code: RefusalCode,
    more: { status?: 401 | 500; message?: string; errors?: FormErrors; cause?: unknown } = {},
  ) {
    const [status, message] = code === 0 ? ([404, '404: Not Found'] as const) : known[code];
    super(more.message ?? message, { cause: more.cause });
    this.name = 'Refusal';
    this.status = more.status ?? status;
    this.code = code;
    if (more.errors !== undefined) this.errors = more.errors;
  }
}

/** The refusal of a body with these problems. */
export function invalidForm(problems: readonly Problem[]): Refusal {
  return new Refusal(50035, { errors: asTree(problems) });
}

/** The refusal of a body that was found unfit. */
export function refusalOf(unfit: Invalid | TooHeavy): Refusal {
  return 'tooHeavy' in unfit
    ? new Refusal(0, { status: 500, message: '500: Internal Server Error' })
    : invalidForm(unfit.problems);
}
