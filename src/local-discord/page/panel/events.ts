import type { Context } from 'hono';
import type { FaultPlan } from '../../faults/plan.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { LoggedPayload } from '../../gateway/gateway-log.ts';
import { intentNames } from '../../gateway/intents.ts';
import { shortId } from '../../gateway/session.ts';
import type { LimitSwitch } from '../../rest/limits/limit-switch.ts';
import type { RequestLog } from '../../rest/request-log.ts';
import type { LocalEvent } from '../../state/events.ts';
import type { State } from '../../state/state.ts';
import { streamTo } from '../event-stream.ts';
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
/** How often a panel is told to look at permissions again, in milliseconds: it names every channel of the server. */
const lookPauseMs = 200;

/** What happens behind the scenes, for as long as a panel is open. */
export function streamPanel(context: Context, watched: Watched): Response {
  const { state, gateway, faults, requests, limiting, vitals } = watched;
  return streamTo<PanelEvent>(context, ({ tell }) => {
    const tellNumbers = (): void => {
      tell({ t: 'VITALS', d: vitals() });
      tell({ t: 'SESSIONS', d: viewSessions(gateway) });
    };
    const tellFaults = (): void => tell({ t: 'FAULTS', d: viewFaults(faults.list()) });
    const permissions = paced(() => tell({ t: 'PERMISSIONS', d: null }), lookPauseMs);

    tellNumbers();
    tellFaults();
    tell({ t: 'PAYLOADS', d: gateway.log.list().map(viewPayload) });
    tell({ t: 'REQUESTS', d: requests.list() });
    const ends = [
      gateway.log.subscribe((payload) => tell({ t: 'PAYLOADS', d: [viewPayload(payload)] })),
      requests.subscribe((request) => tell({ t: 'REQUESTS', d: [request] })),
      faults.subscribe(tellFaults),
      limiting.subscribe(tellNumbers),
      state.events.subscribe((event) => {
        if (event.t === 'PRESENCE') tellNumbers();
        if (changesPermissions(event)) permissions.ask();
      }),
    ];
    const pulse = setInterval(tellNumbers, vitalsMs).unref();
    return () => {
      clearInterval(pulse);
      for (const end of ends) end();
      permissions.stop();
    };
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
    id: shortId(id),
    shard,
    intents: intentNames(intents),
    seq: latest,
    connected: lostAt === undefined,
  }));
}
