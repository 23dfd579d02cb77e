import type { Dice } from '../support/dice.ts';
import { articleText } from '../support/newsroom.ts';

/** What a publisher's files say of one story. */
export interface StoryState {
  readonly story: number;
  readonly version: number;
  /** Never changes, so that it is clear which feeds want the story. */
  readonly heat: number;
  readonly published: boolean;
  /** As many files tell it, alike but for their names; a channel is told once all the same. */
  readonly files: number;
}

/** Heats between which the feeds' thresholds lie. */
const hottest = 120;
const heats = [50, 80, hottest] as const;

/** Draws what a publisher does: mostly new stories, but also changed, withdrawn and returning ones. */
export function drawNews(dice: Dice) {
  const stories: StoryState[] = [];

  function keep(state: StoryState): StoryState {
    stories[state.story] = state;
    return state;
  }

  const add = (): StoryState =>
    keep({
      story: stories.length,
      version: 1,
      heat: dice.pick([...heats, ...heats.slice(1)]),
      published: dice.chance(0.9),
      files: dice.chance(0.15) ? 2 : 1,
    });

  /** A new story that every feed wants. */
  const hot = (): StoryState =>
    keep({ story: stories.length, version: 1, heat: hottest, published: true, files: dice.chance(0.15) ? 2 : 1 });

  function change(published: boolean): StoryState {
    const known = stories.filter((story) => story.published);
    if (known.length === 0) return add();
    const story = dice.pick(known);
    return keep({ ...story, version: story.version + 1, published });
  }

  function any(): StoryState {
    const away = stories.filter(({ published }) => !published);
    if (away.length > 0 && dice.chance(0.2)) {
      const story = dice.pick(away);
      return keep({ ...story, version: story.version + 1, published: true });
    }
    if (dice.chance(0.25)) return change(true);
    return dice.chance(0.15) ? change(false) : add();
  }

  return {
    /** So many stories that are published; some of them are too cold for some feeds. */
    opening: (count: number): StoryState[] =>
      Array.from({ length: count }, (_, story) =>
        keep({ story, version: 1, heat: dice.pick(heats.slice(1)), published: true, files: 1 }),
      ),
    some: (count: number): StoryState[] => Array.from({ length: count }, any),
    hot,
    /** What makes the program send a request of this method. */
    forMethod: (method: string): StoryState[] =>
      method === 'POST' ? [hot(), any()] : [change(method === 'PATCH'), any()],
  };
}

export const titleOf = ({ story, version }: StoryState): string => `Story ${story} in version ${version}`;

/** The files of a story, by their names without the extension. */
export function filesOf(state: StoryState): { readonly id: string; readonly text: string }[] {
  const { story, version, heat, published, files } = state;
  const excerpt = `This is what version ${version} of story ${story} says.`;
  const text = articleText(`story-${story}`, { title: titleOf(state), excerpt, heat, published });
  return Array.from({ length: files }, (_, copy) => ({
    id: `story-${story}${copy === 0 ? '' : `-copy${copy}`}`,
    text,
  }));
}

/** The story that a card's link leads to. */
export function storyAt(link: string | undefined): number | undefined {
  const [, number] = /\/story-(\d+)$/.exec(link ?? '') ?? [];
  return number === undefined ? undefined : Number(number);
}
