import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shellAssignments } from '../../src/hosts/circleci.js';
import { dotenvReport } from '../../src/hosts/gitlab.js';
import { writeOwnFile } from '../../src/hosts/own-file.js';

describe('the dotenv report of GitLab', () => {
  it('has other names where a name would steer a later job, and one line a value', () => {
    const report = dotenvReport({ 'ntcli-version': '0.4.4', 'server-url': 'https://x/mcp', servers: '[\n]' });
    expect(report).toBe('NTCLI_INSTALLED_VERSION=0.4.4\nNTCLI_SERVER_URL=https://x/mcp\nNTCLI_SERVERS=[ ]\n');
  });

  it('stays below the 5 KB that GitLab takes, and cuts no value', () => {
    const report = dotenvReport({ servers: 'x'.repeat(6_000), 'server-id': 'my-server' });
    expect(report).toBe('NTCLI_SERVER_ID=my-server\n');
  });
});

describe('the exports of CircleCI', () => {
  it('come back from a shell to the letter', () => {
    const value = `it's "quoted" $(id) \`id\` \\ $HOME\nsecond line`;
    const [assignment = ''] = shellAssignments({ servers: value });
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
    writeOwnFile(path, 'ours');
    expect(readFileSync(target, 'utf8')).toBe('untouched');
    expect(lstatSync(path).isSymbolicLink()).toBe(false);
    rmSync(directory, { recursive: true });
  });
});
