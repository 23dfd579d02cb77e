import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { parseJson, readLimited } from '../../json-body.ts';
import { carryOut, type Levers } from './actions.ts';
import type { ArticleDesk, DeskAnswer } from './article-desk.ts';
import type { PanelAnswer, PanelVitals } from './contract.ts';
import { streamPanel, type Watched } from './events.ts';
import { articleChange, articleDraft, panelAction, wrongFields } from './forms.ts';
import { viewPermissions } from './permissions.ts';

export interface PanelOptions extends Levers, Omit<Watched, 'vitals' | 'faults' | 'limiting'> {
  /** Where articles can be written; nowhere when absent. */
  readonly articles?: ArticleDesk;
}

/** More than any form of the panel, in bytes. */
const maxBytes = 64 * 1024;

/** What happens behind the scenes, and ways to meddle with it, below `/local/panel`; `contract.ts` says what. */
export function createPanel(options: PanelOptions): Hono {
  const { state, gateway, articles } = options;
  const panel = new Hono();
  // A form that is filled in wrongly is nothing unexpected: a browser would report any other status as an error.
  const answer = (context: Context, said: PanelAnswer) => context.json(said);

  panel.get('/events', (context) => streamPanel(context, { ...options, vitals: () => readVitals(options) }));

  panel.get('/payloads/:n{\\d+}', (context) => {
    const n = Number(context.req.param('n'));
    const payload = gateway.log.list().find((one) => one.n === n);
    return payload === undefined ? context.notFound() : context.text(payload.text);
  });

  panel.get('/permissions', (context) => {
    const view = viewPermissions(state, context.req.query('channel') ?? '');
    return view === undefined ? context.body(null, 204) : context.json(view);
  });

  panel.post('/do', async (context) => {
    const action = panelAction.safeParse(await readJson(context));
    return action.success ? answer(context, carryOut(options, action.data)) : context.json(invalid(action.error), 400);
  });

  if (articles === undefined) return panel;

  panel.get('/articles', async (context) => context.json(await articles.list()));

  panel.post('/articles', async (context) => {
    const draft = articleDraft.safeParse(await readJson(context));
    return answer(context, draft.success ? said(await articles.write(draft.data)) : invalid(draft.error));
  });

  panel.post('/articles/change', async (context) => {
    const change = articleChange.safeParse(await readJson(context));
    if (!change.success) return answer(context, invalid(change.error));
    return answer(context, said(await articles.change(change.data.id, change.data.change)));
  });

  return panel;
}

async function readJson({ req }: Context): Promise<unknown> {
  const bytes = await readLimited(req.raw, maxBytes);
  return parseJson(bytes?.toString('utf8') ?? '')?.value;
}

function said(written: DeskAnswer): PanelAnswer {
  return written.kind === 'written' ? { result: 'done', id: written.id } : { result: 'failed', reason: written.reason };
}

function invalid(error: z.ZodError): PanelAnswer {
  return { result: 'failed', reason: z.prettifyError(error), fields: wrongFields(error) };
}

function readVitals({ state, articles, limiting }: PanelOptions): PanelVitals {
  const guilds = state.guilds.all();
  return {
    memory: process.memoryUsage.rss(),
    uptime: Math.floor(process.uptime()),
    guilds: guilds.length,
    channels: guilds.reduce((sum, { id }) => sum + state.channels.of(id).length, 0),
    messages: state.messages.count(),
    articles: articles !== undefined,
    rateLimits: limiting.isOn(),
  };
}
