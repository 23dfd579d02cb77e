import type { GuildChannel, Overwrite } from '../../state/channel.ts';
import type { Guild, Member, Role } from '../../state/model.ts';
import { has, isTimedOut, permission } from '../../state/permissions.ts';

export interface Explanation {
  readonly held: boolean;
  /** A sentence for people. */
  readonly reason: string;
}

interface Case {
  readonly guild: Guild;
  readonly roles: readonly Role[];
  /** The channel, or the parent of the thread. */
  readonly channel: GuildChannel;
  readonly thread: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Whether a member may do something in a channel, and what decides it. It finds what `permissionsOf` finds (a test holds
 * the two together), by the last rule that speaks: that one is the reason.
 */
export function explain(member: Member, bit: bigint, place: Case): Explanation {
  const { guild, roles } = place;
  if (guild.owner_id === member.user.id) return yes('Owns the server.');
  const held = roles.filter(({ id }) => id === guild.id || member.roles.includes(id));
  const powerful = held.find(({ permissions }) => has(BigInt(permissions), permission.administrator));
  if (powerful !== undefined) return yes(`Administrator, by ${named(powerful, guild)}.`);
  return implicit(member, bit, place, held) ?? explicit(member, bit, place, held);
}

const sendingNeeded = permission.embedLinks | permission.attachFiles | permission.mentionEveryone;

/** What takes a permission away whatever roles and channel say. */
function implicit(member: Member, bit: bigint, place: Case, held: readonly Role[]): Explanation | undefined {
  const stays = permission.viewChannel | permission.readMessageHistory;
  if (isTimedOut(member, place.now) && !has(stays, bit)) return no('Timed out.');
  const lacks = (other: bigint): boolean => other !== bit && !explain(member, other, place).held;
  const saidNo = !explicit(member, bit, place, held).held;
  if (saidNo) return undefined;
  if (lacks(permission.viewChannel)) return no('Nothing without View Channel.');
  const sending = place.thread ? permission.sendMessagesInThreads : permission.sendMessages;
  if (has(sendingNeeded, bit) && lacks(sending))
    return no(`Nothing without ${place.thread ? 'Send Messages in Threads' : 'Send Messages'}.`);
  return undefined;
}

/** What roles and the channel's overwrites say: the last of Discord's layers that speaks counts, allow over deny. */
function explicit(member: Member, bit: bigint, { guild, channel }: Case, held: readonly Role[]): Explanation {
  const { permission_overwrites: overwrites } = channel;
  const own = overwrites.filter(({ id, type }) => type === 1 && id === member.user.id);
  const byRole = overwrites.filter(({ id, type }) => type === 0 && id !== guild.id && member.roles.includes(id));
  const everyone = overwrites.filter(({ id }) => id === guild.id);
  const roleName = ({ id }: Overwrite): string => {
    const role = held.find((one) => one.id === id);
    return role === undefined ? 'a role' : named(role, guild);
  };
  for (const [layer, who] of [
    [own, () => member.user.username],
    [byRole, roleName],
    [everyone, () => '@everyone'],
  ] as const) {
    const allowing = layer.find(({ allow }) => has(BigInt(allow), bit));
    if (allowing !== undefined) return yes(`Allowed here for ${who(allowing)}.`);
    const denying = layer.find(({ deny }) => has(BigInt(deny), bit));
    if (denying !== undefined) return no(`Denied here for ${who(denying)}.`);
  }
  const giving = held.find(({ permissions }) => has(BigInt(permissions), bit));
  return giving === undefined ? no('No role gives it.') : yes(`Given by ${named(giving, guild)}.`);
}

function named({ id, name }: Role, guild: Guild): string {
  return id === guild.id ? '@everyone' : `the role ${name}`;
}

function yes(reason: string): Explanation {
  return { held: true, reason };
}

function no(reason: string): Explanation {
  return { held: false, reason };
}
