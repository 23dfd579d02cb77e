import { html, nothing, type TemplateResult } from 'lit';
import type { PanelAction, PanelAnswer, PanelPermissions } from '../../panel/contract.ts';
import { viewSwitch } from './parts.ts';

type Act = (action: PanelAction) => Promise<PanelAnswer>;

/** What can be done to the server as a whole, and to its channels. */
export function viewServer({ guild, channel }: PanelPermissions, minutesOut: number, act: Act): TemplateResult {
  return html`<h3>${guild.name}</h3>
    ${viewSwitch(
      'The bot is a member',
      guild.hasBot,
      (on) => void act({ do: 'bot', guild: guild.id, on }),
      guild.hasBot ? 'Switch off to remove it from the server' : 'Switch on to invite it again',
    )}
    ${
      guild.hasBot
        ? viewSwitch(
            'Time the bot out for 5 minutes',
            minutesOut > 0,
            (on) => void act({ do: 'timeout', guild: guild.id, minutes: on ? 5 : 0 }),
            minutesOut > 0
              ? `${minutesOut} ${minutesOut === 1 ? 'minute' : 'minutes'} left`
              : 'It can read but not write',
          )
        : nothing
    }
    ${viewSwitch(
      'Outage',
      guild.isOut,
      (on) => void act({ do: 'outage', guild: guild.id, on }),
      'Discord cannot reach the server, and the bot hears nothing of it',
    )}
    ${viewChannelForm(guild.id, act)}
    <details class="more">
      <summary>Delete #${channel.name}</summary>
      <p class="panel-note">With all its messages. The bot hears of it; what it had set up there ends.</p>
      <button type="button" class="button danger" @click=${() => void act({ do: 'delete channel', channel: channel.id })}>
        Delete #${channel.name} for good
      </button>
    </details>`;
}

function viewChannelForm(guild: string, act: Act): TemplateResult {
  const create = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const data = new FormData(form);
    const type = ([0, 5, 15] as const).find((one) => String(one) === data.get('type')) ?? 0;
    const answer = await act({ do: 'create channel', guild, name: String(data.get('name')), type });
    if (answer.result === 'done') form.reset();
  };
  return html`<details class="more">
    <summary>Create a channel</summary>
    <form @submit=${create}>
      <label class="field">
        <span class="field-name">Name</span>
        <input name="name" required maxlength="100" placeholder="new-channel" autocomplete="off" />
      </label>
      <label class="field">
        <span class="field-name">Kind</span>
        <select name="type">
          <option value="0">Text</option>
          <option value="5">Announcement</option>
          <option value="15">Forum</option>
        </select>
      </label>
      <button type="submit" class="button primary">Create</button>
    </form>
  </details>`;
}
