import type { Health, PresentHealth, Status, Stored } from './health.ts';

const statuses: readonly Status[] = ['ok', 'degraded', 'failing'];

export interface Metrics {
  /** Counts a slash command, button or menu that was handled; `ms` until the first answer. */
  observeInteraction(observation: { readonly command: string; readonly outcome: string; readonly ms: number }): void;
  /** The page for Prometheus, with its content type; without `stored`, what the database does not tell is left out. */
  page(now: Health | PresentHealth, stored?: Stored): Promise<{ contentType: string; text: string }>;
}

/** What counts is made with the first thing to count, or when somebody asks: no start waits for its library. */
export function createMetrics(): Metrics {
  let made: ReturnType<typeof createInstruments> | undefined;
  const instruments = (): NonNullable<typeof made> => (made ??= createInstruments());
  return {
    observeInteraction({ command, outcome, ms }) {
      void instruments().then(({ interactions }) => interactions.observe({ command, outcome }, ms / 1_000));
    },
    async page(now, stored) {
      const { registry, articles, deliveries, status, troubles, finished, scans, ...rest } = await instruments();
      const { connected, heartbeatAge, invalidRequests } = rest;
      articles.reset();
      deliveries.reset();
      for (const [kind, count] of Object.entries(stored?.articles ?? {})) articles.set({ kind }, count);
      for (const [state, count] of Object.entries(stored?.queue ?? {})) deliveries.set({ state }, count);
      for (const one of statuses) status.set({ status: one }, one === now.status ? 1 : 0);
      const { scan, backup, database, discord } = now;
      for (const [job, { error }] of Object.entries({ scan, backup, database }))
        troubles.set({ with: job }, error === null ? 0 : 1);
      for (const [job, { finishedAt }] of Object.entries({ scan, backup }))
        if (finishedAt !== null) finished.set({ job }, Date.parse(finishedAt) / 1_000);
      scans.set(scan.runs);
      connected.set(discord.state === 'ready' ? 1 : 0);
      invalidRequests.set(discord.invalidRequests);
      heartbeatAge.set((discord.heartbeatAgeMs ?? 0) / 1_000);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

async function createInstruments() {
  const { collectDefaultMetrics, Gauge, Histogram, Registry } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const articles = new Gauge({
    name: 'heatwire_articles',
    help: 'Articles in the index, by what they are.',
    labelNames: ['kind'],
    registers,
  });
  const deliveries = new Gauge({
    name: 'heatwire_deliveries',
    help: 'Rows of the outbox, by state.',
    labelNames: ['state'],
    registers,
  });
  const status = new Gauge({
    name: 'heatwire_status',
    help: '1 for the status that /healthz tells.',
    labelNames: ['status'],
    registers,
  });
  const troubles = new Gauge({
    name: 'heatwire_trouble',
    help: '1 for what does not work just now; /healthz says why.',
    labelNames: ['with'],
    registers,
  });
  const finished = new Gauge({
    name: 'heatwire_last_finished_timestamp_seconds',
    help: 'When the last scan and the last copy of the database ended.',
    labelNames: ['job'],
    registers,
  });
  const scans = new Gauge({ name: 'heatwire_scans', help: 'Scans finished since the start.', registers });
  const connected = new Gauge({ name: 'heatwire_discord_ready', help: '1 while connected to Discord.', registers });
  const heartbeatAge = new Gauge({
    name: 'heatwire_discord_heartbeat_age_seconds',
    help: 'Since Discord last answered a heartbeat.',
    registers,
  });
  const invalidRequests = new Gauge({
    name: 'heatwire_discord_invalid_requests',
    help: 'Requests of the last ten minutes that Discord refused with 401, 403 or 429; it allows 10,000.',
    registers,
  });
  const interactions = new Histogram({
    name: 'heatwire_interaction_seconds',
    help: 'Time until the first answer to a command, button or menu.',
    labelNames: ['command', 'outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    registers,
  });
  return {
    ...{ registry, articles, deliveries, status, troubles, finished, scans },
    ...{ connected, heartbeatAge, invalidRequests, interactions },
  };
}
