import { createError } from '../schema/errors.js';
import type { CliContract } from './contract.js';
import { v0_4 } from './contract-v0-4.js';
import { v1 } from './contract-v1.js';

/** The contract that a version of ntcli is expected to follow. 0.4.x is the last line that was published and measured. */
export function selectContract(version: string): CliContract {
  return /^0\.[0-4]\./.test(version) ? v0_4 : v1;
}

/** Why this ntcli cannot deliver some variables, and what to do about it. */
export function truncationMessage(names: readonly string[], version: string): string {
  return `the value of ${names.join(', ')} contains \`=\`, and ntcli ${version} would cut it there; remove \`deploy-with: ntcli\`, so that the API delivers it, or encode the value and decode it in the server`;
}

/**
 * The contract of an ntcli whose output says that it does not know a command or option of another one, whatever its
 * version is.
 */
export const fallbackContract: CliContract = v0_4;

/** True when the output says that ntcli does not know a command or option. */
export function isUnsupportedCommand(lines: readonly string[]): boolean {
  return lines.some((line) => /too many arguments|unknown option|unknown command/i.test(line));
}

/**
 * Refuses versions that cannot deploy any more: they fail after the install, with an error that does not say why.
 *
 * @throws DeployError ntcli-unexpected
 */
export function assertSupported(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  if (major > 0 || minor > 4 || (minor === 4 && patch >= 2)) return;
  // Measured: 0.1 and 0.2 have `~/.nimbletools` and another request; 0.3.0 to 0.4.1 get 404 for `/v0/servers`.
  const reason =
    minor < 3
      ? 'it has another configuration directory and another deploy request'
      : 'it uses a server registry API that no longer exists';
  throw createError('ntcli-unexpected', `ntcli ${version} cannot deploy: ${reason}. Use 0.4.2 or newer.`);
}
