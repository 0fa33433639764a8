import { type InputName, type InputNameOf, inputRow, inputTable, type RawInputs } from '../schema/inputs.js';
import type { NoticeCode } from '../schema/notices.js';
import { bareValue, isQuoted, type Pair, parsePairs } from './pairs.js';
import { isUnexpandedVariable } from './unexpanded.js';

/** A problem with one input. The text never repeats a secret. */
export interface InputIssue {
  readonly input: InputName;
  readonly problem: string;
}

/** A notice about an input that is accepted. */
export interface InputNotice {
  readonly code: NoticeCode;
  readonly message: string;
}

/** Maximum length of an input in characters, far above any real value. */
const MAX_INPUT_LENGTH = 65_536;
/** Maximum length of a path on Linux. */
const MAX_PATH_LENGTH = 4_096;
const controlCharacter = /\p{Cc}/u;
/** Maximum length of an invalid value that is quoted, in characters. A longer one may be a misplaced secret. */
const MAX_QUOTE_LENGTH = 30;

/** Issues of one input that an error lists: thousands of duplicate servers would fill the log. */
const MAX_ISSUES_PER_INPUT = 5;

/** A line for each issue, and one for each input that has more of them. */
export function formatInputIssues(issues: readonly InputIssue[]): string[] {
  const counts = new Map<string, number>();
  const lines = issues.flatMap(({ input, problem }) => {
    const count = (counts.get(input) ?? 0) + 1;
    counts.set(input, count);
    return count <= MAX_ISSUES_PER_INPUT ? [`\`${input}\`: ${problem}.`] : [];
  });
  const more = [...counts].filter(([, count]) => count > MAX_ISSUES_PER_INPUT);
  return [
    ...lines,
    ...more.map(([input, count]) => `\`${input}\`: and ${count - MAX_ISSUES_PER_INPUT} more.`),
  ];
}

/**
 * Parses raw inputs by their kind in the table. Problems are collected in `issues`, so that all of them can be reported at
 * once; the value returned for an invalid input is never used. Values that may be mistakes are collected in `notices`.
 */
