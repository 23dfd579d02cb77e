import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  EmbedBuilder,
  FileBuilder,
  LabelBuilder,
  MediaGalleryBuilder,
  MessageFlags,
  ModalBuilder,
  SectionBuilder,
  SeparatorBuilder,
  SeparatorSpacingSize,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  ThumbnailBuilder,
} from 'discord.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkCommandForm } from '../../../src/local-discord/rest/form/command-form.ts';
import { checkMessageForm } from '../../../src/local-discord/rest/form/message-form.ts';
import { checkModalForm } from '../../../src/local-discord/rest/form/modal-form.ts';
import { problemsOf } from '../../support/problems-of.ts';

const text = (most: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: most })
    .filter((one) => one.trim() !== '' && one.length <= most);
const address = fc.webUrl({ withQueryParameters: true, withFragments: true }).filter(({ length }) => length <= 512);
const some = <T>(one: fc.Arbitrary<T>, most: number) => fc.array(one, { minLength: 1, maxLength: most });

/** Hands out a custom_id that no other component of the message has. */
type NewId = () => string;
/** What a builder is told, before it is known what it is part of. */
type Plan<T> = fc.Arbitrary<(newId: NewId) => T>;

const button: Plan<ButtonBuilder> = fc.oneof(
  fc.record({ label: text(80), style: fc.constantFrom(1, 2, 3, 4) }).map(
    ({ label, style }) =>
      (newId: NewId) =>
        new ButtonBuilder().setLabel(label).setStyle(style).setCustomId(newId()),
  ),
  fc.tuple(text(80), address).map(
    ([label, url]) =>
      () =>
        new ButtonBuilder().setLabel(label).setStyle(ButtonStyle.Link).setURL(url),
  ),
);
const menu: Plan<StringSelectMenuBuilder> = fc
  .record({ labels: some(text(100), 25), placeholder: text(150), chosen: fc.tuple(fc.nat(), fc.nat()) })
  .map(({ labels, placeholder, chosen: [a, b] }) => (newId: NewId) => {
    const most = 1 + (a % labels.length);
    return new StringSelectMenuBuilder()
      .setCustomId(newId())
      .setPlaceholder(placeholder)
      .setOptions(labels.map((label, index) => ({ label, value: `${index}` })))
      .setMaxValues(most)
      .setMinValues(b % (most + 1));
  });
const row: Plan<ActionRowBuilder<ButtonBuilder | StringSelectMenuBuilder>> = fc
  .oneof(some(button, 5), fc.tuple(menu))
  .map(
    (plans) => (newId: NewId) =>
      new ActionRowBuilder<ButtonBuilder | StringSelectMenuBuilder>().addComponents(
        ...plans.map((made) => made(newId)),
      ),
  );
const display = text(60).map((content) => () => new TextDisplayBuilder().setContent(content));
const thumbnail = fc.tuple(address, text(1024)).map(
  ([url, words]) =>
    () =>
      new ThumbnailBuilder().setURL(url).setDescription(words).setSpoiler(true),
);
const section: Plan<SectionBuilder> = fc
  .tuple(some(display, 3), fc.oneof(button, thumbnail))
  .map(([texts, made]) => (newId: NewId) => {
    const one = new SectionBuilder().addTextDisplayComponents(...texts.map((each) => each()));
    const accessory = made(newId);
    return accessory instanceof ButtonBuilder
      ? one.setButtonAccessory(accessory)
      : one.setThumbnailAccessory(accessory);
  });
const gallery = some(fc.oneof(address, fc.constant('attachment://a.png')), 10).map(
  (urls) => () => new MediaGalleryBuilder().addItems(...urls.map((url) => ({ media: { url } }))),
);
const separator = fc.tuple(fc.boolean(), fc.constantFrom(SeparatorSpacingSize.Small, SeparatorSpacingSize.Large)).map(
  ([divider, spacing]) =>
    () =>
      new SeparatorBuilder().setDivider(divider).setSpacing(spacing),
);
const container: Plan<ContainerBuilder> = fc
  .record({
    rows: fc.array(row, { maxLength: 2 }),
    sections: fc.array(section, { maxLength: 1 }),
    texts: some(display, 2),
    gallery,
    separator,
    color: fc.integer({ min: 0, max: 0xffffff }),
  })
  .map(
    ({ rows, sections, texts, gallery: pictures, separator: line, color }) =>
      (newId: NewId) =>
        new ContainerBuilder()
          .setAccentColor(color)
          .addTextDisplayComponents(...texts.map((each) => each()))
          .addSectionComponents(...sections.map((each) => each(newId)))
          .addMediaGalleryComponents(pictures())
          .addSeparatorComponents(line())
          .addFileComponents(new FileBuilder().setURL('attachment://a.png'))
          .addActionRowComponents(...rows.map((each) => each(newId))),
  );

