// Plain JavaScript that any Node can read, so that one that is too old says so instead of failing on TypeScript.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

if (Number.parseInt(process.versions.node, 10) < 24) {
  process.stderr.write(
    `Heatwire needs Node 24; this is Node ${process.versions.node}. "npm ci" brings the right one along: use "npm start".\n`,
  );
  process.exit(1);
}
// As main.ts does, so that not even that needs to be compiled.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/heatwire', import.meta.url)));
if (existsSync('.env')) process.loadEnvFile('.env');
await import('./main.ts');
