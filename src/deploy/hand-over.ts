import type { SignedIn } from '../ntcli/call.js';
import { writeLauncher } from '../ntcli/launcher.js';
import type { Scene } from './scene.js';

/**
 * Step: give later steps of the job an `ntcli` that is signed in, and the token. Comes before the deploy, so that a
 * step that runs on failure can look into it with `ntcli server logs`.
 *
 * @returns the file that starts ntcli; undefined when nothing was handed over, so that the session can go at once
 * @throws Failed runner-incomplete
 */
export async function handOver({ host, inputs }: Scene, ntcli: SignedIn): Promise<string | undefined> {
  const wanted = host.laterSteps.always ? inputs.exportToken : inputs.command === 'setup';
  if (!wanted) return undefined;
  const launcher = await writeLauncher(ntcli);
  host.line(`✓ Later steps have ${host.laterSteps.handOver(inputs.token, ntcli.session.bin)}`);
  return launcher;
}
