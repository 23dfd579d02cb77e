import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { expect, it } from 'vitest';
import feed from '../../commands/feed.ts';
import help from '../../commands/help.ts';
import news from '../../commands/news.ts';
import saved from '../../commands/saved.ts';
import topics from '../../commands/topics.ts';

const commands = { feed, help, news, saved, topics };

it.each(Object.entries(commands))('/%s is a definition that Discord takes, under its name', (name, { definition }) => {
  // Discord documents permissions as a string of digits, its OpenAPI description as a number; it takes both.
  const permissions = definition.default_member_permissions;
  const described = { ...definition, ...(permissions && { default_member_permissions: Number(permissions) }) };
  expect(ApplicationCommandUpdateRequestSchema.safeParse(described)).toMatchObject({ success: true });
  expect(definition).toMatchObject({ name });
});

it('/feed is for those who may manage the server', () => {
  expect(feed.definition.default_member_permissions).toBe(String(1 << 5));
});

it('/feed offers only text and announcement channels', () => {
  const channels = (feed.definition.options ?? []).flatMap((subcommand) =>
    'options' in subcommand ? (subcommand.options ?? []).filter(({ name }) => name === 'channel') : [],
  );
  expect(channels).toHaveLength(2);
  for (const channel of channels) expect(channel).toMatchObject({ channel_types: [0, 5] });
});
