import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCircleciProvider } from '../../src/ci/circleci.js';
import { createGithubProvider } from '../../src/ci/github.js';
import { createGitlabProvider } from '../../src/ci/gitlab.js';
import type { CiProvider } from '../../src/ci/provider.js';
import { createTerminalProvider } from '../../src/ci/terminal.js';
import { findBoundDomain, formatBinding } from '../../src/ci/token-binding.js';

const token = 'wst_a-token-of-the-workspace';
const other = 'a-value-of-the-input-secrets';

let root: string;
let before: NodeJS.ProcessEnv;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sinks-'));
  before = { ...process.env };
  vi.spyOn(process, 'cwd').mockReturnValue(join(root, 'work'));
  mkdirSync(join(root, 'work'));
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  rmSync(root, { recursive: true, force: true });
});

/** A file of the CI system. */
function file(name: string): string {
  writeFileSync(join(root, name), '');
  return join(root, name);
}

const noFlag = () => '';
const systems: readonly (readonly [string, () => CiProvider])[] = [
  [
    'GitHub',
    () => {
      const files = ['OUTPUT', 'ENV', 'PATH', 'STATE', 'STEP_SUMMARY'].map((name) => [
        `GITHUB_${name}`,
        file(name),
      ]);
      // The toolkit reads the environment of the process.
      Object.assign(process.env, Object.fromEntries(files), { RUNNER_DEBUG: '1' });
      return createGithubProvider({ ...process.env, INPUT_TOKEN: token });
    },
  ],
  ['GitLab', () => createGitlabProvider({ NTCLI_TOKEN: token, NTCLI_DEPLOY_DEBUG: '1' }, noFlag)],
  [
    'CircleCI',
    () =>
      createCircleciProvider(
        { NTCLI_TOKEN: token, NTCLI_DEPLOY_DEBUG: '1', BASH_ENV: file('bash-env') },
        noFlag,
      ),
  ],
  ['a terminal', () => createTerminalProvider({ NTCLI_TOKEN: token, NTCLI_DEPLOY_DEBUG: '1' }, noFlag)],
];

/** Everything in the files below the root of the test. */
function written(): string {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => join(root, path));
  return paths
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

describe.each(systems)('on %s', (_, create) => {
  it('never outputs a secret or a workflow command', async () => {
    const printed: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(`${text}`) > 0);
    vi.spyOn(console, 'log').mockImplementation((text) => void printed.push(`${text}\n`));
    const ci = create();
    ci.mask(token);
    ci.mask(other);
    printed.length = 0;
    const encoded = Buffer.from(other).toString('base64');
    const text = `${token} ${encoded} ::error::x`;
    ci.info(text);
    ci.info('::error::forged');
    ci.debug(text);
    ci.childOutput(text);
    ci.error(text, text);
    ci.annotate('warning', text, text);
    ci.annotate('notice', text, text);
    await ci.group(text, async () => {});
    ci.setOutputs({ 'workspace-name': text, servers: text });
    ci.writeSummary(text);
    const all = `${printed.join('')}\n${written()}`;
    expect(all).toContain('***');
    for (const secret of [token, other, encoded, encoded.slice(0, 16)]) expect(all).not.toContain(secret);
    expect(printed.join('')).not.toMatch(/^::error::/m);
  });
});

describe('a token that an earlier step exported', () => {
  const binding = formatBinding({ value: token, domain: 'a.example' });

  it('is known with its domain, and any other token is not', () => {
    expect(findBoundDomain(binding, token)).toBe('a.example');
    expect(findBoundDomain(binding, ` ${token}\n`)).toBe('a.example');
    expect(findBoundDomain(binding, other)).toBeUndefined();
    expect(findBoundDomain(binding.replace('a.example', 'b.example'), token)).toBeUndefined();
    expect(findBoundDomain(binding, '')).toBeUndefined();
    expect(findBoundDomain('', token)).toBeUndefined();
    expect(binding).not.toContain(token);
  });
});
