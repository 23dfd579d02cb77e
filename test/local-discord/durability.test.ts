import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Client, Events, type TextChannel } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';

let folder: string;
let time: number;
let discord: LocalDiscordHarness;
let client: Client<true>;

const start = async (): Promise<void> => {
  discord = await startLocalDiscord({ dataFile: join(folder, 'discord.db'), clock: { now: () => time } });
  client = await connect(discord);
};
const stop = async (): Promise<void> => {
  await client.destroy();
  await discord.close();
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-discord-'));
  time = Date.UTC(2026, 10, 20, 12);
  await start();
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

async function news(): Promise<TextChannel> {
  const channel = await client.channels.fetch(discord.channels['news'] ?? '');
  if (channel?.type !== 0) throw new Error('A text channel was expected.');
  return channel;
}
const send = async (nonce: string, content = 'x') => (await news()).send({ content, nonce, enforceNonce: true });

describe('a restart', () => {
  it('keeps the token, the guild, the channels, their rights, the messages and the commands', async () => {
    await client.application.commands.set([{ name: 'news', description: 'News' }]);
    const { id } = await send('1', 'kept');
    await discord.setPermissions(discord.channels['ai'] ?? '', { deny: ['SendMessages'] });
    const seen = () => ({ token: discord.token, guild: discord.guildId, channels: discord.channels });
    const before = seen();
    await stop();
    await start();

    expect(seen()).toEqual(before);
    expect(await (await news()).messages.fetch(id)).toMatchObject({ content: 'kept' });
    expect((await discord.state()).guilds[0]?.commands).toMatchObject([{ name: 'news' }]);
    const ai = await client.channels.fetch(discord.channels['ai'] ?? '');
    expect(
      ai?.isSendable() && ai.isTextBased() && !ai.isDMBased() && ai.permissionsFor(client.user)?.has('SendMessages'),
    ).toBe(false);
  });

  it('makes newer ids than before, also when the clock has stepped back', async () => {
    const first = await send('1');
    await stop();
    time -= 3_600_000;
    await start();
    const second = await send('2');
    expect(BigInt(second.id) > BigInt(first.id)).toBe(true);
  });

  it('makes newer ids than that of a message that was deleted', async () => {
    const deleted = await (await news()).send('x');
    await deleted.delete();
    await stop();
    time -= 3_600_000;
    await start();
    expect(BigInt((await (await news()).send('x')).id) > BigInt(deleted.id)).toBe(true);
  });
});

it.each(['PRAGMA user_version = 99', 'PRAGMA user_version = 0'])(
  'a file of another version is refused rather than misread (%s)',
  async (change) => {
    const dataFile = join(folder, 'other.db');
    await (await startLocalDiscord({ dataFile })).close();
    const database = new DatabaseSync(dataFile);
    database.exec(change);
    database.close();
    await expect(startLocalDiscord({ dataFile })).rejects.toThrow(/another version.*delete it together with desk\.db/);
  },
);

it('what was answered is on the disk at once, so that not even kill -9 can lose it', async () => {
  const { id } = await send('1', 'kept');
  const witness = await startLocalDiscord({ dataFile: join(folder, 'discord.db') });
  expect(await witness.messages(discord.channels['news'] ?? '')).toMatchObject([{ id, content: 'kept' }]);
  await witness.close();
});

describe('a nonce that is enforced', () => {
  const events = (): { ids: string[]; stop(): void } => {
    const ids: string[] = [];
    const listen = ({ id }: { id: string }): void => void ids.push(id);
    client.on(Events.MessageCreate, listen);
    return { ids, stop: () => void client.off(Events.MessageCreate, listen) };
  };

  it('answers a repetition with the first message, and posts nothing', async () => {
    const first = await send('same', 'first');
    const heard = events();
    const again = await send('same', 'second');
    expect(again).toMatchObject({ id: first.id, content: 'first' });
    expect(await discord.messages(discord.channels['news'] ?? '')).toHaveLength(1);
    expect(heard.ids).toEqual([]);
    heard.stop();
  });

  it('still does after a restart', async () => {
    const first = await send('same');
    await stop();
    await start();
    expect((await send('same')).id).toBe(first.id);
  });

  it('is free again when its window of 3 minutes is over', async () => {
    const first = await send('same');
    time += 3 * 60_000 - 1;
    expect((await send('same')).id).toBe(first.id);
    time += 2;
    expect((await send('same')).id).not.toBe(first.id);
  });

  it('is refused with 10008 when its message was deleted', async () => {
    const first = await send('same');
    await first.delete();
    await expect(send('same')).rejects.toMatchObject({ code: 10008 });
  });

  it('stands for one message even when it is sent twice at once', async () => {
    // discord.js would send one after the other.
    const post = async (): Promise<unknown> => {
      const response = await fetch(`${discord.apiUrl}/v10/channels/${discord.channels['news']}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ content: 'x', nonce: 'same', enforce_nonce: true }),
      });
      return Reflect.get(Object(await response.json()), 'id');
    };
    const ids = await Promise.all([post(), post(), post()]);
    expect(new Set(ids).size).toBe(1);
    expect(await discord.messages(discord.channels['news'] ?? '')).toMatchObject([{ id: ids[0] }]);
  });
});
