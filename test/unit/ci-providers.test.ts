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
import { fitOutputs } from '../../src/ci/fit-outputs.js';
import { formatDotenv } from '../../src/ci/gitlab.js';
import { replaceFile, writeAllOrNothing } from '../../src/lib/fs.js';
import { type Outputs, outputNames } from '../../src/schema/outputs.js';
import { mountSmallDisk, whyNoSmallDisk } from '../fault-injection/small-disk.js';

describe('the dotenv report of GitLab', () => {
  it('has every output, under names that steer no later job, one line a value', () => {
    const report = formatDotenv({ 'ntcli-version': '0.4.4', 'server-url': 'https://x/mcp', servers: '[\n]' });
    const lines = report.split('\n');
    expect(lines).toHaveLength(outputNames.length + 1);
    expect(lines).toEqual(
      expect.arrayContaining([
        'NTCLI_INSTALLED_VERSION=0.4.4',
        'NTCLI_SERVER_URL=https://x/mcp',
        'NTCLI_SERVERS=[ ]',
        'NTCLI_TOOLS=',
      ]),
    );
  });

  it('names no variable that GitLab would expand in a later job', () => {
    const tools = JSON.stringify(['$NTCLI_TOKEN', '${CI_JOB_TOKEN}']);
    const report = formatDotenv({ tools });
    expect(report).not.toContain('$');
    const [, value = ''] = /^NTCLI_TOOLS=(.*)$/m.exec(report) ?? [];
    expect(JSON.parse(value)).toEqual(JSON.parse(tools));
  });
});

describe('outputs that do not fit', () => {
  const format = (outputs: Outputs) => JSON.stringify(outputs);

  it('are left out whole, the longest first, and no more than needed', () => {
    const given = { servers: 'x'.repeat(60), tools: 'y'.repeat(80), 'server-id': 'echo' };
    const size = format({ ...given, tools: '' }).length;
    expect(fitOutputs(given, format, size)).toEqual({ outputs: { ...given, tools: '' }, omitted: ['tools'] });
    expect(fitOutputs(given, format, size - 1).omitted).toEqual(['tools', 'servers']);
  });

  it('are counted in bytes, and left out at most once', () => {
    expect(fitOutputs({ tools: 'ü'.repeat(20) }, format, 40).omitted).toEqual(['tools']);
    expect(fitOutputs({ tools: 'x' }, format, 0)).toEqual({ outputs: { tools: '' }, omitted: ['tools'] });
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
