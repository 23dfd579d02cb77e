import { gatewayKinds, requestKinds } from '../../faults/kinds.ts';
import type { FaultList, StandingRule } from '../../faults/plan.ts';
import type { PanelFault, PanelFaults } from './contract.ts';

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const kinds = [
  ...Object.entries(requestKinds).map(([kind, { says }]) => ({
    kind,
    says: capitalized(says),
    about: 'requests' as const,
  })),
  ...Object.entries(gatewayKinds).map(([kind, { says }]) => ({
    kind,
    says: capitalized(says),
    about: 'the gateway' as const,
  })),
];
const words = new Map(kinds.map(({ kind, says }) => [kind, says]));

/** What is made to go wrong, in words for people. */
export function viewFaults({ rules, storm, skewMs }: FaultList): PanelFaults {
  const used = Object.values(storm?.used ?? {}).reduce((sum, count) => sum + count, 0);
  return {
    rules: rules.map(viewRule),
    ...(storm !== undefined && { storm: { seed: storm.seed, used } }),
    skewMs,
    kinds,
  };
}

function viewRule({ id, match: { method, path, event }, fault: { kind }, times, used }: StandingRule): PanelFault {
  const matched = [method, path, event].filter((part) => part !== undefined).join(' ');
  return { id, says: words.get(kind) ?? kind, match: matched, times, used };
}
