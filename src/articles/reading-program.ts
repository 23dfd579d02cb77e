import { parentPort, workerData } from 'node:worker_threads';
import { readArticle } from './read-article.ts';
import { waitingCalls } from './read-inside.ts';
import { serveReadings } from './reading-worker.ts';

// A thread of its own, which reads and parses article files.
if (parentPort !== null) serveReadings(parentPort, workerData, (file) => readArticle(file, waitingCalls));
