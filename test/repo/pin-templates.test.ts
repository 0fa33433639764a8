import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isPosix, onPosix } from '../posix.js';

const script = resolve('scripts/release/pin-templates.js');
let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'pin-'));
  mkdirSync(join(project, 'docs'));
  for (const part of ['README.md', 'docs', 'templates'])
    cpSync(part, join(project, part), { recursive: true });
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const pin = () => execFileSync(process.execPath, [script], { cwd: project });
const check = () => spawnSync(process.execPath, [script, '--check'], { cwd: project, encoding: 'utf8' });

describe('the checksums of the GitLab templates in the documentation', () => {
  it.runIf(isPosix)(onPosix('are those that GitLab computes'), () => {
    pin();
    const file = join(project, 'templates/deploy.yml');
    const base64 = execFileSync('sh', [
      '-c',
      'openssl dgst -sha256 -binary "$1" | openssl base64 -A',
      'sh',
      file,
    ]);
    expect(readFileSync(join(project, 'README.md'), 'utf8')).toContain(`    integrity: sha256-${base64}\n`);
  });

  it('are written once, and checked', () => {
    pin();
    const once = readFileSync(join(project, 'docs/recipes.md'), 'utf8');
    pin();
    expect(readFileSync(join(project, 'docs/recipes.md'), 'utf8')).toBe(once);
    expect(check().status).toBe(0);
    appendFileSync(join(project, 'templates/deploy.yml'), '# changed\n');
    expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining('README.md') });
  });
});
