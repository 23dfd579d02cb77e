import { registerHooks } from 'node:module';
import { breakSources } from '../support/broken-source.ts';
import { brokenBuilds, isBrokenBuild } from './broken-builds.ts';
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
if (name !== undefined) breakSources(brokenBuilds[name].edits);

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
});
