import { createHash } from 'node:crypto';
import { isSnowflake } from '../../state/snowflake.ts';
import type { Params } from './match.ts';
import type { Resource } from './rules.ts';

/**
 * The requests that a limit counts together: of whom, to which top-level resource. All text that can be no id is one
 * resource.
 */
export function resourceKey(per: Resource, params: Params, who: string): string {
  const id = (name: 'channel' | 'guild' | 'webhook'): string => {
    const text = params[name] ?? '';
    return isSnowflake(text) ? `${name} ${text}` : `no ${name}`;
  };
  switch (per) {
    case 'bot':
      return who;
    case 'channel':
      return `${who} ${id('channel')}`;
    case 'guild':
      return `${who} ${id('guild')}`;
    case 'webhook':
      return `${id('webhook')} ${digest(params['token'] ?? '')}`;
  }
}

/** A short text in place of a long or secret one: 32 hexadecimal digits, as Discord's bucket ids have. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
