import { expect, it } from 'vitest';
import { parsedOnce } from '../../../src/local-discord/page/client/markdown/parsed-once.ts';

it('a text is not parsed again, unless it is part of something else', () => {
  const read = parsedOnce((text) => ({ text }));
  const [message, edited] = [{}, {}];
  const first = read(message, 'a');
  expect(first).toEqual({ text: 'a' });
  expect(read(message, 'b')).toEqual({ text: 'b' });
  expect(read(message, 'a')).toBe(first);
  expect(read(edited, 'a')).not.toBe(first);
});
