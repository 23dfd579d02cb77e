import type { NameCount } from '../desk/ports.ts';
import { counted, notice, pageInWords, pager, placeIn } from './lists.ts';
import { dotted, quote } from './markdown.ts';
import type { MessageBody } from './message-body.ts';

const topicsPerPage = 20;
const newsColor = 0xf0b232;

/** A page of `/topics`. `newsMention` is how `/news` is written in a message. */
export function renderTopics(topics: readonly NameCount[], askedPage: number, newsMention: string): MessageBody {
  if (topics.length === 0) return notice('There are no published stories yet, so there are no topics.');
  const place = placeIn(topics.length, topicsPerPage, askedPage);
  const lines = topics
    .slice(place.offset, place.offset + topicsPerPage)
    .map(({ name, count }) => `**${quote(name, 150, 60) || 'Unnamed'}** · ${counted(count, 'story', 'stories')}`);
  return {
    embeds: [
      {
        title: 'Topics',
        description: `${lines.join('\n')}\n\n${newsMention} with the option \`topic\` shows a topic’s stories.`,
        color: newsColor,
        footer: { text: dotted([counted(topics.length, 'topic'), pageInWords(place)]) },
      },
    ],
    components: pager(place, (page) => `topics:${page}`),
  };
}
