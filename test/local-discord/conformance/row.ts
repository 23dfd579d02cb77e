import type { LocalDiscordHarness } from '../../support/local-discord.ts';
import type { Asked } from './asked.ts';

/**
 * Where it says so. `docs` is a page of https://docs.discord.com/developers, `openapi` a schema of
 * https://github.com/discord/discord-api-spec, `thread` an issue of a repository on GitHub. A thread is weaker evidence
 * than the other two and is cited only for what they leave out.
 */
export type Source = `docs: ${string}` | `openapi: ${string}` | `thread: ${string}#${number}`;

/** A request and the answer that Discord prescribes for it. */
export interface Row {
  readonly what: string;
  readonly ask: (scene: Scene) => Ask | Promise<Ask>;
  readonly answer: Answer;
  readonly source: Source;
}

export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v10`. */
  readonly path: string;
  readonly body?: unknown;
  readonly files?: readonly { readonly name: string; readonly text: string }[];
  /** `none` sends no Authorization header; `wrong` a token that is not the bot's. */
  readonly as?: 'bot' | 'none' | 'wrong';
}

export interface Answer {
  readonly status: number;
  /** Discord's JSON error code. */
  readonly code?: number;
  /** What is wrong with the form, as `path.in.body` to Discord's code of the problem. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Part of the body. */
  readonly body?: unknown;
}

/** What rows act upon: made anew for every table. */
export interface Scene {
  readonly discord: LocalDiscordHarness;
  /** What the bot is asked anew; resolves to the interaction, to be answered within three seconds. */
  readonly asked: Asked;
  /** Id of a channel by its name. */
  channel(name: string): string;
  /** A new message of the bot in #news. */
  message(body?: object): Promise<string>;
  /** Sends a request as the bot; resolves to the answer's body. */
  send(ask: Ask): Promise<{ readonly status: number; readonly headers: Headers; readonly body: unknown }>;
}
