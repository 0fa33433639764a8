interface Fault {
  /** Index in the text. */
  readonly at: number;
  readonly problem: string;
}

/** What is wrong with a text, each time the first place of its kind. */
export interface JsonFaults {
  /** What breaks the grammar of RFC 8259. */
  readonly invalid?: Fault;
  /** Index of a key that its object has already. `JSON.parse` drops the first value. */
  readonly duplicateKey?: number;
  /** Index of a number that `JSON.parse` and `JSON.stringify` would change. */
  readonly inexactNumber?: number;
}

type Expected = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'next';

/** A list or object that is open. */
interface Container {
  readonly closer: '}' | ']';
  readonly keys: Set<string>;
}

/** Finds the faults of a JSON text, without recursion. */
export function findFaults(text: string): JsonFaults {
  const containers: Container[] = [];
  let duplicateKey: number | undefined;
  let inexactNumber: number | undefined;
  let expected: Expected = 'value';
  for (let at = skipSpace(text, 0); ; at = skipSpace(text, at)) {
    const character = text[at];
    const container = containers.at(-1);
    if (expected === 'next' && container === undefined) {
      if (character !== undefined) return { invalid: { at, problem: 'expected the end of the file' } };
      return {
        ...(duplicateKey !== undefined && { duplicateKey }),
        ...(inexactNumber !== undefined && { inexactNumber }),
      };
    }
    if (character === undefined) return { invalid: { at, problem: 'the file ends within a list or object' } };
    const isText = character === '"' && expected !== 'colon' && expected !== 'next';
    const scalarEnd = expected.endsWith('value') ? skipScalar(text, at) : at;
    if (isText) {
      const end = skipText(text, at);
      if (typeof end !== 'number') return { invalid: end };
      if (expected.endsWith('key') && isKnownKey(container, text.slice(at, end))) duplicateKey ??= at;
      at = end;
      expected = expected.endsWith('key') ? 'colon' : 'next';
    } else if (scalarEnd > at) {
      if (!isExact(text.slice(at, scalarEnd))) inexactNumber ??= at;
      at = scalarEnd;
      expected = 'next';
    } else if (character === '{' && expected.endsWith('value')) {
      containers.push({ closer: '}', keys: new Set() });
      expected = 'first key';
      at += 1;
    } else if (character === '[' && expected.endsWith('value')) {
      containers.push({ closer: ']', keys: new Set() });
      expected = 'first value';
      at += 1;
    } else if (character === container?.closer && (expected === 'next' || expected.startsWith('first'))) {
      containers.pop();
      expected = 'next';
      at += 1;
    } else if (character === ':' && expected === 'colon') {
      expected = 'value';
      at += 1;
    } else if (character === ',' && expected === 'next') {
      expected = container?.closer === '}' ? 'key' : 'value';
      at += 1;
    } else return { invalid: { at, problem: describeFault(text, at, expected, container?.closer) } };
  }
}

/** Remembers the key, and returns true if the object has it already. */
function isKnownKey(container: Container | undefined, quoted: string): boolean {
  // The same key may be written with and without escapes.
  const key = String(JSON.parse(quoted));
  const isKnown = container?.keys.has(key) === true;
  container?.keys.add(key);
  return isKnown;
}

/**
 * True if a scalar keeps its value. An integer must be the same digit by digit, because other languages read all of them;
 * they read a fraction or an exponent as the same floating-point number, unless that is infinite, or 0 for another number.
 */
function isExact(scalar: string): boolean {
  if (!/^[-\d]/.test(scalar)) return true;
  const number = Number(scalar);
  if (/^-?\d+$/.test(scalar)) return `${number}` === scalar || number === 0;
  return Number.isFinite(number) && (number !== 0 || !/[1-9]/.test(scalar.replace(/[eE].*$/, '')));
}

/** What is wrong with a character. The frequent mistakes have a text of their own. */
function describeFault(text: string, at: number, expected: Expected, closer = ''): string {
  const character = text[at] ?? '';
  if (/^(?:<{7}|={7}|>{7})/.test(text.slice(at, at + 7))) return 'a merge conflict is not resolved';
  if (character === '/' || character === '#') return 'comments are not allowed';
  if (/['`\u2018\u2019\u201c\u201d]/.test(character)) return 'texts need double quotes';
  const isAfterComma = expected === 'key' || (expected === 'value' && closer === ']');
  if (isAfterComma && character === closer) return `a comma before \`${closer}\` is not allowed`;
  if (expected === 'next') return `expected \`,\` or \`${closer}\``;
  if (expected === 'colon') return 'expected `:`';
  return expected.endsWith('key') ? 'expected a key in double quotes' : 'expected a value';
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (end < text.length && ' \t\r\n'.includes(text.charAt(end))) end += 1;
  return end;
}

function skipScalar(text: string, at: number): number {
  const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  scalar.lastIndex = at;
  return scalar.test(text) ? scalar.lastIndex : at;
}

/** The index after a text in quotes, or its fault. */
function skipText(text: string, start: number): number | Fault {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character < ' ') return { at, problem: 'line ends and control characters in a text need an escape' };
    if (character === '\\') {
      const [sequence = ''] = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6)) ?? [];
      if (sequence === '') return { at, problem: 'invalid escape in a text' };
      at += sequence.length - 1;
    }
  }
  return { at: text.length, problem: 'the file ends within a text' };
}
