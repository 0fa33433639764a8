import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isUnexpandedVariable } from '../../src/inputs/unexpanded.js';
import { renamePatiently } from '../../src/lib/fs-retry.js';
import { v0_4 } from '../../src/ntcli/contract-v0-4.js';
import { restrictCommand } from '../../src/ntcli/windows-access.js';
import { commandWrapper } from '../../src/ntcli/wrapper.js';
import { toErrorInfo } from '../../src/schema/errors.js';
import { mountSmallDisk, whyNoSmallDisk } from '../fault-injection/small-disk.js';

describe('the directory of a run on Windows', () => {
  it('belongs to its owner, SYSTEM and Administrators alone', () => {
    expect(restrictCommand('C:\\Temp\\ntcli-deploy-1', 'C:\\Windows')).toEqual({
      file: 'C:\\Windows\\System32\\icacls.exe',
      args: [
        'C:\\Temp\\ntcli-deploy-1',
        '/inheritance:r',
        '/grant:r',
        '*S-1-3-4:(OI)(CI)F',
        '/grant:r',
        '*S-1-5-18:(OI)(CI)F',
        '/grant:r',
        '*S-1-5-32-544:(OI)(CI)F',
        '/q',
      ],
    });
  });
});

describe('ntcli.cmd', () => {
  const wrapper = (run: string, entry: string, node: string) =>
    commandWrapper({
      node,
      token: 'the-token',
      job: {},
      contract: v0_4,
      ntcli: { version: '0.4.4', entry, source: 'installed' },
      session: {
        home: `${run}\\home`,
        work: `${run}\\work`,
        temp: `${run}\\temp`,
        bin: `${run}\\bin`,
        guard: `${run}\\guard.cjs`,
      },
    });

  it('has no letter of a user name in it, whatever the code page is', () => {
    const run = 'C:\\Users\\Zoë\\actions\\_temp\\ntcli-deploy-1';
    const text = wrapper(
      run,
      `${run}\\ntcli\\node_modules\\@nimbletools\\ntcli\\bin\\ntcli.js`,
      'C:\\Users\\Zoë\\actions\\externals\\node24\\bin\\node.exe',
    );
    expect(text).toMatch(/^[\r\n -~]*$/);
    expect(text).not.toContain('the-token');
    expect(text.split('\r\n')).toEqual(
      expect.arrayContaining([
        'for %%I in ("%~dp0..\\home") do set "HOME=%%~fI"',
        'set "USERPROFILE=%HOME%"',
        'cd /d "%~dp0..\\work" && "%~dp0..\\..\\..\\externals\\node24\\bin\\node.exe" --require "%~dp0..\\guard.cjs" "%~dp0..\\ntcli\\node_modules\\@nimbletools\\ntcli\\bin\\ntcli.js" %*',
      ]),
    );
  });

  it('names programs on another drive by their whole path, with percent signs doubled', () => {
    const text = wrapper('C:\\t%1\\run', 'D:\\tool%cache\\ntcli.js', 'D:\\node.exe');
    expect(text).toContain('"D:\\node.exe" --require "%~dp0..\\guard.cjs" "D:\\tool%%cache\\ntcli.js" %*');
  });
});

describe('a fault of the disk', () => {
  it.each(['EBUSY', 'EMFILE', 'ENFILE', 'UNKNOWN', 'EPERM', 'ENOSPC'])(
    '%s is not an internal error',
    (code) => {
      const error = Object.assign(new Error(code), { code, path: '/no/such/path' });
      expect(toErrorInfo(error).code).toBe('disk-unusable');
    },
  );
});

describe('a variable that was not expanded', () => {
  it.each([
    '%NTCLI_TOKEN%',
    ' %NTCLI_TOKEN%\n',
    '%NTCLI_TOKEN:~0,8%',
    '%NTCLI_TOKEN:a=b%',
    '!NTCLI_TOKEN!',
    '!NTCLI_TOKEN:~1!',
    '$env:NTCLI_TOKEN',
    '$Env:NTCLI_TOKEN',
    '${env:NTCLI_TOKEN}',
    '$($env:NTCLI_TOKEN)',
    '$script:token',
    '$using:token',
    '$(NTCLI_TOKEN)',
  ])('of cmd or PowerShell is recognized: %s', (text) => {
    expect(isUnexpandedVariable(text)).toBe(true);
  });

  it.each([
    '100%',
    '50%-80%',
    'hello!',
    '!important',
    '!x! or !y!',
    'a%b%c',
    '$5.00',
    '%%',
    '!!',
    'wst_a!b!c',
  ])('is not found in ordinary text: %s', (text) => {
    expect(isUnexpandedVariable(text)).toBe(false);
  });
});

describe('a rename', () => {
  const inDirectory = async (body: (path: (name: string) => string) => Promise<void>) => {
    const directory = mkdtempSync(join(tmpdir(), 'rename-'));
    await body((name) => join(directory, name)).finally(() =>
      rmSync(directory, { recursive: true, force: true }),
    );
  };

  // Linux answers EBUSY for a directory on which a disk is mounted, as Windows does for one with an open file.
  it.skipIf(whyNoSmallDisk)(
    `is retried while something has the directory open${whyNoSmallDisk ? `: SKIPPED, ${whyNoSmallDisk}` : ''}`,
    () =>
      inDirectory(async (path) => {
        mkdirSync(path('from'));
        const unmount = mountSmallDisk(path('from'), { size: 4096 });
        const timer = setTimeout(unmount, 300);
        try {
          await expect(renamePatiently(path('from'), path('to'), false)).rejects.toThrow('EBUSY');
          await renamePatiently(path('from'), path('to'), true);
          expect(existsSync(path('to'))).toBe(true);
        } finally {
          clearTimeout(timer);
        }
      }),
  );

  it('ends at once if the target exists, or the source does not', () =>
    inDirectory(async (path) => {
      mkdirSync(path('from'));
      mkdirSync(path('to'));
      writeFileSync(join(path('to'), 'file'), '');
      const started = performance.now();
      await expect(renamePatiently(path('from'), path('to'), true)).rejects.toThrow(/ENOTEMPTY|EPERM/);
      await expect(renamePatiently(path('missing'), path('new'), true)).rejects.toThrow('ENOENT');
      expect(performance.now() - started).toBeLessThan(1_000);
    }));
});
