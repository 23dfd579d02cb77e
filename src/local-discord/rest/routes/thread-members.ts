import { type Context, Hono } from 'hono';
import { channelType, type Thread } from '../../state/channel.ts';
import { has, permission } from '../../state/permissions.ts';
import { applicationFlag } from '../../state/privileged-intents.ts';
import type { State } from '../../state/state.ts';
import { createAccess, demand, idIn, type Place, refuseArchived } from '../access.ts';
import { flagIn } from '../query.ts';
import { Refusal } from '../refusal.ts';

/** Who is in a thread. */
export function createThreadMemberRoutes(state: State): Hono {
  const routes = new Hono();
  const access = createAccess(state);
  const { botId } = state.identity;
  const userIn = (context: Context): string => (context.req.param('user') === '@me' ? botId : idIn(context, 'user'));

  /** A thread that can be joined and left. */
  function openThread(context: Context): Place<Thread> {
    const place = access.thread(context);
    refuseArchived(place.channel);
    return place;
  }

  function shown(context: Context, threadId: string, userId: string) {
    const found = state.threads.member(threadId, userId);
    if (found === undefined) return undefined;
    const thread = state.channels.thread(threadId);
    const member = thread && state.guilds.member(thread.guild_id, userId);
    return { ...found, ...(flagIn(context, 'with_member') && member !== undefined && { member }) };
  }

  routes.get('/channels/:channel/thread-members', (context) => {
    const { channel } = access.thread(context);
    // Discord's documentation, "List Thread Members".
    if ((state.application.flags & applicationFlag.GUILD_MEMBERS) === 0) throw new Refusal(50001);
    return context.json(state.threads.members(channel.id).map(({ user_id }) => shown(context, channel.id, user_id)));
  });

  routes.get('/channels/:channel/thread-members/:user', (context) => {
    const { channel } = access.thread(context);
    const member = shown(context, channel.id, userIn(context));
    if (member === undefined) throw new Refusal(10007);
    return context.json(member);
  });

  routes.put('/channels/:channel/thread-members/:user', (context) => {
    const { channel, held } = openThread(context);
    const userId = userIn(context);
    if (userId !== botId) demandInvitation(channel, held);
    if (state.guilds.member(channel.guild_id, userId) === undefined) throw new Refusal(10007);
    if (state.threads.member(channel.id, userId) === undefined && channel.member_count >= state.limits.threadMembers)
      throw new Refusal(30033);
    state.threads.join(channel.id, userId);
    return context.body(null, 204);
  });

  /** Who may send in a thread may let others in, unless only moderators may into this one. */
  function demandInvitation({ owner_id, thread_metadata: { invitable = true } }: Thread, held: bigint): void {
    demand(held, [permission.sendMessagesInThreads]);
    if (!invitable && owner_id !== botId && !has(held, permission.manageThreads)) throw new Refusal(50013);
  }

  routes.delete('/channels/:channel/thread-members/:user', (context) => {
    const { channel, held } = openThread(context);
    const userId = userIn(context);
    const ownPrivate = channel.type === channelType.privateThread && channel.owner_id === botId;
    if (userId !== botId && !ownPrivate) demand(held, [permission.manageThreads]);
    state.threads.leave(channel.id, userId);
    return context.body(null, 204);
  });

  return routes;
}
