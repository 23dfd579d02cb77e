import { Hono } from 'hono';
import { guildPayload } from '../../state/guild-payload.ts';
import type { State } from '../../state/state.ts';
import { createAccess, idIn } from '../access.ts';
import { idQuery, numberIn } from '../query.ts';
import { Refusal } from '../refusal.ts';

/** The guilds that the bot is in, their roles and members. */
export function createGuildRoutes(state: State): Hono {
  const routes = new Hono();
  const access = createAccess(state);
  const { botId } = state.identity;

  routes.get('/users/@me/guilds', (context) => {
    const limit = numberIn(context, 'limit', { least: 1, most: 200, otherwise: 200 });
    const after = BigInt(idQuery(context, 'after') ?? 0);
    const before = BigInt(idQuery(context, 'before') ?? 2n ** 63n);
    const guilds = state.guilds
      .all()
      .filter(({ id }) => BigInt(id) > after && BigInt(id) < before)
      .filter(({ id }) => state.guilds.member(id, botId) !== undefined)
      .slice(0, limit);
    return context.json(
      guilds.map(({ id, name, owner_id }) => ({
        id,
        name,
        icon: null,
        banner: null,
        owner: owner_id === botId,
        permissions: String(state.guildPermissions(botId, id)),
        features: [],
      })),
    );
  });

  routes.get('/guilds/:guild', (context) => context.json(guildPayload(state, access.guild(context))));
  routes.get('/guilds/:guild/roles', (context) => context.json(state.guilds.roles(access.guild(context))));

  routes.get('/guilds/:guild/members/:user', (context) => {
    const guildId = access.guild(context);
    const member = state.guilds.member(guildId, context.req.param('user') === '@me' ? botId : idIn(context, 'user'));
    if (member === undefined) throw new Refusal(10007);
    return context.json(member);
  });

  return routes;
}
