import type { ArticleIndex, ArticleSource, Clock, Log, Random, Store } from './ports.ts';
import { refresh } from './refresh.ts';
import type { Turns } from './turns.ts';
import { workOff } from './work-off.ts';

/** What `/healthz` says of the scans. */
export interface ScanReport {
  /** Finished scans since the start, failed ones included; their deliveries are in the outbox by then. */
  readonly runs: number;
  readonly finishedAt: number | null;
  readonly durationMs: number | null;
  /** Why the last scan failed. */
  readonly error: string | null;
}

export interface Scanner {
  /**
   * Scans the articles and fills the outbox. Never rejects. Calls during a scan share one that follows it, so a change
   * that a running scan may have missed is always seen, and scans never pile up.
   */
  scan(): Promise<void>;
  report(): ScanReport;
  /** Ends a scan that is going on at the next safe point, and begins no more. */
  stop(): Promise<void>;
}

export function createScanner(deps: {
  source: ArticleSource;
  index: ArticleIndex;
  store: Store;
  clock: Clock;
  random: Random;
  log: Log;
  turns: Turns;
  /** Called when there may be something to send. */
  decided(): void;
}): Scanner {
  const { clock, log } = deps;
  let report: ScanReport = { runs: 0, finishedAt: null, durationMs: null, error: null };
  let running: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  const stopping = new AbortController();

  async function run(): Promise<void> {
    if (stopping.signal.aborted) return;
    const startedAt = clock.now();
    let error: string | null = null;
    try {
      const files = await refresh(deps.source, deps.index, stopping.signal);
      const decisions = stopping.signal.aborted ? 0 : await workOff(deps);
      const level = decisions > 0 || files.read > 0 ? 'info' : 'debug';
      log[level]({ ...files, decisions, ms: clock.now() - startedAt }, 'Scanned the articles');
    } catch (cause) {
      error = cause instanceof Error ? cause.message : String(cause);
      log.error({ err: cause }, 'The scan failed; the next one takes up what it left');
    }
    const finishedAt = clock.now();
    report = { runs: report.runs + 1, finishedAt, durationMs: finishedAt - startedAt, error };
    deps.decided();
  }

  function begin(): Promise<void> {
    following = undefined;
    running = deps.turns(run).finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    scan() {
      if (running === undefined) return begin();
      following ??= running.then(begin);
      return following;
    },
    report: () => report,
    async stop() {
      stopping.abort();
      await (following ?? running);
    },
  };
}
