import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { channelType, type GuildChannel } from '../../state/channel.ts';
import { has, permission } from '../../state/permissions.ts';
import type { State } from '../../state/state.ts';
import type { Webhook } from '../../state/webhooks.ts';
import { createAccess, type Place } from '../access.ts';
import { readBody } from '../body.ts';
import { checkWebhookChangeForm, checkWebhookForm, type WebhookChangeForm } from '../form/webhook-form.ts';
import { invalidForm, Refusal, refusalOf } from '../refusal.ts';
import { managedWebhook, webhookByToken, webhookPayload, webhookPayloadByToken } from '../webhook-access.ts';

const withToken = '/webhooks/:webhook/:token';

/** How webhooks are made, read, changed and deleted: by the bot, or by whoever has their token. */
export function createWebhookRoutes(state: State): Hono {
  const routes = new Hono();
  const access = createAccess(state);
  const { botId } = state.identity;

  function manageable(context: Context): Place<GuildChannel> {
    const place = access.guildChannel(context);
    if (place.channel.type === channelType.category) throw new Refusal(50024);
    if (!has(place.held, permission.manageWebhooks)) throw new Refusal(50013);
    return place;
  }

  routes.post('/channels/:channel/webhooks', async (context) => {
    manageable(context);
    const checked = await checkWebhookForm((await readBody(context)).json);
    if (!checked.ok) throw refusalOf(checked);
    const { channel } = manageable(context);
    if (state.webhooks.in(channel.id).length >= state.limits.webhooks) throw new Refusal(30007);
    const webhook: Webhook = {
      id: state.ids.next(),
      type: 1,
      guild_id: channel.guild_id,
      channel_id: channel.id,
      name: checked.form.name.trim(),
      avatar: pictureHash(checked.form.avatar),
      token: state.secret(),
      application_id: botId,
      user: state.bot(),
    };
    state.webhooks.put(webhook);
    return context.json(webhookPayload(webhook, botId));
  });

  routes.get('/channels/:channel/webhooks', (context) => {
    const { channel } = manageable(context);
    return context.json(state.webhooks.in(channel.id).map((webhook) => webhookPayload(webhook, botId)));
  });
  routes.get('/guilds/:guild/webhooks', (context) => {
    const guildId = access.guild(context, permission.manageWebhooks);
    return context.json(state.webhooks.of(guildId).map((webhook) => webhookPayload(webhook, botId)));
  });

  routes.get('/webhooks/:webhook', (context) => context.json(webhookPayload(managedWebhook(state, context), botId)));
  routes.get(withToken, (context) => context.json(webhookPayloadByToken(webhookByToken(state, context))));

  /** The webhook as a body changes it; `channel_id` only counts for who may manage webhooks. */
  async function changed(context: Context, current: () => Webhook, mayMove: boolean): Promise<Webhook> {
    current();
    const checked = await checkWebhookChangeForm((await readBody(context)).json);
    if (!checked.ok) throw refusalOf(checked);
    const { form } = checked;
    const webhook = current();
    const after: Webhook = {
      ...webhook,
      ...(form.name !== undefined && { name: form.name.trim() }),
      ...(form.avatar !== undefined && { avatar: pictureHash(form.avatar) }),
      ...(mayMove && form.channel_id && { channel_id: destination(form, webhook) }),
    };
    state.webhooks.put(after);
    return after;
  }

  function destination({ channel_id }: WebhookChangeForm, { guild_id, channel_id: before }: Webhook): string {
    const channel = state.channels.get(channel_id ?? '');
    if (channel === undefined || !('position' in channel) || channel.guild_id !== guild_id) throw new Refusal(10003);
    if (channel.type === channelType.category) throw new Refusal(50024);
    if (!has(state.permissions(botId, channel), permission.manageWebhooks)) throw new Refusal(50013);
    if (channel.id !== before && state.webhooks.in(channel.id).length >= state.limits.webhooks)
      throw new Refusal(30007);
    return channel.id;
  }

  routes.patch('/webhooks/:webhook', async (context) =>
    context.json(webhookPayload(await changed(context, () => managedWebhook(state, context), true), botId)),
  );
  routes.patch(withToken, async (context) =>
    context.json(webhookPayloadByToken(await changed(context, () => webhookByToken(state, context), false))),
  );
  routes.delete('/webhooks/:webhook', (context) => {
    state.webhooks.remove(managedWebhook(state, context));
    return context.body(null, 204);
  });
  routes.delete(withToken, (context) => {
    state.webhooks.remove(webhookByToken(state, context));
    return context.body(null, 204);
  });

  return routes;
}

/** What Discord keeps of a picture in a body; the picture itself is not kept here. */
function pictureHash(data: string | null | undefined): string | null {
  if (data === null || data === undefined) return null;
  if (!/^data:image\/(?:jpeg|png|gif|webp);base64,[\w+/=\s]+$/.test(data))
    throw invalidForm([{ path: ['avatar'], code: 'IMAGE_INVALID', message: 'Invalid image data' }]);
  return createHash('md5').update(data).digest('hex');
}
