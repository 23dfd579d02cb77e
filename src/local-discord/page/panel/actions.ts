import type { Control } from '../../control.ts';
import type { FaultControl } from '../../faults/control.ts';
import type { LimitSwitch } from '../../rest/limits/limit-switch.ts';
import { isDirect } from '../../state/channel.ts';
import type { State } from '../../state/state.ts';
import type { PanelAction, PanelAnswer } from './contract.ts';
import { bitOf } from './permission-names.ts';
import { guildChannelOf, overwriteOf } from './permissions.ts';

export interface Levers {
  readonly state: State;
  readonly control: Control;
  readonly faults: FaultControl;
  readonly limiting: LimitSwitch;
}

/** Carries out what a person wants to happen. Ids of what is not there are answered, not thrown. */
export function carryOut({ state, control, faults, limiting }: Levers, action: PanelAction): PanelAnswer {
  switch (action.do) {
    case 'overwrite':
      return setOverwrite(state, control, action);
    case 'role':
      return setRole(state, control, action);
    case 'timeout': {
      const { botId } = state.identity;
      if (state.guilds.member(action.guild, botId) === undefined) return failed('The bot is not in this server.');
      const until = action.minutes === 0 ? undefined : state.now() + action.minutes * 60_000;
      control.setTimeout(action.guild, botId, until);
      return done;
    }
    case 'outage':
    case 'bot':
    case 'create channel':
      return changeGuild(state, control, action);
    case 'delete channel': {
      const channel = state.channels.get(action.channel);
      if (channel === undefined || isDirect(channel)) return failed('There is no such channel.');
      control.deleteChannel(action.channel);
      return done;
    }
    case 'rate limits':
      limiting.set(action.on);
      return done;
    case 'faults': {
      const obeyed = faults.obey(action.order);
      return obeyed.result === 'done' ? obeyed : failed(obeyed.reason);
    }
  }
}

type Action<Do extends PanelAction['do']> = Extract<PanelAction, { readonly do: Do }>;

function setOverwrite(state: State, control: Control, action: Action<'overwrite'>): PanelAnswer {
  const place = state.channels.get(action.channel);
  const channel = place === undefined ? undefined : guildChannelOf(state, place);
  const bit = bitOf(action.permission);
  if (channel === undefined || bit === undefined) return failed('There is no such channel.');
  const [id, type] = action.whom === 'bot' ? ([state.identity.botId, 1] as const) : ([channel.guild_id, 0] as const);
  const { allow = '0', deny = '0' } = overwriteOf(channel, id) ?? {};
  const others = { allow: BigInt(allow) & ~bit, deny: BigInt(deny) & ~bit };
  control.setOverwrite(channel.id, {
    id,
    type,
    allow: String(action.value === 'allow' ? others.allow | bit : others.allow),
    deny: String(action.value === 'deny' ? others.deny | bit : others.deny),
  });
  return done;
}

function setRole(state: State, control: Control, action: Action<'role'>): PanelAnswer {
  const role = state.guilds
    .all()
    .flatMap(({ id }) => state.guilds.roles(id))
    .find(({ id }) => id === action.role);
  const bit = bitOf(action.permission);
  if (role === undefined || bit === undefined) return failed('There is no such role.');
  const others = BigInt(role.permissions) & ~bit;
  control.setRolePermissions(role.id, action.on ? others | bit : others);
  return done;
}

function changeGuild(
  state: State,
  control: Control,
  action: Action<'outage'> | Action<'bot'> | Action<'create channel'>,
): PanelAnswer {
  if (state.guilds.get(action.guild) === undefined) return failed('There is no such server.');
  switch (action.do) {
    case 'create channel':
      return { result: 'done', id: control.createChannel(action.guild, action.name, action.type).id };
    case 'outage':
      control.setOutage(action.guild, action.on);
      return done;
    case 'bot':
      if (action.on) control.inviteBot(action.guild);
      else control.removeBot(action.guild);
      return done;
  }
}

const done: PanelAnswer = { result: 'done' };

function failed(reason: string): PanelAnswer {
  return { result: 'failed', reason };
}
