import type { Path, Problem } from './problem.ts';

/*
 * Discord's codes and sentences for a field of a body, each with where its answer was seen: "docs" is Discord's API
 * reference, "api-docs#n" a thread of discord/discord-api-docs, other names are repositories whose threads or tests
 * quote the answer. Those below "Not seen anywhere" follow the pattern of the others; only that Discord refuses is sure.
 */

/** Numbers and texts as Discord's messages list them: a Python tuple. */
function tuple(values: readonly unknown[]): string {
  const shown = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  return shown.length === 1 ? `(${shown[0]},)` : `(${shown.join(', ')})`;
}

const shorten = (value: unknown): string => String(value).slice(0, 100);

/** api-docs#3033. */
export function tooLong(path: Path, limit: number): Problem {
  return { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${limit} or fewer in length.` };
}

/** Of a menu that has fewer options than may be chosen: ephemeralrogue/gauntlet. */
export function tooShort(path: Path, limit: number): Problem {
  return { path, code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${limit} or more in length.` };
}

/** Where both ends are limited, whichever end is passed, empty texts and lists too: bwmarrin/discordgo#1674. */
export function badLength(path: Path, least: number, most: number): Problem {
  return { path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${least} and ${most} in length.` };
}

/** docs, "Error Messages". */
export function required(path: Path): Problem {
  return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
}

/** docs, "Error Messages". */
export function notOneOf(path: Path, values: readonly unknown[]): Problem {
  return { path, code: 'BASE_TYPE_CHOICES', message: `Value must be one of ${tuple(values)}.` };
}

/** The sentence is devvyyxyz/Docs', the code was not seen. */
export function withoutType(path: Path): Problem {
  return { path, code: 'UNION_TYPE_REQUIRED', message: 'Field "type" is required to determine the model type.' };
}

/** discord-net/Discord.Net#3132. */
export function wrongUnionType(path: Path, types: readonly number[]): Problem {
  return { path, code: 'UNION_TYPE_CHOICES', message: `Value of field "type" must be one of ${tuple(types)}.` };
}

/** mymoomin/RSStoWebhook. */
export function notNumber(path: Path, value: unknown, kind: 'int' | 'float' | 'snowflake'): Problem {
  return { path, code: 'NUMBER_TYPE_COERCE', message: `Value "${shorten(value)}" is not ${kind}.` };
}

/** mymoomin/RSStoWebhook. */
export function tooBig(path: Path, limit: number | bigint, what = 'int'): Problem {
  return { path, code: 'NUMBER_TYPE_MAX', message: `${what} value should be less than or equal to ${limit}.` };
}

/** mymoomin/RSStoWebhook. */
export function tooSmall(path: Path, limit: number | bigint): Problem {
  return { path, code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${limit}.` };
}

