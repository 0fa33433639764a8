import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileText } from '../../src/inputs/files.js';
import { parseInputs } from '../../src/inputs/parse.js';
import type { Inputs } from '../../src/inputs/types.js';
import type { ErrorInfo } from '../../src/schema/errors.js';
import type { RawInputs } from '../../src/schema/inputs.js';

const token = 'a-token-of-the-workspace';
const id = '3f2a9c1e-7b64-4d0a-9a51-6c1f0e8d2b47';

const checkout = resolve('/checkout');
/** The one file that the checkout of these tests has. */
const readFile = (path: string): FileText =>
  path === join(checkout, 'deploy.env')
    ? { ok: true, text: 'A=from file\nB=too\n' }
    : { ok: false, problem: 'cannot read the file' };

const files = { readText: readFile, hash: readFile, leadsOut: () => false };

function parsed(raw: RawInputs) {
  const result = parseInputs({ token, ...raw }, checkout, files);
  if (!result.ok) throw new Error(result.error.message);
  return result;
}

function inputs(raw: RawInputs): Inputs {
  return parsed(raw).inputs;
}

function failure(raw: RawInputs): ErrorInfo {
  const parsed = parseInputs({ token, ...raw }, checkout, files);
  if (parsed.ok) throw new Error('the inputs were taken');
  return parsed.error;
}

it('names only the first of many issues', () => {
  const { message } = failure({ server: Array(10_000).fill('a/b').join(',') });
  expect(message).toMatch(/^9999 invalid inputs: .* `server`: and 9994 more\.$/);
  expect(message.length).toBeLessThan(2_000);
});

// Other processes disturb a measurement, so that one of several must do.
it('takes time in proportion to the number of servers', { retry: 9 }, () => {
  const seconds = (count: number) => {
    const server = Array.from({ length: count }, (_, index) => `n/${index}`).join(',');
    const times = [1, 2, 3].map(() => {
      const started = performance.now();
      inputs({ server, workspace: 'my-workspace' });
      return performance.now() - started;
    });
    return Math.min(...times);
  };
  seconds(100);
  // Four times as many took sixteen times as long.
  expect(seconds(8_000)).toBeLessThan(12 * seconds(2_000));
});

describe('good inputs', () => {
  it.each<[string, RawInputs, Partial<Inputs>]>([
    ['no workspace', {}, { workspace: { kind: 'only' } }],
    [
      'a workspace name',
      { workspace: 'my-workspace' },
      { workspace: { kind: 'name', name: 'my-workspace' } },
    ],
    ['a workspace id', { workspace: id }, { workspace: { kind: 'id', id } }],
    [
      'one server',
      { server: 'my-server' },
      { servers: [{ label: 'my-server', registryId: 'my-server', platformId: 'my-server' }] },
    ],
    [
      'servers on lines and between commas',
      { server: 'acme/echo@1.2.0, other\nai.acme/third\n' },
      {
        servers: [
          { label: 'acme/echo@1.2.0', registryId: 'acme/echo', version: '1.2.0', platformId: 'echo' },
          { label: 'other', registryId: 'other', platformId: 'other' },
          { label: 'ai.acme/third', registryId: 'ai.acme/third', platformId: 'third' },
        ],
      },
    ],
    [
      'servers between comments',
      { server: '# all of them\n a@1.0.0\n  # b, c\n\nd,e' },
      { servers: ['a@1.0.0', 'd', 'e'].map((label) => expect.objectContaining({ label })) },
    ],
    ['setup, whatever servers are named', { command: 'setup', server: 'my-server' }, { servers: [] }],
    ['seconds', { timeout: '300' }, { timeout: 300_000 }],
    ['seconds with a unit', { timeout: '90s' }, { timeout: 90_000 }],
    ['minutes', { timeout: '5m' }, { timeout: 300_000 }],
    ['a boolean in capitals', { cache: 'FALSE' }, { cache: false }],
    [
      'whitespace around',
      { workspace: ' my-workspace\n' },
      { workspace: { kind: 'name', name: 'my-workspace' } },
    ],
    [
      'a token with a newline behind',
      { token: `${token}\n` },
      { token: { value: token, claims: undefined } },
    ],
    [
      'a package of another registry',
      { 'ntcli-package': '@me/ntcli', 'ntcli-version': '^0.4.0', 'npm-registry': 'https://npm.example.com/' },
      {
        package: {
          kind: 'registry',
          name: '@me/ntcli',
          version: '^0.4.0',
          registry: 'https://npm.example.com/',
        },
      },
    ],
    [
      'a tarball',
      { 'ntcli-package': 'tools/ntcli.tgz' },
      { package: { kind: 'tarball', location: join(checkout, 'tools', 'ntcli.tgz') } },
    ],
    [
      'the URL of a tarball',
      { 'ntcli-package': 'https://example.com/ntcli.tgz?x=1', 'ntcli-version': '0.4.4' },
      { package: { kind: 'tarball', location: 'https://example.com/ntcli.tgz?x=1', version: '0.4.4' } },
    ],
    [
      'a tarball whose path has more than letters',
      { 'ntcli-package': "C:\\a (1)\\Zo\u00eb's #1 & %41?.tgz" },
      { package: { kind: 'tarball', location: resolve(checkout, "C:\\a (1)\\Zo\u00eb's #1 & %41?.tgz") } },
    ],
    ['preinstalled', { 'ntcli-package': 'preinstalled' }, { package: { kind: 'path' } }],
  ])('takes %s', (_, raw, expected) => {
    expect(inputs(raw)).toMatchObject(expected);
  });

  it('reads variables line by line, and keeps every character of a value', () => {
    const env = inputs({ env: '# comment\nA=b\n\n  B= c \nC=\nD=d ', 'ntcli-version': '1.0.0' }).settings.env;
    expect([...env]).toEqual([
      ['A', 'b'],
      ['B', ' c '],
      ['C', ''],
      ['D', 'd '],
    ]);
    expect([...inputs({ env: 'A=b=c==', 'ntcli-version': '1.0.0' }).settings.env]).toEqual([['A', 'b=c==']]);
  });

  it('reads variables from a file, and lets those of the workflow win', () => {
    const { env } = inputs({ 'env-file': 'deploy.env', env: 'B=mine' }).settings;
    expect([...env]).toEqual([
      ['A', 'from file'],
      ['B', 'mine'],
    ]);
  });

  it('says which variables are empty, and which values have quotes around them', () => {
    const { inputs, notices } = parsed({
      'ntcli-version': '1.0.0',
      env: 'A=\nB= \nC="c"\nD=d\nE=""',
      secrets: "F='ffffffff'",
    });
    expect(Object.fromEntries(inputs.settings.env)).toEqual({ A: '', B: ' ', C: '"c"', D: 'd', E: '""' });
    expect([...inputs.secrets]).toEqual([['F', "'ffffffff'"]]);
    expect(notices).toEqual([
      { code: 'value-quoted', message: 'In `env`, the value of C, E has quotes around it.' },
      { code: 'value-empty', message: 'In `env`, the value of A, B, E is empty.' },
      { code: 'value-quoted', message: 'In `secrets`, the value of F has quotes around it.' },
    ]);
  });

  it('knows where a local platform is, and that every other one is behind TLS', () => {
    expect(inputs({ domain: '127.0.0.1:8080' }).endpoints.api).toBe('http://127.0.0.1:8080');
    expect(inputs({ domain: 'example.com' }).endpoints.api).toBe('https://api.example.com');
  });
});

