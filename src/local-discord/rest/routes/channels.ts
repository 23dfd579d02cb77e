import { Hono } from 'hono';
import { type GuildChannel, isDirect, isThread } from '../../state/channel.ts';
import { channelPayload, lastPin } from '../../state/channel-payload.ts';
import { guildChannel } from '../../state/make.ts';
import { permission } from '../../state/permissions.ts';
import type { State } from '../../state/state.ts';
import { createAccess, demand, idIn, sending } from '../access.ts';
import { readBody } from '../body.ts';
import { changedChannel, newType, refuseForeignRights, toOverwrite } from '../channel-change.ts';
import { checkChannelForm, checkNewChannelForm, checkOverwriteForm } from '../form/place-form.ts';
import { Refusal, refusalOf } from '../refusal.ts';
import { changeThread } from '../thread-change.ts';

/** Channels of guilds, and who may do what in them. Threads are changed and deleted by the same routes. */
export function createChannelRoutes(state: State): Hono {
  const routes = new Hono();
  const access = createAccess(state);
  const { botId } = state.identity;

  routes.get('/channels/:channel', (context) => {
    const { channel } = access.channel(context);
    return context.json({ ...channelPayload(state, channel, botId), ...lastPin(state, channel.id) });
  });

  routes.patch('/channels/:channel', async (context) => {
    const { channel } = access.channel(context);
    if (isDirect(channel)) throw new Refusal(50024);
    if (isThread(channel)) {
      const { json } = await readBody(context);
      const after = await changeThread(state, json, () => access.thread(context));
      return context.json(channelPayload(state, after, botId));
    }
    access.guildChannel(context, permission.manageChannels);
    const { json } = await readBody(context);
    const checked = await checkChannelForm(json, channel);
    if (!checked.ok) throw refusalOf(checked);
    const { channel: before, held } = access.guildChannel(context, permission.manageChannels);
    const after = changedChannel(state, checked.form, before);
    if (checked.form.permission_overwrites) {
      demand(held, [permission.manageRoles]);
      refuseForeignRights(held, after.permission_overwrites);
    }
    state.channels.update(after);
    return context.json(channelPayload(state, after, botId));
  });

  routes.delete('/channels/:channel', (context) => {
    const { channel, held } = access.channel(context);
    const answer = channelPayload(state, channel, botId);
    // A conversation is only closed: it is the same one when it is opened again.
    if (isDirect(channel)) return context.json(answer);
    demand(held, [isThread(channel) ? permission.manageThreads : permission.manageChannels]);
    state.removeChannel(channel.id);
    return context.json(answer);
  });

  routes.post('/channels/:channel/typing', (context) => {
    const { channel, held } = access.textChannel(context);
    demand(held, [sending(channel)]);
    return context.body(null, 204);
  });

  routes.get('/guilds/:guild/channels', (context) =>
    context.json(state.channels.of(access.guild(context)).map((channel) => channelPayload(state, channel, botId))),
  );

  routes.post('/guilds/:guild/channels', async (context) => {
    access.guild(context, permission.manageChannels);
    const { json } = await readBody(context);
    const checked = await checkNewChannelForm(json);
    if (!checked.ok) throw refusalOf(checked);
    const { form } = checked;
    const guildId = access.guild(context, permission.manageChannels);
    const siblings = state.channels.of(guildId);
    if (siblings.length >= state.limits.channels) throw new Refusal(30013);
    const type = newType(form.type ?? 0);
    const made = changedChannel(
      state,
      { ...form, type },
      guildChannel(state.ids.next(), guildId, form.name, type, { position: siblings.length }),
    );
    if (form.permission_overwrites)
      refuseForeignRights(state.guildPermissions(botId, guildId), made.permission_overwrites);
    const channel = form.permission_overwrites ? made : { ...made, permission_overwrites: inherited(made) };
    state.channels.create(channel);
    return context.json(channelPayload(state, channel, botId), 201);
  });

  /** A new channel begins with the rights of its category. */
  function inherited({ parent_id }: GuildChannel): GuildChannel['permission_overwrites'] {
    const parent = parent_id === null ? undefined : state.channels.get(parent_id);
    return parent !== undefined && 'permission_overwrites' in parent ? parent.permission_overwrites : [];
  }

  routes.put('/channels/:channel/permissions/:overwrite', async (context) => {
    access.guildChannel(context, permission.manageRoles);
    const id = idIn(context, 'overwrite');
    const checked = await checkOverwriteForm((await readBody(context)).json);
    if (!checked.ok) throw refusalOf(checked);
    const { channel, held } = access.guildChannel(context, permission.manageRoles);
    const overwrite = toOverwrite({ ...checked.form, id });
    const exists =
      overwrite.type === 1
        ? state.user(id) !== undefined
        : state.guilds.roles(channel.guild_id).some((role) => role.id === id);
    if (!exists) throw new Refusal(10009);
    refuseForeignRights(held, [overwrite]);
    state.channels.setOverwrite(channel.id, overwrite);
    return context.body(null, 204);
  });

  routes.delete('/channels/:channel/permissions/:overwrite', (context) => {
    const { channel } = access.guildChannel(context, permission.manageRoles);
    const id = idIn(context, 'overwrite');
    const left = channel.permission_overwrites.filter((overwrite) => overwrite.id !== id);
    if (left.length === channel.permission_overwrites.length) throw new Refusal(10009);
    state.channels.update({ ...channel, permission_overwrites: left });
    return context.body(null, 204);
  });

  return routes;
}
