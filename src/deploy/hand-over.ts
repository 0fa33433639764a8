import type { SignedIn } from '../ntcli/cli.js';
import { writeLauncher } from '../ntcli/wrapper.js';
import type { Scene } from './context.js';

/** True when later steps of the job are to be given something: the session then belongs to them. */
export function isHandedOver({ host, inputs }: Scene): boolean {
  return host.laterSteps.always ? inputs.exportToken : inputs.command === 'setup';
}

/**
 * Step: give later steps of the job the token, and an `ntcli` that is signed in where there is one. Comes before the
 * deploy, so that a step that runs on failure can look into it with `ntcli server logs`.
 *
 * @returns the file that starts ntcli
 * @throws Failed runner-incomplete
 */
export async function handOver({ host, inputs }: Scene, ntcli: SignedIn): Promise<string> {
  const launcher = await writeLauncher(ntcli);
  host.line(`✓ Later steps have ${host.laterSteps.handOver(inputs.token, ntcli.session.bin)}`);
  return launcher;
}
