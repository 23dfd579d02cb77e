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
  10009: [404, 'Unknown Overwrite'],
  10011: [404, 'Unknown Role'],
  10013: [404, 'Unknown User'],
  10014: [400, 'Unknown Emoji'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  10066: [404, 'Unknown application command permissions'],
  10087: [404, 'Unknown Tag'],
  30003: [400, 'Maximum number of pins reached for the channel'],
  30007: [400, 'Maximum number of webhooks reached'],
  30010: [400, 'Maximum number of reactions reached'],
  30013: [400, 'Maximum number of guild channels reached'],
  30015: [400, 'Maximum number of attachments in a message reached (10)'],
  30032: [400, 'Maximum number of application commands reached'],
  30033: [400, 'Max number of thread participants has been reached'],
  30047: [400, 'Maximum number of pinned threads in a forum channel has been reached'],
  30048: [400, 'Maximum number of tags in a forum channel has been reached'],
  40005: [413, 'Request entity too large'],
  40033: [400, 'This message has already been crossposted'],
  40041: [400, 'An application command with that name already exists'],
  40058: [400, 'Cannot send a message in a forum channel'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40061: [400, 'Tag names must be unique'],
  40066: [400, 'There are no tags available that can be set by non-moderators'],
  40067: [400, 'A tag is required to create a forum post in this channel'],
  40094: [400, 'This interaction has reached the maximum number of follow up messages'],
  50001: [403, 'Missing Access'],
  50003: [403, 'Cannot execute action on a DM channel'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50021: [403, 'Cannot execute action on a system message'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50033: [400, 'Invalid Recipient(s)'],
  50034: [400, 'You can only bulk delete messages that are under 14 days old.'],
  50035: [400, 'Invalid Form Body'],
  50068: [400, 'Invalid message type'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  50278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  160002: [400, 'Cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [403, 'Thread is locked'],
  160006: [400, 'Maximum number of active threads reached'],
  160007: [400, 'Maximum number of active announcement threads reached'],
  220001: [400, 'Webhooks posted to forum channels must have a thread_name or thread_id'],
  220002: [400, 'Webhooks posted to forum channels cannot have both a thread_name and thread_id'],
  220003: [400, 'Webhooks can only create threads in forum channels'],
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
