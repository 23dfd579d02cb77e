import { describe, expect, it } from 'vitest';
import { createHider, hideTokens } from '../../src/desk/tokens.ts';

const token = 'MTAwMDAwMDAwMDAwMDAwMDAx.abc-DE.f_ghijklmnopqrstuvwxyz0123456789-ABCDE';
const password = 'p@ss/"wörd" %';
const interactionToken = Buffer.from('interaction:900000000000000200:xyz').toString('base64url');

describe('a secret is hidden', () => {
  const hide = createHider([token, password]);

  it.each([
    ['as it is', (secret: string) => secret],
    ['percent-encoded', encodeURIComponent],
    ['in JSON', (secret: string) => JSON.stringify(secret)],
    ['in hexadecimal', (secret: string) => Buffer.from(secret).toString('hex')],
    ['in base64 at the first place', (secret: string) => Buffer.from(`${secret}?`).toString('base64')],
    ['in base64 at the second place', (secret: string) => Buffer.from(`:${secret}`).toString('base64')],
    ['in base64url at the third place', (secret: string) => Buffer.from(`a:${secret}!`).toString('base64url')],
  ])('%s', (_, write) => {
    for (const secret of [token, password]) {
      const shown = hide(`before ${write(secret)} after`);
      // In base64 up to two characters at either end also belong to what stands beside it.
      expect(shown).toMatch(/^before .{0,4}\[secret\].{0,4} after$/);
    }
  });

  it('when the end of a token was cut off', () => {
    expect(hide(`Bot ${token.slice(0, 40)}…`)).toBe('Bot [secret]…');
    expect(hide(`signed ${token.slice(32, 50)}…`)).toBe('signed [secret]…');
  });

  it('but not what is too short to be told from words', () => {
    expect(createHider(['news', ''])('the news')).toBe('the news');
  });
});

describe('by its looks alone is hidden', () => {
  it.each([
    ["another bot's token", `FEED_CHANNEL_ID is "${token}"`, 'FEED_CHANNEL_ID is "[secret]"'],
    ['an interaction token', `token=${interactionToken}.`, 'token=[secret].'],
    [
      'the address of an answer',
      `POST https://discord.com/api/v10/interactions/900000000000000200/${interactionToken}/callback`,
      'POST https://discord.com/api/v10/interactions/900000000000000200/[secret]/callback',
    ],
    [
      'the address of a webhook',
      'https://discord.com/api/webhooks/900000000000000300/aB-c_d?wait=true',
      'https://discord.com/api/webhooks/900000000000000300/[secret]?wait=true',
    ],
    [
      'a webhook in a parameter',
      'to=webhooks%2F900000000000000300%2FaBc&x=1',
      'to=webhooks%2F900000000000000300%2F[secret]&x=1',
    ],
  ])('%s', (_, text, shown) => {
    expect(hideTokens(text)).toBe(shown);
  });

  it.each([
    'seeds/demo/2026-11-21-how-a-volunteer-found-the-backdoor.md is left out',
    'https://pictures-of-november.orbit1.example/a-very-long-name-of-a-picture.jpg',
    'discord.js 14.28.1, https://discord.com/developers/docs/resources/webhook',
  ])('nothing of %s', (text) => {
    expect(hideTokens(text)).toBe(text);
  });
});

it.each([['M-'], ['webhooks/1'], ['1'], ['/interactions/'], ['aW50ZXJhY3Rpb246'], ['MTAw.abc-DE.']])(
  'a long text of %s is searched at once',
  { timeout: 5_000 },
  (part) => {
    const hide = createHider([token]);
    expect(hide(`webhooks/${part.repeat(50_000)}`).length).toBeGreaterThan(0);
  },
);
