import { type DestinationStream, destination as fileDestination, type Logger, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';

/**
 * The program's log. Secrets are taken out of every line as it is written, wherever in it they stand: in a field, in an
 * error's message or in its stack.
 */
export function createLog(options: {
  level: string;
  format: 'pretty' | 'json';
  secrets: readonly string[];
  /** Defaults to standard output, written at once so that the last line before an exit is not lost. */
  destination?: DestinationStream;
}): Logger {
  const { level, format, secrets, destination = fileDestination({ dest: 1, sync: true }) } = options;
  const colorize = options.destination === undefined && process.stdout.isTTY;
  const prettify = prettyFactory({ translateTime: 'SYS:HH:MM:ss', singleLine: true, colorize });
  const output = format === 'json' ? destination : { write: (line: string) => destination.write(prettify(line)) };
  const hidden = secrets.filter((secret) => secret !== '');
  const streamWrite = (line: string): string =>
    hidden.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
  return pino({ level, base: null, hooks: { streamWrite } }, output);
}
