import type { OpenFeedResult } from '../desk/desk.ts';
import { rulesInWords } from './feed-list.ts';
import type { UnknownTopic } from './feed-request.ts';
import { counted, notice, orList } from './lists.ts';
import { quote } from './markdown.ts';
import type { MessageBody } from './message-body.ts';

const mostWarnings = 3;

/** What came of asking for a feed. */
export function renderFeedResult(outcome: OpenFeedResult, unknown: readonly UnknownTopic[]): MessageBody {
  return notice(
    ...whatCame(outcome),
    ...unknown.slice(0, mostWarnings).map(warning),
    unknown.length > mostWarnings ? `And ${unknown.length - mostWarnings} more topics have no story yet.` : undefined,
  );
}

function whatCame(outcome: OpenFeedResult): (string | undefined)[] {
  const { channelId, rules } = outcome.feed;
  const words = rulesInWords(rules);
  switch (outcome.result) {
    case 'opened':
      return [
        `<#${channelId}> has a feed now: ${words}.`,
        outcome.posted > 0
          ? `${counted(outcome.posted, 'story is', 'stories are')} on the way.`
          : 'Nothing is posted right away.',
        fromBefore(outcome.before),
      ];
    case 'changed':
      return [`The feed of <#${channelId}> has other rules now: ${words}.`, fromBefore(outcome.before)];
    case 'exists':
      return [`<#${channelId}> has just this feed already: ${words}.`, 'Nothing has changed.'];
  }
}

function fromBefore(count: number): string | undefined {
  return count === 0 ? undefined : `${counted(count, 'older story', 'older stories')} will not be posted.`;
}

/** What a server's staff has to switch on before a channel can have a feed. */
export function renderMissingRights(channelId: string, rights: readonly string[]): MessageBody {
  return notice(
    `I cannot post stories in <#${channelId}> yet. I am missing ${rights.map((right) => `**${right}**`).join(', ')} there.`,
    `Open the channel’s settings → Permissions, add my role, switch ${rights.length === 1 ? 'it' : 'them'} on, and try again.`,
  );
}

/** Why no feed is opened that both wants and excludes these topics. */
export function renderContradiction(topics: readonly string[]): MessageBody {
  const names = topics.slice(0, 3).map((topic) => `**${quote(topic, 60, 40)}**`);
  return notice(
    `A feed cannot both want and exclude ${orList(names)}. No feed has changed.`,
    'Name a topic either in `without-topics`, or in `topics` or `all-topics`.',
  );
}

function warning({ topic, near }: UnknownTopic): string {
  const names = orList(near.map((name) => `**${quote(name, 60, 30)}**`));
  const hint = names === '' ? 'The rule counts as soon as one has it.' : `Did you mean ${names}?`;
  return `⚠️ No story has the topic **${quote(topic, 60, 40)}** yet. ${hint}`;
}
