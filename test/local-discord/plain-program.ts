// A bot like anybody's first: it knows discord.js and an address, and nothing of the server that it talks to.
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';

const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: process.env['API'] ?? '' } });

client.once(Events.ClientReady, async ({ application, guilds }) => {
  const text = { type: 3, name: 'text', description: 'What to say', required: true, autocomplete: true };
  await application.commands.set([
    { name: 'ping', description: 'Answers at once' },
    { name: 'say', description: 'Says it for you', options: [text] },
  ]);
  process.stdout.write(`ready in ${guilds.cache.size} servers\n`);
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isAutocomplete())
    await interaction.respond(['good morning', 'good night'].map((name) => ({ name, value: name })));
  if (interaction.isButton()) await interaction.update({ content: 'pong again', components: [] });
  if (!interaction.isChatInputCommand()) return;
  const again = { type: 1, components: [{ type: 2, style: 1, label: 'Again', custom_id: 'again' }] };
  if (interaction.commandName === 'ping') await interaction.reply({ content: 'pong', components: [again] });
  if (interaction.commandName === 'say') {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply(`You said: ${interaction.options.getString('text', true)}`);
  }
});

await client.login(process.env['TOKEN']);
