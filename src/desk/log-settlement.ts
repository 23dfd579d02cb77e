import type { Delivery, Settlement } from './delivery-ports.ts';
import type { Log } from './ports.ts';

const words: Readonly<Record<Settlement['event'], { level: 'info' | 'warn' | 'error'; message: string }>> = {
  delivered: { level: 'info', message: 'Delivered' },
  gone: { level: 'info', message: 'The message is no longer there; nothing left to do' },
  postponed: { level: 'warn', message: 'Not delivered yet' },
  blocked: { level: 'warn', message: 'The channel takes no cards as things stand; waiting' },
  doubtful: { level: 'error', message: 'Unconfirmed: it may have been delivered, which cannot be looked up just now' },
  refused: { level: 'error', message: 'Not delivered' },
};

/** Says in the log what became of a delivery. */
export function logSettlement(
  log: Log,
  { id, kind, channelId, telling, attempts }: Delivery,
  settlement: Settlement,
): void {
  const about = { delivery: id, kind, channelId, article: telling.article.id };
  const { level, message } = words[settlement.event];
  const detail = 'messageId' in settlement ? { messageId: settlement.messageId } : {};
  const trouble = 'reason' in settlement ? { attempts, reason: settlement.reason } : {};
  const next = 'notBefore' in settlement ? { nextTryAt: new Date(settlement.notBefore).toISOString() } : {};
  log[level]({ ...about, ...detail, ...trouble, ...next }, message);
}
