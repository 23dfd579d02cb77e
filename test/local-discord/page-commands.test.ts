import { Locale as DiscordLocale } from 'discord.js';
import { describe, expect, it } from 'vitest';
import {
  callables,
  callLabel,
  callName,
  matchCallables,
} from '../../src/local-discord/page/client/composer/command-input.ts';
import { plainLine } from '../../src/local-discord/page/client/composer/line.ts';
import { suggest } from '../../src/local-discord/page/client/composer/suggestions.ts';
import { findBegun } from '../../src/local-discord/page/client/composer/typing.ts';
import { isLocale, type Locale, locales, localize } from '../../src/local-discord/page/client/locales.ts';
import { aPageGuild, someCommands } from '../support/page-commands.ts';

describe('the languages', () => {
  it('are those that Discord knows', () => {
    // The two that only Discord's OpenAPI file names.
    const known = [...Object.values(DiscordLocale), 'ar', 'he'];
    expect(Object.keys(locales).toSorted()).toEqual(known.toSorted());
    expect(['de', 'klingon', 'toString'].filter(isLocale)).toEqual(['de']);
  });

  it.each<[Locale, Record<string, string> | null | undefined, string]>([
    ['de', { de: 'Farbe' }, 'Farbe'],
    ['de', { 'de-AT': 'Farb' }, 'color'],
    ['en-US', { 'en-GB': 'colour' }, 'colour'],
    ['en-GB', { 'en-US': 'color!' }, 'color!'],
    ['en-GB', { 'en-US': 'color!', 'en-GB': 'colour' }, 'colour'],
    ['es-419', { 'es-ES': 'color (es)' }, 'color (es)'],
    ['es-ES', { 'es-419': 'color (419)' }, 'color'],
    ['fr', null, 'color'],
    ['fr', undefined, 'color'],
  ])('fall back as in Discord: in %s, %j is %s', (locale, translations, shown) => {
    expect(localize('color', translations, locale)).toBe(shown);
  });
});

describe('the list of commands', () => {
  it('has every subcommand as an entry of its own, and none of the commands of menus', () => {
    expect(callables(someCommands, 'en-US').map(callName)).toEqual(['/news', '/feed add', '/feed rules show']);
  });

  it('is in the language of the person, and keeps the names that are sent', () => {
    const german = callables(someCommands, 'de');
    expect(german.map(callLabel)).toEqual(['/nachrichten', '/feed neu', '/feed rules show']);
    expect(german.map(callName)).toEqual(['/news', '/feed add', '/feed rules show']);
    expect(german[0]).toMatchObject({
      detail: 'Die Nachrichten',
      options: [{ label: 'themen', detail: 'Welche' }, {}],
    });
  });

  it.each<[string, Locale, readonly string[]]>([
    ['/', 'en-US', ['/news', '/feed add', '/feed rules show']],
    ['/fe', 'en-US', ['/feed add', '/feed rules show']],
    ['/feed a', 'en-US', ['/feed add']],
    ['/ADD', 'en-US', ['/feed add']],
    ['/nothing', 'en-US', []],
    ['/nach', 'en-US', []],
    ['/nach', 'de', ['/news']],
    ['/new', 'de', ['/news']],
    ['/feed n', 'de', ['/feed add']],
  ])('offers for %s in %s what it may mean', (typed, locale, offered) => {
    expect(matchCallables(callables(someCommands, locale), typed).map(callName)).toEqual(offered);
  });

  it.each<[string, Locale, string | undefined, string]>([
    ['/news topics:a', 'en-US', '/news', 'topics:a'],
    ['/News ', 'en-US', '/news', ''],
    ['/nachrichten x', 'de', '/news', 'x'],
    ['/news x', 'de', '/news', 'x'],
    ['/feed neu x', 'de', '/feed add', 'x'],
    ['/newsroom x', 'en-US', undefined, ''],
    ['/feed x', 'en-US', undefined, ''],
  ])('%s in %s begins %s', (line, locale, name, rest) => {
    const begun = findBegun(callables(someCommands, locale), line);
    expect(begun && callName(begun.callable)).toBe(name);
    expect(begun?.rest ?? '').toBe(rest);
  });

  it.each([
    [{ commands: [], hasBot: false }, 'The bot is not a member of this server.'],
    [{ commands: [], hasBot: true }, 'The bot has no commands here yet.'],
    [{ hasBot: true }, 'No command begins like this.'],
  ])('says why it is empty', (given, note) => {
    const guild = { ...aPageGuild(), ...given };
    const list = suggest({
      callables: callables(guild.commands, 'en-US'),
      guild,
      line: plainLine('/?'),
      completion: undefined,
    });
    expect(list).toMatchObject({ note, entries: [], preselected: -1 });
  });
});
