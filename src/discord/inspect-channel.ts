import { ChannelType } from 'discord.js';
import { z } from 'zod';
import type { Inspection, Outcome } from '../desk/transport-port.ts';
import type { Obstacle } from '../news/feed.ts';
import type { ChannelStanding } from './channel-standing.ts';
import { clean, cut } from './text.ts';

/** Kinds of channel that take the cards of a feed. The command offers the first two; the environment may name any. */
const suitable: ReadonlySet<number> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]);
const longestRole = 100;

const channelSchema = z.object({ type: z.number() });

/** The type of a channel as the API answers with it; `undefined` when the answer is none of Discord's. */
export function typeOf(answer: unknown): number | undefined {
  return channelSchema.safeParse(answer).data?.type;
}

/**
 * Why a channel takes no cards: what Discord answered when it was asked for the channel (its type, or what the failure
 * meant), together with how the bot stands there. `now` in milliseconds since 1970.
 */
export function inspected(
  answer: Outcome | { readonly type: number | undefined },
  standing: ChannelStanding,
  now: number,
): Inspection {
  if ('result' in answer) return refused(answer, standing);
  if (answer.type === undefined) return { result: 'unknown' };
  if (!suitable.has(answer.type))
    return blocked(
      'unsuitable',
      'The channel is of a kind that takes no cards: choose a text or announcement channel.',
    );
  if (standing.known !== 'channel') return { result: 'unknown' };
  if (standing.missing.length > 0) return blocked('rights', lacks(standing));
  if (standing.timedOutUntil !== undefined && standing.timedOutUntil > now)
    return blocked('rights', 'The bot is in a time-out: remove it in the list of members, or wait until it ends.');
  return { result: 'fine' };
}

function refused(answer: Outcome, standing: ChannelStanding): Inspection {
  if (answer.result === 'stop') return answer;
  if (answer.result !== 'blocked') return { result: 'unknown' };
  if (answer.obstacle !== 'rights') return answer;
  // Whom a server has removed, Discord answers like anyone who may not look.
  if (standing.known === 'no-such-channel')
    return blocked('removed', 'The bot is no longer on this server: invite it again.');
  if (standing.known === 'channel' && standing.missing.length > 0) return blocked('rights', lacks(standing));
  return answer;
}

function lacks({ missing, role }: Extract<ChannelStanding, { known: 'channel' }>): string {
  const [them, rights] = missing.length === 1 ? ['it', 'permission'] : ['them', 'permissions'];
  const whom = role === undefined ? 'the bot' : `the bot's role "${cut(clean(role), longestRole)}"`;
  return `The bot lacks the ${rights} ${andList(missing)} in the channel. Give ${them} to ${whom}: Edit Channel → Permissions.`;
}

function andList(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
}

function blocked(obstacle: Obstacle, reason: string): Inspection {
  return { result: 'blocked', obstacle, reason };
}