/** A value of the wrong kind; `expected` is a type of JSON. mymoomin/RSStoWebhook, all but the one about lists. */
export function wrongKind(path: Path, expected: string, value: unknown): Problem {
  switch (expected) {
    case 'string':
      return {
        path,
        code: 'STRING_TYPE_CONVERT',
        message: `Could not interpret "${typeof value === 'string' ? shorten(value) : typeof value}" as string.`,
      };
    case 'boolean':
      return { path, code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' };
    case 'array':
      return { path, code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
    default:
      return { path, code: 'MODEL_TYPE_CONVERT', message: 'Expected an object/dictionary.' };
  }
}

/** An item that is nothing: mymoomin/RSStoWebhook. */
export function emptyItem(path: Path): Problem {
  return { path, code: 'LIST_ITEM_VALUE_REQUIRED', message: 'List item values of ModelType are required' };
}

/** ephemeralrogue/gauntlet. */
export function repeatedItem(path: Path): Problem {
  return { path, code: 'SET_TYPE_ALREADY_CONTAINS_VALUE', message: 'The set already contains this value' };
}

/** Quoted by a bot that met it; that Discord says it of languages too is a guess. */
export function notInEnum(path: Path, value: unknown): Problem {
  return { path, code: 'ENUM_TYPE_COERCE', message: `Value "${shorten(value)}" is not a valid enum value.` };
}

/** ephemeralrogue/gauntlet. */
export function notTime(path: Path, value: string): Problem {
  return { path, code: 'DATE_TIME_TYPE_PARSE', message: `Could not parse ${shorten(value)}. Should be ISO8601.` };
}

/** api-docs#5837. */
export function wrongScheme(path: Path, url: string, allowed: readonly string[]): Problem {
  const scheme = url.includes(':') ? url.slice(0, url.indexOf(':')).toLowerCase() : url;
  const message = `Scheme "${shorten(scheme)}" is not supported. Scheme must be one of ${tuple(allowed)}.`;
  return { path, code: 'URL_TYPE_INVALID_SCHEME', message };
}

/** discordjs/discord.js#7438. */
export function malformedUrl(path: Path): Problem {
  return { path, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' };
}

const sentences = {
  /** NelsonDane/auto-rsa#451. */
  MAX_EMBED_SIZE_EXCEEDED: 'Embed size exceeds maximum size of 6000',
  /** ephemeralrogue/gauntlet. */
  NONCE_TYPE_TOO_LONG: 'Must be 25 or fewer characters long.',
  NONCE_TYPE_INVALID_TYPE: 'This field must be a string or integer.',
  NONCE_TYPE_OUT_OF_BOUNDS: 'Must be between -9223372036854775808 and 9223372036854775807.',
  ATTACHMENT_NOT_FOUND: 'Attachment data not found',
  REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL: 'Cannot reply to a message in a different channel',
  /** Quoted by many bots; its sentence is that of the older REPLIES_UNKNOWN_MESSAGE. */
  MESSAGE_REFERENCE_UNKNOWN_MESSAGE: 'Unknown message',
  /** Quoted by bots that met them. */
  MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG: 'MessageFlags.IS_COMPONENTS_V2 cannot be removed',
  COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED: 'Total number of components cannot exceed 40',
  COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED: 'Components displayable text size exceeds maximum size of 4000',
  COMPONENT_CUSTOM_ID_DUPLICATED: 'Component custom id cannot be duplicated',
  COMPONENT_REQUIRED_ZERO_MIN_VALUES: 'Components marked as required cannot have a min_values of 0',
  /** api-docs#3395. */
  COMPONENT_LAYOUT_WIDTH_EXCEEDED: 'The specified component exceeds the maximum width',
  /** nextcord/nextcord#1254. */
  BUTTON_COMPONENT_CUSTOM_ID_REQUIRED: 'A custom id is required',
  /** discordjs/discord.js#6639. */
  BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE: 'A custom id and url cannot both be specified',
  /** ephemeralrogue/gauntlet. */
  SELECT_COMPONENT_OPTION_VALUE_DUPLICATED: 'The specified option value is already used',
  SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES:
    'The specified number of default values exceeds the specified maximum values',
  /** brainboxdotcc/DPP, which tests for both together at the name of an option. */
  STRING_TYPE_REGEX: 'String value did not match validation regex.',
  APPLICATION_COMMAND_INVALID_NAME: 'Command name is invalid',
  /** Quoted by a report to Discord. */
  APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID: 'Required options must be placed before non-required options',
  /** yepcord/server. */
  APPLICATION_COMMAND_OPTIONS_TYPE_INVALID:
    'Sub-command and sub-command group option types are mutually exclusive to all other types',
  /** api-docs#6648; docs, "Error Messages". */
  APPLICATION_COMMAND_TOO_LARGE: 'Command exceeds maximum size (8000)',
  /** Quoted by bots that met it. */
  APPLICATION_COMMANDS_DUPLICATE_NAME: 'Application command names must be unique',

  // Not seen anywhere.
  COMPONENT_ID_DUPLICATED: 'Component id cannot be duplicated',
  COMPONENT_DISABLED_INVALID: 'Components cannot be disabled in modals',
  SELECT_COMPONENT_TOO_FEW_DEFAULT_VALUES: 'The specified number of default values is below the minimum values',
  /** The code is quoted by bots that met it, the sentence is not. */
  UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND: 'The referenced attachment was not found',
  APPLICATION_COMMAND_DESCRIPTION_INVALID: 'Context menu commands cannot have a description',
  APPLICATION_COMMAND_OPTIONS_INVALID: 'Context menu commands cannot have options',
  APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE: 'Autocomplete options cannot have choices',
} as const;

/** A problem whose sentence never changes. */
export function problem(code: keyof typeof sentences, path: Path): Problem {
  return { path, code, message: sentences[code] };
}

/** At the field, which a message of Components V2 cannot have: api-docs#7658; bots quote the sentence. */
export function legacyField(field: string): Problem {
  const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
  return { path: [field], code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message };
}

/** Of a type in `parse` that also has ids: Mephisto5558/Teufelsbot#287. */
export function parsedAndListed(kind: string): Problem {
  const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
  return { path: ['allowed_mentions'], code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message };
}

/** Quoted by a bot that met it. */
export function optionNameUsed(path: Path, name: string): Problem {
  const message = `Option name ${name} is already used in these options`;
  return { path, code: 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', message };
}

/** Xujiayao/Discord-MC-Chat#286. */
export function nameContains(path: Path, word: string): Problem {
  return { path, code: 'USERNAME_INVALID_CONTAINS', message: `Username cannot contain "${word}"` };
}

/** MinnDevelopment/discord-webhooks#100. */
export function nameIs(path: Path, word: string): Problem {
  return { path, code: 'USERNAME_INVALID', message: `Username cannot be "${word}"` };
}

/** What Discord has and this server has not; the code is this server's own. */
export function unsupported(path: Path, what: string): Problem {
  return { path, code: 'LOCAL_DISCORD_UNSUPPORTED', message: `The local Discord has no ${what}.` };
}
