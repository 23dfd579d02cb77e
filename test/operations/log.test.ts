import { DiscordAPIError } from 'discord.js';
import { expect, it } from 'vitest';
import { HeatwireError } from '../../src/desk/errors.ts';
import { createLog } from '../../src/operations/log.ts';

const secret = 'MTAwMDAwMDAwMDAwMDAwMDAx.abcdef.ghijkl';

async function logTo(format: 'json' | 'pretty') {
  let written = '';
  const destination = {
    write(line: string) {
      written += line;
    },
  };
  return { log: await createLog({ level: 'info', format, secrets: [secret], destination }), written: () => written };
}

it.each(['json', 'pretty'] as const)('no secret reaches a %s log, wherever it hides', async (format) => {
  const { log, written } = await logTo(format);
  log.info({ url: `https://discord.example/webhooks/1/${secret}` }, `login with ${secret}`);
  log.error({ err: new Error(`refused ${secret}`, { cause: new Error(secret) }) }, 'failed');
  log.debug('below the level');
  expect(written()).toContain('login with [secret]');
  expect(written()).toContain('refused [secret]');
  expect(written()).not.toContain(secret);
  expect(written()).not.toContain('below the level');
});

it.each(['json', 'pretty'] as const)(
  "a %s log says of the library's errors what Discord said, not what was asked",
  async (format) => {
    const { log, written } = await logTo(format);
    const url = 'https://discord.com/api/v10/interactions/900000000000000200/short/callback';
    const asked = { files: undefined, body: { content: 'private words' } };
    const refusal = new DiscordAPIError({ code: 50035, message: 'Invalid Form Body' }, 50035, 400, 'POST', url, asked);
    log.error({ err: refusal }, 'one');
    log.error({ error: refusal }, 'two');
    log.error(refusal, 'three');
    log.error({ err: new Error('four', { cause: refusal }) }, 'four');
    expect(written()).toContain('50035');
    expect(written()).toContain('four: Invalid Form Body');
    expect(written()).not.toMatch(/short|private words|interactions/);
  },
);

it.each(['json', 'pretty'] as const)(
  'nothing that others wrote commands a terminal or makes a line of its own in a %s log',
  async (format) => {
    const { log, written } = await logTo(format);
    const hostile = 'a\u001b[2J\u009b31m\u202egnp.exe\b\u0000\r\n[12:00:00] INFO: All is well\\u001b';
    log.warn({ file: hostile }, `${hostile} is left out`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
    expect(written()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(written().trimEnd()).not.toContain('\n');
    expect(written()).toContain('All is well');
    if (format === 'json')
      expect(JSON.parse(written())).toMatchObject({ file: hostile, msg: `${hostile} is left out` });
  },
);

it('says what the program understands in a sentence, without a stack', async () => {
  const { log, written } = await logTo('json');
  const cause = new Error('database or disk is full');
  log.error({ err: new HeatwireError('STORE_UNAVAILABLE', 'Make room.', { cause }) }, 'failed');
  expect(JSON.parse(written()).err).toEqual({ code: 'STORE_UNAVAILABLE', message: 'Make room.' });
});

it('a long text is written at once', { timeout: 5_000 }, async () => {
  const { log, written } = await logTo('pretty');
  for (const part of [' ', '\\', '\u001b', '\n']) log.info({ part: part.repeat(50_000) }, part.repeat(50_000));
  expect(written().length).toBeGreaterThan(50_000);
});
