import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

/**
 * The program's log. Secrets are taken out of every line as it is written, wherever in it they stand: in a field, in an
 * error's message or in its stack.
 */
export function createLog(options: {
  level: string;
  format: 'pretty' | 'json';
  secrets: readonly string[];
  /** Defaults to standard output. */
  destination?: DestinationStream;
}): Logger {
  const { level, format, secrets, destination } = options;
  const hidden = secrets.filter((secret) => secret !== '');
  const streamWrite = (line: string) => hidden.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
  const output =
    format === 'pretty'
      ? pretty({
          sync: true,
          ignore: 'pid,hostname',
          translateTime: 'SYS:HH:MM:ss',
          ...(destination && { destination }),
        })
      : (destination ?? pino.destination({ sync: true }));
  return pino({ level, base: null, hooks: { streamWrite } }, output);
}
