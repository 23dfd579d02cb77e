import { describe, expect, it } from 'vitest';
import { mayEnter } from '../../src/local-discord/guard.ts';

describe('a name that could be bound to this machine by anyone is refused, however it is written', () => {
  const enter = (host: string | undefined) =>
    mayEnter({ method: 'GET', host, origin: undefined, fetchSite: undefined, fetchMode: undefined });

  it.each([
    undefined,
    '',
    'evil.example',
    '[evil.example]',
    'localhost.evil.example',
    'localhost:4747:1',
    '127.0.0.1/',
    '0x7f.1',
    '[fe80::1%lo]',
    '[::',
    '0.0.0.0',
    '[::]:4747',
    '[0:0::0]',
  ])('%s', (host) => {
    expect(enter(host)).toBe('wrong host');
  });

  it.each(['localhost', 'LOCALHOST:4747', '192.168.1.5', '127.0.0.2:80', '[::1]:4747', '[fd00::5]'])(
    'but %s is not',
    (host) => {
      expect(enter(host)).toBe('yes');
    },
  );
});
