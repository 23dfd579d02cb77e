import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkCommandsForm } from '../../../src/local-discord/rest/form/bulk-commands-form.ts';
import { checkCallbackForm } from '../../../src/local-discord/rest/form/callback-form.ts';
import { checkCommandForm } from '../../../src/local-discord/rest/form/command-form.ts';
import { checkMessageForm } from '../../../src/local-discord/rest/form/message-form.ts';
import { checkModalForm } from '../../../src/local-discord/rest/form/modal-form.ts';
import {
  checkBulkDeleteForm,
  checkChannelForm,
  checkConversationForm,
  checkForumPostForm,
  checkMessageThreadForm,
  checkNewChannelForm,
  checkNewThreadForm,
  checkOverwriteForm,
  checkThreadForm,
} from '../../../src/local-discord/rest/form/place-form.ts';
import { asTree } from '../../../src/local-discord/rest/form/problem.ts';
import {
  checkWebhookChangeForm,
  checkWebhookForm,
  checkWebhookMessageForm,
} from '../../../src/local-discord/rest/form/webhook-form.ts';
import { anyBody } from '../../support/any-body.ts';

const before = { flags: 1 << 15, content: '', embeds: [], attachments: [] };
const checks: Readonly<Record<string, (body: unknown) => Promise<object>>> = {
  message: (body) => checkMessageForm('MessageCreateRequest', body, { files: [{ id: '0', name: 'a.png' }] }),
  edit: (body) => checkMessageForm('MessageEditRequestPartial', body, { before }),
  followUp: (body) => checkMessageForm('IncomingWebhookInteractionRequest', body),
  callback: (body) => checkCallbackForm(body),
  modal: checkModalForm,
  command: (body) => checkCommandForm(body),
  commands: (body) => checkCommandsForm(body, 'guild'),
  newChannel: checkNewChannelForm,
  channel: (body) => checkChannelForm(body, { type: 0 }),
  overwrite: checkOverwriteForm,
  messageThread: checkMessageThreadForm,
  newThread: checkNewThreadForm,
  forumPost: (body) => checkForumPostForm(body),
  thread: checkThreadForm,
  conversation: checkConversationForm,
  bulkDelete: checkBulkDeleteForm,
  webhook: checkWebhookForm,
  webhookChange: checkWebhookChangeForm,
  webhookMessage: (body) => checkWebhookMessageForm(body),
};

it.each(Object.entries(checks))(
  'the check of a %s answers whatever comes, with a tree of short sentences',
  async (_name, check) => {
    await fc.assert(
      fc.asyncProperty(anyBody, async (body) => {
        const checked = await check(body);
        const problems: unknown = Reflect.get(checked, 'problems');
        if (!Array.isArray(problems)) return;
        expect(problems).not.toEqual([]);
        expect(JSON.parse(JSON.stringify(asTree(problems)))).toBeTypeOf('object');
        for (const { code, message } of problems) {
          expect(code).toMatch(/^[A-Z0-9_]+$/);
          expect(message.length).toBeLessThan(300);
        }
      }),
      { numRuns: 200 },
    );
  },
);
