import type { LocalDiscord } from '../src/local-discord/local-discord.ts';

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
