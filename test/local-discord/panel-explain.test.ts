import fc from 'fast-check';
import { expect, it } from 'vitest';
import { explain } from '../../src/local-discord/page/panel/explain.ts';
import { channelBits } from '../../src/local-discord/page/panel/permission-names.ts';
import type { Overwrite } from '../../src/local-discord/state/channel.ts';
import { guildChannel, member, role, user } from '../../src/local-discord/state/make.ts';
import { has, permission, permissionsOf } from '../../src/local-discord/state/permissions.ts';

const bits = channelBits.map(({ bit }) => bit);
const set = fc.subarray(bits).map((some) => some.reduce((sum, bit) => sum | bit, 0n));
const now = Date.UTC(2026, 10, 22);

const cases = fc.record({
  held: fc.subarray(['editors', 'readers']),
  given: fc.record({ guild: set, editors: set, readers: set }),
  administrator: fc.boolean(),
  overwrites: fc.uniqueArray(
    fc.record({ id: fc.constantFrom('guild', 'editors', 'readers', 'bot', 'other'), allow: set, deny: set }),
    { selector: ({ id }) => id },
  ),
  thread: fc.boolean(),
  timedOut: fc.boolean(),
  owner: fc.constantFrom('someone', 'someone', 'someone', 'bot'),
});

it('what is said of each permission is what counts, whatever roles, overwrites and timeouts say', () => {
  fc.assert(
    fc.property(cases, ({ held, given, administrator, overwrites, thread, timedOut, owner }) => {
      const guild = { id: 'guild', name: 'Guild', owner_id: owner };
      const roles = Object.entries(given).map(([id, permissions], position) =>
        role(id, id, position, administrator && id === 'editors' ? permission.administrator : permissions),
      );
      const channel = guildChannel('channel', 'guild', 'channel', 0, {
        permission_overwrites: overwrites.map(
          ({ id, allow, deny }): Overwrite => ({
            id,
            type: id === 'bot' || id === 'other' ? 1 : 0,
            allow: String(allow),
            deny: String(deny),
          }),
        ),
      });
      const bot = {
        ...member(user('bot', 'bot', true), 0, held),
        communication_disabled_until: timedOut ? new Date(now + 1).toISOString() : null,
      };
      const counts = permissionsOf(bot, guild, roles, { channel, thread, now });
      for (const { bit, name } of channelBits) {
        const said = explain(bot, bit, { guild, roles, channel, thread, now });
        expect(said.held, `${name}: ${said.reason}`).toBe(has(counts, bit));
      }
    }),
    { numRuns: 300 },
  );
});
