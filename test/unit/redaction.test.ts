import { describe, expect, it } from 'vitest';
import { createLogSanitizer, createRedactor } from '../../src/lib/redact.js';
import { escapeCommands, stripControlChars } from '../../src/lib/sanitize.js';

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
    ['nothing width', 'a\u200bb\ufeffc\u2060d', 'abcd'],
    ['a bell and a tab', 'a\u0007\tb', 'a\tb'],
    ['the choice of a character set', 'a\u001b(Bb', 'ab'],
    ['escapes of one character', 'a\u009b31mb\u009d0;title\u009cc', 'abc'],
    [
      'strings for the terminal',
      'a\u001bP1$r\u001b\\b\u001b_x\u001b\\c\u001b^x\u001b\\d\u001bXx\u001b\\e',
      'abcde',
    ],
    ['an escape that breaks off', 'a\u001b[31', 'a'],
    ['fillers', 'a\u115fb\u1160c\u3164d\uffa0e', 'abcde'],
    ['joiners, selectors and tags', 'a\u034fb\u180ec\ufe0fd\u{e0041}e\u{e0100}f', 'abcdef'],
    ['the marks of direction', 'a\u061cb\u200ec\u2069d', 'abcd'],
    ['line ends that only some take for one', 'a\u0085b\u2028c\u2029d', 'abcd'],
    ['annotations between lines', 'a\ufff9b\ufffac\ufffbd', 'abcd'],
  ])('takes %s out', (_, text, shown) => {
    expect(stripControlChars(text)).toBe(shown);
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
    for (const line of escapeCommands(text).split(/\r\n|\n|\r/)) {
      expect(line.replace(/^[\s\u0085]+/, '')).not.toMatch(/^::/);
      expect(line).not.toContain('##[');
    }
  });

  it('takes no longer for a body of empty lines than for any other', () => {
    const empty = '\n'.repeat(4_000_000);
    expect(escapeCommands(empty)).toBe(empty);
  });

  it('leaves ordinary text as it is', () => {
    expect(escapeCommands('std::vector at 10:20 # [x]')).toBe('std::vector at 10:20 # [x]');
  });
});

describe('the words of a host', () => {
  const base = createLogSanitizer();
  it.each([
    ['what is not seen', 'pass\u200dword-\u{1f468}\u200d\u{1f469}-1'],
    ['a command', '::error::password'],
    ['a command in the middle', 'password ##[error]x'],
    ['an escape', 'pass\u001b[0mword-and-more'],
  ])('hide a secret that holds %s', (_, odd) => {
    base.addSecret(odd);
    expect(base.sanitize(`before ${odd}`)).toBe('before ***');
    // Words of the platform have been through `inert` when they are redacted.
    expect(base.redact(escapeCommands(stripControlChars(`${odd} behind`)))).toBe('*** behind');
  });
});