function counting(): NewId {
  let latest = 0;
  return () => {
    latest += 1;
    return `id ${latest}`;
  };
}

it('takes every message of Components V2 that discord.js builds within the limits', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.tuple(container),
        fc.tuple(container, section),
        some(fc.oneof(row, section, display, gallery, separator), 6),
      ),
      async (plans) => {
        const newId = counting();
        const components = plans.map((made) => made(newId).toJSON());
        const body = { flags: MessageFlags.IsComponentsV2, components };
        expect(
          await problemsOf(checkMessageForm('MessageCreateRequest', body, { files: [{ id: '0', name: 'a.png' }] })),
        ).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

it('takes every message of the older kind that discord.js builds within the limits', async () => {
  const embed = fc
    .record({
      title: text(256),
      description: text(200),
      url: address,
      fields: fc.array(fc.tuple(text(50), text(50)), { maxLength: 10 }),
      color: fc.integer({ min: 0, max: 0xffffff }),
      time: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(2 ** 42) }),
    })
    .map(({ title, description, url, fields, color, time }) =>
      new EmbedBuilder()
        .setTitle(title)
        .setDescription(description)
        .setURL(url)
        .setColor(color)
        .setTimestamp(time)
        .setAuthor({ name: title, iconURL: url })
        .setFooter({ text: description })
        .setFields(fields.map(([name, value]) => ({ name, value }))),
    );
  await fc.assert(
    fc.asyncProperty(fc.array(embed, { maxLength: 3 }), fc.array(row, { maxLength: 5 }), async (embeds, rows) => {
      const newId = counting();
      const body = { embeds: embeds.map((one) => one.toJSON()), components: rows.map((made) => made(newId).toJSON()) };
      expect(await problemsOf(checkMessageForm('MessageCreateRequest', body))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('takes every modal that discord.js builds within the limits', async () => {
  const field = fc.record({
    label: text(45),
    below: text(100),
    hint: text(100),
    long: fc.boolean(),
    lengths: fc.tuple(fc.integer({ min: 1, max: 4000 }), fc.nat({ max: 4000 })),
  });
  await fc.assert(
    fc.asyncProperty(text(45), some(field, 5), async (title, fields) => {
      const newId = counting();
      const modal = new ModalBuilder().setCustomId('modal').setTitle(title);
      for (const {
        label,
        below,
        hint,
        long,
        lengths: [most, least],
      } of fields)
        modal.addLabelComponents(
          new LabelBuilder()
            .setLabel(label)
            .setDescription(below)
            .setTextInputComponent(
              new TextInputBuilder()
                .setCustomId(newId())
                .setStyle(long ? TextInputStyle.Paragraph : TextInputStyle.Short)
                .setPlaceholder(hint)
                .setMaxLength(most)
                .setMinLength(least % (most + 1)),
            ),
        );
      expect(await problemsOf(checkModalForm(modal.toJSON()))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('takes every command that discord.js builds within the limits', async () => {
  const name = fc.stringMatching(/^[a-z0-9_-]{1,28}$/);
  const choices = fc.array(fc.tuple(text(50), text(50)), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(
      name,
      text(100),
      fc.array(fc.tuple(name, text(100), choices, fc.boolean()), { maxLength: 8 }),
      async (named, description, options) => {
        const command = new SlashCommandBuilder().setName(named).setDescription(description);
        const sorted = options.toSorted((one, other) => Number(other[3]) - Number(one[3]));
        for (const [index, [optionName, words, list, needed]] of sorted.entries())
          command.addStringOption((option) =>
            option
              .setName(`${optionName}${index}`)
              .setDescription(words)
              .setRequired(needed)
              .setChoices(list.map(([label, value]) => ({ name: label, value }))),
          );
        expect(await problemsOf(checkCommandForm(command.toJSON()))).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});
