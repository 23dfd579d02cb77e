import type { Interaction } from './asked.ts';
import type { Answer, Ask, Row, Scene, Source } from './row.ts';

const page = 'docs: interactions/receiving-and-responding' as const;
const types = `${page}#interaction-response-object-interaction-callback-type` as const;
const create = `${page}#create-interaction-response` as const;
const response = `${page}#interaction-callback-interaction-callback-response-object` as const;
const modalOf = `${page}#interaction-response-object-modal` as const;
const codes = 'docs: topics/opcodes-and-status-codes#json-json-error-codes' as const;

type Kind = keyof Scene['asked'];
const invalid = (errors?: Record<string, string>): Answer => ({ status: 400, code: 50035, ...(errors && { errors }) });
const replying = ({ callback }: Interaction, body: unknown, query = ''): Ask => ({
  method: 'POST',
  path: `${callback}${query}`,
  body,
  as: 'none',
});

/** The first answer to an interaction. */
const reply = (what: string, to: Kind, body: unknown, answer: Answer, source: Source): Row => ({
  what,
  ask: async ({ asked }) => replying(await asked[to](), body, answer.status === 200 ? '?with_response=true' : ''),
  answer,
  source,
});
/** What comes after an interaction was answered with a message, or as `first` says. */
const afterwards = (
  what: string,
  ask: (interaction: Interaction, scene: Scene) => Ask | Promise<Ask>,
  answer: Answer,
  source: Source,
  first: unknown = { type: 4, data: { content: 'An answer' } },
): Row => ({
  what,
  async ask(scene) {
    const interaction = await scene.asked.command();
    await scene.send(replying(interaction, first));
    return ask(interaction, scene);
  },
  answer,
  source,
});
const original = ({ webhook }: Interaction): string => `${webhook}/messages/@original`;
const followUp = ({ webhook }: Interaction, body: unknown): Ask => ({
  method: 'POST',
  path: webhook,
  body,
  as: 'none',
});

const done: Answer = { status: 204 };
const field = (label: string, custom_id: string) => ({
  type: 18,
  label,
  component: { type: 4, custom_id, style: 1 },
});
const modal = { custom_id: 'form', title: 'Form', components: [field('Name', 'name')] };
const choices = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `${at}`, value: `${at}` }));
const hour = 3_600_000;