export function createReader(raw: RawInputs, issues: InputIssue[], notices: InputNotice[]) {
  /** Returns undefined, so that a function can return it instead of a value. */
  const addIssue = (input: InputName, problem: string): undefined => {
    issues.push({ input, problem });
  };
  const addNotice = (code: NoticeCode, message: string) => {
    notices.push({ code, message });
  };
  /** The text of an input, or its default; undefined if it has neither. */
  const text = (name: InputName): string | undefined => {
    const row = inputRow(name);
    // Whitespace is significant only in values of `pairs`.
    const given = (row.type.kind === 'pairs' ? raw[name] : raw[name]?.trim()) || row.default;
    if (given === undefined || (given.length <= MAX_INPUT_LENGTH && !given.includes('\0'))) return given;
    return addIssue(name, 'too long, or contains a NUL character');
  };
  const matching = (name: InputNameOf<'text' | 'list'>, value: string): string => {
    const { pattern, expected } = inputTable[name].type;
    if (!new RegExp(pattern).test(value)) addIssue(name, `${quote(value)} is invalid; expected ${expected}`);
    return value;
  };

  const asPath = (name: InputName, value: string): string => {
    if (value.length > MAX_PATH_LENGTH || controlCharacter.test(value))
      addIssue(name, `${quote(value)} is invalid; expected a path without control characters`);
    return value;
  };

  /** The pairs of a text. Issues and notices name keys only: a value may be a secret. */
  const pairs = (name: InputName, lines: string): readonly Pair[] => {
    const parsed = parsePairs(lines);
    for (const problem of parsed.problems) addIssue(name, problem);
    const quoted = parsed.pairs.filter(isQuoted);
    if (quoted.length > 0)
      addNotice('value-quoted', `In \`${name}\`, the value of ${keys(quoted)} has quotes around it.`);
    return parsed.pairs;
  };

  /** Variables. An empty one causes a notice: it may come from an expression that names nothing. */
  const variables = (name: InputName, lines: string): ReadonlyMap<string, string> => {
    const found = pairs(name, lines);
    const empty = found.filter((pair) => bareValue(pair) === '');
    if (empty.length > 0) addNotice('value-empty', `In \`${name}\`, the value of ${keys(empty)} is empty.`);
    return new Map(found.map(({ key, value }) => [key, value]));
  };

  return {
    addIssue,
    addNotice,
    text(name: InputNameOf<'text'>): string | undefined {
      const value = text(name);
      return value === undefined ? undefined : matching(name, value);
    },
    /** A path as given, which may be relative. */
    path(name: InputNameOf<'path'>): string | undefined {
      const value = text(name);
      return value === undefined ? undefined : asPath(name, value);
    },
    choice<Name extends InputNameOf<'choice'>>(
      name: Name,
    ): (typeof inputTable)[Name]['type']['options'][number] | undefined {
      const value = text(name);
      const options = inputTable[name].type.options;
      const chosen = options.find((option) => option === value);
      if (value !== undefined && !chosen)
        addIssue(name, `${quote(value)} is invalid; expected ${options.join(' or ')}`);
      return chosen;
    },
    /** Accepts only `true` and `false`, in any case: a typo must not mean false. */
    boolean(name: InputNameOf<'boolean'>): boolean {
      const value = text(name)?.toLowerCase() ?? 'false';
      if (value !== 'true' && value !== 'false')
        addIssue(name, `${quote(value)} is invalid; expected true or false`);
      return value === 'true';
    },
    integer(name: InputNameOf<'integer'>): number | undefined {
      const value = text(name);
      if (value === undefined) return undefined;
      const { min, max } = inputTable[name].type;
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= min && number <= max)) {
        addIssue(name, `${quote(value)} is invalid; expected a whole number from ${min} to ${max}`);
      }
      return number;
    },
    /** Milliseconds. */
    duration(name: InputNameOf<'duration'>): number {
      const value = text(name) ?? '';
      const [, number, unit] = /^(\d{1,6})(s|m|h)?$/.exec(value) ?? [];
      const seconds = Number(number) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1);
      if (!(seconds >= 1 && seconds <= 86_400)) {
        addIssue(name, `${quote(value)} is invalid; expected seconds (300), 90s, 5m or 1h, from 1s to 24h`);
      }
      return seconds * 1000;
    },
    list(name: InputNameOf<'list'>): readonly string[] {
      return splitList(text(name) ?? '').map((item) => matching(name, item));
    },
    /** Paths as given, which may be relative. */
    paths(name: InputNameOf<'paths'>): readonly string[] {
      return splitList(text(name) ?? '').map((item) => asPath(name, item));
    },
    variables: (name: InputNameOf<'pairs'>) => variables(name, text(name) ?? ''),
    /** The variables in the text of a file that an input names. */
    fileVariables: (name: InputName, fileText: string) => variables(name, fileText),
    /**
     * Secrets. One that is empty, or a variable that was not expanded, is an issue: it would replace a good value.
     *
     * @param mayBeEmpty true if nothing is sent in any case
     */
    secrets(name: InputNameOf<'pairs'>, mayBeEmpty: boolean): ReadonlyMap<string, string> {
      const found = pairs(name, text(name) ?? '');
      const empty = found.filter((pair) => bareValue(pair) === '');
      if (empty.length > 0 && !mayBeEmpty)
        addIssue(name, `no value for ${keys(empty)}; an empty secret would replace a good one`);
      // A block is the way to send such a text on purpose.
      const unexpanded = found.filter(
        (pair) => pair.form === 'line' && isUnexpandedVariable(bareValue(pair)),
      );
      if (unexpanded.length > 0)
        addIssue(
          name,
          `the value of ${keys(unexpanded)} is a variable that was not expanded (to send it literally, write \`KEY<<EOF\`, the text, and a line \`EOF\`)`,
        );
      return new Map(found.map(({ key, value }) => [key, value]));
    },
  };
}

/** What {@link createReader} returns. */
export type Reader = ReturnType<typeof createReader>;

/** Items on lines or between commas, without comments. */
function splitList(text: string): readonly string[] {
  const lines = text.split(/[\r\n]+/).filter((line) => !/^\s*#/.test(line));
  const items = lines.flatMap((line) => line.split(',')).map((item) => item.trim());
  return items.filter((item) => item !== '');
}

function keys(pairs: readonly Pair[]): string {
  return pairs.map(({ key }) => key).join(', ');
}

/** An invalid value for an error message: complete and on one line, or only its length. A URL may have credentials. */
function quote(value: string): string {
  const isHidden = value.length > MAX_QUOTE_LENGTH || /:.*@|:\/\/.*\?/.test(value);
  return isHidden ? `a text of ${value.length} characters` : JSON.stringify(value);
}
