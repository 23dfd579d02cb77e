import { setTimeout as sleep } from 'node:timers/promises';
import type { Tally } from '../support/tally.ts';
import type { StoryState } from './news.ts';
import type { Action, Moment, PlaceName, Step } from './schedule.ts';
import type { Place, Stage } from './stage.ts';

/** How long the next request that changes messages is waited for, before a process is killed without one. */
const aimWithinMs = 1_500;
const startWithinMs = 15_000;
const messages = /^\/channels\/\d+\/messages/;

/** Where things stand in a schedule. */
export interface Standing {
  /** The stories as they were written last. */
  readonly stories: Map<number, StoryState>;
  readonly withdrawals: Map<number, number>;
  /** Places that are gone for good. */
  readonly gone: Set<PlaceName>;
  diskIsFull: boolean;
}

/** Carries out one step after another. */
export function createPlayer(stage: Stage, standing: Standing, tally: Tally, trace: (line: string) => void) {
  const { discord, keeper, witness, time } = stage;
  const { control } = discord;

  function place(name: PlaceName): Place {
    const found = stage.places.find((one) => one.name === name);
    if (found === undefined) throw new Error(`The schedule names a place that it does not have: ${name}.`);
    return found;
  }

  async function publish(writes: readonly StoryState[]): Promise<void> {
    for (const state of writes) {
      const before = standing.stories.get(state.story);
      standing.stories.set(state.story, state);
      if (before?.published && !state.published)
        standing.withdrawals.set(state.story, (standing.withdrawals.get(state.story) ?? 0) + 1);
    }
    await stage.publish(writes);
  }

  /** Waits for something that may not come. */
  async function perhaps(happened: () => boolean): Promise<void> {
    const end = performance.now() + aimWithinMs;
    while (!happened() && performance.now() < end) await sleep(10);
  }

  const isUsed = (faultId: string): boolean =>
    control.faults.list().rules.some(({ id, used }) => id === faultId && used > 0);

  async function kill(moment: Moment, writes: readonly StoryState[]): Promise<void> {
    await keeper.ready();
    if (moment === 'some time') {
      await publish(writes);
      tally.add('kills', moment);
      return keeper.kill();
    }
    const struck = Promise.withResolvers<void>();
    let killed: Promise<void> | undefined;
    const strike = (): void => {
      killed ??= keeper.kill();
      struck.resolve();
    };
    if (moment === 'left in vain') control.faults.add({ match: { path: messages }, fault: { kind: 'hang-before' } });
    if (moment === 'starting') {
      await publish(writes);
      await keeper.kill();
      witness.aim(moment, strike);
      keeper.start();
    } else {
      witness.aim(moment, strike);
      await publish(writes);
    }
    const late = new AbortController();
    const missed = await Promise.race([
      struck.promise.then(() => false),
      sleep(moment === 'starting' ? startWithinMs : aimWithinMs, true, { signal: late.signal }).catch(() => false),
    ]);
    late.abort();
    tally.add('kills', missed ? 'some time' : moment);
    strike();
    await killed;
  }

  async function act(action: Action, writes: readonly StoryState[]): Promise<void> {
    // Nothing can be done to a channel that is no more.
    if ('place' in action && standing.gone.has(action.place)) return publish(writes);
    switch (action.do) {
      case 'nothing':
        return publish(writes);
      case 'fault': {
        const { fault, method, times } = action;
        const id = control.faults.add({ match: { method, path: messages }, fault, times });
        if (fault.kind === '401') keeper.pardon('a request was answered with 401');
        await publish(writes);
        return method === 'GET' ? undefined : perhaps(() => isUsed(id));
      }
      case 'kill':
        await kill(action.moment, writes);
        time.leap(action.downMs);
        return keeper.start();
      case 'stop':
        await keeper.ready();
        await publish(writes);
        await keeper.stop();
        tally.add('kills', 'SIGTERM');
        time.leap(action.downMs);
        return keeper.start();
      case 'take rights':
        tally.add('troubles', `no ${action.rights}`);
        await discord.setPermissions(place(action.place).channelId, { deny: action.rights });
        return publish(writes);
      case 'give rights':
        await discord.setPermissions(place(action.place).channelId, {});
        return publish(writes);
      case 'delete channel':
        tally.add('troubles', 'channel deleted');
        standing.gone.add(action.place);
        control.deleteChannel(place(action.place).channelId);
        return publish(writes);
      case 'outage':
        if (action.out) tally.add('troubles', 'server out');
        control.setOutage(place(action.place).guildId, action.out);
        return publish(writes);
      case 'remove bot':
        tally.add('troubles', 'bot removed');
        control.removeBot(place(action.place).guildId);
        return publish(writes);
      case 'invite bot':
        control.inviteBot(place(action.place).guildId);
        return publish(writes);
      case 'gateway':
        troubleGateway(action.trouble);
        return publish(writes);
      case 'fill disk': {
        const said = keeper.output().length;
        keeper.pardon('its disk was full');
        standing.diskIsFull = await keeper.limitFiles(action.spareBytes);
        tally.add('troubles', standing.diskIsFull ? 'disk full' : 'disk full (not possible here)');
        await publish(writes);
        return perhaps(() => /"level":[456]0/.test(keeper.output().slice(said)));
      }
    }
  }

  function troubleGateway(trouble: Extract<Action, { do: 'gateway' }>['trouble']): void {
    tally.add('troubles', `gateway: ${trouble}`);
    switch (trouble) {
      case 'drop':
        control.faults.drop(4000);
        return;
      case 'reconnect':
        control.faults.reconnect();
        return;
      case 'invalidate, resumable':
        control.faults.invalidate(true);
        return;
      case 'invalidate':
        control.faults.invalidate(false);
        return;
      case 'gateway-refuse':
        control.faults.add({ fault: { kind: trouble } });
        control.faults.drop(4000);
        return;
      case 'gateway-slow-ready':
        control.faults.add({ fault: { kind: trouble, delayMs: 5_000 } });
        control.faults.invalidate(false);
        return;
      case 'gateway-delay-event':
        control.faults.add({ fault: { kind: trouble, delayMs: 5_000 }, times: 3 });
        return;
      case 'gateway-lose-event':
        control.faults.add({ fault: { kind: trouble }, times: 3 });
        return;
    }
  }

  return async ({ pauseMs, action, writes }: Step): Promise<void> => {
    await sleep(pauseMs);
    keeper.start();
    if (standing.diskIsFull) {
      await keeper.limitFiles('unlimited');
      standing.diskIsFull = false;
    }
    trace(`${JSON.stringify(action)} and writes ${writes.map(written).join(', ') || 'nothing'}`);
    await act(action, writes);
  };
}

function written({ story, version, published, files }: StoryState): string {
  return `${story}v${version}${published ? '' : ' unpublished'}${files > 1 ? ` in ${files} files` : ''}`;
}
