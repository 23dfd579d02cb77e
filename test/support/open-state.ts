import { openState, type State, type StateOptions } from '../../src/local-discord/state/state.ts';

/** A guild with two channels and an owner, kept nowhere, on a day on which the clock stands still. */
export function openTestState(options: Partial<StateOptions> = {}): State {
  return openState({
    dataFile: ':memory:',
    clock: { now: () => Date.UTC(2026, 10, 20, 12) },
    random: { id: () => 'x'.repeat(16) },
    world: {
      bot: { username: 'Bot' },
      people: ['owner'],
      guilds: [{ name: 'Guild', owner: 'owner', channels: [{ name: 'one' }, { name: 'two' }] }],
    },
    nonceWindowMs: 1000,
    ...options,
  });
}
