import { type DestinationStream, destination as fileDestination, type Logger, pino } from 'pino';
import { HeatwireError } from '../desk/errors.ts';
import { createHider } from '../desk/tokens.ts';

/**
 * The program's log. Secrets, and whatever looks like a token of Discord, are taken out of every line as it is written,
 * wherever in it they stand: in a field, in an error's message or in its stack. Articles and file names are written by
 * others: nothing in them ends a line or reaches a terminal as a command.
 */
export async function createLog(options: {
  level: string;
  format: 'pretty' | 'json';
  secrets: readonly string[];
  /** Defaults to standard output, written at once so that the last line before an exit is not lost. */
  destination?: DestinationStream;
}): Promise<Logger> {
  const { level, format, secrets, destination = fileDestination({ dest: 1, sync: true }) } = options;
  const colorize = options.destination === undefined && process.stdout.isTTY;
  const output = format === 'json' ? destination : await prettyOutput(destination, colorize);
  const hide = createHider(secrets);
  const streamWrite = (line: string): string => hide(line).replace(commanding, asEscape);
  const serializers = { err: errorFields, error: errorFields };
  return pino({ level, base: null, serializers, hooks: { streamWrite } }, output);
}

async function prettyOutput(destination: DestinationStream, colorize: boolean): Promise<DestinationStream> {
  const { prettyFactory } = await import('pino-pretty');
  const messageFormat = (line: Record<string, unknown>, key: string): string =>
    String(line[key] ?? '').replace(/[\r\n]+/g, ' ');
  const prettify = prettyFactory({ translateTime: 'SYS:HH:MM:ss', singleLine: true, colorize, messageFormat });
  return { write: (line) => destination.write(prettify(withoutControls(line))) };
}

/**
 * What a log says of an error: libraries hang requests, bodies and addresses with tokens on theirs. What the program
 * understands says everything in its message, and needs no stack.
 */
function errorFields(error: unknown): unknown {
  if (error instanceof HeatwireError) return { code: error.code, message: error.message };
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = pino.stdSerializers.err(error);
  const code = 'code' in error ? error.code : undefined;
  return { type, message, ...(isPlain(code) && { code }), stack };
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** Beyond what JSON escapes by itself: the controls above ASCII, and what turns the direction of text. */
const commanding = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function asEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A line of JSON in which every escaped control, but not the end of a line within a stack, is the replacement character. */
function withoutControls(line: string): string {
  return line.replace(/\\(u[\da-f]{4}|.)/g, (escaped, what: string) => {
    const isControl = what.length > 1 || 'bfr'.includes(what);
    return isControl ? '\ufffd' : escaped;
  });
}
