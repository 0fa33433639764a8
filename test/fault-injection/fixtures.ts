import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';
import { fakeNtcli, packages } from '../integration/github/test-env.js';
import type { Arranged } from './fault.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

/** Code that deploys as ntcli 0.4.4 does. */
export const deploys = `await import(${JSON.stringify(join(packages.published, 'bin', 'ntcli.js'))});`;

/** The inputs of a run that installs with npm. */
export async function installing(sandbox: Sandbox) {
  const registry = await sandbox.startRegistry([packages.documented]);
  return { 'ntcli-package': '', 'ntcli-version': '1.0.0', 'npm-registry': registry.url };
}

/** Puts an ntcli on PATH that runs this code. */
export function withNtcli(sandbox: Sandbox, code: string): Arranged {
  return { env: { PATH: fakeNtcli(sandbox.job, '0.4.4', code) } };
}

/** Puts an ntcli on PATH that first prints this, byte for byte, and then deploys. */
export function printing(sandbox: Sandbox, text: string | Buffer): Arranged {
  const file = join(sandbox.outside('printed'), 'text');
  writeFileSync(file, text);
  const print = `await new Promise((done) => process.stdout.write(readFileSync(${JSON.stringify(file)}), done));`;
  return withNtcli(sandbox, `import { readFileSync } from 'node:fs'; ${print} ${deploys}`);
}

/** The file that hostile code of a row writes if it is executed. */
export function canaryFile({ outside }: Sandbox): string {
  return join(outside('canary'), 'ran');
}

export function expectNotExecuted({ sandbox }: Observation): void {
  expect(existsSync(canaryFile(sandbox)), 'hostile code was executed').toBe(false);
}

/** JavaScript (CommonJS) that writes the canary file. */
export function canaryCode(sandbox: Sandbox): string {
  return `require('node:fs').writeFileSync(${JSON.stringify(canaryFile(sandbox))}, process.argv.join(' '));`;
}

/** The file to which {@link recordingNtcli} writes the environment and working directory of ntcli. */
export function recordOf({ outside }: Sandbox): string {
  return join(outside('record'), 'ntcli.json');
}

/** An ntcli on PATH that records its environment, and deploys. */
export function recordingNtcli(sandbox: Sandbox): Arranged {
  const record = `writeFileSync(${JSON.stringify(recordOf(sandbox))}, JSON.stringify({ env: process.env, cwd: process.cwd() }));`;
  return withNtcli(sandbox, `import { writeFileSync } from 'node:fs'; ${record} ${deploys}`);
}

/** The names of the environment variables of ntcli. */
export function variablesOfNtcli({ sandbox }: Observation): string[] {
  const { env }: { env: Record<string, string> } = JSON.parse(readFileSync(recordOf(sandbox), 'utf8'));
  return Object.keys(env);
}

/** Where {@link recordingNpm} writes. */
function npmRecordOf({ outside }: Sandbox): string {
  return join(outside('npm'), 'seen.json');
}

/** An npm that records its environment and arguments, and fails. */
export function recordingNpm(sandbox: Sandbox) {
  const bin = join(sandbox.job.root, 'npm', 'bin');
  mkdirSync(bin, { recursive: true });
  const record = npmRecordOf(sandbox);
  const all = '{ env: process.env, argv: process.argv, cwd: process.cwd() }';
  const code = `require('node:fs').writeFileSync(${JSON.stringify(record)}, JSON.stringify(${all})); process.exit(1);`;
  writeFileSync(join(bin, 'npm-cli.js'), code);
  symlinkSync(join(bin, 'npm-cli.js'), join(bin, 'npm'));
  const inputs = {
    'ntcli-package': '',
    'ntcli-version': '1.0.0',
    'npm-registry': sandbox.otherServer.url,
  };
  return { inputs, env: { PATH: `${bin}${delimiter}${process.env.PATH}` }, record };
}

/** The names of the environment variables of {@link recordingNpm}. */
export function variablesOfNpm({ sandbox }: Observation): string[] {
  const { env }: { env: Record<string, string> } = JSON.parse(readFileSync(npmRecordOf(sandbox), 'utf8'));
  return Object.keys(env);
}