describe('bad inputs', () => {
  it.each<[string, RawInputs, RegExp]>([
    ['a workspace with capitals', { workspace: 'My Team' }, /`workspace`: "My Team"/],
    ['an option for a server', { server: '--help' }, /`server`: "--help"/],
    ['a server that climbs', { server: '../x' }, /`server`: "\.\.\/x"/],
    ['a server of a shell', { server: '$(id)' }, /`server`/],
    ['two servers of one id', { server: 'a/echo, b/echo' }, /the same server/],
    ['deploy without a server', { command: 'deploy' }, /`server`: required/],
    [
      'an unknown command',
      { command: 'destroy' },
      /`command`: "destroy" is invalid; expected deploy or setup or check or remove/,
    ],
    ['a boolean with a typo', { cache: 'flase' }, /`cache`: "flase"/],
    ['a timeout without end', { timeout: '0' }, /`timeout`: "0"/],
    ['a timeout in words', { timeout: 'soon' }, /`timeout`/],
    ['replicas below zero', { 'min-replicas': '-1' }, /`min-replicas`: "-1"/],
    ['replicas upside down', { 'min-replicas': '3', 'max-replicas': '2' }, /greater than `max-replicas`/],
    ['memory in words', { memory: 'lots' }, /`memory`/],
    ['a domain with a path', { domain: 'example.com/x' }, /`domain`/],
    ['a domain with credentials', { domain: 'me@example.com' }, /`domain`/],
    ['a domain that ntcli takes for a local one', { domain: 'localhost.example.com' }, /plain HTTP/],
    ['a domain that makes no URL', { domain: 'example.com:99999' }, /not a valid host name/],
    ['a plain http registry', { 'npm-registry': 'http://npm.example.com' }, /`npm-registry`: must use https/],
    [
      'a long value, which it does not repeat',
      { workspace: 'S'.repeat(31) },
      /: a text of 31 characters is invalid/,
    ],
    ['a NUL', { workspace: 'a\0b' }, /NUL/],
    ['a megabyte', { workspace: 'a'.repeat(1_000_000) }, /too long/],
    ['a tarball over plain http', { 'ntcli-package': 'http://example.com/ntcli.tgz' }, /https/],
    ['a git specifier', { 'ntcli-package': 'git+https://example.com/ntcli.git' }, /not a package name/],
    ['an integrity that is short', { 'ntcli-integrity': 'sha512-abc==' }, /`ntcli-integrity`/],
    [
      'a version range for a tarball',
      { 'ntcli-package': 'a.tgz', 'ntcli-version': '^1' },
      /must be an exact version/,
    ],
    ['a file that is not there', { 'env-file': 'gone.env' }, /`env-file`: cannot read the file/],
    ['a path with a line break', { 'env-file': 'a\nb' }, /`env-file`: "a\\nb" is invalid/],
    ['a path with an escape', { 'env-file': 'a\u001b[31mb' }, /`env-file`: .* is invalid/],
    ['a path that is too long', { 'env-file': 'x/'.repeat(2_500) }, /`env-file`: a text of 5000 characters/],
    [
      'a URL whose password cannot be decoded',
      { 'ntcli-package': 'https://me:%zz@example.com/x.tgz' },
      /`ntcli-package`: not a valid URL/,
    ],
    ['a URL that is none', { 'ntcli-package': 'https://[/x.tgz' }, /`ntcli-package`: not a valid URL/],
    ['a variable without a name', { env: 'A=b\n=c' }, /line 2 is not KEY=VALUE/],
    ['a variable that is set twice', { env: 'A=b\nA=c' }, /A is set twice/],
    [
      'a value that ntcli 0.4.4 would cut',
      { env: 'DSN=a=b', 'deploy-with': 'ntcli' },
      /the value of DSN contains `=`, and ntcli 0\.4\.4 would cut it/,
    ],
    ['the token in another input', { env: `T=${token}` }, /`env`: contains the token/],
    ['the token in `secrets`', { secrets: `T=${token}` }, /`secrets`: contains the token/],
    [
      'the token in base64 in `env`',
      { env: `T=${Buffer.from(`ci:${token}`).toString('base64')}` },
      /`env`: contains the token/,
    ],
  ])('refuses %s', (_, raw, problem) => {
    expect(failure(raw)).toMatchObject({ code: 'bad-input', message: expect.stringMatching(problem) });
  });

  it.each([
    '',
    '  ',
    '""',
    "' '",
    '$API_KEY',
    '${API_KEY}',
    '"${{ secrets.API_KEY }}"',
    '%API_KEY%',
    '$env:API_KEY',
  ])('refuses a secret with the value %j by its key, and does not quote the value', (value) => {
    const { code, message } = failure({ secrets: `GOOD=a-good-value\nDB_URL=${value}` });
    expect(code).toBe('bad-input');
    expect(message).toMatch(/^1 invalid input: `secrets`: .* DB_URL[ ;]/);
    expect(message).not.toContain('API_KEY');
    expect(message).not.toContain('GOOD');
  });

  it('refuses an empty block of `secrets`, but sends the name of a variable in a block as it is', () => {
    expect(failure({ secrets: 'A<<EOF\n\nEOF' }).message).toContain('no value for A');
    expect([...inputs({ secrets: 'A<<EOF\n$NAME\nEOF' }).secrets]).toEqual([['A', '$NAME']]);
  });

  it('accepts empty secrets if the token is missing too', () => {
    const raw = { token: '', secrets: 'API_KEY=' };
    expect(failure(raw).code).toBe('token-missing');
    expect(parseInputs({ ...raw, 'on-missing-token': 'skip' }, checkout, files)).toMatchObject({
      skip: true,
    });
  });

  it('names every fault at once', () => {
    const { message } = failure({ workspace: 'No', timeout: 'x', cache: 'y', memory: 'z', token: '' });
    for (const name of [
      '5 invalid inputs',
      '`workspace`',
      '`timeout`',
      '`cache`',
      '`memory`',
      'NTCLI_TOKEN is missing',
    ]) {
      expect(message).toContain(name);
    }
  });

  it.each(['$NTCLI_TOKEN', '${NTCLI_TOKEN}', '${{ secrets.NTCLI_TOKEN }}'])(
    'knows the name of a variable, %s, for what it is',
    (value) => {
      expect(failure({ token: value })).toEqual({
        code: 'token-not-expanded',
        message: `The value is the literal text ${value}.`,
      });
    },
  );

  it.each<[string, string, RegExp]>([
    ['nothing', '', /is empty or not set/],
    ['whitespace', ' \n', /is empty or not set/],
    ['quotes', '"secret-value-1"', /quotes/],
    ['a header', 'Bearer secret-value-1', /Bearer/],
    ['whitespace inside', 'secret value-1', /whitespace/],
    ['a few letters', 'short', /shorter/],
    ['other alphabets', 'geheimnis-äöü-1', /characters/],
  ])('refuses a token of %s, and does not repeat it', (_, value, problem) => {
    const { code, message } = failure({ token: value });
    expect(code).toBe(value.trim() ? 'token-malformed' : 'token-missing');
    expect(message).toMatch(problem);
    expect(message).not.toContain('secret');
  });
});
