// @ts-check
import { mutation } from './mutation.js';

const inputs = ['test/unit/inputs.test.ts', 'test/unit/misplaced-token.test.ts'];
const sinks = ['test/unit/sinks.test.ts'];
const files = ['test/unit/checkout.test.ts', 'test/unit/input-files.test.ts'];

/** Inputs, where the token goes, and the ways of output. @type {readonly import('./mutation.js').Group[]} */
export const inputMutations = [
  {
    file: 'src/api/endpoints.ts',
    tests: ['test/unit/endpoints.test.ts'],
    mutations: [
      mutation(
        '127.0.0.1.nip.io is accepted',
        '/localhost|127\\.0\\.0\\.1/.test(domain)',
        '/localhost/.test(domain)',
      ),
      mutation(
        'localhost.example is accepted',
        '/localhost|127\\.0\\.0\\.1/.test(domain)',
        '/127\\.0\\.0\\.1/.test(domain)',
      ),
      mutation(
        'plain HTTP to names with 127.0.0.1 in them',
        "host === '127.0.0.1'",
        "host.includes('127.0.0.1')",
      ),
      mutation(
        'plain HTTP to names with localhost in them',
        "host === 'localhost'",
        "host.includes('localhost')",
      ),
      mutation(
        'the host of one service is accepted',
        '  if (prefix !== undefined) return',
        '  if (false) return',
      ),
    ],
  },
  {
    file: 'src/api/workspaces.ts',
    tests: ['test/unit/workspaces.test.ts'],
    mutations: [
      mutation('an id that is not a UUID is accepted', '!id || !uuid.test(id) || ', '!id || '),
      mutation('an id that ends in a path is accepted', '[0-9a-f]{12}$/i', '[0-9a-f]{12}/i'),
      mutation('a name with any characters is accepted', ' || !/^[\\w.-]{1,64}$/.test(name)', ''),
      mutation(
        'the first of several workspaces is taken',
        'first && entries.length === 1 && isComplete',
        'first && isComplete',
      ),
      mutation('a workspace of another name is taken', 'all.filter((one) => one.name === name)', 'all'),
    ],
  },
  {
    file: 'src/inputs/token.ts',
    tests: ['test/unit/inputs.test.ts', 'test/unit/token.test.ts'],
    mutations: [
      mutation(
        'a token for another domain is used',
        'exportedFor === undefined || exportedFor === domain',
        'true',
      ),
      mutation('a token in quotes is accepted', 'if (/^["\'`]|["\'`]$/.test(token))', 'if (false)'),
      mutation('a token with whitespace is accepted', 'if (/\\s/.test(token))', 'if (false)'),
      mutation(
        'a token with other characters is accepted',
        'if (/[^\\x21-\\x7e]/.test(token))',
        'if (false)',
      ),
      mutation(
        'a token that is too short to be masked is accepted',
        'if (token.length < MIN_SECRET_LENGTH)',
        'if (false)',
      ),
      mutation('a token of any length is accepted', 'if (token.length > MAX_TOKEN_LENGTH)', 'if (false)'),
      mutation(
        'a variable that was not expanded is sent',
        'if (isUnexpandedVariable(token)) {',
        'if (false) {',
      ),
      mutation('the word Bearer is sent', '/^(authorization:|bearer\\b)/i', '/^(authorization:)/i'),
    ],
  },
  {
    file: 'src/inputs/misplaced-token.ts',
    tests: ['test/unit/misplaced-token.test.ts'],
    mutations: [
      mutation('the token in another input is accepted', "name !== 'token' && readings", 'false && readings'),
      mutation('the encoded token in another input is accepted', 'secretEncodings(token)', '[token]'),
      mutation('the escaped token in another input is accepted', "decodeEscapes(text)?.text ?? ''", "''"),
    ],
  },
  {
    file: 'src/inputs/parse.ts',
    tests: ['test/unit/token.test.ts', ...inputs],
    mutations: [
      mutation('the token in `env-file` is accepted', "envText.ok ? { 'env-file': envText.text } : {}", '{}'),
      mutation('a domain is not checked', "  if (badDomain) read.addIssue('domain', badDomain);\n", ''),
      mutation('an invalid input is accepted', 'if (issues.length > 0) {', 'if (false) {'),
      mutation('any missing token is skipped', " && onMissing === 'skip') {", ') {'),
    ],
  },
  {
    file: 'src/inputs/package.ts',
    tests: ['test/unit/token.test.ts', ...inputs],
    mutations: [
      mutation(
        'a registry without TLS is accepted',
        'if (registry && /^http:/.test(registry)',
        'if (false && registry && /^http:/.test(registry)',
      ),
      mutation(
        'a registry whose name begins with localhost has no TLS',
        '(localhost|127\\.0\\.0\\.1)(:|\\/|$)',
        '(localhost|127\\.0\\.0\\.1)',
      ),
      mutation('a package without TLS is accepted', 'if (/^http:/.test(name))', 'if (false)'),
      mutation('the checksum is dropped', 'integrity === undefined ? {} : { integrity }', '{}'),
      mutation(
        'a checksum of a preinstalled ntcli is ignored',
        '    if (integrity !== undefined)\n      read',
        '    if (false)\n      read',
      ),
    ],
  },
  {
    file: 'src/inputs/readers.ts',
    tests: inputs,
    mutations: [
      mutation('control characters in a path are accepted', ' || controlCharacter.test(value)', ''),
      mutation('patterns are not checked', 'if (!new RegExp(pattern).test(value))', 'if (false)'),
      mutation('any boolean is accepted', "if (value !== 'true' && value !== 'false')", 'if (false)'),
      mutation('an empty secret replaces a good one', 'empty.length > 0 && !mayBeEmpty', 'false'),
      mutation('a secret that was not expanded is sent', 'isUnexpandedVariable(bareValue(pair))', 'false'),
      mutation('a long value is quoted in the error', 'value.length > MAX_QUOTE_LENGTH || ', ''),
      mutation('an input of any length is accepted', 'given.length <= MAX_INPUT_LENGTH && ', ''),
      mutation('a NUL is accepted', " && !given.includes('\\0')", ''),
    ],
  },
  {
    file: 'src/inputs/unexpanded.ts',
    tests: ['test/unit/windows.test.ts', 'test/unit/inputs.test.ts'],
    mutations: [
      mutation('forms of cmd are values', '(:[^%]{1,100})?%$/', '(:[^%]{1,100})%$/'),
      mutation(
        'text around a variable does not count',
        'const trimmed = text.trim();',
        'const trimmed = text;',
      ),
      mutation(
        'a text that only begins with an exclamation mark is a variable',
        '(:[^!]{1,100})?!$/',
        '(:[^!]{1,100})?/',
      ),
    ],
  },
  {
    file: 'src/schema/input-table.ts',
    tests: ['test/unit/token.test.ts', ...inputs],
    mutations: [
      mutation('a workspace may have anything after it', '${uuid})$`', '${uuid})`'),
      mutation('a domain may have anything after it', '?(:[0-9]{1,5})?$', '?(:[0-9]{1,5})?'),
      mutation('a server id may have anything before it', '`^${idPart}', '`${idPart}'),
      mutation('a checksum may have anything after it', '{86}==$', '{86}=='),
      mutation(
        'a version may begin with a hyphen',
        '^[0-9A-Za-z^~<>=*][0-9A-Za-z^',
        '^[-0-9A-Za-z^~<>=*][0-9A-Za-z^',
      ),
    ],
  },
  {
    file: 'src/inputs/files.ts',
    tests: files,
    mutations: [
      mutation(
        'a symlink out of the checkout is followed',
        '  if (leadsOutOf(path, checkout)) return fail(`${path} is a symlink to a file outside the checkout`);\n',
        '',
      ),
      mutation('a file of any size is read', 'if (bytes.length > maxBytes)', 'if (false)'),
      mutation('a device is read', 'if (stats.isFile()) return', 'return'),
      mutation(
        'bytes that are not UTF-8 are replaced',
        '  if (encodingProblem) return fail(`${path} ${encodingProblem}`);\n',
        '',
      ),
    ],
  },
  {
    file: 'src/ci/token-binding.ts',
    tests: sinks,
    mutations: [
      mutation(
        'any token counts as exported',
        'binding === formatBinding({ value: token, domain })',
        "binding !== ''",
      ),
      mutation('no token counts as exported', 'binding === formatBinding({ value: token, domain })', 'false'),
      mutation('the domain is not part of the digest', '`${domain}\\n${value.trim()}`', 'value.trim()'),
    ],
  },
  {
    file: 'src/api/shape.ts',
    tests: ['test/unit/server-shape.test.ts'],
    mutations: [
      mutation(
        'a number counts as a text',
        "if (typeof value !== 'string') return expected",
        "if (typeof value === 'number') return undefined;\n  if (typeof value !== 'string') return expected",
      ),
      mutation(
        'null counts as absent',
        'if (value === undefined) return [];\n  if (!isRecord',
        'if (value === undefined || value === null) return [];\n  if (!isRecord',
      ),
      mutation(
        'a list has no limit',
        'return value.length > max ? [excess, ...issues] : issues;',
        'return issues;',
      ),
    ],
  },
  {
    file: 'src/lib/time.ts',
    tests: ['test/unit/expiry.test.ts'],
    mutations: [
      mutation("a time is in the machine's zone", "isIso ? 'Z' : ' UTC'", "isIso ? '' : ''"),
      mutation('a zone is not read', 'if (ZONE.test(trimmed) ||', 'if ('),
    ],
  },
  {
    file: 'src/inputs/json-faults.ts',
    tests: ['test/unit/json-file.test.ts'],
    mutations: [
      mutation('the first value of a key is dropped', 'duplicateKey ??= at;', ';'),
      mutation('a number is changed', 'if (!isExact(text.slice(at, scalarEnd))) inexactNumber ??= at;', ''),
      mutation('an escaped key is another key', 'String(JSON.parse(quoted))', 'quoted'),
    ],
  },
  {
    file: 'src/api/same-server.ts',
    tests: ['test/unit/same-server.test.ts'],
    mutations: [
      mutation(
        'a server without a title is never another one',
        '(title === undefined && mayShare)',
        'title === undefined',
      ),
      mutation('the same title is enough', "mayShare ? 'same' : 'unknown'", "'same'"),
      mutation('any digit of a name counts as the version', '/\\d\\.\\d/.test(version)', 'version'),
    ],
  },
  {
    file: 'src/ci/provider.ts',
    tests: sinks,
    mutations: [mutation('outputs are not redacted', '[name, redact(value)]', '[name, value]')],
  },
  {
    file: 'src/ci/github.ts',
    tests: sinks,
    mutations: [
      mutation('the summary is not redacted', 'redact(markdown));', 'markdown);'),
      mutation('the log is not redacted', 'core.info(sanitize(text));', 'core.info(text);'),
      mutation('the debug log is not redacted', 'core.debug(sanitize(text))', 'core.debug(text)'),
      mutation(
        'output of programs is not redacted',
        "prefixLines(sanitizeOutput(text), '│ ')",
        "prefixLines(text, '│ ')",
      ),
      mutation(
        'titles of groups are not redacted',
        'core.group(sanitize(title), body)',
        'core.group(title, body)',
      ),
      mutation('errors are not redacted', 'core.error(sanitize(text)', 'core.error(text'),
      mutation(
        'titles of errors are not redacted',
        'core.error(sanitize(text), { title: sanitize(title) });',
        'core.error(sanitize(text), { title });',
      ),
      mutation('warnings are not redacted', 'write(sanitize(text)', 'write(text'),
    ],
  },
  {
    file: 'src/ci/gitlab.ts',
    tests: sinks,
    mutations: [
      mutation('the report is not redacted', 'plain.redact(markdown)', 'markdown'),
      mutation('titles of sections are not redacted', '${plain.sanitize(title)}', '${title}'),
    ],
  },
  {
    file: 'src/ci/circleci.ts',
    tests: sinks,
    mutations: [mutation('the report is not redacted', 'plain.redact(markdown)', 'markdown')],
  },
  {
    file: 'src/ci/console.ts',
    tests: sinks,
    mutations: [
      mutation('the log is not redacted', 'print(sanitizer.sanitize(text)),', 'print(text),'),
      mutation('the debug log is not redacted', '`Debug: ${sanitizer.sanitize(text)}`', '`Debug: ${text}`'),
      mutation(
        'output of programs is not redacted',
        "prefixLines(sanitizer.sanitizeOutput(text), '│ ')",
        "prefixLines(text, '│ ')",
      ),
      mutation(
        'errors are not redacted',
        'Error: ${sanitizer.sanitize(title)}: ${sanitizer.sanitize(text)}',
        'Error: ${sanitizer.sanitize(title)}: ${text}',
      ),
      mutation('a secret is not added', 'mask: sanitizer.addSecret', 'mask() {}'),
    ],
  },
];
