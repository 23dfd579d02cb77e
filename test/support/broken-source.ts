import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

/** A text that one source file has exactly once, and what is put in its place. */
export interface SourceEdit {
  /** The file, from the project's root. */
  readonly module: string;
  readonly find: string;
  readonly put: string;
}

const root = new URL('../../', import.meta.url);

/**
 * Makes this thread load the program's modules with some texts replaced, to see whether a harness notices. To be called
 * before they are loaded; the files stay as they are.
 *
 * @throws Error when a file does not have such a text exactly once: an edit of code that has changed must not go unnoticed
 */
export function breakSources(edits: readonly SourceEdit[]): void {
  const sources = new Map<string, string>();
  for (const { module, find, put } of edits) {
    const { href } = new URL(module, root);
    const source = sources.get(href) ?? readFileSync(new URL(href), 'utf8');
    const parts = source.split(find);
    if (parts.length !== 2) throw new Error(`${module} has ${parts.length - 1} times, instead of once: ${find}`);
    sources.set(href, parts.join(put));
  }
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      const source = sources.get(url);
      return source === undefined ? loaded : { ...loaded, source };
    },
  });
}
