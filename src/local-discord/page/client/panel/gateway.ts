import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PanelAction, PanelAnswer, PanelPayload, PanelSession } from '../../panel/contract.ts';
import type { PanelApi } from './api.ts';
import type { PanelFeed } from './feed.ts';
import { byteSize, clockTime } from './parts.ts';

/** Names of the gateway's opcodes: Discord's documentation, "Opcodes and Status Codes". */
const ops: Readonly<Record<number, string>> = {
  0: 'Dispatch',
  1: 'Heartbeat',
  2: 'Identify',
  3: 'Presence Update',
  4: 'Voice State Update',
  6: 'Resume',
  7: 'Reconnect',
  8: 'Request Guild Members',
  9: 'Invalid Session',
  10: 'Hello',
  11: 'Heartbeat ACK',
  31: 'Request Soundboard Sounds',
};

/** Who is connected, and what was said. */
export function viewGateway({ sessions, payloads }: PanelFeed, api: PanelApi, act: Act): TemplateResult {
  const several = sessions.filter(({ connected }) => connected).length > 1;
  return html`<h3>Sessions</h3>
    ${
      sessions.length === 0
        ? html`<p class="panel-note">No bot is connected.</p>`
        : html`<ul class="cards">${sessions.map((session) => viewSession(session, several, act))}</ul>`
    }
    ${several ? html`<p class="panel-note">All sessions:</p>` : nothing} ${viewButtons(act)}
    <h3>Payloads</h3>
    <p class="panel-note">Open one to see what it says. Tokens are left out.</p>
    <ul class="log" aria-label="Payloads">${repeat(
      payloads,
      ({ n }) => n,
      (payload) => viewPayload(payload, api),
    )}</ul>`;
}

type Act = (action: PanelAction) => Promise<PanelAnswer>;

/** What can be done to the connection of a session, or to all. */
function viewButtons(act: Act, session?: string): TemplateResult {
  const order = (said: object) => () => void act({ do: 'faults', order: { ...said, ...(session && { session }) } });
  return html`<div class="buttons">
    <button type="button" class="button secondary" @click=${order({ do: 'drop' })}>Drop the connection</button>
    <button type="button" class="button secondary" @click=${order({ do: 'reconnect' })}>Ask to reconnect</button>
    <button type="button" class="button secondary" @click=${order({ do: 'invalidate', resumable: false })}>End the session</button>
  </div>`;
}

function viewSession({ id, shard, intents, seq, connected }: PanelSession, several: boolean, act: Act): TemplateResult {
  return html`<li class="card">
    <span class="dot ${connected ? 'online' : ''}"></span>
    <span class="line-words">
      <span class="line-name">Session ${id}… ${connected ? nothing : html`<span class="badge">can be resumed</span>`}</span>
      <small>Shard ${shard[0]} of ${shard[1]} · sequence ${seq}</small>
      <small>${intents.length === 0 ? 'No intents' : intents.join(', ')}</small>
      ${several && connected ? viewButtons(act, id) : nothing}
    </span>
  </li>`;
}

function viewPayload({ n, at, way, op, t, s, size, session, shard }: PanelPayload, api: PanelApi): TemplateResult {
  return html`<li>
    <details class="log-entry" @toggle=${({ currentTarget }: Event) => void showText(currentTarget, n, api)}>
      <summary>
        <span class="way ${way}" title=${way === 'in' ? 'from the bot' : 'to the bot'}>${way === 'in' ? '▲' : '▼'}</span>
        <span class="what"><b>${t ?? ops[op] ?? 'no operation'}</b>${s === undefined ? nothing : ` #${s}`}</span>
        <span class="aside">${byteSize(size)} · ${clockTime(at)}</span>
        <span class="more-aside">${shard === undefined ? 'No session yet' : `Shard ${shard[0]}`}${session === undefined ? nothing : ` · session ${session}…`}</span>
      </summary>
      <pre>Loading…</pre>
    </details>
  </li>`;
}

/** The text is asked for when it is looked at: two hundred of them would be a megabyte. */
async function showText(from: EventTarget | null, n: number, api: PanelApi): Promise<void> {
  const shown = from instanceof HTMLDetailsElement && from.open ? from.querySelector('pre') : null;
  if (shown === null) return;
  try {
    shown.textContent = indented((await api.payload(n)) ?? 'This payload is no longer kept.');
  } catch {
    shown.textContent = 'The local Discord cannot be reached.';
  }
}

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), undefined, 2);
  } catch {
    // A long one is cut off.
    return `${json}…`;
  }
}
