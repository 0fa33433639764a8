import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRunDir, createSession, removeRunDir, writeConfiguration } from '../../src/ntcli/session.js';
import { makeOlder } from '../make-older.js';
import { isPosix, onPosix } from '../posix.js';

let temp: string;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'session-'));
});
afterEach(() => rmSync(temp, { recursive: true, force: true }));

const day = 86_400;

/** The id of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('the directory of a run', () => {
  it('is registered for cleanup before it exists, closed to other users, and new', async () => {
    let existed = true;
    const directory = await createRunDir(join(temp, 'not', 'yet'), (path) => {
      existed = existsSync(path);
    });
    expect(existed).toBe(false);
    expect(directory).toMatch(/[/\\]ntcli-deploy-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    if (isPosix) expect(modeOf(directory)).toBe('700');
  });

  it('of a process that runs is not removed, however old it is', async () => {
    const directory = await createRunDir(temp, () => {});
    makeOlder(directory, 3 * day);
    await createRunDir(temp, () => {});
    expect(existsSync(directory)).toBe(true);
  });

  it.runIf(process.platform === 'linux')(
    'of a process whose number another one has now is removed',
    async () => {
      const directory = await createRunDir(temp, () => {});
      writeFileSync(join(directory, 'owner'), `${process.pid} 1`);
      makeOlder(directory, 3 * day);
      await createRunDir(temp, () => {});
      expect(existsSync(directory)).toBe(false);
    },
  );

  it('of a process that has ended is removed on systems that tell no start of a process', async () => {
    const directory = await createRunDir(temp, () => {});
    writeFileSync(join(directory, 'owner'), `${endedProcess()}`);
    makeOlder(directory, 3 * day);
    await createRunDir(temp, () => {});
    expect(existsSync(directory)).toBe(false);
  });

  it.each([
    ['one day after the last use', day + 60, false],
    ['not before', day - 60, true],
  ])('of a process that has ended is removed %s', async (_, age, stays) => {
    const directory = await createRunDir(temp, () => {});
    const [, start = ''] = readFileSync(join(directory, 'owner'), 'utf8').split(' ');
    writeFileSync(join(directory, 'owner'), `${endedProcess()} ${start}`);
    makeOlder(directory, age);
    await createRunDir(temp, () => {});
    expect(existsSync(directory)).toBe(stays);
  });

  it.each([
    'ntcli-deploy-of-mine',
    'ntcli-deploy-',
    'ntcli-deploy-00000000-0000-0000-0000-000000000000-of-mine',
    'xntcli-deploy-00000000-0000-0000-0000-000000000000',
    'other',
  ])('is the only one that is removed: not %s', async (name) => {
    const directory = join(temp, name);
    mkdirSync(directory);
    makeOlder(directory, 3 * day);
    await createRunDir(temp, () => {});
    expect(await removeRunDir(directory)).toBeUndefined();
    expect(existsSync(directory)).toBe(true);
  });

  it('left by the engine loader is removed after a day', async () => {
    const directory = join(temp, 'ntcli-engine-a1B2c3');
    mkdirSync(directory);
    makeOlder(directory, day + 60);
    await createRunDir(temp, () => {});
    expect(existsSync(directory)).toBe(false);
  });

  it('is removed with everything in it', async () => {
    const directory = await createRunDir(temp, () => {});
    await writeConfiguration(await createSession(directory), { token: 'x' });
    expect(await removeRunDir(directory)).toBeUndefined();
    expect(readdirSync(temp)).toEqual([]);
  });
});

describe.runIf(isPosix)(onPosix('a session'), () => {
  it('is readable by this user only, whatever the umask', async () => {
    const umask = process.umask(0);
    try {
      const own = await createRunDir(temp, () => {});
      const session = await createSession(own);
      await writeConfiguration(session, { token: 'x' });
      const entries = readdirSync(own, { recursive: true, encoding: 'utf8' });
      const modes = Object.fromEntries(entries.map((path) => [path, modeOf(join(own, path))]));
      expect(modes).toEqual({
        home: '700',
        'home/.ntcli': '700',
        'home/.ntcli/config.json': '600',
        work: '700',
        temp: '700',
        bin: '700',
        owner: '600',
      });
    } finally {
      process.umask(umask);
    }
  });
});
