import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createAttack } from './attack-grammar.js';
import { deploys, printing, withNtcli } from './fixtures.js';
import { deployed, endsWith, rows, workspaceList } from './helpers.js';
import { createRandom } from './random.js';

/** Code points of the whitespace that .NET trims from the start of a line. */
const trimmed = [
  0x09, 0x0b, 0x0c, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff,
];

const linesOfGrammar = 20_000;

/** Forms in which a well-meaning program may print a token. */
export const dresses: readonly (readonly [how: string, dress: (token: string) => string])[] = [
  ['as plain text', (token) => `Authorization: Bearer ${token}`],
  ['URL-encoded', (token) => `?token=${encodeURIComponent(token)}`],
  ['in JSON', (token) => JSON.stringify({ token })],
  ['in hexadecimal', (token) => Buffer.from(token).toString('hex')],
  ['in base64, as user and password', (token) => Buffer.from(`ci:${token}`).toString('base64')],
  ['in base64url, with a newline', (token) => Buffer.from(`${token}\n`).toString('base64url')],
  ['URL-encoded with %2E', (token) => `?token=${token.replaceAll('.', '%2E')}`],
  ['in JSON with \\u002e', (token) => token.replaceAll('.', '\\u002e')],
  ['in HTML', (token) => token.replaceAll('.', '&#46;')],
  ['in hexadecimal with spaces', (token) => Buffer.from(token).toString('hex').replace(/../g, '$& ')],
  ['in hexadecimal with colons', (token) => Buffer.from(token).toString('hex').replace(/../g, '$&:')],
  ['as a JSON list of characters', (token) => JSON.stringify([...token])],
  ['as a Python list of characters', (token) => `['${[...token].join("', '")}']`],
  ['as a Buffer in JSON', (token) => JSON.stringify(Buffer.from(token))],
  ['as a list of bytes', (token) => `Uint8Array [ ${[...Buffer.from(token)].join(', ')} ]`],
  ['in base64 of UTF-16', (token) => Buffer.from(token, 'utf16le').toString('base64')],
  ['without its last character', (token) => token.slice(0, -1)],
  ['without its first character', (token) => token.slice(1)],
  ['with a color code after every character', (token) => [...token].join('\u001b[31m')],
  ['with a zero-width space after every character', (token) => [...token].join('\u200b')],
];

