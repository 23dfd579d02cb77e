import type { Attachment } from '../state/model.ts';
import type { State } from '../state/state.ts';
import type { Upload } from './body.ts';
import { storedFilename } from './form/filename.ts';
import type { MessageForm } from './form/forms.ts';
import { pictureSize } from './picture-size.ts';

/**
 * Uploads as attachments of a message that is about to be posted in a channel, with what its form says of each:
 * `files[n]` has the id n there.
 */
export function attach(
  state: State,
  channelId: string,
  uploads: readonly Upload[],
  { attachments }: MessageForm,
): Attachment[] {
  return uploads.map(({ id: number, name, type, bytes }) => {
    const form = attachments?.find(({ id }) => id === number);
    const attachmentId = state.ids.next();
    const filename = storedFilename(form?.filename ?? name);
    const path = `attachments/${channelId}/${attachmentId}/${filename}`;
    const attachment: Attachment = {
      id: attachmentId,
      filename,
      size: bytes.length,
      content_type: type,
      url: `https://cdn.discordapp.com/${path}`,
      proxy_url: `https://media.discordapp.net/${path}`,
      ...pictureSize(bytes),
      ...(typeof form?.description === 'string' && { description: form.description }),
    };
    state.messages.bringFile(attachment, bytes);
    return attachment;
  });
}
