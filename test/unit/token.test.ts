import { describe, expect, it } from 'vitest';
import { parseInputs } from '../../src/inputs/parse.js';
import { readBoundToken, readToken } from '../../src/inputs/token.js';

const token = 'wst_a-token-of-the-workspace';

/** The message of a token that is refused. */
function problem(given: string): string {
  const read = readToken(given, 'NTCLI_TOKEN');
  if (read.ok) throw new Error(`accepted: ${read.token.value}`);
  return `${read.error.code}: ${read.error.message}`;
}

describe('a token', () => {
  it.each([token, ` ${token}\n`, 'ab'.repeat(4), 'ab'.repeat(4_096)])('is accepted: %.40s', (given) => {
    expect(readToken(given, 'NTCLI_TOKEN')).toMatchObject({ ok: true, token: { value: given.trim() } });
  });

  it.each([
    ['', 'token-missing'],
    [' \n', 'token-missing'],
    ['$NTCLI_TOKEN', 'token-not-expanded'],
    ['%NTCLI_TOKEN%', 'token-not-expanded'],
    [`"${token}"`, 'quotes'],
    [`${token}'`, 'quotes'],
    [`Bearer ${token}`, 'word Bearer'],
    ['wst_a token', 'whitespace'],
    ['wst_a\ntoken', 'whitespace'],
    ['wst_a-tökén', 'invalid characters'],
    ['wst_a\u0007token', 'invalid characters'],
    ['wst_a\u200btoken', 'invalid characters'],
    ['/builds/group/project.tmp/NTCLI_TOKEN', 'path of a file; on GitLab'],
    ['C:\\builds\\project.tmp\\NTCLI_TOKEN', 'path of a file'],
    ['op://ci/nimbletools/token', '1Password reference'],
    ['arn:aws:secretsmanager:eu-west-1:1:secret:x', 'secret manager'],
    ['https://vault.example/v1/secret', 'URL'],
    ['NTCLI_TOKEN=wst_0123456789abcdef', 'form NAME=value'],
    ['export NTCLI_TOKEN=wst_0123456789abcdef', 'form NAME=value'],
    ['$env:NTCLI_TOKEN="wst_0123456789abcdef', 'form NAME=value'],
    ['{"token": "wst_0123456789abcdef"}', 'is JSON'],
    ['[MASKED]', 'mask that a log shows'],
    ['***', 'mask that a log shows'],
    ['<your-token>', 'placeholder'],
    ['Authorization: Bearer wst_0123456789abcdef', 'Bearer'],
    ['$env:NTCLI_TOKEN', 'token-not-expanded'],
    ['${env:NTCLI_TOKEN}', 'token-not-expanded'],
    ['$(NTCLI_TOKEN)', 'token-not-expanded'],
    ['<< parameters.token >>', 'token-not-expanded'],
    ['ab'.repeat(3), 'shorter than 8'],
    ['ab'.repeat(4_097), 'longer than 8192'],
  ])('is refused, without its value: %.40s', (given, expected) => {
    expect(problem(given)).toContain(expected);
    for (const secret of [token, 'wst_0123456789abcdef'])
      if (given.length > 20) expect(problem(given)).not.toContain(secret);
  });

  it('that an earlier step exported is used for its own domain only', () => {
    const read = (exportedFor?: string) => readBoundToken(token, 'NTCLI_TOKEN', 'a.example', exportedFor);
    expect(read()).toMatchObject({ ok: true });
    expect(read('a.example')).toMatchObject({ ok: true });
    expect(read('b.example')).toMatchObject({ ok: false, error: { code: 'token-missing' } });
    expect(JSON.stringify(read('b.example'))).not.toContain(token);
  });
});

describe('a missing token', () => {
  const none = () => ({ ok: true, text: '' }) as const;
  const parse = (onMissing: string, exportedFor?: string) =>
    parseInputs(
      { server: 'ai.acme/echo', 'on-missing-token': onMissing, ...(exportedFor && { token }) },
      '/work',
      { readText: none, hash: none, leadsOut: () => false },
      exportedFor,
    );

  it('is skipped only if that is wanted', () => {
    expect(parse('skip')).toMatchObject({ ok: false, skip: true });
    expect(parse('fail')).not.toHaveProperty('skip');
    expect(parse('fail')).toMatchObject({ ok: false, error: { code: 'token-missing' } });
  });

  it('is not replaced by one for another domain', () => {
    expect(parse('skip', 'other.example')).toMatchObject({ ok: false, skip: true });
    expect(parse('fail', 'nimbletools.ai')).toMatchObject({
      ok: true,
      notices: [expect.objectContaining({ code: 'token-of-earlier-step' })],
    });
  });
});

describe('the package of ntcli', () => {
  const none = () => ({ ok: true, text: '' }) as const;
  const integrity = `sha512-${'a'.repeat(86)}==`;
  const parse = (raw: object) =>
    parseInputs({ token, command: 'setup', ...raw }, '/work', {
      readText: none,
      hash: none,
      leadsOut: () => false,
    });

  it.each([
    [{ 'npm-registry': 'http://npm.example/' }, 'must use https'],
    [{ 'npm-registry': 'http://localhost.example/' }, 'must use https'],
    [{ 'npm-registry': 'http://127.0.0.1.nip.io/' }, 'must use https'],
    [{ 'ntcli-package': 'http://npm.example/ntcli.tgz' }, 'must use https'],
    [{ 'ntcli-package': 'preinstalled', 'ntcli-integrity': integrity }, 'cannot be checked'],
    [{ 'ntcli-integrity': `${integrity}x` }, 'is invalid'],
    [{ 'ntcli-version': '--require=x' }, 'is invalid'],
    [{ workspace: 'my-workspace/../x' }, 'is invalid'],
    [{ domain: 'nimbletools.ai/x' }, 'is invalid'],
  ])('%j is refused', (raw, problem) => {
    expect(parse(raw)).toMatchObject({ ok: false, error: { message: expect.stringContaining(problem) } });
  });

  it.each([{}, { 'ntcli-package': 'ntcli.tgz' }])('keeps its checksum: %j', (raw) => {
    expect(parse({ ...raw, 'ntcli-integrity': integrity })).toMatchObject({
      ok: true,
      inputs: { package: { integrity } },
    });
  });

  it.each(['http://localhost:4873/', 'http://127.0.0.1/', 'https://npm.example/'])(
    'may come from %s',
    (registry) => {
      expect(parse({ 'npm-registry': registry })).toMatchObject({
        ok: true,
        inputs: { package: { registry } },
      });
    },
  );
});
