import { everything, type FeedRules } from '../../src/news/feed.ts';
import { guildId } from './discord-model.ts';
import type { Action, ChannelId, Deed, Wish } from './schedule.ts';
import type { Stage } from './stage.ts';

/** What people, publishers, moderators and fate do. */
export interface Play {
  take(action: Action): void;
  /** Whether a scan came to its end. */
  scan(): Promise<boolean>;
  /** Everything that was wrong is set right; the program is told of rights that are back, or has to find out. */
  mend(told: boolean): void;
}

export function createPlay(stage: Stage): Play {
  const { scheduler, newsroom, discord, faults, database, oracle, machine, tally, note } = stage;
  /** What people and the gateway ask of the program may fail, and is then as it was. */
  function ask(what: string, asked: Promise<unknown> | undefined): void {
    asked?.then(
      () => note(`${what}: done`),
      () => note(`${what}: failed`),
    );
  }

  async function scan(): Promise<boolean> {
    return (await machine.program()?.scan())?.done === true;
  }

  function openFeed(channelId: ChannelId, { topics, ...others }: Wish, catchUp: number): void {
    const rules: FeedRules = { ...everything, ...others, topics: { any: topics, all: [], none: [] } };
    const program = machine.program();
    if (program === undefined || !discord.allows(channelId)) return;
    oracle.feedGets(channelId, rules, database.feeds().has(channelId) ? 0 : catchUp);
    ask(`the feed of ${channelId}`, program.openFeed({ channelId, guildId, rules, catchUp }));
  }

  function closeFeed(channelId: ChannelId): void {
    const program = machine.program();
    if (program === undefined) return;
    const closed = (): void => oracle.feedCloses(channelId);
    closed();
    ask(`closing the feed of ${channelId}`, program.closeFeed(channelId).then(closed));
  }

  const deeds: { [Each in Deed]: (action: Action<Each>) => void } = {
    write({ article, draft }) {
      newsroom.write(article, draft);
      oracle.filesChanged();
    },
    remove({ article }) {
      newsroom.remove(article);
      oracle.filesChanged();
    },
    join: ({ article }) => newsroom.join(article),
    scan() {
      void scan();
      ask('purging', machine.program()?.pauses.purge());
    },
    open: ({ channelId, wish, catchUp }) => openFeed(channelId, wish, catchUp),
    close: ({ channelId }) => closeFeed(channelId),
    fault({ faults: drawn }) {
      for (const fault of drawn) faults.add(fault);
    },
    'take right': ({ channelId, right }) => discord.takeRight(channelId, right),
    'give rights'({ channelId, told }) {
      discord.giveRights(channelId);
      if (told && discord.allows(channelId))
        ask('rights are back', machine.program()?.pauses.channelsAllow([channelId]));
    },
    'delete channel'({ channelId, told }) {
      discord.deleteChannel(channelId);
      if (told) closeFeed(channelId);
    },
    'remove bot'({ told }) {
      discord.setMember(false);
      if (told) ask('the bot is removed', machine.program()?.pauses.serverRemoved(guildId));
    },
    'invite bot'({ told }) {
      discord.setMember(true);
      if (told) ask('the bot is back', machine.program()?.pauses.serversAre(new Set([guildId])));
    },
    moderate({ channelId, pick }) {
      const message = discord.moderate(channelId, pick);
      if (message !== undefined) note(`a moderator deletes ${message.id}`);
    },
    'set clock'({ offset }) {
      stage.setClock(offset);
    },
    'fill disk'({ forMs, afterWrites }) {
      const until = scheduler.now() + forMs;
      let left = afterWrites;
      database.setFull(() => scheduler.now() < until && left-- <= 0);
    },
    crash: (how) => machine.crash(how),
    restart: ({ downMs, loseIndex }) => machine.restart(downMs, loseIndex),
  };

  function act<Done extends Deed>(deed: Done, action: Action<Done>): void {
    deeds[deed](action);
  }

  return {
    take(action) {
      const { do: deed, ...details } = action;
      note(`· ${deed} ${JSON.stringify(details)}`);
      tally.add('actions', deed);
      act(deed, action);
    },
    scan,
    mend(told) {
      note('· everything is mended');
      database.setFull(() => false);
      stage.setClock(0);
      discord.setMember(true);
      const pauses = machine.program()?.pauses;
      ask('the bot is back', pauses?.serversAre(new Set([guildId])));
      for (const channelId of discord.channelIds) {
        discord.giveRights(channelId);
        if (!discord.exists(channelId)) closeFeed(channelId);
        else if (told) ask('rights are back', pauses?.channelsAllow([channelId]));
      }
    },
  };
}