export const interactionRows: readonly Row[] = [
  reply('a command is answered', 'command', { type: 4, data: { content: 'x' } }, done, types),
  reply('a command is answered later', 'command', { type: 5 }, done, types),
  reply('a command is answered with a modal', 'command', { type: 9, data: modal }, done, types),
  reply('a command has no message to update', 'command', { type: 7, data: { content: 'x' } }, invalid(), types),
  reply('a command has no message to update later', 'command', { type: 6 }, invalid(), types),
  reply('a command is not answered with choices', 'command', { type: 8, data: { choices: [] } }, invalid(), types),
  reply('a press updates its message', 'press', { type: 7, data: { content: 'x' } }, done, types),
  reply('a press updates its message later', 'press', { type: 6 }, done, types),
  reply('typing is answered with 25 choices', 'typing', { type: 8, data: { choices: choices(25) } }, done, types),
  reply(
    'typing is not answered with 26 choices',
    'typing',
    { type: 8, data: { choices: choices(26) } },
    invalid(),
    `${page}#interaction-response-object-autocomplete`,
  ),
  reply('typing is not answered with a message', 'typing', { type: 4, data: { content: 'x' } }, invalid(), types),
  reply('a type of answer that there is not', 'command', { type: 3 }, invalid(), types),

  reply(
    'the answer is told, if asked for',
    'command',
    { type: 4, data: { content: 'x' } },
    { status: 200, body: { interaction: { type: 2 }, resource: { type: 4, message: { content: 'x', type: 20 } } } },
    response,
  ),
  reply(
    'a later answer is told to be under way',
    'command',
    { type: 5, data: { flags: 64 } },
    {
      status: 200,
      body: {
        interaction: { response_message_loading: true, response_message_ephemeral: true },
        resource: { type: 5 },
      },
    },
    response,
  ),
  reply(
    'an answer that one person alone sees',
    'command',
    { type: 4, data: { content: 'x', flags: 64 } },
    { status: 200, body: { resource: { message: { flags: 64 } } } },
    create,
  ),
  reply(
    'an update is told',
    'press',
    { type: 7, data: { content: 'New' } },
    { status: 200, body: { interaction: { type: 3 }, resource: { type: 7, message: { content: 'New' } } } },
    response,
  ),

  reply('an empty answer', 'command', { type: 4, data: {} }, { status: 400, code: 50006 }, codes),
  reply(
    'an answer of 2,001 characters',
    'command',
    { type: 4, data: { content: 'x'.repeat(2001) } },
    invalid({ 'data.content': 'BASE_TYPE_MAX_LENGTH' }),
    'openapi: IncomingWebhookInteractionRequest',
  ),
  reply(
    'a modal of six fields',
    'command',
    { type: 9, data: { ...modal, components: Array.from({ length: 6 }, (_, at) => field(`${at}`, `${at}`)) } },
    invalid(),
    modalOf,
  ),
  reply(
    'a modal with a title of 46 characters',
    'command',
    { type: 9, data: { ...modal, title: 'x'.repeat(46) } },
    invalid(),
    modalOf,
  ),

  {
    what: 'an answer to nothing',
    ask: () => replying({ callback: '/interactions/900000000000000000/token/callback', webhook: '' }, { type: 5 }),
    answer: { status: 404, code: 10062 },
    source: codes,
  },
  afterwards(
    'a second answer',
    (interaction) => replying(interaction, { type: 5 }),
    { status: 400, code: 40060 },
    codes,
  ),
  afterwards(
    'the answer is read',
    (interaction) => ({ method: 'GET', path: original(interaction), as: 'none' }),
    { status: 200, body: { content: 'An answer' } },
    `${page}#get-original-interaction-response`,
  ),
  afterwards(
    'the answer is edited',
    (interaction) => ({ method: 'PATCH', path: original(interaction), body: { content: 'Better' }, as: 'none' }),
    { status: 200, body: { content: 'Better' } },
    `${page}#edit-original-interaction-response`,
  ),
  afterwards(
    'what was put off is answered by an edit',
    (interaction) => ({ method: 'PATCH', path: original(interaction), body: { content: 'At last' }, as: 'none' }),
    { status: 200, body: { content: 'At last', flags: 64 } },
    `${page}#edit-original-interaction-response`,
    { type: 5, data: { flags: 64 } },
  ),
  afterwards(
    'the answer is deleted',
    (interaction) => ({ method: 'DELETE', path: original(interaction), as: 'none' }),
    done,
    `${page}#delete-original-interaction-response`,
  ),
  afterwards(
    'the answer is read after it was deleted',
    async (interaction, scene) => {
      await scene.send({ method: 'DELETE', path: original(interaction), as: 'none' });
      return { method: 'GET', path: original(interaction), as: 'none' };
    },
    { status: 404, code: 10008 },
    codes,
  ),
  afterwards(
    'a follow-up',
    (interaction) => followUp(interaction, { content: 'More', flags: 64 }),
    { status: 200, body: { content: 'More', flags: 64 } },
    `${page}#create-followup-message`,
  ),
  afterwards('an empty follow-up', (interaction) => followUp(interaction, {}), { status: 400, code: 50006 }, codes),
  // Last, as the clock stays where it is.
  afterwards(
    'a follow-up after 15 minutes',
    (interaction, { discord }) => {
      discord.control.faults.skew(hour);
      return followUp(interaction, { content: 'Late' });
    },
    { status: 401, code: 50027 },
    `${page}#followup-messages`,
  ),
];
