import { type InputName, type InputNameOf, inputRow, inputTable, type RawInputs } from '../schema/inputs.js';

/** Something wrong with one input, in words that do not repeat a secret. */
export interface InputIssue {
  readonly input: InputName;
  readonly problem: string;
}

/** Longest input that is looked at, in characters. No honest one comes near it. */
const MAX_INPUT_LENGTH = 65_536;
/** Longest wrong value that is quoted back, in characters: what is longer may be a secret that was put in the wrong place. */
const MAX_QUOTE_LENGTH = 30;

/**
 * Reads raw inputs by the kind that the table gives them. What does not fit is noted in `issues`, so that all of them
 * can be reported at once; the value returned in its place is never used.
 */
export function createReader(raw: RawInputs, issues: InputIssue[]) {
  const addIssue = (input: InputName, problem: string) => {
    issues.push({ input, problem });
  };
  /** The text of an input: as given, else its default; undefined when it has neither. */
  const text = (name: InputName): string | undefined => {
    const row = inputRow(name);
    // White space is part of a value of `pairs`, and of nothing else.
    const given = (row.type.kind === 'pairs' ? raw[name] : raw[name]?.trim()) || row.default;
    if (given === undefined || (given.length <= MAX_INPUT_LENGTH && !given.includes('\0'))) return given;
    addIssue(name, 'too long, or contains a NUL character');
    return undefined;
  };
  const matching = (name: InputNameOf<'text' | 'list'>, value: string): string => {
    const { pattern, expected } = inputTable[name].type;
    if (!new RegExp(pattern).test(value)) addIssue(name, `${quote(value)} is invalid; expected ${expected}`);
    return value;
  };

  /**
   * `KEY=VALUE` lines. The value is everything behind the first `=`; blank lines and lines that begin with `#` are
   * left out.
   */
  const pairLines = (name: InputName, lines: string): ReadonlyMap<string, string> => {
    const pairs = new Map<string, string>();
    if (lines.includes('\0')) addIssue(name, 'contains a NUL character');
    for (const [index, line] of lines.split(/\r?\n/).entries()) {
      if (/^\s*(#|$)/.test(line)) continue;
      // The line itself is not quoted: somebody may have put a secret there.
      const [, key, value] = /^\s*([A-Za-z_][A-Za-z0-9_]{0,127})=(.*)$/.exec(line) ?? [];
      if (key === undefined || value === undefined) addIssue(name, `line ${index + 1} is not KEY=VALUE`);
      else if (pairs.has(key)) addIssue(name, `${key} is set twice`);
      else pairs.set(key, value);
    }
    return pairs;
  };

  return {
    addIssue,
    text(name: InputNameOf<'text'>): string | undefined {
      const value = text(name);
      return value === undefined ? undefined : matching(name, value);
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
    /** Only `true` and `false` (in any case) count: a typo must not mean no. */
    boolean(name: InputNameOf<'boolean'>): boolean {
      const value = text(name)?.toLowerCase() ?? 'false';
      if (value !== 'true' && value !== 'false')
        addIssue(name, `${quote(value)} is invalid; expected true or false`);
      return value === 'true';
    },
    integer(name: InputNameOf<'integer'>): number | undefined {
      const value = text(name);
      if (value === undefined) return undefined;
      const { least, most } = inputTable[name].type;
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= least && number <= most)) {
        addIssue(name, `${quote(value)} is invalid; expected a whole number from ${least} to ${most}`);
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
      const items = (text(name) ?? '').split(/[\r\n,]+/).map((item) => item.trim());
      return items.filter((item) => item !== '').map((item) => matching(name, item));
    },
    pairs: (name: InputNameOf<'pairs'>) => pairLines(name, text(name) ?? ''),
    pairLines,
  };
}

/** A wrong value as it can be shown: on one line, whole, or not at all. */
function quote(value: string): string {
  return value.length > MAX_QUOTE_LENGTH ? `a text of ${value.length} characters` : JSON.stringify(value);
}
