import { describe, expect, it } from 'vitest';
import { type Completion, createCompleter } from '../../src/local-discord/page/client/composer/completion.ts';

describe('asking the bot for choices', () => {
  function setUp() {
    const shown: Completion<string>[] = [];
    const waiting: (() => void)[] = [];
    const answers = new Map<string, PromiseWithResolvers<readonly string[] | undefined>>();
    const completer = createCompleter<string, string>(
      (question) => {
        const answer = Promise.withResolvers<readonly string[] | undefined>();
        answers.set(question, answer);
        return answer.promise;
      },
      (completion) => shown.push(completion),
      (callback) => {
        waiting.push(callback);
        return () => waiting.splice(waiting.indexOf(callback), 1);
      },
    );
    const pause = () => {
      for (const callback of waiting.splice(0)) callback();
    };
    return { shown, answers, completer, pause };
  }

  it('asks once for what is typed without a pause', () => {
    const { answers, completer, pause } = setUp();
    for (const typed of ['g', 'go', 'goo']) completer.ask(typed);
    pause();
    expect([...answers.keys()]).toEqual(['goo']);
  });

  it('drops an answer that comes after a newer question', async () => {
    const { shown, answers, completer, pause } = setUp();
    completer.ask('old');
    pause();
    completer.ask('new');
    pause();
    answers.get('new')?.resolve(['right']);
    answers.get('old')?.resolve(['stale']);
    await Promise.all([...answers.values()].map(({ promise }) => promise));
    expect(shown).toEqual([{ state: 'asking' }, { state: 'asking' }, { state: 'answered', choices: ['right'] }]);
  });

  it('goes on with the answer that is waited for, and with nothing once the question is dropped', async () => {
    const { answers, completer, pause } = setUp();
    const sent: (readonly string[])[] = [];
    const answer = async (question: string, choices?: readonly string[]): Promise<void> => {
      pause();
      answers.get(question)?.resolve(choices);
      await answers.get(question)?.promise;
    };
    const askAndWait = (question: string): void => {
      completer.ask(question);
      completer.onAnswer((choices) => sent.push(choices));
    };
    askAndWait('typed on');
    completer.ask('dropped');
    await answer('dropped', ['wrong']);
    askAndWait('failed');
    await answer('failed');
    askAndWait('answered');
    await answer('answered', ['right']);
    expect(sent).toEqual([[], ['right']]);
  });

  it('says so when there is no answer', async () => {
    const { shown, answers, completer, pause } = setUp();
    completer.ask('x');
    pause();
    answers.get('x')?.resolve(undefined);
    await answers.get('x')?.promise;
    expect(shown.at(-1)).toEqual({ state: 'failed' });
  });
});
