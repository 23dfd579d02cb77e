import { html, type TemplateResult } from 'lit';
import type { PanelAction, PanelAnswer, PanelFault, PanelFaults } from '../../panel/contract.ts';
import { viewChoice, viewSwitch } from './parts.ts';

const post = { method: 'POST', path: '/channels/:channel/messages' };

/** What is worth trying first: each a rule, as `faults/rule.ts` has them. */
const common: readonly (readonly [says: string, rule: object])[] = [
  ['The next post fails with 500, although it is posted', { match: post, fault: { kind: '500-after' } }],
  ['The next post fails with 502, and is not posted', { match: post, fault: { kind: '502-before' } }],
  ['The next post is cut off, although it is posted', { match: post, fault: { kind: 'reset-after' } }],
  ['The next post gets no answer', { match: post, fault: { kind: 'hang-after' } }],
  ['The next 3 posts are too many (429)', { match: post, fault: { kind: '429-user', retryAfter: 2 }, times: 3 }],
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

type Act = (action: PanelAction) => Promise<PanelAnswer>;

/** What goes wrong, and buttons that make it so. */
export function viewFaults(faults: PanelFaults | undefined, act: Act): TemplateResult {
  const order = (said: object): void => void act({ do: 'faults', order: said });
  if (faults === undefined) return html`<p class="panel-note" role="status">Loading…</p>`;
  const { rules, skewMs, kinds } = faults;
  const quiet = rules.length === 0 && faults.storm === undefined && skewMs === 0;
  return html`<h3>Make something go wrong</h3>
    <p class="panel-note">A good bot posts each story once, whatever happens here.</p>
    <div class="choices">
      ${common.map(
        ([says, rule]) =>
          html`<button type="button" class="choice" @click=${() => order({ do: 'add', rule })}>${says}</button>`,
      )}
    </div>
    ${viewAny(kinds, order)}
    <h3>For as long as you like</h3>
    ${viewSwitch(
      'Storm',
      faults.storm !== undefined,
      (on) => order(on ? { do: 'storm', storm } : { do: 'calm' }),
      faults.storm === undefined
        ? 'One request in twenty goes wrong, the same ones each time'
        : `${faults.storm.used} so far, with the seed ${faults.storm.seed}`,
    )}
    ${viewChoice(
      'Clock',
      skews.some(([ms]) => ms === String(skewMs)) ? skews : [...skews, [String(skewMs), `${skewMs / 1000} s off`]],
      String(skewMs),
      (ms) => order({ do: 'skew', ms: Number(ms) }),
    )}
    <h3>Set up</h3>
    ${
      rules.length === 0
        ? html`<p class="panel-note">Nothing.</p>`
        : html`<ul class="cards" aria-label="Faults that are set up">${rules.map((rule) => viewRule(rule, order))}</ul>`
    }
    <button type="button" class="button secondary" ?disabled=${quiet} @click=${() => order({ do: 'clear' })}>Clear all</button>`;
}

function viewRule({ id, says, match, times, used }: PanelFault, order: (said: object) => void): TemplateResult {
  const spent = used >= times;
  return html`<li class="card ${spent ? 'spent' : ''}">
    <span class="line-words">
      <span class="line-name">${says}</span>
      <small>${match === '' ? 'Anything' : match} · ${spent ? 'done, ' : ''}${used} of ${times}</small>
    </span>
    <button type="button" class="button secondary" aria-label="Remove “${says}”" @click=${() => order({ do: 'remove', id })}>Remove</button>
  </li>`;
}

function viewAny(kinds: PanelFaults['kinds'], order: (said: object) => void): TemplateResult {
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    order({ do: 'add', rule: { fault: { kind: String(form.get('kind')) }, times: Number(form.get('times')) } });
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
        <span class="field-name">How often</span>
        <input name="times" type="number" min="1" max="1000" value="1" required />
      </label>
      <button type="submit" class="button primary">Add</button>
    </form>
  </details>`;
}
