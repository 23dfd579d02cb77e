import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PressAnswer } from '../../src/discord/command.ts';
import { embed, ephemeral, followUp, original, startBot } from '../support/bot.ts';
import { eventually } from '../support/eventually.ts';

let bot: Awaited<ReturnType<typeof startBot>>;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.stop());

describe('a command', () => {
  it('is answered to the person alone, pinging nobody', async () => {
    await bot.asks();
    expect(await bot.answers()).toMatchObject([
      {
        call: 'POST callback',
        body: { type: 4, data: { embeds: [embed], flags: ephemeral, allowed_mentions: { parse: [] } } },
      },
    ]);
    expect(bot.observations).toMatchObject([{ command: 'news', outcome: 'answered' }]);
  });

  it('is answered to everyone when it says so', async () => {
    bot.newsThat({ isPublic: () => true });
    await bot.asks();
    const [answer] = await bot.answers();
    expect(answer?.body).toMatchObject({ type: 4, data: { embeds: [embed] } });
    expect(answer?.body).not.toMatchObject({ data: { flags: ephemeral } });
  });

  it('that takes long is kept open in time, and answered when it is done', async () => {
    const slow = Promise.withResolvers<{ content: string }>();
    bot.newsThat({ execute: () => slow.promise });
    await bot.asks();
    await bot.clock.advance(2_000);
    await eventually(() => expect(bot.latest()?.path).toMatch(/callback$/));
    expect(bot.latest()?.body).toMatchObject({ type: 5, data: { flags: ephemeral } });
    slow.resolve({ content: 'At last' });
    expect((await bot.answers()).at(-1)).toMatchObject({ call: original, body: { content: 'At last' } });
  });

  it('that was long on its way is kept open the sooner', async () => {
    const slow = Promise.withResolvers<{ content: string }>();
    bot.newsThat({ execute: () => slow.promise });
    await bot.asks({ ageMs: 1_500 });
    await bot.clock.advance(500);
    await eventually(() => expect(bot.latest()?.body).toMatchObject({ type: 5 }));
    slow.resolve({ content: 'At last' });
    await bot.answers();
  });

  it('that is too old to answer is dropped without a trace for people', async () => {
    const execute = vi.fn(async () => ({ embeds: [embed] }));
    bot.newsThat({ execute });
    await bot.asks({ ageMs: 60_001 });
    expect(await bot.answers()).toEqual([]);
    expect(execute).not.toHaveBeenCalled();
    expect(bot.observations).toMatchObject([{ outcome: 'stale' }]);
  });

  it('that is unknown is refused politely', async () => {
    await bot.asks({ name: 'yesterday' });
    expect(await bot.answers()).toMatchObject([{ body: { type: 4, data: { flags: ephemeral } } }]);
    expect(bot.observations).toMatchObject([{ command: 'unknown', outcome: 'refused' }]);
  });

  it('from outside a server is refused politely', async () => {
    await bot.asks({ elsewhere: true });
    expect(await bot.answers()).toMatchObject([
      { body: { type: 4, data: { flags: ephemeral, content: expect.stringContaining('servers') } } },
    ]);
  });
});

describe('a bot that is told to stop', () => {
  it('is idle only when everyone has an answer', async () => {
    await bot.idle();
    const slow = Promise.withResolvers<{ content: string }>();
    bot.newsThat({ execute: () => slow.promise });
    await bot.asks();
    const idle = vi.fn();
    const stopped = bot.idle().then(idle);
    await bot.clock.advance(2_000);
    await eventually(() => expect(bot.latest()?.body).toMatchObject({ type: 5 }));
    expect(idle).not.toHaveBeenCalled();
    slow.resolve({ content: 'At last' });
    await stopped;
    expect(bot.latest()).toMatchObject({ method: 'PATCH', body: { content: 'At last' } });
  });

  it('is idle after a failure too', async () => {
    bot.newsThat({ execute: () => Promise.reject(new Error('a bug')) });
    await bot.asks();
    await bot.idle();
    expect(bot.observations).toMatchObject([{ outcome: 'failed' }]);
  });
});

describe('a button', () => {
  it('changes the message that carries it, leaving nothing of what was there', async () => {
    bot.newsThat({ press: async () => ({ update: { embeds: [embed] } }) });
    await bot.presses('news:page:2');
    expect(await bot.answers()).toMatchObject([
      { call: 'POST callback', body: { type: 7, data: { content: '', embeds: [embed], components: [] } } },
    ]);
  });

  it('whispers to whoever pressed it', async () => {
    bot.newsThat({ press: async () => ({ whisper: { content: 'Kept.' } }) });
    await bot.presses('news:keep');
    expect(await bot.answers()).toMatchObject([{ body: { type: 4, data: { content: 'Kept.', flags: ephemeral } } }]);
  });

  it.each<[string, PressAnswer, string, object]>([
    ['changes the message', { update: { content: 'Page 2' } }, original, { content: 'Page 2' }],
    ['whispers', { whisper: { content: 'Kept.' } }, followUp, { content: 'Kept.', flags: ephemeral }],
  ])('that takes long is kept open, then %s', async (_, answer, call, body) => {
    const slow = Promise.withResolvers<PressAnswer>();
    bot.newsThat({ press: () => slow.promise });
    await bot.presses('news:page:2');
    await bot.clock.advance(2_000);
    await eventually(() => expect(bot.latest()?.body).toMatchObject({ type: 6 }));
    slow.resolve(answer);
    expect((await bot.answers()).at(-1)).toMatchObject({ call, body });
  });

  it.each(['yesterday:page:2', 'news:keep', '', ':', '__proto__:x', 'news'])(
    'that nobody handles (%j) is refused politely',
    async (customId) => {
      await bot.presses(customId);
      expect(await bot.answers()).toMatchObject([{ body: { type: 4, data: { flags: ephemeral } } }]);
      expect(bot.observations).toMatchObject([{ outcome: 'refused' }]);
    },
  );
});

describe('autocomplete', () => {
  it("keeps Discord's limits whatever the command suggests", async () => {
    const name = '😀'.repeat(80);
    bot.newsThat({
      autocomplete: async () => Array.from({ length: 40 }, (_, value) => ({ name, value: String(value) })),
    });
    await bot.types();
    expect(await bot.answers()).toMatchObject([{ body: { type: 8 } }]);
    const { choices } = (bot.latest()?.body as { data: { choices: { name: string }[] } } | undefined)?.data ?? {
      choices: [],
    };
    expect(choices).toHaveLength(25);
    for (const choice of choices) {
      expect(choice.name.length).toBeLessThanOrEqual(100);
      expect(choice.name.isWellFormed()).toBe(true);
    }
  });

  it('suggests nothing when the command fails, or has nothing to suggest', async () => {
    await bot.types();
    bot.newsThat({ autocomplete: () => Promise.reject(new Error('a bug')) });
    await bot.types();
    expect(await bot.answers()).toMatchObject([
      { body: { type: 8, data: { choices: [] } } },
      { body: { data: { choices: [] } } },
    ]);
    expect(bot.observations).toMatchObject([{ outcome: 'answered' }, { outcome: 'failed' }]);
  });
});
