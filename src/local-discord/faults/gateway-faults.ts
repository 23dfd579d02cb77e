import type { Wait } from './middleware.ts';
import type { FaultDraw } from './plan.ts';

/** What the gateway asks before it does what it is for. */
export interface GatewayFaults {
  /** Whether a new connection is let in. */
  letsConnect(): boolean;
  /** Whether the heartbeat that has just come is answered. */
  answersHeartbeat(): boolean;
  /** Lets a session begin, now or later. */
  whenReady(begin: () => void): void;
  /** Lets an event of this name be sent, now or later, or be lost. */
  onEvent(name: string, become: { sent(): void; lost(): void }): void;
  /** Nothing that was put off happens any more. */
  close(): void;
}

export function createGatewayFaults(draw: FaultDraw, wait: Wait): GatewayFaults {
  const closing = new AbortController();

  function later(delayMs: number, act: () => void): void {
    void wait(delayMs, closing.signal).then(() => {
      if (!closing.signal.aborted) act();
    });
  }

  return {
    letsConnect: () => draw.forGateway((fault) => fault.kind === 'gateway-refuse') === undefined,
    answersHeartbeat: () => draw.forGateway((fault) => fault.kind === 'gateway-ignore-heartbeat') === undefined,
    whenReady(begin) {
      const slow = draw.forGateway((fault) => fault.kind === 'gateway-slow-ready');
      if (slow === undefined) begin();
      else later(slow.delayMs, begin);
    },
    onEvent(name, { sent, lost }) {
      const fault = draw.forGateway(
        (one) => one.kind === 'gateway-lose-event' || one.kind === 'gateway-delay-event',
        name,
      );
      if (fault === undefined) sent();
      else if (fault.kind === 'gateway-lose-event') lost();
      else later(fault.delayMs, sent);
    },
    close: () => closing.abort(),
  };
}
