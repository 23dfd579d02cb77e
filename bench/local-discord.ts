import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMessage, nothing } from '../src/local-discord/state/draft.ts';
import { openState } from '../src/local-discord/state/state.ts';
import type { Scenario } from './bench.ts';
import { clock, manyChannels, random } from './local-discord-world.ts';

const yardstick = 'a bare server of the same libraries';

/** What a child says of itself once it has answered its first request. */
interface Report {
  readonly startMs: number;
  readonly residentMb: number;
}

/** Starts a program of this folder in a process of its own, and ends it when it has reported. */
async function report(program: string, folder: string, ...parameters: readonly string[]): Promise<Report> {
  const child = fork(join(import.meta.dirname, program), parameters, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // As `npm start` does: only the first start ever compiles.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  const [said] = (await once(child, 'message')) as [Report];
  child.disconnect();
  await once(child, 'exit');
  return said;
}

export const localDiscordStart: Scenario<'local-discord start'> = {
  figures: {
    'local-discord start': {
      work: 'the local Discord from the start of its process to the first answer',
      yardstick,
      unit: 'ms',
      aims: [{ of: 'value', is: 'at most', limit: 300 }],
    },
  },
  async round() {
    const folder = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
    const work = async () => (await report('local-discord-program.ts', folder, join(folder, 'discord.db'))).startMs;
    const bare = async () => (await report('bare-server-program.ts', folder)).startMs;
    try {
      await work();
      await bare();
      return { 'local-discord start': { value: await work(), yardstick: await bare() } };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

export const localDiscordFull: Scenario<'local-discord memory'> = {
  figures: {
    'local-discord memory': {
      work: 'the same with 10,000 channels and 100,000 messages, a bot and an open page: resident memory',
      yardstick,
      unit: 'MB',
      aims: [{ of: 'value', is: 'at most', limit: 300 }],
    },
  },
  async round() {
    const folder = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
    const dataFile = join(folder, 'discord.db');
    try {
      fill(dataFile, 10);
      const { residentMb: value } = await report('local-discord-program.ts', folder, dataFile, 'visited');
      const { residentMb: bare } = await report('bare-server-program.ts', folder);
      return { 'local-discord memory': { value, yardstick: bare } };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** Writes as many messages into each of many channels, each with an embed as long as a card's. */
function fill(dataFile: string, messagesEach: number): void {
  const state = openState({ dataFile, clock, random, world: manyChannels, nonceWindowMs: 0 });
  const embed = { type: 'rich', title: 'A story of medium heat', description: 'What happened. '.repeat(20) } as const;
  for (const { id } of state.guilds.all())
    for (const channel of state.channels.of(id))
      for (let written = 0; written < messagesEach; written++)
        state.messages.post(makeMessage(state, channel.id, { ...nothing, embeds: [embed] }));
  state.close();
}
