/**
 * Those of Discord's limits that texts are cut or left out for. What else a message holds is far below its limit by its
 * own design. Discord counts code points; here everything is counted in UTF-16 units, which is never fewer, because the
 * library's own checks do so.
 *
 * Sources: Discord's documentation (message resource, component reference) and its OpenAPI description.
 */
export const limits = {
  content: 2000,
  title: 256,
  fieldValue: 1024,
  url: 2048,
  buttonUrl: 512,
  optionLabel: 100,
  optionValue: 100,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
} as const;
