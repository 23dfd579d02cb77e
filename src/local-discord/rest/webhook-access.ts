import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { User } from '../state/model.ts';
import { permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import type { Webhook } from '../state/webhooks.ts';
import { demand, idIn } from './access.ts';
import { Refusal } from './refusal.ts';

/** The webhook of a request whose address holds its token. */
export function webhookByToken(state: State, context: Context): Webhook {
  const webhook = state.webhooks.get(idIn(context, 'webhook'));
  if (webhook === undefined) throw new Refusal(10015);
  const [given, wanted] = [context.req.param('token') ?? '', webhook.token].map((text) => Buffer.from(text));
  const equal = given !== undefined && wanted !== undefined && given.length === wanted.length;
  if (!equal || !timingSafeEqual(given, wanted)) throw new Refusal(50027);
  return webhook;
}

/** The webhook of a request of the bot, which may manage it. */
export function managedWebhook(state: State, context: Context): Webhook {
  const webhook = state.webhooks.get(idIn(context, 'webhook'));
  if (webhook === undefined) throw new Refusal(10015);
  const channel = state.channels.get(webhook.channel_id);
  const held = channel === undefined ? 0n : state.permissions(state.identity.botId, channel);
  demand(held, [permission.manageWebhooks]);
  return webhook;
}

/** A webhook as its owner is shown it; the token is the application's own. */
export function webhookPayload({ token, ...webhook }: Webhook, botId: string) {
  const own = webhook.application_id === botId;
  const url = `https://discord.com/api/webhooks/${webhook.id}/${token}`;
  return { ...webhook, ...(own && { token, url }) };
}

/** A webhook as who knows its address is shown it: all but its maker. */
export function webhookPayloadByToken({ user: _user, ...webhook }: Webhook) {
  return { ...webhook, url: `https://discord.com/api/webhooks/${webhook.id}/${webhook.token}` };
}

/** Who a webhook's messages are by, unless they say otherwise. */
export function webhookAuthor({ id, name, avatar }: Webhook, own: Partial<Pick<User, 'username' | 'avatar'>>): User {
  return { id, username: name, discriminator: '0000', global_name: null, avatar, bot: true, public_flags: 0, ...own };
}
