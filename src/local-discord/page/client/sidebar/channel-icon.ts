import type { PageChannel } from '../../contract.ts';
import type { IconName } from '../icons.ts';
import { channelType, isThread } from '../state/places.ts';

/** The sign of a channel's kind. */
export function channelIcon(channel: PageChannel): IconName {
  if (isThread(channel)) return 'thread';
  switch (channel.type) {
    case channelType.announcement:
      return 'megaphone';
    case channelType.voice:
      return 'speaker';
    case channelType.forum:
      return 'forum';
    case channelType.media:
      return 'media';
    case channelType.direct:
      return 'at';
    default:
      return 'hash';
  }
}
