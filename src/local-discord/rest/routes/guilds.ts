import { Hono } from 'hono';
import { guildPayload } from '../../state/guild-payload.ts';
import { isNamed } from '../../state/member-name.ts';
import { applicationFlag } from '../../state/privileged-intents.ts';
import type { State } from '../../state/state.ts';
import { createAccess, idIn } from '../access.ts';
import { required } from '../form/codes.ts';
import { flagIn, idQuery, numberIn } from '../query.ts';
import { invalidForm, Refusal } from '../refusal.ts';

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

  routes.delete('/users/@me/guilds/:guild', (context) => {
    state.guilds.removeBot(access.guild(context), botId);
    return context.body(null, 204);
  });

  routes.get('/guilds/:guild', (context) => {
    const guildId = access.guild(context);
    const count = state.guilds.members(guildId).length;
    const counts = { approximate_member_count: count, approximate_presence_count: count };
    return context.json({ ...guildPayload(state, guildId), ...(flagIn(context, 'with_counts') && counts) });
  });

  routes.get('/guilds/:guild/roles', (context) => context.json(state.guilds.roles(access.guild(context))));
  routes.get('/guilds/:guild/roles/:role', (context) => {
    const roles = state.guilds.roles(access.guild(context));
    const role = roles.find(({ id }) => id === idIn(context, 'role'));
    if (role === undefined) throw new Refusal(10011);
    return context.json(role);
  });

  routes.get('/guilds/:guild/members', (context) => {
    const guildId = access.guild(context);
    // Discord's documentation, "List Guild Members".
    if ((state.application.flags & applicationFlag.GUILD_MEMBERS) === 0) throw new Refusal(50001);
    const limit = numberIn(context, 'limit', { least: 1, most: 1000, otherwise: 1 });
    const after = BigInt(idQuery(context, 'after') ?? 0);
    const members = state.guilds
      .members(guildId)
      .filter(({ user }) => BigInt(user.id) > after)
      .sort((a, b) => (BigInt(a.user.id) < BigInt(b.user.id) ? -1 : 1));
    return context.json(members.slice(0, limit));
  });

  routes.get('/guilds/:guild/members/search', (context) => {
    const guildId = access.guild(context);
    const limit = numberIn(context, 'limit', { least: 1, most: 1000, otherwise: 1 });
    const query = context.req.query('query');
    if (!query) throw invalidForm([required(['query'])]);
    const found = state.guilds.members(guildId).filter((member) => isNamed(member, query));
    return context.json(found.slice(0, limit));
  });

  routes.get('/guilds/:guild/members/:user', (context) => {
    const guildId = access.guild(context);
    const member = state.guilds.member(guildId, context.req.param('user') === '@me' ? botId : idIn(context, 'user'));
    if (member === undefined) throw new Refusal(10007);
    return context.json(member);
  });

  return routes;
}
