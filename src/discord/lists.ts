import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { limits } from './limits.ts';
import type { MessageBody } from './message-body.ts';
import { cut } from './text.ts';

/** A place in a list that is shown page by page. Pages count from 0. */
export interface Place {
  readonly page: number;
  readonly pages: number;
  /** Of the page's first entry. */
  readonly offset: number;
}

/** The page asked for, or the last one when there are fewer; there is always one. */
export function placeIn(total: number, pageSize: number, asked: number): Place {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const page = Math.min(Math.max(0, Math.trunc(asked) || 0), pages - 1);
  return { page, pages, offset: page * pageSize };
}

/** A page number out of a custom_id; nothing for what is none. */
export function pageNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/** Buttons to the pages before and after; no row for a single page. `customIdOf` must differ from page to page. */
export function pager(
  { page, pages }: Place,
  customIdOf: (page: number) => string,
): APIActionRowComponent<APIButtonComponentWithCustomId>[] {
  if (pages < 2) return [];
  const button = (label: string, target: number, disabled: boolean): APIButtonComponentWithCustomId => ({
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: customIdOf(target),
    disabled,
  });
  // A disabled button needs a custom_id of its own as well.
  const previous = button('◀ Previous', Math.max(0, page - 1), page === 0);
  const next = button('Next ▶', page + 1, page === pages - 1);
  return [{ type: ComponentType.ActionRow, components: [previous, next] }];
}

/** "page 2 of 5", or nothing for a single page. */
export function pageInWords({ page, pages }: Place): string | undefined {
  return pages < 2 ? undefined : `page ${page + 1} of ${pages}`;
}

/** A message of plain sentences. Whoever calls has escaped what others wrote. */
export function notice(...sentences: readonly (string | undefined)[]): MessageBody {
  const text = sentences.filter((sentence) => sentence !== undefined && sentence !== '').join('\n');
  return { content: cut(text, limits.content) };
}

/** What a press shows for a list that can no longer be told from its button. */
export function outOfDate(mention: string): MessageBody {
  return notice(`This list is out of date. Ask again with ${mention}.`);
}

/** "a", "a or b", "a, b, or c". */
export function orList(parts: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(parts);
}

/** "1 story", "3 stories". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