export const childOutputAttacks = rows('Child output', [
  {
    what: '`::error::` and `::add-mask::e` after every whitespace character that .NET trims',
    expected: 'shown as text, nothing masked; deployed',
    arrange: (sandbox) =>
      printing(
        sandbox,
        trimmed
          .map((code) => String.fromCharCode(code))
          .map((space) => `${space}::error::x\n${space}${space}::add-mask::e\n`)
          .join(''),
      ),
    expect: { ...deployed, log: [': :error::x'] },
  },
  {
    what: '`##[error]` and `##[add-mask]e` at the start and in the middle of a line',
    expected: 'shown as text; deployed',
    arrange: (sandbox) =>
      printing(sandbox, '##[error]x\nwords ##[add-mask]e\n##\u200b[warning]x\n#\u001b[0m#[error]x\n'),
    expect: { ...deployed, log: ['words ## [add-mask]e'] },
  },
  {
    what: '`::stop-commands::x`, and a failure afterwards',
    expected: 'shown as text; the error is still an annotation',
    arrange: (sandbox) => withNtcli(sandbox, "console.log('::stop-commands::x'); process.exitCode = 1;"),
    expect: { ...endsWith('deploy-refused', { 'deploy-status': 'failed' }), log: [': :stop-commands::x'] },
  },
  {
    what: 'commands after a bare CR, CRLF, and LF CR',
    expected: 'shown as text; deployed',
    arrange: (sandbox) =>
      printing(sandbox, 'a\r::error::x\r\n::warning::x\n\r##[error]x\r\r::set-output name=a::b\r'),
    expect: deployed,
  },
  {
    what: 'terminal escapes and characters that reorder or hide text',
    expected: 'removed; deployed',
    arrange: (sandbox) =>
      printing(
        sandbox,
        'a\u001b[2Jb\u001b]0;title\u0007c\u001bP1$r\u001b\\d\u001b(Be\u009b31mf\u202eg\u2066h\u061ci\n',
      ),
    expect: {
      ...deployed,
      log: ['abcdefghi'],
      also({ main }) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: matches control characters on purpose
        expect(main.raw).not.toMatch(/[\u001b\u0080-\u009f\u202a-\u202e\u2066-\u2069\u061c]/);
      },
    },
  },
  ...[76, 80].map((width) => ({
    what: `the token and its base64 wrapped at ${width} columns`,
    expected: '`***` in every line; deployed',
    arrange(sandbox: Parameters<typeof printing>[0]) {
      const wrap = (text: string) => text.replace(new RegExp(`.{${width}}`, 'g'), '$&\n');
      return printing(
        sandbox,
        `${wrap(sandbox.token)}\n${wrap(Buffer.from(sandbox.token).toString('base64'))}\n`,
      );
    },
    expect: { ...deployed, log: ['***'] },
  })),
  ...dresses.map(([how, dress]) => ({
    what: `the token ${how}`,
    nightly:
      how === 'as plain text' ? undefined : 'child-output.test.ts checks the same texts without a process',
    expected: '`***`; deployed',
    arrange: (sandbox: Parameters<typeof printing>[0]) =>
      printing(sandbox, `before ${dress(sandbox.token)} behind\n`),
    expect: { ...deployed, log: [/before .*\*\*\*.* behind/] },
  })),
  {
    what: 'a token with 20 punctuation marks in a row',
    expected: '`***`; deployed',
    arrange(sandbox) {
      const token = 'wst_4f2a91c07be~|^=+/.,;:!?*()@{}$%8d36';
      sandbox.platform.tokens.set(token, { access: 'full' });
      return { ...printing(sandbox, `before ${token} behind\n`), inputs: { token }, secrets: [token] };
    },
    expect: { ...deployed, log: ['before *** behind'] },
  },
  {
    what: 'the token after truncated escapes',
    expected: 'not shown; deployed',
    arrange: (sandbox) =>
      printing(
        sandbox,
        ['\u001b', '\u001b[', '\u001b]', '\u001bP', '\u009b']
          .map((start) => `${start}${sandbox.token}\n`)
          .join(''),
      ),
    expect: deployed,
  },
  {
    what: 'the token written character by character',
    expected: '`***`; deployed',
    arrange(sandbox) {
      const file = join(sandbox.outside('printed'), 'text');
      writeFileSync(file, `before ${sandbox.token}\n`);
      return withNtcli(
        sandbox,
        `import { readFileSync } from 'node:fs';
         for (const letter of readFileSync(${JSON.stringify(file)}, 'utf8')) {
           process.stdout.write(letter);
           await new Promise((done) => setTimeout(done, 1));
         }
         ${deploys}`,
      );
    },
    expect: { ...deployed, log: ['before ***'] },
  },
  {
    what: '10 MB lines full of the token',
    nightly: '10 MB',
    expected: 'truncated without token fragments; memory under 150 MB',
    arrange(sandbox) {
      const line = `${'x'.repeat(50)}${sandbox.token}`.repeat(10_000_000 / (sandbox.token.length + 50));
      return printing(sandbox, `${line}\n::error::${line}\n${line}`);
    },
    expect: {
      ...deployed,
      log: [/\(\d{7} more bytes\)/],
      also: ({ peakMemory }) => expect(peakMemory).toBeLessThan(150),
    },
  },
  {
    what: `${linesOfGrammar.toLocaleString('en')} random lines of an attack grammar`,
    nightly: 'child-output.test.ts runs more lines without a process',
    expected: 'no command and no trace of the token; deployed',
    arrange(sandbox) {
      const attack = createAttack(createRandom(6), sandbox.token);
      return printing(sandbox, Array.from({ length: linesOfGrammar }, attack).join(''));
    },
    expect: deployed,
  },
  {
    what: 'commands, escapes and the token in an API error message',
    expected: 'one annotation that shows them as text',
    arrange({ platform, token }) {
      const message = `no\n::error::x\r##[add-mask]e \u001b[31m${[...token].join('\u200b')}`;
      platform.script('GET', workspaceList, {
        status: 400,
        body: { detail: { message, error_code: '::error::' } },
      });
      return {};
    },
    expect: { ...endsWith('api-unexpected'), notInLog: [/^::/m, '\u001b'] },
  },
  {
    what: 'workflow commands and the token in the log of an unhealthy server',
    expected: 'shown as text',
    arrange({ platform, token }) {
      platform.options.settlesAs = 'Failed';
      const logs = [
        '::error::x',
        'a\n::add-mask::e',
        `##[error]${token}`,
        `\u0085::group::${[...token].join('\u001b[0m')}`,
      ].map((message) => ({
        timestamp: new Date().toISOString(),
        level: 'error',
        message,
        pod_name: 'p',
        container_name: 'c',
      }));
      platform.script('GET', /\/logs$/, { status: 200, body: { logs, count: logs.length, has_more: false } });
      return {};
    },
    expect: {
      ...endsWith('server-unhealthy', { 'health-status': 'unhealthy' }),
      log: [': :add-mask::e', '## [error]***'],
    },
  },
]);
