/** What can go wrong beyond expected outcomes. Closed: a new kind of failure gets a code here. */
export type ErrorCode =
  | 'ENVIRONMENT_INVALID'
  | 'SOURCE_UNREADABLE'
  | 'STORE_UNAVAILABLE'
  | 'STORE_NEWER'
  | 'STORE_DAMAGED'
  | 'STORE_TAKEN'
  | 'DATA_DIR_TAKEN'
  | 'DATA_DIR_LOST'
  | 'BACKUP_FAILED'
  | 'PORT_TAKEN'
  | 'TOKEN_INVALID'
  | 'DISCORD_CLOSED'
  | 'COMMAND_INVALID';

/** The program's one error class. `message` is a sentence for the operator that says what to do; `cause` is kept. */
export class HeatwireError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'HeatwireError';
    this.code = code;
  }
}
