import type { Clock, Log } from '../../src/desk/ports.ts';
import type { Transport } from '../../src/desk/transport-port.ts';
import { cardIdIn, renderCard } from '../../src/discord/cards.ts';
import type { DiscordConnection } from '../../src/discord/connection.ts';
import { createDiscordTransport } from '../../src/discord/transport.ts';
import { neverStopping } from './clock.ts';

/** The program's own transport over a connection. */
export function transportOver(connection: DiscordConnection, outside: { log: Log; clock: Clock }): Transport {
  const cards = { rest: connection.rest, bot: connection, render: renderCard, cardIdIn };
  return createDiscordTransport({ ...cards, ...outside, stopping: neverStopping });
}
