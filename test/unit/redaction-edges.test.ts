import { describe, expect, it } from 'vitest';
import { createLogSanitizer, createRedactor } from '../../src/lib/redact.js';
import { escapeCommands, quoteLine, stripControlChars } from '../../src/lib/sanitize.js';
import { secretEncodings } from '../../src/lib/secret-forms.js';

/** A secret without two ordinary characters in a row, so that none of it is found unless every escape is decoded. */
const secret = `a<b>c"d'e&f/g\\h<i>j"k'l&m/n\\o`;
const perCharacter = (text: string, toEscape: (code: number) => string) =>
  [...text].map((one) => (/\w/.test(one) ? one : toEscape(one.charCodeAt(0)))).join('');
const hexCode = (code: number) => code.toString(16).padStart(2, '0');
const urlEncode = (text: string) => perCharacter(text, (code) => `%${hexCode(code).toUpperCase()}`);

const escapes: readonly (readonly [string, (text: string) => string])[] = [
  ['a URL', urlEncode],
  ['a URL in lowercase', (text) => urlEncode(text).toLowerCase()],
  ['a URL twice', (text) => urlEncode(urlEncode(text))],
  ['a URL three times', (text) => urlEncode(urlEncode(urlEncode(text)))],
  ['JSON with \\u', (text) => perCharacter(text, (code) => `\\u00${hexCode(code)}`)],
  [
    'JSON with \\u in uppercase',
    (text) => perCharacter(text, (code) => `\\u00${hexCode(code).toUpperCase()}`),
  ],
  ['JavaScript with \\x', (text) => perCharacter(text, (code) => `\\x${hexCode(code)}`)],
  ['JavaScript with \\u{}', (text) => perCharacter(text, (code) => `\\u{${hexCode(code)}}`)],
  ['HTML with decimal numbers', (text) => perCharacter(text, (code) => `&#${code};`)],
  ['HTML with hexadecimal numbers', (text) => perCharacter(text, (code) => `&#x${hexCode(code)};`)],
  [
    'HTML with hexadecimal numbers in uppercase',
    (text) => perCharacter(text, (code) => `&#X${hexCode(code).toUpperCase()};`),
  ],
];

