import { expect, it } from 'vitest';
import { isOnlyEmoji } from '../../../src/local-discord/page/client/message/only-emoji.ts';

it.each([
  ['🔥', true],
  ['👩‍👩‍👧 🇩🇪\n❤️ 1️⃣', true],
  ['😀'.repeat(30), true],
  ['😀'.repeat(31), false],
  ['🔥 with text', false],
  ['1', false],
  ['#', false],
  ['', false],
  [' ', false],
])('%j', (text, large) => {
  expect(isOnlyEmoji(text)).toBe(large);
});
