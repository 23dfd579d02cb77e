import type { MessageBody } from '../../src/discord/message-body.ts';
import { liveMarkup } from './message-check.ts';

const coverageLine = /^• \[[^[\]()<>\\`*_~|]+\]\(https?:\/\/[!-~]+?\) · (?<rest>.*?)(?: · <t:\d+:R>)?$/u;

/** Formatting, mentions and links on a card that the program did not put there itself. */
export function foreignMarkup({ embeds }: MessageBody): string[] {
  const [embed] = embeds ?? [];
  const paragraphs = (embed?.description ?? '')
    .split('\n\n')
    .map((text) => text.replace(/🔥 \*\*heat [-\d]+\*\*/, '').replace(/(?:^| · )updated <t:\d+:R>$/, ''));
  const lines = embed?.fields?.flatMap(({ value }) => value.split('\n')) ?? [];
  return [
    ...liveMarkup(embed?.title ?? ''),
    ...paragraphs.flatMap(liveMarkup),
    ...lines.flatMap((line) => {
      const rest = coverageLine.exec(line)?.groups?.['rest'];
      return rest === undefined ? [line] : liveMarkup(rest);
    }),
  ];
}
