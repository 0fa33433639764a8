// @ts-check
import { mutation } from './mutation.js';

const tests = ['test/unit/redaction-edges.test.ts'];

/** Redaction of secrets, and escaping of what a log viewer would obey. @type {readonly import('./mutation.js').Group[]} */
export const redactMutations = [
  {
    file: 'src/lib/redact.ts',
    tests: [...tests, 'test/unit/redaction.test.ts'],
    mutations: [
      mutation(
        'a secret of 8 characters is not redacted',
        'if (value.trim().length < MIN_SECRET_LENGTH) return;',
        'if (value.trim().length <= MIN_SECRET_LENGTH) return;',
      ),
      mutation(
        'a text of 8 characters is not searched',
        'text.length < MIN_SECRET_LENGTH) return text;',
        'text.length <= MIN_SECRET_LENGTH) return text;',
      ),
      mutation(
        'a secret that is added later is not found',
        'value, publicTexts }];\n      find = undefined;\n',
        'value, publicTexts }];\n',
      ),
      mutation(
        'a text that is escaped twice is not searched',
        'const MAX_ESCAPE_DEPTH = 3;',
        'const MAX_ESCAPE_DEPTH = 1;',
      ),
      mutation(
        'a text that is escaped three times is not searched',
        'const MAX_ESCAPE_DEPTH = 3;',
        'const MAX_ESCAPE_DEPTH = 2;',
      ),
      mutation(
        'letters with separators are not searched',
        'isSpaced ? removeSeparators(text) : undefined',
        'undefined',
      ),
      mutation(
        'the last letter before a separator stays visible',
        '(places[to - 1] ?? 0) + 1',
        'places[to - 1] ?? 0',
      ),
      mutation(
        'public texts are redacted',
        '[...secrets, { value, publicTexts }];',
        '[...secrets, { value, publicTexts: [] }];',
      ),
      mutation(
        'a token gets the public texts of a secret',
        'publicTexts.length > 0 ? [...publicTexts, ...texts] : publicTexts',
        '[...publicTexts, ...texts]',
      ),
      mutation('ranges that overlap end too early', 'shown = Math.max(shown, to);', 'shown = to;'),
      mutation('ranges are not in order', 'return all.sort(([a], [b]) => a - b);', 'return all;'),
      mutation(
        'invisible characters hide a secret in the log',
        'escapeCommands(redactor.redact(stripControlChars(lines)))',
        'escapeCommands(redactor.redact(lines))',
      ),
      mutation(
        'commands are not escaped in the log',
        'escapeCommands(redactor.redact(stripControlChars(lines)))',
        'redactor.redact(stripControlChars(lines))',
      ),
      mutation(
        'a secret with invisible characters is not found',
        'new Set([secret, printable, escapeCommands(printable)])',
        '[secret]',
      ),
      mutation(
        'a secret with a command in it is not found',
        'new Set([secret, printable, escapeCommands(printable)])',
        '[secret, printable]',
      ),
    ],
  },
  {
    file: 'src/lib/secret-forms.ts',
    tests,
    mutations: [
      mutation('lowercase hexadecimal only', '    hex.toUpperCase(),\n', ''),
      mutation('uppercase hexadecimal only', '    hex,\n', ''),
      mutation('base64 at one offset only', '[0, 1, 2].flatMap', '[0].flatMap'),
      mutation('base64 at two offsets only', '[0, 1, 2].flatMap', '[0, 1].flatMap'),
      mutation(
        'no base64url',
        "[groups.toString('base64'), groups.toString('base64url')]",
        "[groups.toString('base64')]",
      ),
      mutation(
        'the lines of a secret are no secrets',
        '    ...trimmed.split(/[\\r\\n]+/).map((line) => line.trim()),\n',
        '',
      ),
      mutation('a secret in an HTML form is not found', "    trimmed.replaceAll(' ', '+'),\n", ''),
      mutation(
        'runs of 13 characters only',
        'export const RUN_LENGTH = 12;',
        'export const RUN_LENGTH = 13;',
      ),
      mutation('8 characters count as short', 'MIN_SECRET_LENGTH = 8;', 'MIN_SECRET_LENGTH = 9;'),
      mutation(
        'a secret without letters and digits is not redacted',
        '(parts.length === 0) return form !== value.trim() && value.includes(form) ? [] : [form];',
        '(parts.length === 0) return [];',
      ),
      mutation(
        'pieces of public texts are redacted',
        '    if (publicTexts.some((one) => one.includes(window))) continue;\n',
        '',
      ),
      mutation('hexadecimal with colons is not found', "    group(hex, 2, ':'),\n", ''),
      mutation('hexadecimal with commas is not found', "    group(hex, 2, ', 0x'),\n", ''),
      mutation('letters with spaces are not found', "group(text, 1, ' '), ", ''),
      mutation(
        'uppercase hexadecimal with spaces is not found',
        '...lower.map((form) => form.toUpperCase()), ',
        '',
      ),
      mutation('the URL-encoded form is not masked', '    encoded,\n', ''),
      mutation('the JSON form is not masked', '    JSON.stringify(trimmed).slice(1, -1),\n', ''),
    ],
  },
  {
    file: 'src/lib/secret-index.ts',
    tests,
    mutations: [
      mutation(
        'a run that starts within another one is not found',
        'next = Math.max(next, end - RUN_LENGTH + 1);',
        'next = end;',
      ),
      mutation(
        'too few samples are looked up',
        'shortestForm(forms) - SAMPLE_LENGTH + 1;',
        'shortestForm(forms) - SAMPLE_LENGTH + 2;',
      ),
      mutation(
        'runs that start before the sample are not found',
        'next = Math.max(next, at + SAMPLE_LENGTH - RUN_LENGTH);',
        'next = Math.max(next, at);',
      ),
      mutation('short secrets are not found', '(mayBeShort ? findShortForm(text, next, forms) : 0)', '0'),
    ],
  },
  {
    file: 'src/lib/secret-lookup.ts',
    tests,
    mutations: [
      mutation(
        'of two short secrets the shorter one is taken',
        'Math.max(...lengths)',
        'Math.min(...lengths)',
      ),
      mutation(
        'with a short secret, samples are too far apart',
        'short.length === 0 ? RUN_LENGTH : MIN_SECRET_LENGTH',
        'RUN_LENGTH',
      ),
    ],
  },
  {
    file: 'src/lib/secret-tables.ts',
    tests,
    mutations: [
      mutation(
        'short secrets are not in the tables',
        '    for (const form of short) table.add(form, SHORT);\n',
        '',
      ),
      mutation('letters with separators are not in the tables', '    table.add(spaced, SPACED);\n', ''),
      mutation(
        'the last piece of a secret is not in the tables',
        'for (let at = 0; at + length <= text.length; at++) {',
        'for (let at = 0; at + length < text.length; at++) {',
      ),
      mutation(
        'the last run of a text is not looked up',
        'start + RUN_LENGTH <= text.length',
        'start + RUN_LENGTH < text.length',
      ),
      mutation(
        'two runs with one hash are taken for one',
        'if (text.charCodeAt(at + index) !== forms.charCodeAt(place + index)) return false;',
        '',
      ),
    ],
  },
  {
    file: 'src/lib/text-views.ts',
    tests,
    mutations: [
      mutation('only `&amp;` of HTML is decoded', '|amp|lt|gt|quot|apos);/gi', '|amp);/gi'),
      mutation('escapes of JSON are not decoded', 'u[0-9a-f]{4}|', ''),
      mutation('escapes of JavaScript are not decoded', 'x[0-9a-f]{2}|', ''),
      mutation('uppercase escapes are not decoded', '|amp|lt|gt|quot|apos);/gi', '|amp|lt|gt|quot|apos);/g'),
      mutation('UTF-8 in URLs is not decoded', '(?:%[89a-f][0-9a-f])+|', ''),
      mutation('decimal entities are not decoded', '#\\d{1,7}|', ''),
      mutation('hexadecimal entities are not decoded', '#x[0-9a-f]{1,6}|', ''),
      mutation('`0x` is not a separator', '+|0x/gi', '+/gi'),
      mutation('HTML is not recognized', " || text.includes('&')", ''),
      mutation('places in a text that is escaped twice are wrong', 'places[at] ?? 0', 'at'),
    ],
  },
  {
    file: 'src/lib/sanitize.ts',
    tests,
    mutations: [
      mutation('8-bit control sequences stay', '(?:\\u001b\\[|\\u009b)', '\\u001b\\['),
      mutation('8-bit control strings stay', '|[\\u0090\\u0098\\u009d-\\u009f])', ')'),
      mutation('zero-width characters stay', '\\p{Default_Ignorable_Code_Point}', ''),
      mutation('line and paragraph separators stay', '\\u2028\\u2029', ''),
      mutation('DEL and C1 controls stay', '\\u007f-\\u009f', ''),
      mutation('C1 controls count as ordinary', '/^[\\t\\n\\r -~]*$/', '/^[\\t\\n\\r -\\u009f]*$/'),
      mutation('`##[command]` stays', ".replace(/##\\[/g, '## [')", ''),
      mutation('a command after U+0085 stays', '|\\u0085', ''),
      mutation('a command after a line end stays', '(^|[\\r\\n])', '(^)'),
      mutation('a quoted text has several lines', ".replace(/\\s+/g, ' ').trim();", '.trim();'),
      mutation(
        'a quoted text has any length',
        'if (line.length <= maxLength && start.length === text.length) return line;',
        'return line;',
      ),
      mutation('a quoted text has control characters', 'stripControlChars(start)', 'start'),
      mutation(
        'a quoted text has commands',
        'escapeCommands(stripControlChars(start))',
        'stripControlChars(start)',
      ),
      mutation(
        'a line of a log has any length',
        'if (line.length <= MAX_LINE_LENGTH) return line;',
        'return line;',
      ),
      mutation('a text from outside has several lines', "text.replace(/\\s*[\\r\\n]+\\s*/g, ' ')", 'text'),
    ],
  },
  {
    file: 'src/lib/lines.ts',
    tests: ['test/unit/lines.test.ts'],
    mutations: [
      mutation('CRLF between two chunks is two line ends', 'endedWithCr && chunk[0] === LF ? 1 : 0', '0'),
      mutation('what was dropped is not reported', '    dropped += bytes.length - kept;\n', ''),
      mutation('a line without an end is lost', 'if (size > 0) emitRest();', ''),
      mutation('UTF-8 is read as Latin-1', "isAscii(bytes) ? 'latin1' : 'utf8'", "'latin1'"),
    ],
  },
];
