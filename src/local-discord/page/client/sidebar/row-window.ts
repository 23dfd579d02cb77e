import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { rowsBetween } from './rows-between.ts';

export interface WindowRow {
  readonly key: string;
  /** In CSS pixels. */
  readonly height: number;
  view(): TemplateResult;
}

/** So much above and below what is seen is drawn as well, in CSS pixels: the tabulator reaches it. */
const beyond = 600;

/** A list that scrolls and draws only the rows that are seen, so that ten thousand of them cost no more than fifty. */
export class RowWindow extends LitElement {
  static override properties = {
    rows: { attribute: false },
    shown: { attribute: false },
    top: { state: true },
    room: { state: true },
  };

  declare rows: readonly WindowRow[];
  /** The row that is to be seen, by its key; when it changes, the list scrolls to it. */
  declare shown: string | undefined;
  declare top: number;
  declare room: number;
  private readonly sized = new ResizeObserver(() => {
    this.room = this.clientHeight;
  });

  constructor() {
    super();
    this.rows = [];
    this.top = 0;
    this.room = 1000;
    this.addEventListener('scroll', () => {
      this.top = this.scrollTop;
    });
    this.addEventListener('keydown', (event) => this.onKey(event));
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sized.disconnect();
  }

  protected override render(): TemplateResult {
    const { rows, top, room } = this;
    const drawn = rowsBetween(rows, top - beyond, top + room + beyond);
    return html`<div style="padding-block: ${drawn.before}px ${drawn.after}px">${repeat(
      rows.slice(drawn.first, drawn.end),
      ({ key }) => key,
      (row) => row.view(),
    )}</div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('shown')) this.scrollToRow(this.rows.findIndex(({ key }) => key === this.shown));
  }

  private scrollToRow(index: number): void {
    const row = this.rows[index];
    if (row === undefined) return;
    const at = this.rows.slice(0, index).reduce((sum, { height }) => sum + height, 0);
    if (at < this.scrollTop || at + row.height > this.scrollTop + this.clientHeight)
      this.scrollTop = at - this.clientHeight / 2;
  }

  private onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const stops = [...this.querySelectorAll<HTMLElement>('a, button')];
    const at = stops.findIndex((stop) => stop.matches(':focus'));
    stops[at + step]?.focus();
    event.preventDefault();
  }
}
