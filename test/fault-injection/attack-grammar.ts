import type { Random } from './random.js';

/**
 * Lines that a hostile program might print: workflow commands in every form, complete and truncated escapes, and the token
 * in many encodings. A program that has the token and wants to leak it has endless ways (such as reversing it); this
 * grammar covers what looks like the token on a screen, and what other tools turn it into by accident.
 */

type Words = readonly [string, ...string[]];

const spaces: Words = [
  '',
  ' ',
  '\t',
  '\v',
  '\f',
  '\u0085',
  '\u00a0',
  '\u1680',
  '\u2000',
  '\u200a',
  '\u2028',
  '\u2029',
  '\u202f',
  '\u205f',
  '\u3000',
  '\ufeff',
];
const unseen: Words = [
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u115f',
  '\u1160',
  '\u17b4',
  '\u180e',
  '\u202e',
  '\u2066',
  '\u2069',
  '\u3164',
  '\ufe0f',
  '\uffa0',
  '\ufff9',
  '\u{1d173}',
  '\u{e0041}',
  '\u{e0100}',
  '\0',
  '\b',
  '\u007f',
  '\u0085',
  '\u2028',
];
const escapes: Words = [
  '\u001b[0m',
  '\u001b[1;38;5;196m',
  '\u001b[2K',
  '\u001b[?25l',
  '\u001b(B',
  '\u001b)0',
  '\u001b7',
  '\u001bM',
  '\u001b=',
  '\u001bc',
  '\u009b31m',
  '\u001b]0;title\u0007',
  '\u001b]8;;https://x.example\u001b\\',
  '\u001bP1$r\u001b\\',
  '\u001b_a\u001b\\',
  '\u001b^p\u001b\\',
  '\u001bXs\u001b\\',
  '\u009d0;t\u009c',
  '\u0090q\u009c',
];
const broken: Words = [
  '\u001b',
  '\u001b[',
  '\u001b[3',
  '\u001b]',
  '\u001b]0;',
  '\u001bP',
  '\u001b(',
  '\u009b',
  '\u009d',
  '\u001b\u001b',
  '\u001b[\u001b[',
];
const names: Words = [
  'error',
  'warning',
  'add-mask',
  'stop-commands',
  'set-output name=a',
  'set-env name=PATH',
  'add-path',
  'debug',
  'group',
  'endgroup',
  'save-state name=a',
  'add-matcher',
  'echo',
  'error file=a.js,line=1',
  'ERROR',
  'internal-set-repo-path',
  'x',
];
const plain: Words = [
  'a',
  'ntcli ',
  'deployed',
  '#',
  '##',
  '[',
  ']',
  ':',
  '::',
  ': :',
  '%0A',
  '%3A',
  '***',
  '\ufffd',
  'é',
  '🚀',
  ' ',
  '"',
  '\\',
  '│ ',
];

/** Generates attack lines that contain this token. */
export function createAttack(random: Random, token: string): () => string {
  const { of, below } = random;
  const between = (text: string, words: Words) => [...text].map((letter) => letter + of(words)).join('');
  const some = (words: Words, most: number) =>
    Array.from({ length: below(most + 1) }, () => of(words)).join('');
  /** Terminates any open escape or string, so that it does not consume the following characters. */
  const closed = '\u0007|';
  const bytes = Buffer.from(token);
  const hexOf = (sign: string) => Buffer.from(sign).toString('hex');
  const forms: readonly [() => string, ...(() => string)[]] = [
    () => token,
    () => encodeURIComponent(token),
    () => JSON.stringify({ token }),
    () => bytes.toString('hex'),
    () => bytes.toString('hex').toUpperCase(),
    () => Buffer.from(`${'x'.repeat(below(4))}:${token}\n`).toString('base64'),
    () => Buffer.from(`${'x'.repeat(below(4))}${token}`).toString('base64url'),
    () => token.slice(below(10), token.length - below(10)),
    () => token.replace(new RegExp(`.{${of(['64', '76', '80'])}}`, 'g'), `$&${of(['\n', '\r\n'])}`),
    () => bytes.toString('hex').replace(/../g, `$&${of([' ', ':', ', 0x'])}`),
    () => [...token].join(of([' ', '   '])),
    () =>
      token.replace(/[^A-Za-z0-9]/g, (sign) =>
        of(['%@', '\\u00@', '\\x@', '&#x@;']).replace('@', hexOf(sign)),
      ),
    () => bytes.toString('hex').replace(/../g, `${of(['%', '\\x', '\\u00'])}$&`),
    () => JSON.stringify(JSON.stringify({ a: JSON.stringify([token]) })),
    () => encodeURIComponent(Buffer.from(`:${token}`).toString('base64')),
    () => closed + between(token, unseen),
    () => closed + between(token, escapes),
    () => closed + token.slice(0, 20) + of(escapes) + of(unseen) + token.slice(20),
  ];
  const mark = (text: string) => (below(3) === 0 ? between(text, below(2) ? unseen : escapes) : text);
  const parts: readonly [() => string, ...(() => string)[]] = [
    () => `${mark(`${some(spaces, 3)}::`)}${of(names)}${mark('::')}${some(plain, 2)}`,
    () => `${mark('##[')}${of(names)}${mark(']')}${some(plain, 2)}`,
    () => `##${of(forms)()}[error]`,
    () => `:${of(forms)()}:error::x`,
    () => of(forms)(),
    () => of(broken),
    () => of(escapes),
    () => of(unseen),
    () => some(spaces, 4),
    () => some(plain, 6),
    () => of(broken) + token,
  ];
  const ends: Words = ['\n', '\n', '\n', '\r\n', '\r', '\n\r', '\n\n'];
  return () => {
    const line = Array.from({ length: 1 + below(4) }, () => of(parts)()).join('');
    const long =
      below(2_000) === 0 ? of([' ', 'x', ':', '#', '\u001b[', '\u200b']).repeat(10_000 + below(30_000)) : '';
    return long + line + (below(500) === 0 ? long : '') + of(ends);
  };
}

/** The bytes of a text in chunks of random size, sometimes with invalid UTF-8 between them. */
export function* piecesOf(random: Random, text: string): Generator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    const length = random.of([1, 2, 3, 7, 100, 4_096, 65_536]);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}
