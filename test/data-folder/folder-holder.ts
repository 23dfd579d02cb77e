import { openDataFolder } from '../../src/data-folder/data-folder.ts';

/** A program that has a data folder, and does nothing until it is killed. */
await openDataFolder(process.argv[2] ?? '');
process.send?.('held');
setInterval(() => {}, 60_000);
