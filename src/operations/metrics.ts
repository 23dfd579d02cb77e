import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Vitals } from './health.ts';

export interface Metrics {
  /** Counts a slash command, button or menu that was handled; `ms` until the first answer. */
  observeInteraction(observation: { readonly command: string; readonly outcome: string; readonly ms: number }): void;
  /** The page for Prometheus, with its content type. */
  page(): Promise<{ contentType: string; text: string }>;
}

export function createMetrics(vitals: () => Promise<Vitals>): Metrics {
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
    observeInteraction({ command, outcome, ms }) {
      interactions.observe({ command, outcome }, ms / 1_000);
    },
    async page() {
      const now = await vitals();
      for (const [kind, count] of Object.entries(now.articles)) articles.set({ kind }, count);
      for (const [state, count] of Object.entries(now.queue)) deliveries.set({ state }, count);
      scans.set(now.scan.runs);
      connected.set(now.discord.state === 'ready' ? 1 : 0);
      invalidRequests.set(now.discord.invalidRequests);
      heartbeatAge.set((now.discord.heartbeatAgeMs ?? 0) / 1_000);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
