import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { brokenBuilds, type Edit, isBrokenBuild } from './broken-builds.ts';
import { joinTime } from './shared-time.ts';

/*
 * Given to the program with --import: its clock is made fast, and the program wrong if it is asked to be. The sources stay
 * as they are.
 */

const root = new URL('../../', import.meta.url);
const clock = new URL('src/clock.ts', root).href;
const fastClock = new URL('test/chaos/fast-clock.ts', root).href;

const name = process.env['CHAOS_BROKEN'];
if (name !== undefined && !isBrokenBuild(name)) throw new Error(`There is no broken build "${name}".`);
const edits: readonly Edit[] = name === undefined ? [] : brokenBuilds[name].edits;
// Checked before anything loads: an edit of a module that has moved must not go unnoticed.
for (const { module, find } of edits) edited(readFileSync(new URL(module, root), 'utf8'), module, find, '');

const time = joinTime({ file: process.env['CHAOS_TIME'] ?? '', beganAt: Number(process.env['CHAOS_BEGAN_AT']) });
globalThis.Date = new Proxy(Date, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [time.now()] : given, made),
  get: (target, key) => (key === 'now' ? time.now : Reflect.get(target, key)),
});

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    return resolved.url === clock && context.parentURL !== fastClock ? { ...resolved, url: fastClock } : resolved;
  },
  load(url, context, next) {
    const loaded = next(url, context);
    const here = edits.filter(({ module }) => new URL(module, root).href === url);
    if (here.length === 0) return loaded;
    const source = here.reduce((text, { module, find, put }) => edited(text, module, find, put), String(loaded.source));
    return { ...loaded, source };
  },
});

function edited(source: string, module: string, find: string, put: string): string {
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new Error(
      `The broken build "${name}" wants to find once what ${module} has ${parts.length - 1} times: ${find}`,
    );
  return parts.join(put);
}
