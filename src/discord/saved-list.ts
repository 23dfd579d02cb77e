import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import type { SavedStory } from '../desk/delivery-ports.ts';
import type { Page } from '../desk/ports.ts';
import { fold } from '../news/text.ts';
import { webAddress } from './address.ts';
import { limits } from './limits.ts';
import { counted, notice, type Place, pageInWords, pager } from './lists.ts';
import { dotted, linkLabel, maskedLink, quote, relativeTime } from './markdown.ts';
import type { MessageBody } from './message-body.ts';
import { storyValue } from './story-value.ts';
import { clean, cut } from './text.ts';

export const savedPerPage = 10;
const savedColor = 0x7c8fa6;
/** Ten of these, with their addresses, stay below what an embed's description holds. */
const longestLine = 390;

/** A page of what somebody saved. `removeMention` is how `/saved remove` is written in a message. */
export function renderSaved({ items, total }: Page<SavedStory>, place: Place, removeMention: string): MessageBody {
  if (total === 0) return notice('Your list is empty. The 🔖 **Save** button below a story puts it here.');
  const lines = items
    .slice(0, savedPerPage)
    .map((story, index) => `${place.offset + index + 1}\\. ${savedLine(story)}`);
  return {
    embeds: [
      {
        title: 'Your saved stories',
        description: `${lines.join('\n')}\n\n${removeMention} takes one off the list.`,
        color: savedColor,
        footer: { text: dotted([counted(total, 'story', 'stories'), pageInWords(place)]) },
      },
    ],
    components: pager(place, (page) => `saved:list:${page}`),
  };
}

/** Autocomplete's choices among saved stories: those whose title or provider holds what is typed. */
export function savedChoices(stories: readonly SavedStory[], typed: string): ApplicationCommandOptionChoiceData[] {
  const wanted = fold(typed);
  return stories
    .filter(({ title, provider = '' }) => fold(`${title} ${provider}`).includes(wanted))
    .slice(0, limits.choices)
    .map(({ title, articleId }) => ({
      name: cut(clean(title), limits.choiceName) || 'Untitled story',
      value: storyValue(articleId),
    }));
}

/** The saved story that an option's value means: a choice's value, or a title typed in full. */
export function savedStoryMeant(stories: readonly SavedStory[], value: string): SavedStory | undefined {
  return (
    stories.find(({ articleId }) => storyValue(articleId) === value) ??
    stories.find(({ title }) => fold(title) === fold(value))
  );
}

function savedLine({ title, link, provider, savedAt }: SavedStory): string {
  const facts = [quote(provider ?? '', 80, 40), relativeTime(savedAt)];
  const label = linkLabel(title, 100);
  const address = webAddress(link);
  const line = address === undefined || label === '' ? '' : dotted([maskedLink(label, address), ...facts]);
  return line !== '' && line.length <= longestLine
    ? line
    : dotted([quote(title, 200, 100) || 'Untitled story', ...facts]);
}
