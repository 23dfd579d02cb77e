import type { Database } from './database.ts';
import type { Attachment, Message } from './model.ts';
import { isSnowflake } from './snowflake.ts';

/** A file that came with a message. */
export interface StoredFile {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** The files of messages; they go with their message, and with the attachment that an edit drops. */
export interface Files {
  /** Holds the bytes of an attachment until its message is posted or edited; forgotten with it if that never happens. */
  bring(attachment: Attachment, bytes: Uint8Array): void;
  /** Stores what was brought for a message, and drops what is no longer attached to it. To be called with every change. */
  keep(message: Message): void;
  /** The same for a message that only lives in memory; `before` is the message that was changed. */
  keepInMemory(message: Message, before?: Message): void;
  forgetInMemory(message: Message): void;
  get(attachmentId: string): StoredFile | undefined;
}

/** How much is held of messages that only live in memory, in bytes: those that came first go. */
const maxInMemory = 64 * 1024 * 1024;

export function openFiles(database: Database): Files {
  const insert = database.prepare(`INSERT INTO file (id, message_id, filename, content_type, bytes)
    VALUES (?, ?, ?, ?, ?)`);
  const listed = database.prepare('SELECT CAST(id AS TEXT) AS id FROM file WHERE message_id = ?');
  const remove = database.prepare('DELETE FROM file WHERE id = ?');
  const read = database.prepare('SELECT filename, content_type, bytes FROM file WHERE id = ?');
  const brought = new WeakMap<Attachment, Uint8Array>();
  const inMemory = new Map<string, StoredFile>();

  const stored = ({ filename, content_type }: Attachment, bytes: Uint8Array): StoredFile => ({
    filename,
    contentType: content_type,
    bytes,
  });

  return {
    bring(attachment, bytes) {
      brought.set(attachment, bytes);
    },
    keep({ id, attachments }) {
      const attached = new Set(attachments.map((attachment) => attachment.id));
      for (const row of listed.all(BigInt(id)))
        if (!attached.has(String(row['id']))) remove.run(BigInt(String(row['id'])));
      for (const attachment of attachments) {
        const bytes = brought.get(attachment);
        if (bytes === undefined) continue;
        insert.run(BigInt(attachment.id), BigInt(id), attachment.filename, attachment.content_type, bytes);
        brought.delete(attachment);
      }
    },
    keepInMemory({ attachments }, before) {
      for (const { id } of before?.attachments ?? [])
        if (!attachments.some((attachment) => attachment.id === id)) inMemory.delete(id);
      for (const attachment of attachments) {
        const bytes = brought.get(attachment);
        if (bytes === undefined) continue;
        inMemory.set(attachment.id, stored(attachment, bytes));
        brought.delete(attachment);
      }
      let held = [...inMemory.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
      for (const [id, { bytes }] of inMemory) {
        if (held <= maxInMemory) break;
        held -= bytes.length;
        inMemory.delete(id);
      }
    },
    forgetInMemory({ attachments }) {
      for (const { id } of attachments) inMemory.delete(id);
    },
    get(attachmentId) {
      const known = inMemory.get(attachmentId);
      if (known !== undefined || !isSnowflake(attachmentId)) return known;
      const row = read.get(BigInt(attachmentId));
      if (row === undefined || !(row['bytes'] instanceof Uint8Array)) return undefined;
      return { filename: String(row['filename']), contentType: String(row['content_type']), bytes: row['bytes'] };
    },
  };
}
