import type { PageGuild } from '../../contract.ts';
import { channelType } from '../state/places.ts';

/** Somebody or something that a message can name. */
export interface Mention {
  /** As a person writes it: `@reader`, `#news`. */
  readonly name: string;
  /** As Discord writes it: `<@1>`. */
  readonly code: string;
  readonly hint: string;
  /** Of a person. */
  readonly avatarUrl?: string;
}

const mostShown = 10;

/** Whom and what a message can name here: people, roles, then channels. */
export function mentionsOf({ id: guildId, members, roles, channels }: PageGuild): Mention[] {
  return [
    ...members.map(({ id, username, avatarUrl }) => ({ name: `@${username}`, code: `<@${id}>`, hint: '', avatarUrl })),
    ...roles.map(({ id, name }) =>
      // The role of everyone has the server's id, and is written as it is.
      id === guildId
        ? { name: '@everyone', code: '@everyone', hint: 'Everyone who sees this channel' }
        : { name: `@${name}`, code: `<@&${id}>`, hint: 'Role' },
    ),
    ...channels
      .filter(({ type }) => type !== channelType.category)
      .map(({ id, name }) => ({ name: `#${name}`, code: `<#${id}>`, hint: '' })),
  ];
}

/** A name that is being typed; it ends at the caret. */
export interface BegunMention {
  readonly start: number;
  readonly typed: string;
}

/** The name that is being typed at the caret, with its `@` or `#`. */
export function mentionBegun(text: string, caret: number): BegunMention | undefined {
  const typed = /(?<!\S)[@#][^\s@#]*$/.exec(text.slice(0, caret))?.[0];
  return typed === undefined ? undefined : { start: caret - typed.length, typed };
}

export function matchMentions(mentions: readonly Mention[], typed: string): Mention[] {
  const wanted = typed.toLowerCase();
  const place = ({ name }: Mention): number =>
    name[0] === typed[0] ? name.toLowerCase().indexOf(wanted.slice(1), 1) : -1;
  const begin = mentions.filter((mention) => place(mention) === 1);
  const hold = mentions.filter((mention) => place(mention) > 1);
  return [...begin, ...hold].slice(0, mostShown);
}

/** The text as a person writes it: with names in place of what Discord writes. */
export function decodeMentions(text: string, mentions: readonly Mention[]): string {
  const names = new Map(mentions.map(({ name, code }) => [code, name]));
  return text.replace(/<(?:@[!&]?|#)\d+>/g, (code) => names.get(code.replace('!', '')) ?? code);
}

/** The text with every whole name as Discord writes it. Of two that have one name, the first is meant. */
export function encodeMentions(text: string, mentions: readonly Mention[]): string {
  const codes = new Map(mentions.toReversed().map(({ name, code }) => [name.toLowerCase(), code]));
  if (codes.size === 0) return text;
  const longestFirst = [...codes.keys()].sort((a, b) => b.length - a.length);
  const names = longestFirst.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return text.replace(
    new RegExp(`(?<![\\w<])(?:${names})(?![\\w-])`, 'gi'),
    (name) => codes.get(name.toLowerCase()) ?? name,
  );
}
