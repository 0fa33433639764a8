import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatShellAssignments } from '../../src/ci/circleci.js';
import { formatDotenv } from '../../src/ci/gitlab.js';
import { replaceFile, writeAllOrNothing } from '../../src/lib/fs.js';
import { mountSmallDisk, whyNoSmallDisk } from '../fault-injection/small-disk.js';

describe('the dotenv report of GitLab', () => {
  it('has other names where a name would steer a later job, and one line a value', () => {
    const report = formatDotenv({ 'ntcli-version': '0.4.4', 'server-url': 'https://x/mcp', servers: '[\n]' });
    expect(report).toBe('NTCLI_INSTALLED_VERSION=0.4.4\nNTCLI_SERVER_URL=https://x/mcp\nNTCLI_SERVERS=[ ]\n');
  });

  it('stays below the 5 KB that GitLab takes, and cuts no value', () => {
    const report = formatDotenv({ servers: 'x'.repeat(6_000), 'server-id': 'my-server' });
    expect(report).toBe('NTCLI_SERVER_ID=my-server\n');
    const room = 5_120 - 'NTCLI_SERVERS=\n'.length;
    expect(formatDotenv({ servers: 'x'.repeat(room) })).toBe('');
    expect(formatDotenv({ servers: 'x'.repeat(room - 1) })).toHaveLength(5_119);
  });

  it('names no variable that GitLab would expand in a later job', () => {
    const tools = JSON.stringify(['$NTCLI_TOKEN', '${CI_JOB_TOKEN}']);
    const report = formatDotenv({ tools });
    expect(report).not.toContain('$');
    expect(JSON.parse(report.slice('NTCLI_TOOLS='.length))).toEqual(JSON.parse(tools));
  });
});

describe('the exports of CircleCI', () => {
  it('come back from a shell to the letter', () => {
    const value = `it's "quoted" $(id) \`id\` \\ $HOME\nsecond line`;
    const [assignment = ''] = formatShellAssignments({ servers: value });
    const read = execFileSync('bash', ['-c', `export ${assignment}\nprintf %s "$NTCLI_SERVERS"`], {
      encoding: 'utf8',
    });
    expect(read).toBe(value);
  });
});

describe('a file of ours in a directory that is not ours', () => {
  it('replaces a link and does not follow it', () => {
    const directory = mkdtempSync(join(tmpdir(), 'own-file-'));
    const [target, path] = [join(directory, 'target'), join(directory, 'report')];
    writeFileSync(target, 'untouched');
    symlinkSync(target, path);
    replaceFile(path, 'ours');
    expect(readFileSync(target, 'utf8')).toBe('untouched');
    expect(lstatSync(path).isSymbolicLink()).toBe(false);
    rmSync(directory, { recursive: true });
  });
});

describe.skipIf(whyNoSmallDisk)(
  `on a full disk${whyNoSmallDisk ? `: SKIPPED, ${whyNoSmallDisk}` : ''}`,
  () => {
    it.each<[string, (path: string, text: string) => void, string]>([
      ['a file that later steps read keeps what it had', appendWhole, 'export BEFORE=1\n'],
      ['a file of ours is not there', replaceFile, ''],
    ])('%s, and no half of more', (_, write, kept) => {
      const directory = mkdtempSync(join(tmpdir(), 'full-'));
      const unmount = mountSmallDisk(directory, { size: 4096 });
      try {
        const path = join(directory, 'file');
        writeFileSync(path, 'export BEFORE=1\n');
        expect(() => write(path, 'x'.repeat(8_192))).toThrow('ENOSPC');
        expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(kept);
      } finally {
        unmount();
        rmSync(directory, { recursive: true });
      }
    });
  },
);

function appendWhole(path: string, text: string): void {
  writeAllOrNothing(path, () => appendFileSync(path, text));
}
