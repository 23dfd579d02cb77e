import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeMessage, nothing } from '../../../src/local-discord/state/draft.ts';
import type { State } from '../../../src/local-discord/state/state.ts';
import { openTestState } from '../../support/open-state.ts';

const nonceWindowMs = 5 * 60_000;
let time: number;
let state: State;

beforeEach(() => {
  time = Date.UTC(2026, 10, 20);
  state = openTestState({ clock: { now: () => time }, nonceWindowMs });
});
afterEach(() => state.close());

it('a nonce is forgotten with the first that is kept after its window', () => {
  const [channel] = state.channels.of(state.identity.guildId);
  const { botId } = state.identity;
  const post = (nonce: string): void => state.messages.post(makeMessage(state, channel?.id ?? '', nothing), { nonce });

  post('old');
  time += nonceWindowMs;
  post('young');
  expect(state.messages.findNonce(botId, 'old')).toBeDefined();
  time += 1;
  post('new');
  // Were it still there, a clock that steps back would bring it to light.
  time -= 1;
  expect(state.messages.findNonce(botId, 'old')).toBeUndefined();
  expect(state.messages.findNonce(botId, 'young')).toBeDefined();
});

describe('messages for one person alone', () => {
  it('go with their channel, and only they do', () => {
    const { ownerId } = state.identity;
    const messages = state.channels.of(state.identity.guildId).map(({ id }) => makeMessage(state, id, nothing));
    for (const message of messages) state.messages.post(message, { onlyFor: ownerId });
    const [gone, kept] = messages;
    if (gone === undefined || kept === undefined) throw new Error('Two channels were expected.');

    state.removeChannel(gone.channel_id);
    expect(state.messages.get(gone.id)).toBeUndefined();
    expect(state.messages.whispers(kept.channel_id, ownerId)).toEqual([kept]);
  });
});
