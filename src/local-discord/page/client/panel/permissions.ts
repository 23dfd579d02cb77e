import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PanelAction, PanelAnswer, PanelBit, PanelPermissions } from '../../panel/contract.ts';
import type { PanelApi } from './api.ts';
import { viewChoice, viewSegments, viewSwitch } from './parts.ts';
import { viewServer } from './server.ts';

/** Whose permissions are being set: the bot's or everyone's in the channel, or a role's anywhere. */
type Whom = 'bot' | 'everyone' | 'roles';

/** What the bot may do in a channel and why, and ways to change that. */
export class PermissionDesk extends LitElement {
  static override properties = {
    api: { attribute: false },
    act: { attribute: false },
    channelId: { attribute: false },
    changes: { attribute: false },
    now: { attribute: false },
    chosen: { state: true },
    view: { state: true },
    whom: { state: true },
    roleId: { state: true },
  };

  declare api: PanelApi;
  declare act: (action: PanelAction) => Promise<PanelAnswer>;
  /** The channel that is open on the page. */
  declare channelId: string | undefined;
  /** Another number after each change of what is shown. */
  declare changes: number;
  declare now: number;

  /** The channel that was chosen here, in place of the open one. */
  declare chosen: string | undefined;
  declare view: PanelPermissions | undefined;
  declare whom: Whom;
  declare roleId: string | undefined;

  private requests = 0;
  /** By the browser's clock, which is not the server's; milliseconds since 1970. */
  private timedOutUntil: number | undefined;

  constructor() {
    super();
    this.whom = 'bot';
  }

  override createRenderRoot(): this {
    return this;
  }

  /** A change is drawn when it is known what it is: until then, what was clicked stays as it is. */
  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const onlyChanges = changed.size === 1 && changed.has('changes');
    if (onlyChanges) void this.look();
    return !onlyChanges;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('channelId')) this.chosen = undefined;
    const over = changed.has('now') && this.timedOutUntil !== undefined && this.timedOutUntil <= this.now;
    if (over || changed.has('changes') || changed.has('channelId') || changed.has('chosen')) void this.look();
  }

  override render(): TemplateResult {
    const { view } = this;
    if (view === undefined)
      return html`<h3>Permissions</h3><p class="panel-note">Open a channel of a server to see what the bot may do in it.</p>`;
    return html`<h3>What the bot may do</h3>
      ${viewChoice(
        'Channel',
        view.channels.some(({ id }) => id === view.channel.id)
          ? view.channels.map(({ id, name }) => [id, `# ${name}`])
          : [[view.channel.id, view.channel.name], ...view.channels.map(({ id, name }) => [id, `# ${name}`] as const)],
        view.channel.id,
        (id) => {
          this.chosen = id;
        },
      )}
      ${viewSegments(
        'Whose permissions to set',
        [
          ['bot', 'Bot here'],
          ['everyone', 'Everyone here'],
          ['roles', 'Roles'],
        ],
        this.whom,
        (whom) => {
          this.whom = whom;
        },
        'panel-whom',
      )}
      ${this.whom === 'roles' ? this.viewRole(view) : html`<ul class="lines">${view.bits.map((bit) => this.viewBit(bit, view))}</ul>`}
      ${viewServer(view, this.minutesOut(), this.carryOut)}`;
  }

  private viewBit(bit: PanelBit, { channel }: PanelPermissions): TemplateResult {
    const whom = this.whom === 'everyone' ? 'everyone' : 'bot';
    return html`<li class="line">
      ${viewHeld(bit)}
      ${viewSegments(
        bit.label,
        [
          ['deny', 'Deny', '✕'],
          ['neutral', 'Neutral', '/'],
          ['allow', 'Allow', '✓'],
        ],
        bit[whom],
        (value) => void this.carryOut({ do: 'overwrite', channel: channel.id, whom, permission: bit.name, value }),
        `panel-${bit.name}`,
      )}
    </li>`;
  }

  private viewRole({ roles, bits }: PanelPermissions): TemplateResult | typeof nothing {
    const role = roles.find(({ id }) => id === this.roleId) ?? roles.at(-1);
    if (role === undefined) return nothing;
    const set = (permission: string) => (on: boolean) =>
      void this.carryOut({ do: 'role', role: role.id, permission, on });
    return html`${viewChoice(
      'Role',
      roles.map(({ id, name }) => [id, name]),
      role.id,
      (id) => {
        this.roleId = id;
      },
    )}
      ${viewSwitch('Administrator', role.permissions.includes('ADMINISTRATOR'), set('ADMINISTRATOR'), 'Everything, in every channel')}
      ${bits.map(({ name, label, held, reason }) =>
        viewSwitch(
          label,
          role.permissions.includes(name),
          set(name),
          `Here the bot ${held ? 'may' : 'may not'}. ${reason}`,
        ),
      )}`;
  }

  /** What was refused is drawn as it was before. */
  private readonly carryOut = async (action: PanelAction): Promise<PanelAnswer> => {
    const answer = await this.act(action);
    if (answer.result === 'failed') this.requestUpdate();
    return answer;
  };

  /** For how many minutes the bot is timed out yet. */
  private minutesOut(): number {
    return this.timedOutUntil === undefined ? 0 : Math.max(1, Math.round((this.timedOutUntil - this.now) / 60_000));
  }

  private async look(): Promise<void> {
    this.requests += 1;
    const request = this.requests;
    const channel = this.chosen ?? this.channelId;
    const view = channel === undefined ? undefined : await this.api.permissions(channel).catch(() => this.view);
    if (request !== this.requests) return;
    this.view = view;
    this.timedOutUntil = view?.timedOutForMs === undefined ? undefined : Date.now() + view.timedOutForMs;
  }
}

function viewHeld({ label, held, reason }: PanelBit): TemplateResult {
  return html`<span class="line-words">
    <span class="line-name"><span class="held ${held ? 'yes' : 'no'}" role="img" aria-label=${held ? 'may' : 'may not'}>${held ? '✓' : '✕'}</span>${label}</span>
    <small>${reason}</small>
  </span>`;
}
