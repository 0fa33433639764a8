import type { Host } from '../hosts/host.js';
import type { Inputs } from '../inputs/inputs.js';
import type { SignedIn } from '../ntcli/call.js';
import { writeLauncher } from '../ntcli/launcher.js';

/**
 * Step: give later steps of the job the token and an `ntcli` that is signed in. Comes before the deploy, so that a step
 * that runs on failure can look into it with `ntcli server logs`.
 *
 * @returns the file that starts ntcli; undefined when nothing was handed over, so that the session can go at once
 * @throws Failed runner-incomplete
 */
export async function handOver(host: Host, inputs: Inputs, ntcli: SignedIn): Promise<string | undefined> {
  if (!inputs.exportToken || !host.laterSteps) return undefined;
  const launcher = await writeLauncher(ntcli);
  host.laterSteps.handOver(inputs.token, ntcli.session.bin);
  host.line('✓ Later steps have `ntcli` on PATH, signed in, and NTCLI_TOKEN');
  return launcher;
}