describe.each([
  ['a short log', ''],
  ['a long log', 'an ordinary line\n'.repeat(2_000)],
])('in %s', (_, before) => {
  const redactor = (value: string, publicTexts: readonly string[] = []) => {
    const created = createRedactor();
    created.add(value, publicTexts);
    created.redact(before);
    return created;
  };

  it.each(escapes)(
    'a secret whose letters are escaped as in %s is hidden, and nothing around it',
    (_, toEscape) => {
      expect(redactor(secret).redact(`before ${toEscape(secret)} after`)).toBe('before *** after');
    },
  );

  it('a secret with the characters that have a name in HTML is hidden', () => {
    const value = `ab<cd>ef"gh'ij&kl<mn>op"qr'st`;
    const names: Record<string, string> = { '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos', '&': 'amp' };
    const text = value.replace(/[<>"'&]/g, (one) => `&${names[one]};`);
    expect(redactor(value).redact(`before ${text} after`)).toBe('before *** after');
  });

  it('a secret with letters beyond ASCII is hidden in a URL', () => {
    const value = 'päßwörtér-ñämé-üßér';
    expect(redactor(value).redact(`before ${encodeURIComponent(value)} after`)).toBe('before *** after');
  });

  const spaced = 'a-token-of-the-workspace';
  const digits = Buffer.from(spaced).toString('hex').match(/../g) ?? [];
  it.each([
    ['letters with spaces', [...spaced].join(' ')],
    ['letters with three spaces', [...spaced].join('   ')],
    ['hexadecimal with spaces', digits.join(' ')],
    ['hexadecimal in uppercase with spaces', digits.join(' ').toUpperCase()],
    ['hexadecimal with colons', digits.join(':')],
    ['hexadecimal as in C', digits.map((one) => `0x${one}`).join(', ')],
    ['hexadecimal', digits.join('')],
    ['hexadecimal in uppercase', digits.join('').toUpperCase()],
  ])('a secret is hidden to its last letter as %s', (_, text) => {
    const shown = redactor(spaced).redact(`before (${text}) after`);
    expect(shown).toMatch(/^before \((0x)?\*\*\*\) after$/);
  });

  it.each([
    ['alone in a text', 'S3cret!8', 'S3cret!8', '***'],
    ['of 8 letters at the end', 'S3cret!8', 'x: S3cret!8', 'x: ***'],
    ['of 9 letters at every place', 'S3cret!89', 'S3cret!89,S3cret!89', '***,***'],
    ['without letters or digits', '!@#$%^&*()_+-=!@#', 'x !@#$%^&*()_+-=!@# y', 'x *** y'],
    ['of a few marks', '!@#!@#!@#!@#!@#', 'x !@#!@#!@#!@#!@# y', 'x *** y'],
    ['of which 12 characters are shown', spaced, `x ${spaced.slice(3, 15)} y`, 'x *** y'],
    ['of which 12 characters are shown, at the end', spaced, `x ${spaced.slice(-12)}`, 'x ***'],
    ['of which one short line is shown', 'short-one1\nother-one2', 'x other-one2 y', 'x *** y'],
    ['as of an HTML form', 'correct horse battery', 'x correct+horse+battery y', 'x *** y'],
    ['twice in a row', spaced, `${spaced}${spaced}`, '***'],
    ['that is cut off and goes on', spaced, `${spaced.slice(0, 20)}${spaced.slice(4)}`, '***'],
  ])('a secret is hidden %s', (_, value, text, expected) => {
    expect(
      redactor(value)
        .redact(text)
        .replace(/(\*\*\*)+/g, '***'),
    ).toBe(expected);
  });

  it('a secret is hidden in uppercase hexadecimal with spaces that has letters in every byte', () => {
    const digits = Buffer.from('jklmnojklmnojklmnojklmno').toString('hex').match(/../g) ?? [];
    const text = digits.join(' ').toUpperCase();
    expect(redactor('jklmnojklmnojklmnojklmno').redact(`x ${text} y`)).toBe('x *** y');
  });

  it('the last 12 characters of a secret are hidden at every place', () => {
    const value = '0123456789abcdefghijklmnopqrstuvwxyz';
    for (let before = 0; before < 10; before++)
      expect(redactor(value).redact(`${'.'.repeat(before)}${value.slice(-12)}`)).toBe(
        `${'.'.repeat(before)}***`,
      );
  });

  it('the last 12 characters of its last form are hidden at every place', () => {
    const value = '0123456789abcdefghijklmnopqrstuvwxyz';
    const bytes = Buffer.from(value, 'utf16le');
    const form = bytes.subarray(2, bytes.length - ((bytes.length - 2) % 3)).toString('base64');
    for (let before = 0; before < 10; before++)
      expect(redactor(value).redact(`${'.'.repeat(before)}${form.slice(-12)}`)).toBe(
        `${'.'.repeat(before)}***`,
      );
  });

  it('a secret is hidden in base64 after any prefix, in both alphabets', () => {
    const value = '~~~???>>>~~~???>>>~~~???>>>';
    for (const prefix of ['', 'u', 'us', 'use'])
      for (const encoding of ['base64', 'base64url'] as const) {
        const text = Buffer.from(`${prefix}${value}`).toString(encoding);
        const shown = redactor(value).redact(text);
        for (let at = 8; at + 12 < text.length - 8; at++)
          expect(shown, `${encoding} after "${prefix}"`).not.toContain(text.slice(at, at + 12));
      }
  });

  it('of two secrets that overlap all is hidden, and the longer of two that begin alike', () => {
    const two = createRedactor();
    two.add('0123456789abcdefghij');
    two.add('abcdefghijklmnopqrst');
    two.redact(before);
    expect(two.redact('x0123456789abcdefghijklmnopqrsty')).toMatch(/^x(\*\*\*)+y$/);
    const alike = createRedactor();
    alike.add('password');
    alike.add('password12');
    alike.redact(before);
    expect(alike.redact('x password12 y')).toBe('x *** y');
  });

  it('a text that becomes public later is shown, but never a piece of a secret without public texts', () => {
    const id = '3f6c1d2e-8a47-4b90-9c15-7de2a0b4f681';
    const created = redactor(`https://hooks.example/${id}/in`, ['https://api.example/']);
    expect(created.redact(`at ${id} now`)).toBe('at *** now');
    created.addPublicTexts([id]);
    expect(created.redact(`at ${id} now`)).toBe(`at ${id} now`);
    expect(created.redact(`at https://hooks.example/${id}`)).toBe(`at ***${id.slice(11)}`);
    created.add(`token-${id}`);
    created.addPublicTexts([id]);
    expect(created.redact(`at ${id} now`)).toBe('at *** now');
  });

  it('a public text is shown although the secret has it', () => {
    const url = 'https://mcp.nimbletools.ai/';
    expect(redactor(`${url}?key=0123456789abcdef`, [url]).redact(`see ${url} for more`)).toBe(
      `see ${url} for more`,
    );
  });

  it('a secret that is added after a text was searched is hidden from then on', () => {
    const created = redactor('another-secret-of-the-job');
    created.redact('a text');
    created.add(spaced);
    expect(created.redact(spaced)).toBe('***');
  });
});

/** A log with a secret. */
function createLog(value: string) {
  const log = createLogSanitizer();
  log.addSecret(value);
  return log;
}

describe('the log', () => {
  it('shows no secret with invisible characters between its letters, and no command', () => {
    const log = createLogSanitizer();
    log.addSecret('a-token-of-the-workspace');
    const hidden = [...'a-token-of-the-workspace'];
    for (const separator of ['\u200b', '\u001b[31m', '\u00ad', '\u009b0m', '\u0007'])
      expect(log.sanitize(`x ${hidden.join(separator)} y`)).toBe('x *** y');
    for (const odd of ['pass\u200dword-and-more', '::error::password-1', 'password ##[error]x'])
      expect(createLog(odd).sanitize(`before ${odd}`)).toBe('before ***');
    for (const text of ['::error::x', ' ::error::x', 'x\n::error::x', '\u0085::error::x', 'x ##[error]x'])
      expect(log.sanitize(text)).not.toMatch(/(^|[\r\n])[\s\u0085]*::|##\[/);
  });
});

describe('a text without commands and escapes', () => {
  it('has neither, wherever they were', () => {
    for (const before of ['', 'x\n', 'x\r', ' ', '\t', '\u0085', '\u00a0', '\u2028', '\ufeff'])
      expect(escapeCommands(`${before}::error::x`)).toBe(`${before}: :error::x`);
    expect(stripControlChars('a\u009d0;title\u0007b\u0090x\u009cc\u2028d\u2029e\u200df')).toBe('abcdef');
  });
});

describe('a log viewer', () => {
  it('gets every form that it has to mask, the longest first', () => {
    const forms = secretEncodings('tøken "of" a/workspace');
    expect(forms).toEqual(
      expect.arrayContaining([
        't%C3%B8ken%20%22of%22%20a%2Fworkspace',
        't%c3%b8ken%20%22of%22%20a%2fworkspace',
        'tøken \\"of\\" a/workspace',
      ]),
    );
    const lengths = forms.map(({ length }) => length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  });
});

describe('a text from outside', () => {
  it('is one line of a bounded length', () => {
    const log = createLogSanitizer();
    expect(log.sanitize('a\r\n  b\nc')).toBe('a b c');
    expect(log.sanitize('x'.repeat(20_000))).toBe(`${'x'.repeat(16_384)} ... (3616 more characters)`);
  });
});

describe('a quoted text', () => {
  it('is one printable line of a bounded length', () => {
    expect(quoteLine('a\r\nb\u001b[31mc\u200b\t d')).toBe('a bc d');
    expect(quoteLine('x'.repeat(301))).toBe(`${'x'.repeat(299)}…`);
    expect(quoteLine('\u001b[0m'.repeat(1_000))).toBe('…');
    expect(quoteLine('::error::x')).toBe(': :error::x');
    expect(stripControlChars('a\u0080\u0085\u007fb')).toBe('ab');
  });
});
