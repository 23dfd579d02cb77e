import type { PageChannel } from '../../contract.ts';
import { channelType, isThread } from '../state/places.ts';

/** Discord's limit of a message, in characters. */
const longestMessage = 2000;
/** The count of what is left is shown from here on. */
const shownFrom = 200;

/** What a line that is no command becomes when it is sent. */
export type ChatReading =
  | { readonly result: 'content'; readonly content: string }
  | { readonly result: 'nothing' }
  | { readonly result: 'problem'; readonly problem: string };

/** Reads a line as a message; Discord leaves out the space around it, and counts code points. */
export function readChat(text: string): ChatReading {
  const content = text.trim();
  const over = [...content].length - longestMessage;
  if (content === '') return { result: 'nothing' };
  if (text.startsWith('/'))
    return { result: 'problem', problem: `There is no command “${content}” here. Pick one from the list.` };
  if (over > 0)
    return {
      result: 'problem',
      problem: `A message has at most 2,000 characters. Remove ${over.toLocaleString('en')}.`,
    };
  return { result: 'content', content };
}

/** How many characters are left, once there are few; less than none when there are too many. */
export function charactersLeft(text: string): number | undefined {
  const left = longestMessage - [...text.trim()].length;
  return left > shownFrom ? undefined : left;
}

/** What the line asks for: `Message #news`. */
export function lineLabel(channel: PageChannel): string {
  const { name, type } = channel;
  if (type === channelType.direct) return `Message @${name}`;
  return isThread(channel) ? `Message “${name}”` : `Message #${name}`;
}

/** Why nothing can be written in a channel; undefined where the viewer may write. */
export function whyMute({ writable, thread }: PageChannel): string | undefined {
  if (writable) return undefined;
  if (thread?.locked) return 'This thread is locked. Only people who manage threads can write here.';
  return 'You do not have permission to send messages in this channel.';
}

/** What to know before writing here. */
export function noteOf({ thread }: PageChannel): string | undefined {
  return thread?.archived ? 'This thread is archived. A message brings it back.' : undefined;
}
