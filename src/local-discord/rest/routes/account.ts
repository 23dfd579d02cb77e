import { Hono } from 'hono';
import { guildPayload } from '../../state/guild-payload.ts';
import { has, permission } from '../../state/permissions.ts';
import type { State } from '../../state/state.ts';
import { Refusal } from '../refusal.ts';

/** The bot, its application, its guild and the guild's channels. */
export function createAccountRoutes(state: State): Hono {
  const routes = new Hono();
  const { botId, guildId } = state.identity;
  const inGuild = (id: string): void => {
    if (id !== guildId) throw new Refusal(10004);
  };

  routes.get('/gateway', (context) => context.json({ url: `ws://${context.req.header('host')}/gateway` }));
  routes.get('/gateway/bot', (context) =>
    context.json({
      url: `ws://${context.req.header('host')}/gateway`,
      shards: 1,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 },
    }),
  );

  routes.get('/users/@me', (context) => context.json({ ...state.bot(), verified: true, mfa_enabled: true, flags: 0 }));
  for (const path of ['/applications/@me', '/oauth2/applications/@me'])
    routes.get(path, (context) =>
      context.json({
        id: botId,
        name: state.bot().username,
        icon: null,
        description: '',
        bot_public: true,
        bot_require_code_grant: false,
        verify_key: '0'.repeat(64),
        flags: 0,
        bot: state.bot(),
        guild_id: guildId,
      }),
    );

  routes.get('/guilds/:guild', (context) => {
    inGuild(context.req.param('guild'));
    return context.json(guildPayload(state));
  });
  routes.get('/guilds/:guild/channels', (context) => {
    inGuild(context.req.param('guild'));
    return context.json(state.channels());
  });
  routes.get('/guilds/:guild/roles', (context) => {
    inGuild(context.req.param('guild'));
    return context.json(state.roles());
  });
  routes.get('/guilds/:guild/members/:user', (context) => {
    inGuild(context.req.param('guild'));
    const user = context.req.param('user');
    const member = state.member(user === '@me' ? botId : user);
    if (member === undefined) throw new Refusal(10007);
    return context.json(member);
  });

  routes.get('/channels/:channel', (context) => {
    const channel = state.channel(context.req.param('channel'));
    if (channel === undefined) throw new Refusal(10003);
    if (!has(state.permissions(botId, channel), permission.viewChannel)) throw new Refusal(50001);
    return context.json(channel);
  });
  return routes;
}
