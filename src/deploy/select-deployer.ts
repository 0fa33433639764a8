import type { Inputs } from '../inputs/types.js';
import type { SignedInNtcli } from '../ntcli/cli.js';
import { selectContract } from '../ntcli/compat.js';
import type { CliContract } from '../ntcli/contract.js';
import { isExact } from '../ntcli/install/source.js';
import type { ErrorInfo } from '../schema/errors.js';
import type { Deployer } from './context.js';

/** What sends the deploys, and why. */
type DeployerChoice = Pick<Deployer, 'name' | 'reason'>;

/** The inputs that decide what sends the deploys. */
type SelectionInputs = Pick<
  Inputs,
  'command' | 'deployWith' | 'isPackageSet' | 'package' | 'servers' | 'settings'
>;

/** The deployer if there is an ntcli: with `auto` the API, if that ntcli cannot deliver everything. */
export function selectDeployer(
  inputs: Pick<SelectionInputs, 'deployWith' | 'servers' | 'settings'>,
  { ntcli, contract }: Pick<SignedInNtcli, 'ntcli' | 'contract'>,
): DeployerChoice {
  if (inputs.deployWith === 'ntcli') return { name: 'ntcli', reason: '`deploy-with: ntcli` is set' };
  const reason = explainMissingSettings(inputs, contract, ntcli.version);
  return reason === undefined ? { name: 'ntcli', reason: 'nothing needs the API' } : { name: 'api', reason };
}

/**
 * Why the API sends the deploys and no ntcli is needed: `deploy-with: api`, or `auto` with settings that ntcli cannot
 * deliver and no later steps that would use it.
 *
 * @param isExported true if later steps of the job get ntcli
 * @returns undefined if ntcli has to be installed
 */
export function explainNoNtcli(inputs: SelectionInputs, isExported: boolean): string | undefined {
  if (inputs.deployWith === 'api') return '`deploy-with: api` is set';
  const { version } = inputs.package;
  // The dialect of a range or tag is known only after the install.
  if (inputs.deployWith !== 'auto' || inputs.command !== 'deploy' || isExported) return undefined;
  if (hasServerFile(inputs)) return 'ntcli cannot deliver `server-file`';
  if (version === undefined || !isExact(version)) return undefined;
  return explainMissingSettings(inputs, selectContract(version), version);
}

/** What ntcli cannot deliver; undefined if it can deliver everything. */
function explainMissingSettings(
  inputs: Pick<SelectionInputs, 'servers' | 'settings'>,
  contract: CliContract,
  version: string,
): string | undefined {
  const missing = [
    ...(hasServerFile(inputs) ? ['server-file'] : []),
    ...contract.undeliverable(inputs.settings),
  ];
  const names = missing.map((name) => `\`${name}\``);
  return names.length > 0 ? `ntcli ${version} cannot deliver ${names.join(', ')}` : undefined;
}

/** ntcli deploys only what the registry has. */
function hasServerFile({ servers }: Pick<SelectionInputs, 'servers'>): boolean {
  return servers.some(({ entry }) => entry !== undefined);
}

/**
 * True if the API sends the deploys after ntcli could not be installed: with `auto`, if the registry does not have ntcli
 * or cannot be reached, or npm is missing. Never if the user set a package, version or checksum, and never after an
 * unexpected package, which may be an attack.
 */
export function isApiFallback(
  inputs: Pick<SelectionInputs, 'command' | 'deployWith' | 'isPackageSet'>,
  { code, isUnreachable }: ErrorInfo,
): boolean {
  if (inputs.deployWith !== 'auto' || inputs.command !== 'deploy' || inputs.isPackageSet) return false;
  return code === 'ntcli-unavailable' || code === 'npm-missing' || isUnreachable === true;
}

/**
 * Says what sends the deploys: `with ntcli 0.4.4` or `through the API`.
 *
 * @param formatVersion escapes the version where it is shown
 */
export function formatDeployer(
  { name, ntcliVersion = '' }: Pick<Deployer, 'name' | 'ntcliVersion'>,
  formatVersion = (version: string) => version,
): string {
  return name === 'ntcli' ? `with ntcli ${formatVersion(ntcliVersion)}` : 'through the API';
}
