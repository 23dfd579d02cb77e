import type { PageAttachment } from '../../message-contract.ts';

/** The address of a file that a component names as `attachment://NAME`, or any other as it is. */
export function mediaAddress(url: string, attachments: readonly PageAttachment[]): string {
  const name = /^attachment:\/\/(.*)$/s.exec(url)?.[1];
  return attachments.find(({ filename }) => filename === name)?.url ?? url;
}
