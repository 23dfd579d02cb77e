import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // Real clients, browsers and child processes share two cores in CI.
    // Most tests wait for sockets and processes, so every core can take a file.
    maxWorkers: '100%',
    maxConcurrency: 12,
    // Modules keep no state of their own, so files in one process share them: loading anew took a third of the time.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
