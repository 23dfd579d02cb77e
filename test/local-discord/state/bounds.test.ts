import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeMessage, nothing } from '../../../src/local-discord/state/draft.ts';
import type { Attachment } from '../../../src/local-discord/state/model.ts';
import type { State } from '../../../src/local-discord/state/state.ts';
import { openTestState } from '../../support/open-state.ts';

let state: State;
beforeEach(() => {
  state = openTestState();
});
afterEach(() => state.close());

it('files of messages for one person alone fill the memory to a limit: those that came first go', () => {
  const { guildId, ownerId } = state.identity;
  const [channel] = state.channels.of(guildId);
  const ids = Array.from({ length: 7 }, () => {
    const id = state.ids.next();
    const url = `https://cdn.discordapp.com/${id}`;
    const file: Attachment = { id, filename: 'a', size: 1, content_type: 'text/plain', url, proxy_url: url };
    state.messages.bringFile(file, new Uint8Array(10 * 1024 * 1024));
    const message = makeMessage(state, channel?.id ?? '', { ...nothing, attachments: [file] });
    state.messages.post(message, { onlyFor: ownerId });
    return id;
  });
  expect(ids.map((id) => state.messages.file(id) !== undefined)).toEqual([false, true, true, true, true, true, true]);
});

it('the addresses of pictures that webhooks have posted with are remembered to a limit: those that came first go', () => {
  const hashes = Array.from({ length: 1001 }, (_, at) => state.webhooks.keepPicture(`https://a.example/${at}.png`));
  expect(state.webhooks.picture(hashes[0] ?? '')).toBeUndefined();
  expect(state.webhooks.picture(hashes[1] ?? '')).toBe('https://a.example/1.png');
  expect(state.webhooks.picture(hashes[1000] ?? '')).toBe('https://a.example/1000.png');
});
