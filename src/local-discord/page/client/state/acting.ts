import type { PageDone, PageInteraction, PageInteractionResult, PagePointing } from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';
import { callName } from '../composer/command-input.ts';
import { isOwn } from '../message/system-message.ts';
import type { Api } from './api.ts';
import { emptyLog } from './channel-log.ts';
import type { Intents } from './intents.ts';
import { rememberDismissals, rememberLocale, rememberPanel, rememberTheme } from './memory.ts';
import { shownMessages } from './model.ts';
import type { Session, Store } from './session.ts';

const tooOld = 'That message is not among the latest ones that are shown here.';

/** The parts of the drawn page that are told what to do. */
export interface Stage {
  beginCommand(path: string): void;
  beginLine(): void;
  showNewest(): void;
  /** Moves the focus into the drawer of channels once it is open, or back to the button that opens it. */
  enterDrawer(open: boolean): void;
  /** Whether the message is there to be shown. */
  showMessage(messageId: string): boolean;
}

/** Carries out what a person wants. */
export function createIntents(api: Api, { model, dispatch }: Store, session: Session, stage: Stage): Intents {
  let notices = 0;
  /** What the person writes arrives in the order in which it was written. */
  let written: Promise<unknown> = Promise.resolve();

  function sender(): { readonly viewer?: string; readonly locale: string } {
    const { page, locale } = model();
    return { ...(page && { viewer: page.viewer.id }), locale };
  }

  /** A command that a person uses in the open channel, with a line of its own until it is answered. */
  async function use(command: string, data: object): Promise<void> {
    const { channelId } = model();
    if (channelId === undefined) return;
    notices += 1;
    const { messages, loaded } = model().channels[channelId] ?? emptyLog;
    const after = loaded ? { after: messages.at(-1)?.id ?? '0' } : {};
    const notice = { id: `${notices}`, channelId, command, at: Date.now(), ...after };
    dispatch({ type: 'notice', notice });
    stage.showNewest();
    const answer = await interact({ type: 2, channel_id: channelId, data });
    if (answer.result === 'failed') dispatch({ type: 'notice failed', id: notice.id, failure: answer.reason });
    else dispatch({ type: 'notice gone', id: notice.id });
  }

  /** A form that answers is shown, unless the person has become another one meanwhile. */
  async function interact(interaction: Omit<PageInteraction, 'viewer' | 'locale'>): Promise<PageInteractionResult> {
    const asked = sender();
    const answer = await api.interact({ ...asked, ...interaction });
    const { channel_id: channelId } = interaction;
    if (answer.result === 'modal' && sender().viewer === asked.viewer)
      dispatch({ type: 'form', form: { modal: answer.modal, channelId, busy: false } });
    return answer;
  }

  /** What a person does with a message; where that fails, the message says why. Resolves to whether it was done. */
  async function doWith(
    { id: message_id, channel_id }: PageMessage,
    act: (pointing: PagePointing) => Promise<PageDone>,
  ): Promise<boolean> {
    const { locale: _, ...viewer } = sender();
    const done = await act({ ...viewer, channel_id, message_id });
    if (done.result === 'failed') dispatch({ type: 'not done', messageId: message_id, failure: done.reason });
    return done.result === 'done';
  }

  function edit(message: PageMessage | undefined): void {
    dispatch({ type: 'edit', ...(message && { messageId: message.id }) });
    if (message === undefined) stage.beginLine();
  }

  return {
    openChannel(channelId) {
      const { drawer } = model();
      session.openChannel(channelId);
      if (drawer) stage.enterDrawer(false);
    },
    async openDirect() {
      const { page } = model();
      const [first] = page?.direct ?? [];
      if (page === undefined) return;
      if (first !== undefined) return session.openChannel(first.id);
      const opened = await api.direct(page.viewer.id);
      if (opened.result === 'failed') return;
      await session.refresh().catch(() => undefined);
      session.openChannel(opened.id);
    },
    jump(messageId, { id }) {
      if (!stage.showMessage(messageId)) dispatch({ type: 'not done', messageId: id, failure: tooOld });
    },
    filterPosts: (channelId, tagId) => dispatch({ type: 'filter', channelId, tagId }),
    foldCategory: (categoryId) => dispatch({ type: 'fold', categoryId }),
    becomePerson(userId) {
      dispatch({ type: 'people', open: false });
      void session.become(userId);
    },
    showDrawer(open) {
      dispatch({ type: 'drawer', open });
      stage.enterDrawer(open);
    },
    showPeople: (open) => dispatch({ type: 'people', open }),
    showPanel(open) {
      rememberPanel(open);
      dispatch({ type: 'panel', open });
    },
    showMenu: (menu) => dispatch({ type: 'menu', menu }),
    setTheme(theme) {
      rememberTheme(theme);
      dispatch({ type: 'theme', theme });
    },
    setLocale(locale) {
      rememberLocale(locale);
      dispatch({ type: 'locale', locale });
    },
    async press(message, component, values) {
      const { id: messageId, channel_id } = message;
      const customId = component.custom_id;
      if (customId === undefined) return;
      dispatch({ type: 'press', messageId, customId });
      const data = { custom_id: customId, component_type: component.type, ...(values && { values }) };
      const answer = await interact({ type: 3, channel_id, message_id: messageId, data });
      const failure = answer.result === 'failed' ? { failure: answer.reason } : {};
      dispatch({ type: 'pressed', messageId, customId, ...failure });
    },
    react: (message, emoji, on) => void doWith(message, (pointing) => api.react({ ...pointing, emoji, on })),
    edit,
    editLatest() {
      const { page } = model();
      const own = shownMessages(model()).findLast((message) => page !== undefined && isOwn(message, page));
      if (own !== undefined) edit(own);
      return own !== undefined;
    },
    async saveEdit(message, content) {
      const saved = await doWith(message, (pointing) => api.edit({ ...pointing, content }));
      if (saved && model().editing === message.id) edit(undefined);
    },
    remove: (message) => void doWith(message, api.remove),
    pin: (message, on) => void doWith(message, (pointing) => api.pin({ ...pointing, on })),
    reply(message) {
      dispatch({ type: 'reply', ...(message && { message }) });
      if (message !== undefined) stage.beginLine();
    },
    async sendMessage(channelId, content) {
      const { page, replyTo } = model();
      const replied = replyTo?.channel_id === channelId ? { reply_to: replyTo.id } : {};
      if (replied.reply_to !== undefined) dispatch({ type: 'reply' });
      stage.showNewest();
      const writing = { ...(page && { viewer: page.viewer.id }), channel_id: channelId, content, ...replied };
      const answer = written.then(() => api.write(writing));
      written = answer;
      const done = await answer;
      if (done.result !== 'failed') return undefined;
      if (replied.reply_to !== undefined && replyTo !== undefined) dispatch({ type: 'reply', message: replyTo });
      return done.reason;
    },
    useCommand: ({ id, name, type }, targetId) => void use(name, { id, name, type, target_id: targetId }),
    async submitForm(components) {
      const { form } = model();
      if (form === undefined || form.busy) return;
      const { modal, channelId } = form;
      dispatch({ type: 'form', form: { modal, channelId, busy: true } });
      const data = { id: modal.id, custom_id: modal.custom_id, components };
      const answer = await interact({ type: 5, channel_id: channelId, data });
      const failure = answer.result === 'failed' ? { failure: answer.reason } : {};
      dispatch({ type: 'form sent', formId: modal.id, ...failure });
    },
    closeForm: () => dispatch({ type: 'form', form: undefined }),
    dismissMessage(messageId) {
      dispatch({ type: 'dismiss', messageId });
      rememberDismissals(model().dismissed);
    },
    dismissNotice: (id) => dispatch({ type: 'notice gone', id }),
    writeCommand: stage.beginCommand,
    sendCommand: (callable, data) => void use(callName(callable), data),
    async complete(data) {
      const answer = await interact({ type: 4, channel_id: model().channelId ?? '', data });
      return answer.result === 'choices' ? answer.choices : undefined;
    },
  };
}
