import type { Delivery } from '../../src/desk/delivery-ports.ts';
import type { Inspection, Outcome, ReadBack, Transport } from '../../src/desk/transport-port.ts';

export interface ScriptedTransport extends Transport {
  /** What was asked of it, in order, such as `post a1`. */
  readonly calls: string[];
  /** The messages there are: delivery id by message id. */
  readonly messages: Map<string, string>;
}

/**
 * A transport that carries everything out, except where a script says otherwise: each request takes the script's next
 * entry of its kind; `lost` carries it out and loses the answer.
 */
export function createScriptedTransport(
  script: Partial<Record<'post' | 'edit' | 'withdraw', (Outcome | 'lost' | undefined)[]>> & {
    readBack?: ReadBack[];
    inspect?: Inspection[];
  } = {},
): ScriptedTransport {
  const calls: string[] = [];
  const messages = new Map<string, string>();
  let posted = 0;
  const lost: Outcome = { result: 'unanswered', reason: 'no answer' };

  const answer = (kind: 'post' | 'edit' | 'withdraw', delivery: Delivery, done: () => string): Outcome => {
    calls.push(`${kind} ${kind === 'post' ? delivery.id : delivery.messageId}`);
    const next = script[kind]?.shift();
    if (next !== undefined && next !== 'lost') return next;
    const messageId = done();
    return next === 'lost' ? lost : { result: 'delivered', messageId };
  };

  return {
    calls,
    messages,
    async post(delivery) {
      return answer('post', delivery, () => {
        // A repeated nonce answers with the earlier message.
        const earlier = [...messages].find(([, deliveryId]) => deliveryId === delivery.id)?.[0];
        while (earlier === undefined && messages.has(`message-${++posted}`));
        const messageId = earlier ?? `message-${posted}`;
        messages.set(messageId, delivery.id);
        return messageId;
      });
    },
    async edit(delivery) {
      return messages.has(delivery.messageId) ? answer('edit', delivery, () => delivery.messageId) : { result: 'gone' };
    },
    async withdraw(delivery) {
      if (!messages.has(delivery.messageId)) return { result: 'gone' };
      return answer('withdraw', delivery, () => {
        messages.delete(delivery.messageId);
        return delivery.messageId;
      });
    },
    inspect: async () => script.inspect?.shift() ?? { result: 'unknown' },
    async readBack(_channelId, deliveryId) {
      calls.push(`readBack ${deliveryId}`);
      const next = script.readBack?.shift();
      if (next !== undefined) return next;
      const found = [...messages].find(([, id]) => id === deliveryId)?.[0];
      return found === undefined ? { result: 'absent' } : { result: 'found', messageId: found };
    },
  };
}
