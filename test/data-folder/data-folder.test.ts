import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDataFolder, watchOver } from '../../src/data-folder/data-folder.ts';
import { createTestClock } from '../support/clock.ts';

const it = test.extend<{ home: string; dataDir: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted
  home: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), 'heatwire-folder-'));
    await use(home);
    await rm(home, { recursive: true });
  },
  dataDir: async ({ home }, use) => use(join(home, 'deep', 'data')),
});

describe('a data folder', () => {
  it('belongs to one process, and to the next one as soon as that was killed', async ({ dataDir }) => {
    const holder = fork(new URL('./folder-holder.ts', import.meta.url), [dataDir], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    await once(holder, 'message');
    const refusal = await openDataFolder(dataDir).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'HeatwireError', code: 'DATA_DIR_TAKEN' });
    expect(String(refusal)).toContain(`Another Heatwire is running on DATA_DIR "${dataDir}" (process ${holder.pid})`);

    holder.kill('SIGKILL');
    await once(holder, 'exit');
    (await openDataFolder(dataDir)).release();
  });

  it('is free again when it was released, and not before', async ({ dataDir }) => {
    const folder = await openDataFolder(dataDir);
    await expect(openDataFolder(dataDir)).rejects.toMatchObject({ code: 'DATA_DIR_TAKEN' });
    folder.release();
    (await openDataFolder(dataDir)).release();
  });

  it('that cannot be one is named, with the variable', async ({ home }) => {
    await writeFile(join(home, 'file'), '');
    await expect(openDataFolder(join(home, 'file'))).rejects.toMatchObject({
      code: 'ENVIRONMENT_INVALID',
      message: expect.stringMatching(/^DATA_DIR ".*file" must be a folder/),
    });
    await mkdir(join(home, 'damaged'));
    await writeFile(join(home, 'damaged', 'lock.db'), 'Not a lock. '.repeat(999));
    await expect(openDataFolder(join(home, 'damaged'))).rejects.toMatchObject({ code: 'ENVIRONMENT_INVALID' });
  });

  it('that may not be written to is named, with the variable', async ({ home }) => {
    await chmod(home, 0o555);
    // Root may write everywhere, so somebody else has to try.
    const as = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const holder = fork(new URL('./folder-holder.ts', import.meta.url), [home], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      silent: true,
      ...as,
    });
    let said = '';
    holder.stderr?.on('data', (data) => {
      said += data;
    });
    await once(holder, 'close');
    expect(said).toMatch(/DATA_DIR ".*" must be a folder that this user may write to: EACCES/);
    await chmod(home, 0o755);
  });

  it.for<[string, (dataDir: string) => Promise<unknown>]>([
    ['is removed', (dataDir) => rm(dataDir, { recursive: true })],
    [
      'is replaced by a copy',
      async (dataDir) => {
        await rename(dataDir, `${dataDir}.old`);
        (await openDataFolder(dataDir)).release();
      },
    ],
    [
      'has its database replaced',
      async (dataDir) => {
        await writeFile(`${dataDir}/new.db`, '');
        await rename(`${dataDir}/new.db`, `${dataDir}/desk.db`);
      },
    ],
    ['has its database removed', (dataDir) => rm(`${dataDir}/desk.db`)],
  ])('that %s meanwhile is lost, and that is told once', async ([, befall], { dataDir }) => {
    const folder = await openDataFolder(dataDir);
    await writeFile(`${dataDir}/desk.db`, '');
    const clock = createTestClock();
    const lost: unknown[] = [];
    const stopping = new AbortController();
    const watching = watchOver(folder, { clock, stopping: stopping.signal, onLost: (error) => lost.push(error) });
    await clock.advance(60_000);
    expect(lost).toEqual([]);
    await befall(dataDir);
    expect(() => folder.verify()).toThrow(expect.objectContaining({ code: 'DATA_DIR_LOST' }));
    await clock.advance(60_000);
    await watching;
    expect(lost).toMatchObject([{ code: 'DATA_DIR_LOST', message: expect.stringContaining(dataDir) }]);
    folder.release();
  });
});
