import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { FaultPlan } from '../../faults/plan.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { LoggedPayload } from '../../gateway/gateway-log.ts';
import type { LimitSwitch } from '../../rest/limits/limit-switch.ts';
import type { RequestLog } from '../../rest/request-log.ts';
import type { LocalEvent } from '../../state/events.ts';
import type { State } from '../../state/state.ts';
import { paced } from '../paced.ts';
import type { PanelEvent, PanelPayload, PanelSession, PanelVitals } from './contract.ts';
import { viewFaults } from './faults.ts';

export interface Watched {
  readonly state: State;
  readonly gateway: Pick<Gateway, 'log' | 'sessions'>;
  readonly faults: Pick<FaultPlan, 'list' | 'subscribe'>;
  readonly requests: Pick<RequestLog, 'list' | 'subscribe'>;
  readonly limiting: Pick<LimitSwitch, 'subscribe'>;
  vitals(): PanelVitals;
}

/** How often the numbers are told, in milliseconds; it also keeps the stream from being given up as dead. */
const vitalsMs = 2_000;
/** How many events wait for a page that does not read them. */
const maxWaiting = 2_000;
/** How often a panel is told to look at permissions again, in milliseconds: it names every channel of the server. */
const lookPauseMs = 200;

/** What happens behind the scenes, for as long as a panel is open. */
export function streamPanel(
  context: Context,
  { state, gateway, faults, requests, limiting, vitals }: Watched,
): Response {
  return streamSSE(context, async (stream) => {
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    stream.onAbort(close);
    let waiting = 0;
    const send = (event: PanelEvent): void => {
      waiting += 1;
      void stream.write(`data: ${JSON.stringify(event)}\n\n`).then(() => {
        waiting -= 1;
      });
      // A panel that is cut off misses nothing: it gets what was kept when it comes back.
      if (waiting > maxWaiting) stream.abort();
    };
    const tellNumbers = (): void => {
      send({ t: 'VITALS', d: vitals() });
      send({ t: 'SESSIONS', d: viewSessions(gateway) });
    };
    const permissions = paced(() => send({ t: 'PERMISSIONS', d: null }), lookPauseMs);
    const tellFaults = (): void => send({ t: 'FAULTS', d: viewFaults(faults.list()) });

    tellNumbers();
    tellFaults();
    send({ t: 'PAYLOADS', d: gateway.log.list().map(viewPayload) });
    send({ t: 'REQUESTS', d: requests.list() });
    const ends = [
      gateway.log.subscribe((payload) => send({ t: 'PAYLOADS', d: [viewPayload(payload)] })),
      requests.subscribe((request) => send({ t: 'REQUESTS', d: [request] })),
      faults.subscribe(tellFaults),
      limiting.subscribe(tellNumbers),
      state.events.subscribe((event) => {
        if (event.t === 'PRESENCE') tellNumbers();
        if (changesPermissions(event)) permissions.ask();
      }),
    ];
    const pulse = setInterval(tellNumbers, vitalsMs).unref();
    await closed;
    clearInterval(pulse);
    for (const end of ends) end();
    permissions.stop();
  });
}

function changesPermissions({ t }: LocalEvent): boolean {
  return /^(?:GUILD|CHANNEL)_/.test(t) && t !== 'CHANNEL_PINS_UPDATE';
}

function viewPayload({ text: _, ...payload }: LoggedPayload): PanelPayload {
  return payload;
}

function viewSessions({ sessions }: Pick<Gateway, 'sessions'>): PanelSession[] {
  return sessions().map(({ id, shard, intents, latest, lostAt }) => ({
    id: id.slice(0, 6),
    shard,
    intents,
    seq: latest,
    connected: lostAt === undefined,
  }));
}
