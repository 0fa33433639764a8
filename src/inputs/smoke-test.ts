import { isRecord, type Json, type JsonIssue } from '../api/json.js';
import type { Expectation } from '../mcp/expectation.js';

/** A tool call of a smoke test. */
export interface ToolTest {
  readonly name: string;
  readonly tool: string;
  readonly arguments: Json;
  readonly expect?: Expectation;
}

/** A smoke test file: the shape of the vendor's `test.json` (NimbleBrainInc/mcp-registry), and what we add to it. */
export interface SmokeTest {
  readonly tests: readonly ToolTest[];
  /** Why the file asks to be skipped; absent when it is to be run. */
  readonly skipReason?: string;
  /** True when the file has an `environment`, which belongs in the inputs `env` and `secrets`. */
  readonly hasEnvironment: boolean;
}

export type SmokeTestResult =
  | { readonly ok: true; readonly value: SmokeTest }
  | { readonly ok: false; readonly issues: readonly JsonIssue[] };

const MAX_TESTS = 100;

/** Reads a smoke test from the content of its file. All faults are reported at once, each with its JSON path. */
export function parseSmokeTest(json: Json): SmokeTestResult {
  if (!isRecord(json)) return invalid('$', 'must be a JSON object with a list `tests`');
  const { skip, skipReason, environment, tests = [] } = json;
  if (!Array.isArray(tests)) return invalid('tests', 'must be a list');
  if (tests.length > MAX_TESTS)
    return invalid('tests', `has ${tests.length} entries; ${MAX_TESTS} are allowed`);
  const issues: JsonIssue[] = [];
  const parsed = tests.flatMap((test: Json, index) => parseTest(test, `tests[${index}]`, issues) ?? []);
  if (tests.length === 0 && skip !== true) issues.push({ path: 'tests', problem: 'is empty' });
  if (issues.length > 0) return { ok: false, issues };
  const reason = typeof skipReason === 'string' ? skipReason : '`skip` is set in the file';
  return {
    ok: true,
    value: {
      tests: parsed,
      hasEnvironment: isRecord(environment) && Object.keys(environment).length > 0,
      ...(skip === true && { skipReason: reason }),
    },
  };
}

function invalid(path: string, problem: string): SmokeTestResult {
  return { ok: false, issues: [{ path, problem }] };
}

function parseTest(test: Json, path: string, issues: JsonIssue[]): ToolTest | undefined {
  if (!isRecord(test)) return report(issues, path, 'must be a JSON object');
  reportUnknownKeys(test, testKeys, path, issues);
  const { name, tool, arguments: args = {}, expect } = test;
  if (typeof tool !== 'string' || tool === '') return report(issues, `${path}.tool`, 'is missing');
  if (!isRecord(args)) return report(issues, `${path}.arguments`, 'must be a JSON object');
  const expectation = expect === undefined ? undefined : parseExpectation(expect, `${path}.expect`, issues);
  return {
    name: typeof name === 'string' && name !== '' ? name : tool,
    tool,
    arguments: args,
    ...(expectation && { expect: expectation }),
  };
}

/** Conditions on the text or JSON of a result. */
const conditions = ['field', 'contains', 'equals', 'matches', 'hasKeys'];
const types = ['text', 'json', 'object', 'any'] as const;
const testKeys = ['name', 'description', 'tool', 'arguments', 'expect'];
const keys = ['type', 'field', 'contains', 'equals', 'matches', 'hasKeys', 'not', 'isError', 'schema'];

function parseExpectation(value: Json, path: string, issues: JsonIssue[]): Expectation | undefined {
  if (!isRecord(value)) return report(issues, path, 'must be a JSON object');
  reportUnknownKeys(value, keys, path, issues);
  const type = types.find((one) => one === (value.type ?? 'text'));
  if (type === undefined) return report(issues, `${path}.type`, `must be ${types.join(', ')}`);
  const ignored = type === 'any' ? Object.keys(value).filter((key) => conditions.includes(key)) : [];
  if (ignored.length > 0) report(issues, path, `has type any, which ignores ${ignored.join(', ')}`);
  const text = (key: string) => {
    const given = value[key];
    if (given !== undefined && typeof given !== 'string') report(issues, `${path}.${key}`, 'must be a text');
    return typeof given === 'string' ? given : undefined;
  };
  const [field, contains, matches] = [text('field'), text('contains'), text('matches')];
  if (matches !== undefined && !isRegExp(matches)) {
    report(issues, `${path}.matches`, 'is not a regular expression');
  }
  if (value.schema !== undefined)
    report(issues, `${path}.schema`, 'is not supported; use `hasKeys` or `field`');
  if (value.isError !== undefined && typeof value.isError !== 'boolean') {
    report(issues, `${path}.isError`, 'must be true or false');
  }
  const { hasKeys, equals } = value;
  if (hasKeys !== undefined && !isTexts(hasKeys))
    report(issues, `${path}.hasKeys`, 'must be a list of texts');
  const not = value.not === undefined ? undefined : parseExpectation(value.not, `${path}.not`, issues);
  return {
    type,
    ...(field !== undefined && { field }),
    ...(contains !== undefined && { contains }),
    ...(equals !== undefined && { equals }),
    ...(matches !== undefined && { matches }),
    ...(hasKeys !== undefined && isTexts(hasKeys) && { hasKeys }),
    ...(not && { not }),
    ...(value.isError === true && { isError: true }),
  };
}

function report(issues: JsonIssue[], path: string, problem: string): undefined {
  issues.push({ path, problem });
}

/** A misspelled key would be a check that cannot fail. */
function reportUnknownKeys(value: object, known: readonly string[], path: string, issues: JsonIssue[]): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) report(issues, path, `has an unknown key ${JSON.stringify(key.slice(0, 40))}`);
  }
}

function isTexts(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((one: Json) => typeof one === 'string');
}

function isRegExp(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
