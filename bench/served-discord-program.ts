import { serveLocalDiscord } from '../src/local-discord/serve.ts';

/** A local Discord in a process of its own, with as many servers and channels in each as the parameters say. */
const [, , guilds = '1', channelsEach = '5'] = process.argv;
const channels = Array.from({ length: Number(channelsEach) }, (_, place) => ({ name: `channel-${place}` }));
const { apiUrl, token, channelIds } = await serveLocalDiscord({
  world: {
    bot: { username: 'Bot' },
    people: ['owner'],
    guilds: Array.from({ length: Number(guilds) }, (_, place) => ({
      name: `Guild ${place}`,
      owner: 'owner',
      channels,
    })),
  },
  // Discord wants seconds between two logins; a bench logs in many times.
  gatewayLimits: { identifyEveryMs: 0 },
  rateLimits: 'off',
});
process.once('disconnect', () => process.exit());
process.send?.({ apiUrl, token, channelId: channelIds['channel-0'] });
