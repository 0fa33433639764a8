import { describe, expect, it } from 'vitest';
import { inert, printable } from '../../src/redaction/inert.js';
import { createRedactor } from '../../src/redaction/redactor.js';

const secret = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjaSJ9.c2lnbmF0dXJl+/"x';

describe('redaction', () => {
  const redactor = createRedactor();
  redactor.add(secret);
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it.each([
    ['as it is', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['in JSON', JSON.stringify({ token: secret })],
    ['hexadecimal', Buffer.from(secret).toString('hex')],
    ['base64', base64(secret)],
    ['base64 with a newline behind', base64(`${secret}\n`)],
    ['base64 of a user and the secret', base64(`x:${secret}`)],
    ['base64 of a longer user and the secret', base64(`me:${secret}`)],
    ['base64url', Buffer.from(`me:${secret}`).toString('base64url')],
  ])('hides the secret %s', (_, text) => {
    const shown = redactor.redact(`before ${text} after`);
    expect(shown).toMatch(/^before .*\*\*\*.* after$/);
    // Not a piece of six characters is left: enough of them would be the secret again.
    for (let at = 0; at + 8 <= text.length - 8; at++) {
      if (shown.includes(text.slice(at, at + 12))) expect.fail(`${text.slice(at, at + 12)} is still there`);
    }
  });

  it('leaves other text alone, and takes no short word for a secret', () => {
    const other = createRedactor();
    other.add('abc');
    expect(other.redact('abc of the alphabet')).toBe('abc of the alphabet');
    expect(redactor.redact('my-server is deployed')).toBe('my-server is deployed');
  });
});

describe('printable', () => {
  it.each([
    ['colour', '\u001b[31mred\u001b[0m', 'red'],
    ['a window title', '\u001b]0;title\u0007text', 'text'],
    ['a link', '\u001b]8;;https://x\u001b\\name\u001b]8;;\u001b\\', 'name'],
    ['reordering', 'a\u202eb\u2066c', 'abc'],
    ['nothing width', 'a\u200bb\ufeffc', 'ab\ufeffc'],
    ['a bell and a tab', 'a\u0007\tb', 'a\tb'],
  ])('takes %s out', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

describe('inert', () => {
  it.each([
    '::error::x',
    '  ::set-output name=a::b',
    '\u0085::add-mask::e',
    '\ufeff::stop-commands::x',
    '\u2028::x::',
    '\u00a0\t::group::x',
    'text ##[error]x',
    'a\n::error::b',
    'a\r::error::b',
  ])('leaves no command in %j', (text) => {
    for (const line of inert(text).split(/\r\n|\n|\r/)) {
      expect(line.replace(/^[\s\u0085]+/, '')).not.toMatch(/^::/);
      expect(line).not.toContain('##[');
    }
  });

  it('leaves ordinary text as it is', () => {
    expect(inert('std::vector at 10:20 # [x]')).toBe('std::vector at 10:20 # [x]');
  });
});
