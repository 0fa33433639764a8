import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { fakeNtcli, packages } from '../integration/github/test-env.js';
import type { Arranged } from './fault.js';
import type { Observation } from './run-fault.js';
import type { FaultScene } from './sandbox.js';

/** Code that deploys as ntcli 0.4.4 does. */
export const deploys = `await import(${JSON.stringify(join(packages.published, 'bin', 'ntcli.js'))});`;

/** The inputs of a run that installs with npm. */
export async function installing(scene: FaultScene) {
  const registry = await scene.startRegistry([packages.documented]);
  return { 'ntcli-package': '', 'ntcli-version': '1.0.0', 'npm-registry': registry.url };
}

/** Puts an ntcli on PATH that runs this code whenever it is called. */
export function withNtcli(scene: FaultScene, code: string): Arranged {
  return { env: { PATH: fakeNtcli(scene.job, '0.4.4', code) } };
}

/** Puts an ntcli on PATH that first prints this, byte for byte, and then deploys. */
export function printing(scene: FaultScene, text: string | Buffer): Arranged {
  const file = join(scene.outside('printed'), 'text');
  writeFileSync(file, text);
  const print = `await new Promise((done) => process.stdout.write(readFileSync(${JSON.stringify(file)}), done));`;
  return withNtcli(scene, `import { readFileSync } from 'node:fs'; ${print} ${deploys}`);
}

/** Where hostile code of a row would leave its trace if it ran. */
export function trap({ outside }: FaultScene): string {
  return join(outside('trap'), 'ran');
}

export function expectNotSprung({ scene }: Observation): void {
  expect(existsSync(trap(scene)), 'something hostile was run').toBe(false);
}

/** JavaScript (CommonJS) that springs the trap. */
export function springing(scene: FaultScene): string {
  return `require('node:fs').writeFileSync(${JSON.stringify(trap(scene))}, process.argv.join(' '));`;
}

/** The file in which {@link recordingNtcli} leaves the environment and the directory that ntcli got. */
export function recordOf({ outside }: FaultScene): string {
  return join(outside('record'), 'ntcli.json');
}

/** An ntcli on PATH that records what it got, and deploys. */
export function recordingNtcli(scene: FaultScene): Arranged {
  const record = `writeFileSync(${JSON.stringify(recordOf(scene))}, JSON.stringify({ env: process.env, cwd: process.cwd() }));`;
  return withNtcli(scene, `import { writeFileSync } from 'node:fs'; ${record} ${deploys}`);
}

/** The names of the variables that ntcli got. */
export function variablesOfNtcli({ scene }: Observation): string[] {
  const { env }: { env: Record<string, string> } = JSON.parse(readFileSync(recordOf(scene), 'utf8'));
  return Object.keys(env);
}
