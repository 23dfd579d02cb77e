/** Tells the process that started this one how long its start took and how much memory it has; ends with it. */
export function reportToParent(): void {
  const startMs = performance.now();
  const residentMb = process.memoryUsage.rss() / 1024 / 1024;
  process.once('disconnect', () => process.exit());
  process.send?.({ startMs, residentMb });
}
