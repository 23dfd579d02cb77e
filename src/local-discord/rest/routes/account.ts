import { type Context, Hono } from 'hono';
import { guildPayload } from '../../state/guild-payload.ts';
import { has, permission } from '../../state/permissions.ts';
import type { State } from '../../state/state.ts';
import { Refusal } from '../refusal.ts';

/** The bot, its application, its guild and the guild's channels. */
export function createAccountRoutes(state: State): Hono {
  const routes = new Hono();
  const { botId } = state.identity;
  /** The id of a guild that the bot is in. */
  const guildOf = (context: Context): string => {
    const id = context.req.param('guild') ?? '';
    if (state.guilds.get(id) === undefined) throw new Refusal(10004);
    if (state.guilds.member(id, botId) === undefined) throw new Refusal(50001);
    return id;
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
      }),
    );

  routes.get('/guilds/:guild', (context) => {
    return context.json(guildPayload(state, guildOf(context)));
  });
  routes.get('/guilds/:guild/channels', (context) => {
    return context.json(state.channels.of(guildOf(context)));
  });
  routes.get('/guilds/:guild/roles', (context) => {
    return context.json(state.guilds.roles(guildOf(context)));
  });
  routes.get('/guilds/:guild/members/:user', (context) => {
    const guildId = guildOf(context);
    const user = context.req.param('user');
    const member = state.guilds.member(guildId, user === '@me' ? botId : user);
    if (member === undefined) throw new Refusal(10007);
    return context.json(member);
  });

  routes.get('/channels/:channel', (context) => {
    const channel = state.channels.get(context.req.param('channel'));
    if (channel === undefined) throw new Refusal(10003);
    if (!has(state.permissions(botId, channel), permission.viewChannel)) throw new Refusal(50001);
    return context.json(channel);
  });
  return routes;
}
