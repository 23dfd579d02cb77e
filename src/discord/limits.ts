/**
 * Discord's limits on what a message holds. Discord counts code points; here everything is counted in UTF-16 units,
 * which is never fewer, because the library's own checks do so.
 *
 * Sources: Discord's documentation (message resource, component reference) and its OpenAPI description.
 */
export const limits = {
  content: 2000,
  embeds: 10,
  /** Over all embeds of a message: titles, descriptions, field names and values, footers and author names. */
  embedSum: 6000,
  title: 256,
  description: 4096,
  fieldName: 256,
  fieldValue: 1024,
  authorName: 256,
  url: 2048,
  buttonUrl: 512,
  customId: 100,
  selectOptions: 25,
  optionLabel: 100,
  optionValue: 100,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
} as const;
