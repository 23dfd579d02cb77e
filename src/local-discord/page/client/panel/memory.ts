import { html, svg, type TemplateResult } from 'lit';
import type { PanelFeed } from './feed.ts';
import { byteSize } from './parts.ts';

/** What the process takes, and what it holds. */
export function viewMemory({ vitals, memory }: PanelFeed): TemplateResult {
  if (vitals === undefined) return html`<p class="panel-note" role="status">Loading…</p>`;
  const counts = [
    ['Running for', duration(vitals.uptime)],
    ['Servers', vitals.guilds.toLocaleString('en')],
    ['Channels', vitals.channels.toLocaleString('en')],
    ['Messages', vitals.messages.toLocaleString('en')],
  ];
  return html`<h3>Memory</h3>
    <p class="big-number">${byteSize(vitals.memory)}</p>
    <p class="panel-note">Resident memory of the whole process: this Discord, and the bot where both run in one.</p>
    ${viewCurve(memory)}
    <dl class="facts">${counts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const width = 300;
const height = 60;

function viewCurve(memory: readonly number[]): TemplateResult {
  const least = Math.min(...memory) * 0.98;
  const span = Math.max(...memory) * 1.02 - least;
  const points = memory.map((bytes, index) => {
    const x = memory.length < 2 ? width : (index / (memory.length - 1)) * width;
    return `${x.toFixed(1)},${(height - ((bytes - least) / span) * height).toFixed(1)}`;
  });
  return html`<svg class="curve" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="Memory over the last two minutes">
    ${svg`<polyline points=${points.join(' ')} fill="none" stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke" />`}
  </svg>`;
}

function duration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first === -1 ? 3 : first)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
