import { expect, it } from 'vitest';
import { newThread } from '../../../src/local-discord/rest/thread-start.ts';
import { makeMessage, nothing } from '../../../src/local-discord/state/draft.ts';
import { guildChannel } from '../../../src/local-discord/state/make.ts';
import { openTestState } from '../../support/open-state.ts';

it('what is undone is as if it had never been, also for who asks before a restart', () => {
  const state = openTestState();
  const { guildId, botId } = state.identity;
  const [one, two] = state.channels.of(guildId);
  if (one === undefined || two === undefined) throw new Error('There are two channels.');
  const begin = (id: string) =>
    state.channels.create(newThread(state, one, { name: 'Talk' }, { id, type: 11, ownerId: botId }));
  const kept = state.ids.next();
  begin(kept);
  const held = makeMessage(state, one.id, nothing);
  state.messages.post(held);

  const seen = () => ({
    channels: state.channels.of(guildId),
    threads: state.threads.in(one.id),
    members: state.threads.members(kept),
    latest: [one, two].map(({ id }) => state.messages.latest(id)),
    roles: state.guilds.roles(guildId),
    commands: state.commands.list(),
  });
  const before = seen();
  const role = before.roles[0]?.id ?? '';

  expect(() =>
    state.inTransaction(() => {
      begin(state.ids.next());
      state.threads.join(kept, botId);
      state.messages.post(makeMessage(state, two.id, nothing));
      state.channels.create(guildChannel(state.ids.next(), guildId, 'three', 0));
      state.guilds.setRolePermissions(role, 8n);
      state.removeChannel(one.id);
      throw new Error('The disk is full.');
    }),
  ).toThrow('The disk is full.');

  expect(seen()).toEqual(before);
  state.close();
});
