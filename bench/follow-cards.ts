import type { LocalDiscord } from '../src/local-discord/local-discord.ts';
import type { Aim, Figure } from './bench.ts';

/** Of all that Discord allows to be sent. */
export const almostAll: Aim = { of: 'ratio', is: 'at least', limit: 0.98 };

/** Requests that were too many for Discord, in the scenario of the figure before. */
export const refusedAsTooMany: Figure = {
  work: 'the same: requests that Discord answers with 429',
  unit: 'n',
  aims: [{ of: 'value', is: 'at most', limit: 0 }],
};

/** When cards were posted from now on, in milliseconds since 1970, and how many requests were too many for Discord. */
export function followCards({ requests }: Pick<LocalDiscord, 'requests'>) {
  const at: number[] = [];
  let limited = 0;
  const end = requests.subscribe(({ at: came, method, route, status }) => {
    if (status === 429) limited += 1;
    if (method === 'POST' && route === '/v10/channels/:channel/messages' && status === 200) at.push(came);
  });
  return { at: at as readonly number[], limited: () => limited, end };
}
