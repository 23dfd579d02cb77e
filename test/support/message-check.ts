import type { APIEmbed } from 'discord.js';
import { MessageCreateRequestSchema } from 'discord-api-spec/zod';
import type { MessageBody } from '../../src/discord/message-body.ts';

/** Everything about a message that Discord would refuse, told independently of the code that builds messages. */
export function refusals(body: MessageBody): string[] {
  const found: string[] = [];
  const text = (path: string, value: string | undefined, most: number) => {
    if (value === undefined) return;
    if (value.trim() === '') found.push(`${path} is empty`);
    if (value.length > most) found.push(`${path} has ${value.length} of ${most}`);
    if (!value.isWellFormed()) found.push(`${path} holds half a character`);
    if (/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/.test(value)) found.push(`${path} turns the direction`);
  };
  const url = (path: string, value: string | undefined, most = 2048) => {
    if (value === undefined) return;
    if (value.length > most) found.push(`${path} is an address of ${value.length} characters`);
    if (!/^https?:\/\/[a-z0-9.-]+(?::\d+)?(?:[/?#]|$)/.test(value)) found.push(`${path} is no address: ${value}`);
    if (!URL.canParse(value)) found.push(`${path} does not parse`);
  };

  text('content', body.content, 2000);
  const embeds = body.embeds ?? [];
  if (embeds.length > 10) found.push('too many embeds');
  embeds.forEach((embed, index) => {
    const at = `embeds[${index}]`;
    text(`${at}.title`, embed.title, 256);
    text(`${at}.description`, embed.description, 4096);
    text(`${at}.author.name`, embed.author?.name, 256);
    text(`${at}.footer.text`, embed.footer?.text, 2048);
    for (const field of embed.fields ?? []) {
      text(`${at}.field.name`, field.name, 256);
      text(`${at}.field.value`, field.value, 1024);
    }
    url(`${at}.url`, embed.url);
    url(`${at}.author.url`, embed.author?.url);
    url(`${at}.author.icon_url`, embed.author?.icon_url);
    url(`${at}.image.url`, embed.image?.url);
    url(`${at}.thumbnail.url`, embed.thumbnail?.url);
    if (embed.timestamp !== undefined && !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(embed.timestamp))
      found.push(`${at}.timestamp is ${embed.timestamp}`);
    if ((embed.fields ?? []).length > 25) found.push(`${at} has too many fields`);
  });
  const urls = embeds.flatMap((embed) => embed.url ?? []);
  if (new Set(urls).size < urls.length) found.push('two embeds share an address');
  const sum = embeds.reduce((total, embed) => total + lengthOf(embed), 0);
  if (sum > 6000) found.push(`the embeds hold ${sum} of 6000`);

  const ids: string[] = [];
  for (const row of body.components ?? []) {
    if (row.components.length === 0 || row.components.length > 5) found.push('a row of the wrong length');
    for (const component of row.components) {
      if ('custom_id' in component) {
        text('custom_id', component.custom_id, 100);
        ids.push(component.custom_id);
      }
      if ('url' in component) url('button', component.url, 512);
      if ('label' in component) text('label', component.label, 80);
      if ('options' in component) {
        if (component.options.length === 0 || component.options.length > 25) found.push('a menu of the wrong length');
        const values = component.options.map(({ value }) => value);
        if (new Set(values).size < values.length) found.push('two entries of a menu share a value');
        for (const option of component.options) {
          text('option.label', option.label, 100);
          text('option.value', option.value, 100);
          text('option.description', option.description, 100);
        }
      }
    }
  }
  if (new Set(ids).size < ids.length) found.push('two components share a custom_id');
  if (body.content === undefined && embeds.length === 0) found.push('the message is empty');
  if (JSON.stringify(JSON.parse(JSON.stringify(body))) !== JSON.stringify(body)) found.push('is no plain JSON');

  const parsed = MessageCreateRequestSchema.safeParse(body);
  if (!parsed.success) found.push(`Discord’s own description refuses it: ${parsed.error.message}`);
  return found;
}

/** What is left in a text of Markdown, mentions and addresses that Discord would act on. Escaped characters are none. */
export function liveMarkup(text: string): string[] {
  const withoutEscapes = text.replace(/\\[^0-9A-Za-z\s]/g, '·');
  const live = /[\\*_~|`[\]()<>]|:\/\/|@(?:everyone|here)|^\s*(?:#{1,3}|-#|[-+])\s|^\s*\d+\.\s|\n/gi;
  return withoutEscapes.match(live) ?? [];
}

function lengthOf({ title = '', description = '', fields = [], footer, author }: APIEmbed): number {
  const texts = [
    title,
    description,
    footer?.text ?? '',
    author?.name ?? '',
    ...fields.flatMap((f) => [f.name, f.value]),
  ];
  return texts.reduce((sum, text) => sum + text.length, 0);
}
