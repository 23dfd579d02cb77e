import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // Nearly half of a run is waiting for sockets, browsers and child processes, so that cores have room for another file.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    maxConcurrency: 12,
    // Modules keep no state of their own, so files in one process share them: loading anew took a third of the time.
    isolate: false,
    // What is waited for is named after 20 seconds; this is for long tests on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
