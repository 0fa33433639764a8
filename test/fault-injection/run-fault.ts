import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import type { StepResult } from '../fakes/github-runner.js';
import { pathWithNtcli } from '../integration/github/test-env.js';
import { runsAll } from '../nightly.js';
import type { Fault } from './fault.js';
import { createLeakSearch } from './leak-search.js';
import { textsBelow, withoutMasks } from './leaks.js';
import { watchProcess } from './process-watch.js';
import { createSandbox, type Sandbox } from './sandbox.js';
import { unexpectedCommands } from './workflow-commands.js';

/** How a row is run: normally, and with debug logging. */
const modes = { plain: {}, debug: { RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' } } as const;
export type Mode = keyof typeof modes;

/** What was observed in one run of one row. */
export interface Observation {
  readonly sandbox: Sandbox;
  readonly main: StepResult;
  readonly post: StepResult;
  /** Command lines of the main step and its descendants. */
  readonly commandLines: ReadonlySet<string>;
  /** Where a token leaked, and in which encoding. */
  readonly leaks: readonly string[];
  /** Commands in the log that are not ours. */
  readonly commands: readonly string[];
  /** Milliseconds of the main step. */
  readonly duration: number;
  /** Milliseconds from a signal to the exit of the entry process; absent if none was sent. */
  readonly cancel?: number;
  /** Largest resident memory of the entry process, in MiB; 0 if unknown. */
  readonly peakMemory: number;
  /** Files and directories below the temporary directory of the job after the post step. */
  readonly leftBehind: readonly string[];
}

/** A post step that `npm test` does not start: without state from the main step it does nothing. */
const noStep: StepResult = {
  code: 0,
  raw: '',
  log: [],
  masks: [],
  annotations: [],
  outputs: {},
  summary: '',
  state: {},
};

/** Runs the committed bundle with one row, then the post step. The caller closes the sandbox. */
export async function runFault(fault: Fault, mode: Mode): Promise<Observation> {
  const sandbox = await createSandbox();
  try {
    return await runIn(sandbox, fault, mode);
  } catch (error) {
    await sandbox.end();
    throw error;
  }
}

async function runIn(sandbox: Sandbox, fault: Fault, mode: Mode): Promise<Observation> {
  const { job, platform, token } = sandbox;
  const arranged = await fault.arrange(sandbox);
  const env = { ...modes[mode], PATH: pathWithNtcli(job, 'published'), ...arranged.env };
  const inputs = {
    token,
    workspace: 'my-workspace',
    server: 'ai.nimbletools/echo',
    domain: platform.domain,
    'ntcli-package': 'preinstalled',
    ...arranged.inputs,
  };
  const watching: { watch?: ReturnType<typeof watchProcess>; timer?: NodeJS.Timeout } = {};
  const started = performance.now();
  let ended = 0;
  const main = await job.main(inputs, {
    env,
    onStart(child) {
      if (child.pid !== undefined) watching.watch = watchProcess(child.pid);
      watching.timer = setTimeout(() => child.kill('SIGKILL'), arranged.within ?? 60_000);
      child.once('exit', () => {
        ended = performance.now();
      });
      arranged.onStart?.(child);
    },
  });
  clearTimeout(watching.timer);
  watching.watch?.stop();
  const commandLines = watching.watch?.commandLines ?? new Set<string>();

  const secrets = [token, ...(arranged.secrets ?? [])];
  // Credentials of npm and proxies are masked, too.
  const maskable = [...secrets, ...Object.values(arranged.env ?? {}).flatMap((value) => value ?? [])];
  const { leaks, search, searchRequests } = createLeakSearch(secrets);
  const searchFiles = (when: string) => {
    for (const { path, text, mode: permissions } of textsBelow(job.root)) {
      const [, name = '', ...below] = path.split(sep);
      const inSession = path.startsWith('temp') && /^ntcli-deploy-[0-9a-f-]{36}$/.test(name);
      if (inSession && below.length === 0 && permissions !== 0o700)
        leaks.push(`${when}: ${path} has mode ${permissions.toString(8)}`);
      const isAllowed = (inSession && when === 'after main') || /^commands\/\d+-ENV$/.test(path);
      if (!isAllowed) search(`${when}: ${path}`, text);
    }
  };
  searchFiles('after main');
  await arranged.afterMain?.(main);
  const hasWork = Object.keys(main.state).length > 0;
  const post =
    hasWork || runsAll ? await job.post(main, { env: { ...modes[mode], ...arranged.env } }) : noStep;
  searchFiles('after post');
  for (const [name, { raw, annotations, summary, outputs, state }] of Object.entries({ main, post })) {
    search(`log of ${name}`, withoutMasks(raw));
    search(`results of ${name}`, JSON.stringify({ annotations, summary, outputs, state }));
  }
  for (const line of commandLines) search('a command line', line);
  for (const file of arranged.noTokenIn ?? []) search(file, readFileSync(file, 'utf8'));
  searchRequests(sandbox);

  return {
    sandbox,
    main,
    post,
    commandLines,
    leaks,
    commands: [main, post].flatMap(({ raw }) => unexpectedCommands(raw, maskable)),
    duration: ended - started,
    ...(sandbox.signal.sentAt === undefined ? {} : { cancel: ended - sandbox.signal.sentAt }),
    peakMemory: Math.round((watching.watch?.peakMemory() ?? 0) / 1024),
    leftBehind: textsBelow(job.places.temp).map(({ path }) => path),
  };
}
