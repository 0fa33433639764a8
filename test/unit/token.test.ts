import { describe, expect, it } from 'vitest';
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
    ['ab'.repeat(3), 'shorter than 8'],
    ['ab'.repeat(4_097), 'longer than 8192'],
  ])('is refused, without its value: %.40s', (given, expected) => {
    expect(problem(given)).toContain(expected);
    if (given.length > 20) expect(problem(given)).not.toContain(token);
  });

  it('that an earlier step exported is used for its own domain only', () => {
    const read = (exportedFor?: string) => readBoundToken(token, 'NTCLI_TOKEN', 'a.example', exportedFor);
    expect(read()).toMatchObject({ ok: true });
    expect(read('a.example')).toMatchObject({ ok: true });
    expect(read('b.example')).toMatchObject({ ok: false, error: { code: 'token-missing' } });
    expect(JSON.stringify(read('b.example'))).not.toContain(token);
  });
});
