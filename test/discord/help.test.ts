import { describe, expect, it } from 'vitest';
import { renderHelp } from '../../src/discord/help.ts';
import { commandMention } from '../../src/discord/mention.ts';
import { refusals } from '../support/message-check.ts';

describe('a mention of a command', () => {
  const commands = [{ id: '123', name: 'feed', description: '' }];

  it('is clickable once Discord knows the command', () => {
    expect(commandMention(commands, 'feed', 'add')).toBe('</feed add:123>');
    expect(commandMention([], 'feed', 'add')).toBe('`/feed add`');
  });

  it('stands in /help for every command', () => {
    const text = renderHelp(commands).embeds?.[0]?.description;
    for (const name of ['/news', '/topics', '/saved list', '/saved remove', '</feed add:123>', '</feed list:123>'])
      expect(text).toContain(name);
    expect(refusals(renderHelp(commands))).toEqual([]);
  });
});
