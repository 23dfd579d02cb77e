import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelType, type GuildChannel, type Overwrite } from '../../../src/local-discord/state/channel.ts';
import * as make from '../../../src/local-discord/state/make.ts';
import type { Member, Role } from '../../../src/local-discord/state/model.ts';
import { allPermissions, has, permission, permissionsOf } from '../../../src/local-discord/state/permissions.ts';

const { viewChannel, sendMessages, embedLinks, administrator, readMessageHistory } = permission;
const now = Date.UTC(2026, 10, 20);
const guild = { id: 'guild', name: 'Guild', owner_id: 'owner' };

const role = (id: string, permissions: bigint): Role => make.role(id, id, 0, permissions);
const member = (id: string, ...roles: string[]): Member => make.member(make.user(id, id, false), now, roles);
const channel = (...permission_overwrites: Overwrite[]): GuildChannel =>
  make.guildChannel('channel', guild.id, 'channel', channelType.text, { permission_overwrites });
const overwrite = (id: string, type: 0 | 1, allow: bigint, deny: bigint): Overwrite => ({
  id,
  type,
  allow: String(allow),
  deny: String(deny),
});

const usual = viewChannel | sendMessages | embedLinks;

describe('what a member may do in a channel', () => {
  it.each<[string, bigint, Role[], Overwrite[]]>([
    ['is what everyone may', usual, [role('guild', usual)], []],
    ['is more with a role', usual | readMessageHistory, [role('guild', usual), role('a', readMessageHistory)], []],
    ['is not what a role gives that they lack', usual, [role('guild', usual), role('c', readMessageHistory)], []],
    [
      'is everything with Administrator',
      allPermissions,
      [role('guild', 0n), role('a', administrator)],
      [overwrite('me', 1, 0n, usual)],
    ],
    ['is nothing where they may not look', 0n, [role('guild', usual)], [overwrite('guild', 0, 0n, viewChannel)]],
    [
      'has no embeds where they may not send',
      viewChannel,
      [role('guild', usual)],
      [overwrite('guild', 0, 0n, sendMessages)],
    ],
    [
      'is what a role allows against everyone',
      usual,
      [role('guild', usual)],
      [overwrite('guild', 0, 0n, usual), overwrite('a', 0, usual, 0n)],
    ],
    [
      'is what one role allows against another',
      usual,
      [role('guild', usual)],
      [overwrite('a', 0, 0n, usual), overwrite('b', 0, usual, 0n)],
    ],
    [
      'is what is said of themselves against every role',
      viewChannel,
      [role('guild', usual)],
      [overwrite('me', 1, 0n, sendMessages), overwrite('a', 0, sendMessages, 0n)],
    ],
    [
      'is not touched by what is said of others',
      usual,
      [role('guild', usual)],
      [overwrite('you', 1, 0n, usual), overwrite('c', 0, 0n, usual)],
    ],
  ])('%s', (_what, wanted, roles, overwrites) => {
    expect(permissionsOf(member('me', 'a', 'b'), guild, roles, { channel: channel(...overwrites), now })).toBe(wanted);
  });

  it('is everything for the owner, whatever is denied', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, allPermissions), (denied) => {
        const denying = channel(overwrite('guild', 0, 0n, denied), overwrite('owner', 1, 0n, denied));
        expect(permissionsOf(member('owner'), guild, [role('guild', 0n)], { channel: denying, now })).toBe(
          allPermissions,
        );
      }),
    );
  });

  it('does not depend on the order of roles and overwrites', () => {
    const bits = fc.bigInt(0n, allPermissions).map((any) => any & ~administrator);
    fc.assert(
      fc.property(fc.array(fc.tuple(bits, bits), { minLength: 3, maxLength: 3 }), ([guildBits, a, b]) => {
        const [[g, gd], [x, xd], [y, yd]] = [guildBits ?? [0n, 0n], a ?? [0n, 0n], b ?? [0n, 0n]];
        const roles = [role('guild', g), role('a', x), role('b', y)];
        const overwrites = [overwrite('guild', 0, gd, g), overwrite('a', 0, xd, x), overwrite('b', 0, yd, y)];
        const me = member('me', 'a', 'b');
        expect(permissionsOf(me, guild, roles, { channel: channel(...overwrites), now })).toBe(
          permissionsOf(me, guild, roles.toReversed(), { channel: channel(...overwrites.toReversed()), now }),
        );
      }),
    );
  });

  it('includes sending wherever it includes embeds', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, allPermissions), fc.bigInt(0n, allPermissions), (base, denied) => {
        const held = permissionsOf(member('me'), guild, [role('guild', base & ~administrator)], {
          channel: channel(overwrite('guild', 0, 0n, denied)),
          now,
        });
        if (has(held, embedLinks)) expect(has(held, sendMessages | viewChannel)).toBe(true);
      }),
    );
  });

  it('is looking and reading alone until a timeout has ended, unless they own or administer the guild', () => {
    const until = new Date(now + 1).toISOString();
    const timedOut = (id: string): Member => ({ ...member(id), communication_disabled_until: until });
    const roles = [role('guild', usual | readMessageHistory)];
    const place = { channel: channel(), now };
    expect(permissionsOf(timedOut('me'), guild, roles, place)).toBe(viewChannel | readMessageHistory);
    expect(permissionsOf(timedOut('me'), guild, roles, { ...place, now: now + 1 })).toBe(usual | readMessageHistory);
    expect(permissionsOf(timedOut('owner'), guild, roles, place)).toBe(allPermissions);
    expect(permissionsOf(timedOut('me'), guild, [role('guild', administrator)], place)).toBe(allPermissions);
  });

  it('hangs in a thread on sending in threads, not on sending', () => {
    const { sendMessagesInThreads } = permission;
    const inThread = (bits: bigint) =>
      permissionsOf(member('me'), guild, [role('guild', bits)], { channel: channel(), thread: true, now });
    expect(has(inThread(viewChannel | sendMessagesInThreads | embedLinks), embedLinks)).toBe(true);
    expect(has(inThread(usual), embedLinks)).toBe(false);
  });
});
