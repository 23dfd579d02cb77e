import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes longest goes first; chaos, whose real processes wait for each other, not beside all of what only computes.
 * Where nothing is known of earlier runs, vitest begins with the largest files: some of these, which are small, would come
 * last, and keep one core busy while the others have nothing left to do.
 */
const slowest = ['simulate/', 'fuzz/', 'chaos/', 'storage/', 'application/', 'local-discord/page'];

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const file = path.relative(path.join(import.meta.dirname, 'test'), moduleId).replaceAll(path.sep, '/');
      const found = slowest.findIndex((start) => file.startsWith(start));
      return found === -1 ? slowest.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    sequence: { sequencer: SlowestFirst },
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
