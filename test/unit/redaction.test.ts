import { describe, expect, it } from 'vitest';
import { createLogSanitizer, createRedactor } from '../../src/lib/redact.js';
import { escapeCommands, stripControlChars } from '../../src/lib/sanitize.js';

const secret = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjaSJ9.c2lnbmF0dXJl+/"x';

/** Pieces of a text that are still shown, of the length that a leak is. */
function shownPieces(shown: string, text: string, length = 12): string[] {
  const pieces = Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) =>
    text.slice(at, at + length),
  );
  return pieces.filter((piece) => shown.includes(piece));
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const hex = (text: string) => Buffer.from(text).toString('hex');
const wrap = (text: string, width: number) => text.replace(new RegExp(`.{${width}}`, 'g'), '$&\n');
const escapeHtml = (text: string) =>
  text.replace(/[&<>"'/]/g, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`);

/** A redactor at the start of a log, and one after so much of it that it searches in another way. */
describe.each([
  ['a short log', ''],
  ['a long log', 'an ordinary line\n'.repeat(2_000)],
])('redaction in %s', (_, before) => {
  const create = (...secrets: string[]) => {
    const created = createRedactor();
    for (const one of secrets) created.add(one);
    created.redact(before);
    return created;
  };
  const redactor = create(secret);

  it.each([
    ['as it is', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['URL-encoded with %2E', encodeURIComponent(secret).replaceAll('.', '%2E')],
    ['with every byte URL-encoded', hex(secret).replace(/../g, '%$&')],
    ['URL-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    ['in JSON', JSON.stringify(secret)],
    ['in JSON of JSON', JSON.stringify(JSON.stringify(secret))],
    ['in JSON with \\u escapes', secret.replace(/[+/."]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)],
    ['in HTML', escapeHtml(secret)],
    ['in HTML with names', secret.replaceAll('"', '&quot;')],
    ['hexadecimal', hex(secret)],
    ['HEXADECIMAL', hex(secret).toUpperCase()],
    ['hexadecimal with spaces', hex(secret).replace(/../g, '$& ')],
    [
      'hexadecimal with colons',
      hex(secret)
        .toUpperCase()
        .replace(/..(?!$)/g, '$&:'),
    ],
    ['hexadecimal as of xxd', hex(secret).replace(/..../g, '$& ')],
    ['hexadecimal as of hexdump -C', wrap(hex(secret).replace(/../g, '$& ').replace(/.{24}/g, '$& '), 50)],
    ['hexadecimal as of C', hex(secret).replace(/../g, '0x$&, ')],
    ['hexadecimal as of a shell', hex(secret).replace(/../g, '\\x$&')],
    ['with spaces between its letters', [...secret].join(' ')],
    ['as of od -c', [...secret].join('   ')],
    ['base64', base64(secret)],
    ['base64 with a newline after it', base64(`${secret}\n`)],
    ['base64 of a user and the secret', base64(`x:${secret}`)],
    ['base64 of a longer user and the secret', base64(`me:${secret}`)],
    ['base64url', Buffer.from(`me:${secret}`).toString('base64url')],
    ['base64, wrapped', wrap(base64(secret), 20)],
    ['base64 in a URL', encodeURIComponent(base64(secret))],
    ['wrapped', wrap(secret, 20)],
    ['without its first letter', secret.slice(1)],
    ['without its last letter', secret.slice(0, -1)],
    ['cut in two', `${secret.slice(0, 20)}|${secret.slice(20)}`],
    ['cut to 12 letters', secret.slice(9, 21)],
  ])('hides the secret %s', (_, text) => {
    const shown = redactor.redact(`before ${text} after`);
    expect(shown).toMatch(/^before .*\*\*\*.* after$/s);
    expect(shownPieces(shown, text)).toEqual([]);
    // Nor can the pieces that are left be put together.
    expect(shown.replaceAll('***', '').length - 'before  after'.length).toBeLessThan(12);
  });

  it.each([
    ['of one letter', 'A'.repeat(40), 'A'.repeat(60)],
    ['of 8 letters', 'S3cret!8', 'S3cret!8'],
    ['of 8 letters, URL-encoded', 'S3cret!8', 'S3cret%218'],
    ['of 11 letters that are no ASCII', 'pässwörter!', 'pässwörter!'],
    ['with a line end, in JSON', 'first line of it\nsecond line', 'first line of it\\nsecond line'],
    ['with spaces, as of an HTML form', 'correct horse battery', 'correct+horse+battery'],
    ['of two lines, of which one is shown', 'the first line\nthe other line', 'the other line'],
  ])('hides a secret %s', (_, value, text) => {
    const other = create(value);
    expect(other.redact(`before ${text} after`)).toBe('before *** after');
  });

  it('leaves other text alone, and takes no short word for a secret', () => {
    const other = create('abc', '1234567');
    expect(other.redact('abc of the alphabet, 1234567')).toBe('abc of the alphabet, 1234567');
    expect(redactor.redact('my-server is deployed')).toBe('my-server is deployed');
  });

  it('leaves whitespace, rules and public texts alone that a secret also has', () => {
    const other = createRedactor();
    const url = 'https://mcp.nimbletools.ai/';
    other.add(`{\n            "key": "------------",\n  "url": "${url}?key=0123456789abcdef" }`, [url]);
    const text = `               ---------------- ${url}workspace/server/mcp`;
    expect(other.redact(text)).toBe(text);
    expect(other.redact(`${url}?key=0123456789abcdef`)).toContain('***');
    expect(other.redact(`${url}?key=0123456789abcdef`)).not.toContain('0123');
  });

  it('redacts many different marks in a row', () => {
    const marks = '~|^=+/.,;:!?*()@{}$%';
    expect(create(`a1${marks}b2`).redact(`before a1${marks}b2 ${marks} after`)).toBe('before *** *** after');
  });

  it('leaves a short secret alone that is part of a public text', () => {
    const other = create();
    other.add('my-server', ['io.example/my-server']);
    expect(other.redact('my-server is healthy')).toBe('my-server is healthy');
  });

  it('takes linear time for a text made against it', () => {
    const hostile = create(`${'ab1-'.repeat(500)}${'ab2-'.repeat(500)}`, 'A'.repeat(2_000));
    const before = process.cpuUsage().user;
    for (const text of ['ab1-', 'ab2-ab1-', 'A', 'ab1', '%61', '61 ', '\\u0061', '&amp;', '\\\\'])
      hostile.redact(text.repeat(200_000 / text.length));
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(3_000);
  });
});

describe('printable', () => {
  it.each([
    ['color', '\u001b[31mred\u001b[0m', 'red'],
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
