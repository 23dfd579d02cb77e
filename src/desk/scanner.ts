import type { Problem } from '../news/article.ts';
import { oneLine } from '../news/text.ts';
import type { Store } from './delivery-ports.ts';
import { HeatwireError } from './errors.ts';
import type { ArticleIndex, ArticleSource, Clock, Log, Random } from './ports.ts';
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

/** `done: false`: it failed because of `cause`, which is logged, or was asked to stop. The next scan takes up what it left. */
export type ScanResult = { readonly done: true } | { readonly done: false; readonly cause?: unknown };

const retryAfterMs = 60_000;

export interface Scanner {
  /**
   * Scans the articles and fills the outbox; never rejects. One that failed is tried again a minute later. Calls during a
   * scan share one that follows it, so a change that a running scan may have missed is always seen, and scans never pile up.
   *
   * @param files the only ones that have changed, as far as is known: a scan without them looks at all
   */
  scan(files?: readonly string[]): Promise<ScanResult>;
  report(): ScanReport;
  /** Resolves when no scan is going on. */
  idle(): Promise<void>;
}

export function createScanner(deps: {
  source: ArticleSource;
  index: ArticleIndex;
  store: Store;
  clock: Clock;
  random: Random;
  log: Log;
  turns: Turns;
  /** Ends a scan at the next safe point, and lets none begin. */
  stopping: AbortSignal;
  /** Part of every scan, after its decisions: what must not happen before all articles are known. */
  afterDecisions(): Promise<void>;
  /** Called when there may be something to send. */
  decided(): void;
}): Scanner {
  const { clock, log, stopping } = deps;
  let report: ScanReport = { runs: 0, finishedAt: null, durationMs: null, error: null };
  let running: Promise<ScanResult> | undefined;
  let following: Promise<ScanResult> | undefined;
  let willScanAgain = false;
  /** What the next scan has to look at; undefined is everything. */
  let named: readonly string[] | undefined;

  async function run(): Promise<ScanResult> {
    const startedAt = clock.now();
    // What an earlier scan failed to look at is not named again.
    const files = report.error === null ? named : undefined;
    named = [];
    const result = await attempt(files);
    if (stopping.aborted) return { done: false };
    const finishedAt = clock.now();
    const error = result.done ? null : reasonOf(result.cause);
    if (result.done && report.error !== null) log.info({}, 'Scans work again');
    report = { runs: report.runs + 1, finishedAt, durationMs: finishedAt - startedAt, error };
    deps.decided();
    if (!result.done && !willScanAgain) void scanAgain();
    return result;
  }

  /** What kept a scan from its work may be over long before the next one is due. */
  async function scanAgain(): Promise<void> {
    willScanAgain = true;
    await clock.wait(retryAfterMs, stopping);
    willScanAgain = false;
    if (!stopping.aborted && report.error !== null) await scan();
  }

  async function attempt(files: readonly string[] | undefined): Promise<ScanResult> {
    if (stopping.aborted) return { done: false };
    try {
      const { problems, problemCount, ...counts } = await refresh(deps.source, deps.index, {
        signal: stopping,
        ...(files && { files }),
      });
      logProblems(problems, problemCount);
      if (stopping.aborted) return { done: false };
      const decisions = await workOff(deps);
      if (stopping.aborted) return { done: false };
      await deps.afterDecisions();
      const level = decisions > 0 || counts.read > 0 ? 'info' : 'debug';
      log[level]({ ...counts, problems: problemCount, decisions }, 'Scanned the articles');
      return { done: true };
    } catch (cause) {
      // A fault that is understood needs no stack.
      const fields = cause instanceof HeatwireError ? { code: cause.code } : { err: cause };
      const isKnown = report.error === reasonOf(cause);
      log[isKnown ? 'debug' : 'error'](fields, `The scan failed: ${reasonOf(cause)}`);
      return { done: false, cause };
    }
  }

  function logProblems(problems: readonly Problem[], count: number): void {
    for (const { file, field, holds, wanted } of problems)
      log.warn({ file, field }, `${oneLine(file)} is left out: ${field || 'it'} holds ${holds}; wanted is ${wanted}`);
    const more = count - problems.length;
    if (more > 0) log.warn({ more }, 'More articles are left out; "npm run check:articles" shows them all');
  }

  function begin(): Promise<ScanResult> {
    following = undefined;
    running = deps.turns(run).finally(() => {
      running = undefined;
    });
    return running;
  }

  function scan(files?: readonly string[]): Promise<ScanResult> {
    named = files && named && [...named, ...files];
    if (running === undefined) return begin();
    following ??= running.then(begin);
    return following;
  }

  return {
    scan,
    report: () => report,
    async idle() {
      await (following ?? running);
    },
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
