import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { PanelAction, PanelAnswer, PanelFault, PanelFaults } from '../../panel/contract.ts';
import { viewChoice, viewSwitch } from './parts.ts';

const post = { method: 'POST', path: '/channels/:channel/messages' };

/** What is worth trying first: each a rule, as `faults/rule.ts` has them. */
const common: readonly (readonly [says: string, rule: object])[] = [
  ['The next post fails with 500, although it is posted', { match: post, fault: { kind: '500-after' } }],
  ['The next post fails with 502, and is not posted', { match: post, fault: { kind: '502-before' } }],
  ['The connection drops after the next post', { match: post, fault: { kind: 'reset-after' } }],
  ['The next post gets no answer', { match: post, fault: { kind: 'hang-after' } }],
  ['The next 3 posts are rate-limited (429)', { match: post, fault: { kind: '429-user', retryAfter: 2 }, times: 3 }],
  ['Everything waits 3 seconds (global 429)', { fault: { kind: '429-global', retryAfter: 3 } }],
  ['A page of HTML blocks the next request (403)', { fault: { kind: '403-cloudflare' } }],
  ['The next 10 answers come 2 seconds late', { fault: { kind: 'slow', delayMs: 2000 }, times: 10 }],
  ['The next event is lost on its way', { fault: { kind: 'gateway-lose-event' } }],
  ['The next connection is refused', { fault: { kind: 'gateway-refuse' } }],
];

const skews = [
  ['0', 'On time'],
  ['600000', '10 minutes ahead'],
  ['-600000', '10 minutes behind'],
] as const;

/** One request in twenty, by kinds of all sorts. */
const storm = {
  seed: 1,
  rates: { '500-after': 0.01, '502-before': 0.01, 'reset-before': 0.01, 'reset-after': 0.01, slow: 0.01 },
};

/** Requests that a fault can be kept for. */
const targets: Readonly<Record<string, { readonly says: string; readonly match?: object }>> = {
  any: { says: 'Any' },
  post: { says: 'Posts', match: post },
  edit: { says: 'Edits', match: { method: 'PATCH', path: '/channels/:channel/messages/:message' } },
  delete: { says: 'Deletions', match: { method: 'DELETE', path: '/channels/:channel/messages/:message' } },
  thread: { says: 'New threads and forum posts', match: { method: 'POST', path: '/channels/:channel/threads' } },
  crosspost: {
    says: 'Crossposts',
    match: { method: 'POST', path: '/channels/:channel/messages/:message/crosspost' },
  },
  callback: { says: 'Answers to interactions', match: { method: 'POST', path: '/interactions/:id/:token/callback' } },
  webhook: { says: 'Follow-ups and webhook messages', match: { method: 'POST', path: '/webhooks/:id/:token' } },
};

type Act = (action: PanelAction) => Promise<PanelAnswer>;
type Order = (said: object) => Promise<PanelAnswer>;

/** What goes wrong, and buttons that make it so. It draws into the document, so that the page's styles apply. */
export class FaultDesk extends LitElement {
  static override properties = {
    faults: { attribute: false },
    act: { attribute: false },
    made: { state: true },
  };

  declare faults: PanelFaults | undefined;
  declare act: Act;
  /** What was clicked last, and the rule that came of it. */
  declare made: { readonly what: string; readonly id: string } | undefined;

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const { faults } = this;
    if (faults === undefined) return html`<p class="panel-note" role="status">Loading…</p>`;
    return html`<h3>Make something go wrong</h3>
      <p class="panel-note">A good bot does everything once, whatever happens here.</p>
      <ul class="choices">
        ${common.map(
          ([says, rule]) =>
            html`<li>
              <button type="button" class="choice" @click=${() => void this.add(says, rule)}>${says}</button>
              ${this.viewMade(says, faults)}
            </li>`,
        )}
      </ul>
      ${viewAny(faults.kinds, (rule) => void this.add('', rule), this.viewMade('', faults))}
      ${viewLasting(faults, this.order)} ${viewActive(faults, this.order)}`;
  }

  private readonly order: Order = (said) => this.act({ do: 'faults', order: said });

  private async add(what: string, rule: object): Promise<void> {
    const answer = await this.order({ do: 'add', rule });
    this.made = answer.result === 'done' && answer.id !== undefined ? { what, id: answer.id } : undefined;
  }

  /** What came of a click, below what was clicked. */
  private viewMade(what: string, { rules }: PanelFaults): TemplateResult {
    const rule = this.made?.what === what ? rules.find(({ id }) => id === this.made?.id) : undefined;
    return html`<p class="made" role="status">${
      rule === undefined
        ? nothing
        : html`<span>Set up, ${usedOf(rule)}.</span>
            <button type="button" class="text-button" @click=${() => void this.order({ do: 'remove', id: rule.id })}>Undo</button>`
    }</p>`;
  }
}

