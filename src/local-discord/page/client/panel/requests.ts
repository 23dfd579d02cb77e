import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PanelAction, PanelAnswer, PanelRequest } from '../../panel/contract.ts';
import type { PanelFeed } from './feed.ts';
import { clockTime, viewSwitch } from './parts.ts';

const verdicts: Readonly<Record<PanelRequest['verdict'], string>> = {
  ok: 'done',
  refused: 'refused, as Discord would',
  missing: 'no such route here',
  limited: 'too many requests',
  fault: 'made to go wrong',
  hung: 'left without an answer',
};

/** What the bot asked of the API, latest first, and what came of it. */
export function viewRequests(
  { requests, vitals }: PanelFeed,
  now: number,
  act: (action: PanelAction) => Promise<PanelAnswer>,
): TemplateResult {
  const limited = vitals?.rateLimits ?? true;
  return html`<h3>Requests</h3>
    <p class="panel-note">What the bot asks of the API, with what is left of each rate limit.</p>
    ${viewSwitch(
      'Rate limits',
      limited,
      (on) => void act({ do: 'rate limits', on }),
      limited ? 'Nothing more than Discord would allow' : 'The bot may ask as often as it likes',
    )}
    ${
      requests.length === 0
        ? html`<p class="panel-note">None yet.</p>`
        : html`<ul class="log" aria-label="Requests">${repeat(
            requests,
            ({ id }) => id,
            (request) => viewRequest(request, now),
          )}</ul>`
    }`;
}

function viewRequest(request: PanelRequest, now: number): TemplateResult {
  const { method, path, status, verdict, code, reason, bucket, at, durationMs } = request;
  return html`<li>
    <details class="log-entry ${verdict}">
      <summary>
        <span class="status">${status ?? '—'}</span>
        <span class="what"><b>${method}</b> ${shortPath(path)}</span>
        <span class="verdict">${verdicts[verdict]}</span>
        <span class="aside">${clockTime(at)}${bucket === undefined ? nothing : html` · ${viewRemaining(request, bucket, now)}`}</span>
      </summary>
      <dl class="facts">
        <div><dt>Verdict</dt><dd>${verdict === 'missing' ? 'This local Discord has no such route; Discord may have.' : verdicts[verdict]}</dd></div>
        ${code === undefined ? nothing : html`<div><dt>Code</dt><dd>${code}</dd></div>`}
        ${reason === undefined ? nothing : html`<div><dt>Reason</dt><dd>${reason}</dd></div>`}
        <div><dt>At</dt><dd>${clockTime(at)}, took ${durationMs} ms</dd></div>
        <div><dt>Path</dt><dd><code>${path}</code></dd></div>
        ${bucket === undefined ? nothing : html`<div><dt>Bucket</dt><dd><code>${bucket.id.slice(0, 12)}</code>, ${bucket.remaining} of ${bucket.limit} left then</dd></div>`}
      </dl>
    </details>
  </li>`;
}

/** A path's words matter more than its ids: of those, the end is enough to tell them apart. */
function shortPath(path: string): string {
  return path.replace(/^\/v10/, '').replace(/\d{13,16}(?=\d{4}\b)/g, '…');
}

function viewRemaining(
  { at, durationMs }: PanelRequest,
  { limit, remaining, resetAfterMs }: NonNullable<PanelRequest['bucket']>,
  now: number,
): TemplateResult {
  const seconds = Math.ceil((at + durationMs + resetAfterMs - now) / 1000);
  const left = `${remaining}/${limit} left`;
  return seconds > 0
    ? html`<span class=${remaining === 0 ? 'used-up' : ''} title="Begins anew in ${seconds} s">${left} · ${seconds} s</span>`
    : html`<span title="Has begun anew since">${left}</span>`;
}
