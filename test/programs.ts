import { spawnSync } from 'node:child_process';

/**
 * True when a program that some tests need is there. Without it they are skipped with a message; in CI on Linux, where
 * `.ci/run` and the workflow install it, that is an error: a check that never runs proves nothing.
 */
export function hasProgram(name: string, ...args: readonly string[]): boolean {
  if (spawnSync(name, args, { stdio: 'ignore' }).error === undefined) return true;
  const message = `${name} is missing, so the tests that need it do not run.`;
  if (process.env.CI === 'true' && process.platform === 'linux') throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
  return false;
}
