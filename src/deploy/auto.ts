import type { Inputs } from '../inputs/types.js';
import type { SignedInNtcli } from '../ntcli/cli.js';
import { selectContract } from '../ntcli/compat.js';
import type { CliContract } from '../ntcli/contract.js';
import { isExact } from '../ntcli/install/source.js';
import type { ErrorInfo } from '../schema/errors.js';

/** What sends the deploys, and why, for the log and the summary. */
export interface Sender {
  readonly name: 'ntcli' | 'api';
  readonly reason: string;
}

/** The inputs that decide what sends the deploys. */
export type SenderInputs = Pick<
  Inputs,
  'command' | 'deployWith' | 'isPackageSet' | 'package' | 'servers' | 'settings'
>;

/** The sender if there is an ntcli: with `auto` the API, if that ntcli cannot deliver everything. */
export function selectSender(
  inputs: Pick<SenderInputs, 'deployWith' | 'servers' | 'settings'>,
  { ntcli, contract }: Pick<SignedInNtcli, 'ntcli' | 'contract'>,
): Sender {
  if (inputs.deployWith === 'ntcli') return { name: 'ntcli', reason: '`deploy-with: ntcli` is set' };
  return (
    selectApiForSettings(inputs, contract, ntcli.version) ?? {
      name: 'ntcli',
      reason: 'nothing needs the API',
    }
  );
}

/**
 * The API, if it sends the deploys and no ntcli is needed: `deploy-with: api`, or `auto` with settings that ntcli cannot
 * deliver and no later steps that would use it. Undefined if ntcli has to be installed.
 *
 * @param isExported true if later steps of the job get ntcli
 */
export function selectWithoutNtcli(inputs: SenderInputs, isExported: boolean): Sender | undefined {
  if (inputs.deployWith === 'api') return { name: 'api', reason: '`deploy-with: api` is set' };
  const { version } = inputs.package;
  // The dialect of a range or tag is known only after the install.
  if (inputs.deployWith !== 'auto' || inputs.command !== 'deploy' || isExported) return undefined;
  if (hasServerFile(inputs)) return { name: 'api', reason: 'ntcli cannot deliver `server-file`' };
  if (version === undefined || !isExact(version)) return undefined;
  return selectApiForSettings(inputs, selectContract(version), version);
}

function selectApiForSettings(
  inputs: Pick<SenderInputs, 'servers' | 'settings'>,
  contract: CliContract,
  version: string,
): Sender | undefined {
  const missing = [
    ...(hasServerFile(inputs) ? ['server-file'] : []),
    ...contract.undeliverable(inputs.settings),
  ];
  const names = missing.map((name) => `\`${name}\``);
  if (names.length === 0) return undefined;
  return { name: 'api', reason: `ntcli ${version} cannot deliver ${names.join(', ')}` };
}

/** ntcli deploys only what the registry has. */
function hasServerFile({ servers }: Pick<SenderInputs, 'servers'>): boolean {
  return servers.some(({ entry }) => entry !== undefined);
}

/**
 * True if the API sends the deploys after ntcli could not be installed: with `auto`, if the registry does not have ntcli
 * or cannot be reached, or npm is missing. Never if the user set a package, version or checksum, and never after an
 * unexpected package, which may be an attack.
 */
export function isApiFallback(
  inputs: Pick<SenderInputs, 'command' | 'deployWith' | 'isPackageSet'>,
  { code, isUnreachable }: ErrorInfo,
): boolean {
  if (inputs.deployWith !== 'auto' || inputs.command !== 'deploy' || inputs.isPackageSet) return false;
  return code === 'ntcli-unavailable' || code === 'npm-missing' || isUnreachable === true;
}
