import { enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

// From the second start on, nothing needs to be compiled: it is up sooner, and without the compiler's 40 MB in memory.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/heatwire', import.meta.url)));

// Kysely and zod come as 350 modules that name each other by their files. For each, Node would look for the file, for what
// it links to and for the package that it is of: a tenth of the time of a start, and 10 MB.
const byFile = registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') || context.parentURL === undefined) return next(specifier, context);
    return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
  },
});
await import('kysely');
await import('zod');
byFile.deregister();

await import('./program.ts');
