import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PanelAction, PanelAnswer, PanelBit, PanelPermissions } from '../panel/contract.ts';
import type { PanelApi } from './panel-api.ts';
import { viewChoice, viewSegments, viewSwitch } from './panel-parts.ts';
import { viewServer } from './panel-server.ts';

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

  constructor() {
    super();
    this.whom = 'bot';
  }

  override createRenderRoot(): this {
    return this;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('channelId')) this.chosen = undefined;
    const over = changed.has('now') && (this.view?.timedOutUntil ?? Number.POSITIVE_INFINITY) <= this.now;
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
      ${viewServer(view, this.now, this.act)}`;
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
        (value) => void this.act({ do: 'overwrite', channel: channel.id, whom, permission: bit.name, value }),
        `panel-${bit.name}`,
      )}
    </li>`;
  }

  private viewRole({ roles, bits }: PanelPermissions): TemplateResult | typeof nothing {
    const role = roles.find(({ id }) => id === this.roleId) ?? roles.at(-1);
    if (role === undefined) return nothing;
    const set = (permission: string) => (on: boolean) => void this.act({ do: 'role', role: role.id, permission, on });
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

  private async look(): Promise<void> {
    this.requests += 1;
    const request = this.requests;
    const channel = this.chosen ?? this.channelId;
    const view = channel === undefined ? undefined : await this.api.permissions(channel).catch(() => this.view);
    if (request === this.requests) this.view = view;
  }
}

function viewHeld({ label, held, reason }: PanelBit): TemplateResult {
  return html`<span class="line-words">
    <span class="line-name"><span class="held ${held ? 'yes' : 'no'}" role="img" aria-label=${held ? 'may' : 'may not'}>${held ? '✓' : '✕'}</span> ${label}</span>
    <small>${reason}</small>
  </span>`;
}
