import { constants, createDeflate } from 'node:zlib';
import type { WebSocket } from 'ws';

/** Writes payloads to a client, in order. */
export type Write = (text: string) => void;

/** How much may wait for a client that does not read, in bytes: many times what the biggest bot is told at its start. */
const maxWaiting = 64 * 1024 * 1024;

/**
 * The way that a client asks for in the address that it connects to; nothing for one that this server does not have.
 * Discord's documentation, "Encoding and Compression".
 */
export function transportFor(query: URLSearchParams, socket: WebSocket): Write | undefined {
  if ((query.get('encoding') ?? 'json') !== 'json') return undefined;
  const compress = query.get('compress');
  if (compress === null) return (text) => send(socket, text);
  return compress === 'zlib-stream' ? zlibStream(socket) : undefined;
}

/** Lets a client go that has stopped reading, before what waits for it fills the memory. It can resume. */
function send(socket: WebSocket, data: string | Buffer): void {
  if (socket.bufferedAmount > maxWaiting) socket.terminate();
  else socket.send(data);
}

/** One stream of zlib for the whole connection, with a flush and a message of its own for each payload. */
function zlibStream(socket: WebSocket): Write {
  const deflate = createDeflate();
  let chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  deflate.on('error', () => socket.terminate());
  socket.on('close', () => deflate.destroy());
  return (text) => {
    deflate.write(text);
    deflate.flush(constants.Z_SYNC_FLUSH, () => {
      send(socket, Buffer.concat(chunks));
      chunks = [];
    });
  };
}
