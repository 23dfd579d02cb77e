/** What the local Discord holds on its first start: a small newsroom, so that there is something to look at and to try. */
export const localWorld = {
  guild: { name: 'Heatwire Newsroom' },
  bot: { username: 'Heatwire' },
  channels: [
    { name: 'news', category: 'Newsroom', topic: 'The hottest stories, as they come in' },
    { name: 'ai', category: 'Newsroom', topic: 'Try /feed add here with the topic AI' },
    { name: 'announcements', category: 'Newsroom', type: 5, topic: 'An announcement channel, for a feed of your own' },
    { name: 'general', category: 'Community', topic: 'Try /news, /topics, /saved and /help' },
  ],
  people: [
    { name: 'you', manager: true },
    { name: 'reader', manager: false },
  ],
} as const;
