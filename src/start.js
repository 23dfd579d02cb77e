// Plain JavaScript that any Node can read, so that one that is too old says so instead of failing on TypeScript.
import { existsSync } from 'node:fs';

if (Number.parseInt(process.versions.node, 10) < 24) {
  process.stderr.write(
    `Heatwire needs Node 24; this is Node ${process.versions.node}. "npm ci" brings the right one along: use "npm start".\n`,
  );
  process.exit(1);
}
if (existsSync('.env')) process.loadEnvFile('.env');
await import('./main.ts');
