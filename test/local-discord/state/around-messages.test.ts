import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Thread } from '../../../src/local-discord/state/channel.ts';
import { makeMessage, nothing, timestampAt } from '../../../src/local-discord/state/draft.ts';
import type { Attachment, Message } from '../../../src/local-discord/state/model.ts';
import type { State } from '../../../src/local-discord/state/state.ts';
import { asOf } from '../../../src/local-discord/state/threads.ts';
import { openTestState } from '../../support/open-state.ts';

const start = Date.UTC(2026, 10, 20, 12);
let folder: string;
let state: State;

const open = (): State => openTestState({ dataFile: join(folder, 'discord.db'), clock: { now: () => start } });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-discord-'));
  state = open();
});
afterEach(async () => {
  state.close();
  await rm(folder, { recursive: true });
});

const bytes = new TextEncoder().encode('hello');

function withFile(): { message: Message; attachment: Attachment } {
  const [channel] = state.channels.of(state.identity.guildId);
  const url = 'https://cdn.example/a.txt';
  const attachment: Attachment = {
    id: state.ids.next(),
    filename: 'a.txt',
    size: 5,
    content_type: 'text/plain',
    url,
    proxy_url: url,
  };
  state.messages.bringFile(attachment, bytes);
  return { message: makeMessage(state, channel?.id ?? '', { ...nothing, attachments: [attachment] }), attachment };
}

it('a restart keeps files, reactions and pins, and a message takes them along when it goes', () => {
  const { message, attachment } = withFile();
  const { botId } = state.identity;
  state.messages.post(message);
  state.reactions.add(message, botId, '🔥');
  state.pins.add(message.channel_id, message.id, start);
  state.close();
  state = open();

  const file = state.messages.file(attachment.id);
  expect(file && new TextDecoder().decode(file.bytes)).toBe('hello');
  expect(state.reactions.counts(message.id, botId)).toEqual([{ emoji: '🔥', count: 1, me: true }]);
  expect(state.pins.list(message.channel_id, { limit: 5 })).toEqual([{ messageId: message.id, pinnedAt: start }]);

  state.messages.remove({ message });
  expect(state.messages.file(attachment.id)).toBeUndefined();
  expect(state.reactions.counts(message.id, botId)).toEqual([]);
  expect(state.pins.count(message.channel_id)).toBe(0);
});

it('a file of what one person alone sees is there until that is gone, or drops it', () => {
  const { ownerId } = state.identity;
  const one = withFile();
  state.messages.post(one.message, { onlyFor: ownerId });
  expect(state.messages.file(one.attachment.id)).toBeDefined();
  state.messages.edit({ ...one.message, content: 'x', attachments: [] });
  expect(state.messages.file(one.attachment.id)).toBeUndefined();

  const other = withFile();
  state.messages.post(other.message, { onlyFor: ownerId });
  state.messages.remove({ message: other.message, onlyFor: ownerId });
  expect(state.messages.file(other.attachment.id)).toBeUndefined();
});

it('what fails is told to nobody, and what happens within something else is told after it', () => {
  const told: string[] = [];
  state.events.subscribe(({ t }) => told.push(t));
  const { message } = withFile();
  expect(() =>
    state.inTransaction(() => {
      state.messages.post(message);
      throw new Error('The disk is full.');
    }),
  ).toThrow('The disk is full.');
  expect(told).toEqual([]);
  expect(state.messages.get(message.id)).toBeUndefined();

  state.inTransaction(() => {
    state.messages.post(makeMessage(state, message.channel_id, nothing));
    expect(told).toEqual([]);
  });
  expect(told).toEqual(['MESSAGE_CREATE']);
});

const minute = 60_000;
const thread = (more: Partial<Thread['thread_metadata']>): Thread => ({
  id: '1',
  guild_id: '1',
  type: 11,
  name: 'Talk',
  parent_id: '1',
  owner_id: '1',
  thread_metadata: {
    archived: false,
    auto_archive_duration: 60,
    archive_timestamp: timestampAt(start),
    locked: false,
    create_timestamp: timestampAt(start),
    ...more,
  },
  message_count: 0,
  total_message_sent: 0,
  member_count: 0,
  rate_limit_per_user: 0,
  flags: 0,
});
const idAt = (time: number): string => String(BigInt(time - 1_420_070_400_000) << 22n);

it.each<[string, Thread, number, string | undefined, boolean]>([
  ['that is new', thread({}), 0, undefined, false],
  ['a moment before its hour is over', thread({}), 60 * minute - 1, undefined, false],
  ['after its hour', thread({}), 60 * minute, undefined, true],
  ['with a message half an hour ago', thread({}), 80 * minute, idAt(start + 50 * minute), false],
  ['with a message an hour ago', thread({}), 110 * minute, idAt(start + 50 * minute), true],
  ['that is to last a day', thread({ auto_archive_duration: 1440 }), 120 * minute, undefined, false],
  ['that was archived by someone', thread({ archived: true }), 0, idAt(start), true],
])('a thread %s', (_what, one, after, latest, archived) => {
  expect(asOf(one, start + after, latest).thread_metadata.archived).toBe(archived);
});