function viewLasting({ storm: raging, skewMs }: PanelFaults, order: Order): TemplateResult {
  return html`<h3>For as long as you like</h3>
    ${viewSwitch(
      'Storm',
      raging !== undefined,
      (on) => void order(on ? { do: 'storm', storm } : { do: 'calm' }),
      raging === undefined
        ? 'One request in twenty goes wrong, the same ones each time'
        : `${raging.used} so far, with the seed ${raging.seed}`,
    )}
    ${viewChoice(
      'Clock',
      skews.some(([ms]) => ms === String(skewMs)) ? skews : [...skews, [String(skewMs), `${skewMs / 1000} s off`]],
      String(skewMs),
      (ms) => void order({ do: 'skew', ms: Number(ms) }),
    )}`;
}

function viewActive({ rules, storm: raging, skewMs }: PanelFaults, order: Order): TemplateResult {
  const quiet = rules.length === 0 && raging === undefined && skewMs === 0;
  return html`<h3>Active faults</h3>
    ${
      rules.length === 0
        ? html`<p class="panel-note">None.</p>`
        : html`<ul class="cards" aria-label="Active faults">${rules.map((rule) => viewRule(rule, order))}</ul>`
    }
    ${quiet ? nothing : html`<button type="button" class="button secondary" @click=${() => void order({ do: 'clear' })}>Clear all</button>`}`;
}

function viewRule(rule: PanelFault, order: Order): TemplateResult {
  const { id, says, times, used } = rule;
  return html`<li class="card ${used >= times ? 'spent' : ''}">
    <span class="line-words">
      <span class="line-name">${says}</span>
      <small>${aboutOf(rule)} · ${usedOf(rule)}</small>
    </span>
    <button type="button" class="button secondary" aria-label="Remove “${says}”" @click=${() => void order({ do: 'remove', id })}>Remove</button>
  </li>`;
}

function aboutOf({ match }: PanelFault): string {
  return match === '' ? 'anything' : match;
}

function usedOf({ times, used }: PanelFault): string {
  if (used === 0) return times === 1 ? 'not used yet' : `${times} times, not used yet`;
  if (used < times) return `used ${used} of ${times} times`;
  return times === 1 ? 'used' : `used ${times} times`;
}

function viewAny(kinds: PanelFaults['kinds'], add: (rule: object) => void, made: TemplateResult): TemplateResult {
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const kind = String(form.get('kind'));
    const ofRequests = kinds.some((one) => one.kind === kind && one.about === 'requests');
    const match = ofRequests ? targets[String(form.get('target'))]?.match : undefined;
    add({ fault: { kind }, times: Number(form.get('times')), ...(match && { match }) });
  };
  const group = (about: PanelFaults['kinds'][number]['about']): TemplateResult[] =>
    kinds.filter((one) => one.about === about).map(({ kind, says }) => html`<option value=${kind}>${says}</option>`);
  return html`<details class="more">
    <summary>Something else</summary>
    <form @submit=${send}>
      <label class="field">
        <span class="field-name">What goes wrong</span>
        <select name="kind">
          <optgroup label="Requests">${group('requests')}</optgroup>
          <optgroup label="The gateway">${group('the gateway')}</optgroup>
        </select>
      </label>
      <label class="field">
        <span class="field-name">Which requests</span>
        <select name="target">
          ${Object.entries(targets).map(([target, { says }]) => html`<option value=${target}>${says}</option>`)}
        </select>
        <small>The gateway’s faults befall whatever comes next.</small>
      </label>
      <label class="field">
        <span class="field-name">How often</span>
        <input name="times" type="number" min="1" max="1000" value="1" required />
      </label>
      <button type="submit" class="button primary">Add</button>
    </form>
    ${made}
  </details>`;
}
