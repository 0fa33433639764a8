import type { Fault } from './fault.js';
import { createLeakSearch } from './leak-search.js';
import { textsBelow } from './leaks.js';
import type { Observation } from './run-fault.js';
import { runRecorded } from './run-recorded.js';
import { createSandbox, type Sandbox } from './sandbox.js';

/**
 * Runs one row of the API in this process, with `deploy-with: api`: no process is started, so 70 rows take seconds. The
 * caller closes the sandbox.
 */
export async function runInProcess(fault: Fault): Promise<Observation> {
  const sandbox = await createSandbox(4_000);
  try {
    return await runIn(sandbox, fault);
  } catch (error) {
    await sandbox.end();
    throw error;
  }
}

async function runIn(sandbox: Sandbox, fault: Fault): Promise<Observation> {
  const { job, platform, token } = sandbox;
  const { inputs, secrets = [], within = 60_000, ...more } = await fault.arrange(sandbox);
  if (Object.keys(more).length > 0) throw new Error(`Needs a process: ${Object.keys(more).join(', ')}`);
  const all = {
    token,
    workspace: 'my-workspace',
    server: 'ai.nimbletools/echo',
    domain: platform.domain,
    'deploy-with': 'api',
    ...inputs,
  };
  const started = performance.now();
  const recorded = await runRecorded(job.places, all, within);
  const duration = performance.now() - started;
  const raw = recorded.log.join('\n');
  const { leaks, search, searchRequests } = createLeakSearch([token, ...secrets]);
  for (const { path, text } of textsBelow(job.root)) search(path, text);
  search('results', JSON.stringify(recorded));
  searchRequests(sandbox);
  const main = { ...recorded, raw, masks: [], state: {} };
  return {
    sandbox,
    main,
    post: { ...main, code: 0, raw: '', log: [] },
    commandLines: new Set(),
    leaks,
    commands: [],
    duration,
    peakMemory: 0,
    leftBehind: textsBelow(job.places.temp).map(({ path }) => path),
  };
}
