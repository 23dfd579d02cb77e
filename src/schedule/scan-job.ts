import { schedule } from 'node-cron';

/**
 * Runs `scan` at the times of a cron expression (seconds allowed), never while the last run is still going on.
 * Returns the way to stop.
 */
export function scheduleScans(expression: string, scan: () => Promise<unknown>): { stop(): Promise<void> } {
  const task = schedule(expression, scan, { name: 'scan', noOverlap: true });
  return {
    async stop() {
      await task.destroy();
    },
  };
}
