import { resolve } from 'node:path';
import { formatIssues } from '../api/json.js';
import { parseSnapshot, type Tool } from '../mcp/tools.js';
import type { InputFiles } from './files.js';
import { parseJsonFile } from './json-file.js';
import type { Reader } from './readers.js';
import { parseSmokeTest, type SmokeTest } from './smoke-test.js';

/** Maximum size of a snapshot in bytes: thousands of tools with large schemas. */
const MAX_SNAPSHOT_BYTES = 16 * 1_048_576;

/** What is checked through MCP after a deploy. */
export interface Verification {
  /** Absolute path and content of `tools-snapshot`. */
  readonly snapshot?: SnapshotFile;
  readonly smokeTest?: SmokeTest;
}

/** A tools snapshot to compare with, or to write. */
export type SnapshotFile =
  | { readonly kind: 'compare'; readonly path: string; readonly tools: readonly Tool[] }
  | { readonly kind: 'update'; readonly path: string };

/**
 * Reads the inputs that verify a server beyond `tools/list`, and the files that they name.
 *
 * @param workDir directory that a relative path starts from
 * @param serverCount servers that the run verifies
 * @returns undefined without such an input
 */
export function readVerification(
  read: Reader,
  workDir: string,
  serverCount: number,
  files: InputFiles,
): Verification | undefined {
  const smokeTest = readSmokeTest(read, workDir, files.readText);
  const snapshot = readSnapshot(read, workDir, files);
  for (const [name, value] of [
    ['smoke-test', smokeTest],
    ['tools-snapshot', snapshot],
  ] as const) {
    // Two servers have two lists of tools.
    if (value !== undefined && serverCount !== 1) read.addIssue(name, 'needs exactly one server');
  }
  if (smokeTest === undefined && snapshot === undefined) return undefined;
  return { ...(smokeTest && { smokeTest }), ...(snapshot && { snapshot }) };
}

function readSmokeTest(
  read: Reader,
  workDir: string,
  readFile: InputFiles['readText'],
): SmokeTest | undefined {
  const path = read.path('smoke-test');
  if (path === undefined) return undefined;
  const file = readFile(resolve(workDir, path));
  if (!file.ok) return read.addIssue('smoke-test', file.problem);
  const content = parseJsonFile(file.text);
  if (!content.ok) return read.addIssue('smoke-test', `${path} ${content.problem}`);
  const parsed = parseSmokeTest(content.json);
  return parsed.ok ? parsed.value : read.addIssue('smoke-test', `${path}: ${formatIssues(parsed.issues)}`);
}

function readSnapshot(
  read: Reader,
  workDir: string,
  { readText, leadsOut }: InputFiles,
): SnapshotFile | undefined {
  const name = read.path('tools-snapshot');
  const isUpdate = read.boolean('update-tools-snapshot');
  if (name === undefined) {
    if (isUpdate) read.addIssue('update-tools-snapshot', 'needs `tools-snapshot`, the file to write');
    return undefined;
  }
  const path = resolve(workDir, name);
  if (isUpdate) {
    const problem = `${name} is a symlink to a file outside the checkout`;
    return leadsOut(path) ? read.addIssue('tools-snapshot', problem) : { kind: 'update', path };
  }
  const file = readText(path, MAX_SNAPSHOT_BYTES);
  if (!file.ok) {
    return read.addIssue('tools-snapshot', `${file.problem}. Create it with \`update-tools-snapshot: true\``);
  }
  const content = parseJsonFile(file.text, 'rounded');
  if (!content.ok) return read.addIssue('tools-snapshot', `${name} ${content.problem}`);
  const tools = parseSnapshot(content.json);
  if (tools) return { kind: 'compare', path, tools };
  return read.addIssue('tools-snapshot', `${name} is not a snapshot: a JSON object with a list \`tools\``);
}
