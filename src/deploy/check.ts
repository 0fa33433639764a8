import type { Host } from '../ci/provider.js';
import type { Inputs } from '../inputs/types.js';
import { type Failure, failureCatalogue, failureOf } from '../schema/errors.js';
import { exits } from '../schema/exit-codes.js';
import { type Job, type Scene, setScene } from './context.js';
import { deployStory } from './deploy.js';
import { reportFailure } from './report.js';
import { lookUp, ownAge, tellExpiry, tellWhere } from './token-expiry.js';

/**
 * Runs the command that the inputs ask for.
 *
 * @returns its failure, reported already
 * @throws Failed for a failure that nobody has reported yet
 */
export function runCommand(host: Host, job: Job, inputs: Inputs): Promise<Failure | undefined> {
  const scene = setScene(host, job, inputs);
  return inputs.command === 'check' ? check(scene) : deployStory(scene);
}

/** The story of the `check` command: token and workspace, nothing else. */
async function check(scene: Scene): Promise<Failure | undefined> {
  const { workspace, age } = await lookUp(scene, scene.job.signal).catch((error) => {
    // What the token says of itself is worth knowing even where its workspace is not found.
    if (failureCatalogue[failureOf(error).code].exit === exits.target) tellExpiry(scene, ownAge(scene));
    throw error;
  });
  const { failure } = tellWhere(scene, workspace, age);
  if (failure) reportFailure(scene.host, failure);
  return failure;
}
