import { constants, createDeflate } from 'node:zlib';
import type { WebSocket } from 'ws';

/** Writes payloads to a client, in order. */
export type Write = (text: string) => void;

/**
 * The way that a client asks for in the address that it connects to; nothing for one that this server does not have.
 * Discord's documentation, "Encoding and Compression".
 */
export function transportFor(query: URLSearchParams, socket: WebSocket): Write | undefined {
  if ((query.get('encoding') ?? 'json') !== 'json') return undefined;
  const compress = query.get('compress');
  if (compress === null) return (text) => socket.send(text);
  return compress === 'zlib-stream' ? zlibStream(socket) : undefined;
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
      socket.send(Buffer.concat(chunks));
      chunks = [];
    });
  };
}
