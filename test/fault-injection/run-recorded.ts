import { createConsoleProvider } from '../../src/ci/console.js';
import type { CiProvider, Paths } from '../../src/ci/provider.js';
import { run } from '../../src/run.js';
import type { StepResult, startJob } from '../fakes/github-runner.js';

/** What a run inside this process reports. */
type Recorded = Pick<StepResult, 'log' | 'annotations' | 'outputs' | 'summary'>;

/**
 * Runs a command in this process, on a CI system that only records.
 *
 * @param places of the machine
 * @param inputs by name
 * @param timeLimit milliseconds until the run is aborted
 */
export async function runRecorded(
  { temp, checkout }: ReturnType<typeof startJob>['places'],
  inputs: Readonly<Record<string, string>>,
  timeLimit: number,
): Promise<Recorded & { readonly code: number }> {
  const paths = { temp: { path: temp, rejected: [] }, workDir: checkout, checkout };
  const { ci, recorded } = createRecordingProvider(inputs, paths);
  const code = await run(
    ci,
    { env: {}, node: process.execPath, signal: AbortSignal.timeout(timeLimit) },
    () => import('../../src/deploy/run-command.js'),
  );
  return { ...recorded, code };
}

/**
 * A CI system that only records. It redacts and sanitizes as the others do.
 *
 * @param inputs by name; an empty text counts as not set
 */
function createRecordingProvider(
  { token = '', ...inputs }: Readonly<Record<string, string>>,
  paths: Paths,
): { readonly ci: CiProvider; readonly recorded: Recorded } {
  const recorded = { log: [], annotations: [], outputs: {}, summary: '' } satisfies Recorded as Recorded;
  const print = (line: string) => void recorded.log.push(line);
  const console = createConsoleProvider({ NTCLI_TOKEN: token }, (name) => inputs[name] ?? '', print);
  const { sanitize, redact } = console;
  const annotate = (level: string, title: string, text: string) => {
    recorded.annotations.push({ level, title: sanitize(title), message: sanitize(text) });
    print(`${level}: ${sanitize(title)}: ${sanitize(text)}`);
  };
  const ci: CiProvider = {
    ...console,
    paths,
    async group(title, body) {
      print(sanitize(title));
      return body();
    },
    error: (title, text) => annotate('error', title, text),
    annotate,
    setOutputs(outputs) {
      for (const [name, value] of Object.entries(outputs)) recorded.outputs[name] = redact(value);
    },
    writeSummary(markdown) {
      recorded.summary += redact(markdown);
    },
    exports: { afterDeploy: false, exportSession: () => 'Exported nothing' },
  };
  return { ci, recorded };
}
