import type { OpenFeedResult } from '../desk/desk.ts';
import { rulesInWords } from './feed-list.ts';
import type { UnknownTopic } from './feed-request.ts';
import { counted, notice } from './lists.ts';
import { quote } from './markdown.ts';
import type { MessageBody } from './message-body.ts';

const mostWarnings = 3;

/** What came of opening a feed. `mentions` are how the two commands are written in a message. */
export function renderFeedResult(
  outcome: OpenFeedResult,
  unknown: readonly UnknownTopic[],
  mentions: { readonly add: string; readonly remove: string },
): MessageBody {
  const { channelId, rules } = outcome.feed;
  if (outcome.result === 'exists')
    return notice(
      `<#${channelId}> has a feed already: ${rulesInWords(rules)}.`,
      `To change it, take it away with ${mentions.remove} and open it anew with ${mentions.add}. What was posted is not posted again.`,
    );
  const { posted, before } = outcome;
  return notice(
    `<#${channelId}> has a feed now: ${rulesInWords(rules)}.`,
    posted > 0 ? `${counted(posted, 'story is', 'stories are')} on the way.` : 'Nothing is posted right away.',
    before > 0
      ? `${counted(before, 'other story counts', 'other stories count')} as from before and will not be posted.`
      : undefined,
    ...unknown.slice(0, mostWarnings).map(warning),
    unknown.length > mostWarnings ? `And ${unknown.length - mostWarnings} more topics have no story yet.` : undefined,
  );
}

/** What a server's staff has to switch on before a channel can have a feed. */
export function renderMissingRights(channelId: string, rights: readonly string[]): MessageBody {
  return notice(
    `I cannot post stories in <#${channelId}> yet. There I lack ${rights.map((right) => `**${right}**`).join(', ')}.`,
    'Open the channel’s settings → Permissions, add my role, switch these on, and try again.',
  );
}

function warning({ topic, near }: UnknownTopic): string {
  const names = near.map((name) => `**${quote(name, 60, 30)}**`).join(' or ');
  const hint = names === '' ? 'The rule counts as soon as one has it.' : `Did you mean ${names}?`;
  return `⚠️ No story has the topic **${quote(topic, 60, 40)}** yet. ${hint}`;
}
