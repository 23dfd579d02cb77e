/** How much there may be of something. The defaults are Discord's, as far as it publishes them. */
export interface Limits {
  /** Threads of a guild that are not archived. Discord's number is not published; this is the one that bots report. */
  readonly activeThreads: number;
  /** Active threads of a guild's announcement channels. */
  readonly activeAnnouncementThreads: number;
  readonly threadMembers: number;
  readonly pins: number;
  /** Different emoji below one message. */
  readonly reactions: number;
  /** Webhooks of one channel. */
  readonly webhooks: number;
  /** Channels of one guild that the bot can bring it to. */
  readonly channels: number;
}

export const defaultLimits: Limits = {
  activeThreads: 1000,
  activeAnnouncementThreads: 1000,
  threadMembers: 1000,
  pins: 250,
  reactions: 20,
  webhooks: 15,
  channels: 500,
};
