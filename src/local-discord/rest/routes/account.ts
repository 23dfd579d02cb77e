import { Hono } from 'hono';
import type { Gateway } from '../../gateway/gateway.ts';
import type { State } from '../../state/state.ts';
import { idIn } from '../access.ts';
import { Refusal } from '../refusal.ts';

/** The bot, its application and its way to the gateway. */
export function createAccountRoutes(state: State, gateway: Pick<Gateway, 'advice'>): Hono {
  const routes = new Hono();
  const { botId } = state.identity;
  routes.get('/gateway', (context) => context.json({ url: `ws://${context.req.header('host')}/gateway` }));
  routes.get('/gateway/bot', (context) =>
    context.json({ url: `ws://${context.req.header('host')}/gateway`, ...gateway.advice() }),
  );

  routes.get('/users/@me', (context) => context.json({ ...state.bot(), verified: true, mfa_enabled: true, flags: 0 }));
  for (const path of ['/applications/@me', '/oauth2/applications/@me'])
    routes.get(path, (context) =>
      context.json({
        id: botId,
        name: state.bot().username,
        icon: null,
        description: '',
        bot_public: true,
        bot_require_code_grant: false,
        verify_key: '0'.repeat(64),
        flags: state.application.flags,
        bot: state.bot(),
      }),
    );

  routes.get('/users/:user', (context) => {
    const user = state.user(idIn(context, 'user'));
    if (user === undefined) throw new Refusal(10013);
    return context.json(user);
  });

  return routes;
}
