import { expect, test } from 'vitest';
import { deferBuiltin, toAscii } from '../../scripts/generate/bundle-text.js';

test.each([
  ["'✓ done'", String.raw`'\u2713 done'`],
  ['`🚀 done…`', '`\\ud83d\\ude80 done\\u2026`'],
  ['/^💡 x$/u', String.raw`/^\ud83d\udca1 x$/u`],
  [String.raw`'\\é'`, String.raw`'\\\u00e9'`],
  ["'plain'", "'plain'"],
])('escapes %s', (code, escaped) => {
  expect(toAscii(code)).toBe(escaped);
});

test('escapes mean the same in a regular expression', () => {
  expect(new RegExp(toAscii('^💡 x$'), 'u').test('💡 x')).toBe(true);
});

test('rejects a character after a backslash', () => {
  expect(() => toAscii(String.raw`'\é'`)).toThrow('without a backslash');
});

const use = 'const id = external_crypto_.randomUUID();';

test.each([
  [
    'var external_crypto_ = __nccwpck_require__(6982);',
    'const external_crypto_ = () => __nccwpck_require__(6982);',
  ],
  ['const external_crypto_ = load("crypto");', 'const external_crypto_ = () => load("crypto");'],
])('loads a module of %s at its first use', (definition, deferred) => {
  expect(deferBuiltin(`${definition}\n${use}`, 'crypto')).toBe(
    `${deferred}\nconst id = external_crypto_().randomUUID();`,
  );
});

test.each([
  ['nothing is imported', use],
  ['nothing is used', 'var external_crypto_ = load(1);'],
  ['the module is passed on', `var external_crypto_ = load(1);\n${use}\nexport { external_crypto_ };`],
])('rejects a bundle in which %s', (_, code) => {
  expect(() => deferBuiltin(code, 'crypto')).toThrow('does not import crypto as expected');
});
