import type { SourceEdit } from '../support/broken-source.ts';

const small = (module: string, name: string, usual: string): SourceEdit => ({
  module,
  find: `const ${name} = ${usual};`,
  put: `const ${name} = 1;`,
});

/**
 * A simulated world is small: in steps as large as the program's, nothing that it does would ever be cut in two, and no
 * crash could come in between.
 */
export const smallSteps: readonly SourceEdit[] = [
  small('src/desk/work-off.ts', 'pairsTogether', '20_000'),
  small('src/desk/work-off.ts', 'channelsTogether', '500'),
  small('src/desk/work-off.ts', 'decisionsTogether', '100'),
  small('src/desk/publisher.ts', 'channelsAtOnce', '50'),
  small('src/desk/publisher.ts', 'channelsAhead', '100'),
  small('src/desk/publisher.ts', 'droppedAtOnce', '1_000'),
];
