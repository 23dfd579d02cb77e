import * as z from 'zod/mini';
import { schemeProblems } from './address-rules.ts';
import { nameContains, nameIs } from './codes.ts';
import type { Maybe, MessageForm } from './forms.ts';
import { checkMessageForm, type MessageContext, type TooHeavy } from './message-form.ts';
import type { Path, Problem } from './problem.ts';
import { type Checked, checkAgainst, fitting } from './spec.ts';

const name = z.string().check(z.minLength(1), z.maxLength(80));
const avatar = z.exactOptional(z.nullable(z.string()));
const made = z.object({ name, avatar });
const changed = z.object({
  name: z.exactOptional(name),
  avatar,
  channel_id: z.exactOptional(z.nullable(z.string().check(z.regex(/^(0|[1-9][0-9]*)$/)))),
});

export type WebhookForm = z.infer<typeof made>;
export type WebhookChangeForm = z.infer<typeof changed>;

/** A message that a webhook posts, with an identity of its own or as a new forum post. */
export type WebhookMessageForm = MessageForm &
  Maybe<{ username: string; avatar_url: string; thread_name: string; applied_tags: readonly string[] }>;

/** Holds the body that makes a webhook against Discord's rules. */
export async function checkWebhookForm(body: unknown): Promise<Checked<WebhookForm>> {
  const checked = checkAgainst(made, body);
  return checked.ok ? fitting(checked.form, nameProblems(checked.form.name, ['name'])) : checked;
}

/** Holds the body that changes a webhook against Discord's rules. */
export async function checkWebhookChangeForm(body: unknown): Promise<Checked<WebhookChangeForm>> {
  const checked = checkAgainst(changed, body);
  return checked.ok ? fitting(checked.form, nameProblems(checked.form.name ?? '', ['name'])) : checked;
}

/** Holds the body of a webhook's message against Discord's rules. */
export async function checkWebhookMessageForm(
  body: unknown,
  context: MessageContext = {},
): Promise<Checked<WebhookMessageForm> | TooHeavy> {
  const checked = await checkMessageForm('IncomingWebhookRequestPartial', body, context);
  if (!checked.ok) return checked;
  const form: WebhookMessageForm = checked.form;
  return fitting(form, [
    ...nameProblems(form.username ?? '', ['username']),
    ...schemeProblems(['avatar_url'], form.avatar_url, ['http', 'https']),
  ]);
}

/** Docs, "Usernames and Nicknames" and "Create Webhook". */
function nameProblems(given: string, path: Path): Problem[] {
  const lower = given.trim().toLowerCase();
  return [
    ...['clyde', 'discord'].filter((word) => lower.includes(word)).map((word) => nameContains(path, word)),
    ...['everyone', 'here'].filter((word) => lower === word).map((word) => nameIs(path, word)),
  ];
}
