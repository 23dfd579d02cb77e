import { Hono } from 'hono';
import type { Gateway } from '../gateway/gateway.ts';
import type { Interactions } from '../interactions/interactions.ts';
import type { State } from '../state/state.ts';
import type { RateLimitOptions } from './limits/defaults.ts';
import type { LimitSwitch } from './limits/limit-switch.ts';
import { lookupsIn } from './limits/lookups.ts';
import { limitRates } from './limits/rate-limits.ts';
import { Refusal } from './refusal.ts';
import { noteOn } from './refusal-note.ts';
import { createAccountRoutes } from './routes/account.ts';
import { createChannelRoutes } from './routes/channels.ts';
import { createCommandRoutes } from './routes/commands.ts';
import { createConversationRoutes } from './routes/conversations.ts';
import { createGuildRoutes } from './routes/guilds.ts';
import { createInteractionRoutes } from './routes/interactions.ts';
import { createMessageRoutes } from './routes/messages.ts';
import { createPinRoutes } from './routes/pins.ts';
import { createReactionRoutes } from './routes/reactions.ts';
import { createThreadMemberRoutes } from './routes/thread-members.ts';
import { createThreadRoutes } from './routes/threads.ts';
import { createWebhookMessageRoutes } from './routes/webhook-messages.ts';
import { createWebhookRoutes } from './routes/webhooks.ts';

export interface RestOptions {
  readonly rateLimits: RateLimitOptions;
  readonly limiting: Pick<LimitSwitch, 'isOn'>;
  readonly gateway: Pick<Gateway, 'advice'>;
}

/** What a token in a URL authorises, so that no bot token is asked for, and what anybody may know. */
const withoutToken = /^\/api\/v10\/(gateway$|interactions\/|webhooks\/[^/]+\/[^/]+)/;

/** Discord's REST API, version 10, below `/v10`. */
export function createRest(
  state: State,
  interactions: Interactions,
  { rateLimits, limiting, gateway }: RestOptions,
): Hono {
  const rest = new Hono();

  rest.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message, errors } = error;
    context.set('refusal', noteOn(error));
    return context.json({ message, code, ...(errors !== undefined && { errors }) }, status);
  });

  rest.use('*', limitRates(rateLimits, lookupsIn(state, interactions), state.now, limiting));

  rest.use('*', async (context, next) => {
    const free = withoutToken.test(context.req.path);
    if (!free && context.req.header('authorization') !== `Bot ${state.identity.token}`)
      throw new Refusal(0, { status: 401, message: '401: Unauthorized' });
    await next();
  });

  const resources = [
    createGuildRoutes(state),
    createConversationRoutes(state),
    createAccountRoutes(state, gateway),
    createCommandRoutes(state),
    createChannelRoutes(state),
    createThreadRoutes(state),
    createThreadMemberRoutes(state),
    createPinRoutes(state),
    createReactionRoutes(state),
    createMessageRoutes(state),
    createInteractionRoutes(state, interactions),
    createWebhookRoutes(state),
    createWebhookMessageRoutes(state),
  ];
  for (const routes of resources) rest.route('/v10', routes);
  rest.all('*', () => {
    throw new Refusal(0);
  });
  return rest;
}
