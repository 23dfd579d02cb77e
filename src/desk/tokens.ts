const hidden = '[secret]';

/**
 * What Discord's secrets look like, whoever's they are. Each shape keeps what is before its secret, and is bounded, so that
 * no text takes more than its length to search.
 */
const shapes = [
  // A bot token: the bot's id in base64 (digits, so it begins with M, N or O), a time, a signature that may be cut short.
  /()\b[MNO][\w-]{17,30}\.[\w-]{6,7}\.[\w-]{8,}/g,
  // The address of a webhook, or of an interaction's answer.
  /((?:webhooks|interactions)(?:\/|%2F)\d{1,20}(?:\/|%2F))[^\s/?&#"'\\%]+/gi,
  // An interaction's token by itself: "interaction:" in base64.
  /()\baW50ZXJhY3Rpb246[\w=-]*/g,
];

/** `text` without what looks like a token of Discord: of a bot, an interaction or a webhook. */
export function hideTokens(text: string): string {
  return shapes.reduce((shown, shape) => shown.replace(shape, `$1${hidden}`), text);
}

/**
 * A function that takes secrets out of texts, together with all that {@link hideTokens} hides: as they are, percent-encoded,
 * in hexadecimal, and in base64 at whatever place. Of a bot token also what is left when its end is cut off.
 *
 * @param secrets bot tokens, passwords and addresses with passwords; those shorter than six characters would be found
 * everywhere, and are left alone
 */
export function createHider(secrets: readonly string[]): (text: string) => string {
  const patterns = secrets.filter(({ length }) => length >= 6).flatMap(patternsOf);
  if (patterns.length === 0) return hideTokens;
  // The longest first, so that no part of it is taken for all of it.
  const any = new RegExp(patterns.sort((a, b) => b.length - a.length).join('|'), 'g');
  return (text) => hideTokens(text.replace(any, hidden));
}

function patternsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const encoded = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), bytes.toString('hex')];
  const whole = [secret, ...encoded, ...base64Of(bytes, 'base64'), ...base64Of(bytes, 'base64url')];
  const [, start = '', signature = ''] = /^([\w-]+\.[\w-]+\.)([\w-]{12,})$/.exec(secret) ?? [];
  const cutOff =
    signature === '' ? [] : [`${RegExp.escape(start)}[\\w-]*`, `${RegExp.escape(signature.slice(0, 12))}[\\w-]*`];
  return [...new Set(whole)].map((text) => RegExp.escape(text)).concat(cutOff);
}

/** What is sure to stand in a base64 text that has these bytes somewhere: three ways, by where a group of three begins. */
function base64Of(bytes: Buffer, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((before) => {
    const group = Buffer.concat([Buffer.alloc(before), bytes]);
    // Characters that also hold bits of what stands before or after are not known.
    return group.toString(encoding).slice(Math.ceil((before * 4) / 3), Math.floor((group.length * 4) / 3));
  });
}
