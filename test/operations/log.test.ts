import { expect, it } from 'vitest';
import { createLog } from '../../src/operations/log.ts';

const secret = 'MTAwMDAwMDAwMDAwMDAwMDAx.abcdef.ghijkl';

it.each(['json', 'pretty'] as const)('no secret reaches a %s log, wherever it hides', (format) => {
  let written = '';
  const destination = {
    write(line: string) {
      written += line;
    },
  };
  const log = createLog({ level: 'info', format, secrets: [secret], destination });
  log.info({ url: `https://discord.example/webhooks/1/${secret}` }, `login with ${secret}`);
  log.error({ err: new Error(`refused ${secret}`, { cause: new Error(secret) }) }, 'failed');
  log.debug('below the level');
  expect(written).toContain('login with [secret]');
  expect(written).toContain('refused [secret]');
  expect(written).not.toContain(secret);
  expect(written).not.toContain('below the level');
});
