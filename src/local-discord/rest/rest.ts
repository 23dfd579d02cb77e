import { Hono } from 'hono';
import type { Interactions } from '../interactions/interactions.ts';
import type { State } from '../state/state.ts';
import type { RateLimitOptions } from './limits/defaults.ts';
import { lookupsIn } from './limits/lookups.ts';
import { limitRates } from './limits/rate-limits.ts';
import { Refusal } from './refusal.ts';
import { noteOn } from './refusal-note.ts';
import { createAccountRoutes } from './routes/account.ts';
import { createCommandRoutes } from './routes/commands.ts';
import { createInteractionRoutes } from './routes/interactions.ts';
import { createMessageRoutes } from './routes/messages.ts';

/** What a token in a URL authorises, so that no bot token is asked for. */
const withoutToken = /^\/api\/v10\/(interactions|webhooks)\//;

/** Discord's REST API, version 10, below `/v10`. */
export function createRest(state: State, interactions: Interactions, rateLimits: RateLimitOptions | 'off'): Hono {
  const rest = new Hono();

  rest.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message, errors } = error;
    context.set('refusal', noteOn(error));
    return context.json({ message, code, ...(errors !== undefined && { errors }) }, status);
  });

  if (rateLimits !== 'off') rest.use('*', limitRates(rateLimits, lookupsIn(state, interactions), state.now));

  rest.use('*', async (context, next) => {
    const free = withoutToken.test(context.req.path);
    if (!free && context.req.header('authorization') !== `Bot ${state.identity.token}`)
      throw new Refusal(0, { status: 401, message: '401: Unauthorized' });
    await next();
  });

  rest.route('/v10', createAccountRoutes(state));
  rest.route('/v10', createCommandRoutes(state));
  rest.route('/v10', createMessageRoutes(state));
  rest.route('/v10', createInteractionRoutes(state, interactions));
  rest.all('*', () => {
    throw new Refusal(0);
  });
  return rest;
}
