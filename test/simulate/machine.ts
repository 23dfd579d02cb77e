import { DatabaseSync } from 'node:sqlite';
import { threadId } from 'node:worker_threads';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import type { Store } from '../../src/desk/delivery-ports.ts';
import type { ArticleIndex, ArticleSource, Clock, Log, Random } from '../../src/desk/ports.ts';
import type { Notifier, Transport } from '../../src/desk/transport-port.ts';
import { createStore } from '../../src/storage/create-store.ts';
import type { SimulatedDatabase } from './database.ts';
import { createLife, type Life, mortal, mortalClock } from './life.ts';
import { createProgram, type Program } from './program.ts';
import type { Action } from './schedule.ts';
import type { Scheduler } from './scheduler.ts';

/** The machine that the program runs on, with a supervisor that starts it anew. */
export interface Machine {
  /** Starts the program. */
  boot(): void;
  /** The program, if it runs and is not about to end. */
  program(): Program | undefined;
  /** Ends the program in an orderly way, and starts it again after `downMs`. */
  restart(downMs: number, loseIndex: boolean): void;
  /** Gets ready to kill the program, and to start it again `downMs` later. */
  crash(how: Action<'crash'>): void;
  /** A request that changes something has left the program, or has arrived. */
  requestIs(where: 'left' | 'arrived'): void;
  /** From now on nothing kills it. */
  spare(): void;
  /** Lets go of everything. */
  close(): void;
}

let indexes = 0;

/** @param linger time that a call of a port takes, or none */
export function createMachine({
  scheduler,
  database,
  clockOffset,
  random,
  log,
  source,
  network,
  guildIds,
  linger,
  watchStore,
  onScanned,
  trace,
  onCrash,
}: {
  scheduler: Scheduler;
  database: SimulatedDatabase;
  clockOffset(): number;
  random: Random;
  log: Log;
  source: ArticleSource;
  network: { readonly transport: Transport; readonly notifier: Notifier };
  guildIds(): ReadonlySet<string>;
  linger(clock: Clock): Promise<void> | undefined;
  watchStore(store: Store): Store;
  onScanned(): void;
  trace(line: string): void;
  onCrash(place: string): void;
}): Machine {
  let file = emptyIndexFile();
  let running:
    | { readonly life: Life; readonly program: Program; readonly index: ArticleIndex; ending: boolean }
    | undefined;
  let after = { downMs: 0, loseIndex: false };
  let armed: Action<'crash'> | undefined;

  function boot(): void {
    trace('the program starts');
    const life = createLife((place) => {
      trace(`CRASH ${place}`);
      onCrash(place);
      database.crash();
      down(after);
    });
    const clock = mortalClock(scheduler, life, clockOffset);
    const index = createArticleIndex({ file: file.name, fingerprint: 'simulation', breathe: clock.breathe });
    const wrap = <T extends object>(name: string, port: T): T => mortal(name, port, life, () => linger(clock));
    const program = createProgram(
      {
        store: wrap('store', watchStore(createStore(database.connect(life)))),
        index: wrap('index', index),
        source: { ...wrap('source', source), list: source.list },
        transport: wrap('transport', network.transport),
        notifier: wrap('notifier', network.notifier),
        clock,
        random,
        log,
      },
      { onStop: () => restart(60_000, false), onScanned },
    );
    running = { life, program, index, ending: false };
    program.start(guildIds());
  }

  function down({ downMs, loseIndex }: { downMs: number; loseIndex: boolean }): void {
    void running?.index.close();
    running = undefined;
    if (loseIndex) {
      file.anchor.close();
      file = emptyIndexFile();
    }
    scheduler.after(downMs, boot);
  }

  function restart(downMs: number, loseIndex: boolean): void {
    const { life, program } = running ?? {};
    if (running === undefined || running.ending || life === undefined || program === undefined) return;
    trace('the program is told to stop');
    running.ending = true;
    void program.stop().then(() => {
      if (life.over()) return;
      trace('the program has stopped');
      life.end();
      database.crash();
      down({ downMs, loseIndex });
    });
  }

  return {
    boot,
    program: () => (running?.ending === false ? running.program : undefined),
    restart,
    crash(how) {
      after = how;
      if (how.after === 'points') running?.life.killAfter(how.count);
      else armed = how;
    },
    requestIs(where) {
      if (armed?.after !== `request ${where}`) return;
      const life = running?.life;
      scheduler.after(armed.count, () => life?.kill(`a request has ${where}`));
      armed = undefined;
    },
    spare() {
      armed = undefined;
      running?.life.spare();
    },
    close() {
      running?.life.end();
      void running?.index.close();
      file.anchor.close();
    },
  };
}

/** An index that outlives the program: a database in memory lasts as long as anybody has it open. */
function emptyIndexFile(): { readonly name: string; readonly anchor: DatabaseSync } {
  // Such databases are shared by all of the process.
  const name = `file:index-${threadId}-${++indexes}?mode=memory&cache=shared`;
  return { name, anchor: new DatabaseSync(name) };
}
