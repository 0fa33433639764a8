import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile, writeAllOrNothing } from '../lib/fs.js';
import { shellQuote } from '../lib/shell.js';
import { product } from '../schema/constants.js';
import { type InputName, systemDefaults } from '../schema/inputs.js';
import { type OutputName, type Outputs, outputNames, outputVariable } from '../schema/outputs.js';
import { createConsoleProvider, describeSession } from './console.js';
import { describeOmitted, fitOutputs } from './fit-outputs.js';
import { type CiProvider, createOutputRedactor } from './provider.js';
import { createNameReporter, reportNotice } from './report.js';

/**
 * Size limit of all outputs. Linux starts no program with a variable of 128 KiB or more ("Argument list too long"), and
 * later steps pass these variables to every program.
 */
const MAX_EXPORTED_BYTES = 65_536;

/** Pipeline values that correspond to variables of a job. */
const pipelineValues: Readonly<Record<string, string>> = {
  CIRCLE_BRANCH: 'pipeline.git.branch',
  CIRCLE_TAG: 'pipeline.git.tag',
  CIRCLE_SHA1: 'pipeline.git.revision',
};

/**
 * CircleCI. Outputs and PATH reach later steps through the file that BASH_ENV names. That file stays on disk, so the
 * token is never written to it; later steps get the token from their context.
 */
export function createCircleciProvider(
  env: NodeJS.ProcessEnv,
  flag: (name: InputName) => string,
): CiProvider {
  const print = (line: string) => console.log(line);
  const plain = createConsoleProvider(env, flag, print, env.CIRCLE_WORKING_DIRECTORY);
  const exportIssue = findExportIssue(env);
  const reportOmitted = createNameReporter<OutputName>(plain, 'outputs-omitted', (names) =>
    describeOmitted(names, 'the environment of later steps'),
  );
  let isExportIssueReported = false;
  let known: Outputs = {};
  let isFirst = true;
  const redactOutputs = createOutputRedactor(plain);
  const exportToSteps = (assignments: readonly string[]) => {
    const file = env.BASH_ENV;
    if (exportIssue === undefined && file) {
      const lines = assignments.map((assignment) => `export ${assignment}\n`).join('');
      return writeAllOrNothing(file, () => appendFileSync(file, lines));
    }
    if (isExportIssueReported) return;
    isExportIssueReported = true;
    reportNotice(plain, 'exports-unavailable', exportIssue ?? '');
  };
  return {
    ...plain,
    rawInputs: { ...systemDefaults('circleci'), ...plain.rawInputs },
    paths: { ...plain.paths, packageCache: join(plain.paths.workDir, product.files.cache) },
    // CircleCI folds only whole steps.
    group(title, body) {
      print(`== ${plain.sanitize(title)}`);
      return body();
    },
    setOutputs(outputs) {
      known = { ...known, ...redactOutputs(outputs) };
      const format = (all: Outputs) => formatShellAssignments(all).join('\n');
      const { outputs: fitting, omitted } = fitOutputs(known, format, MAX_EXPORTED_BYTES);
      // The first time all of them, so that later steps do not read a value of an earlier step as one of this run.
      const changed = outputNames.filter((name) => isFirst || name in outputs || omitted.includes(name));
      const values = changed.map((name) => [name, fitting[name] ?? '']);
      exportToSteps(formatShellAssignments(Object.fromEntries(values)));
      isFirst = false;
      reportOmitted(omitted);
    },
    writeSummary: (markdown) =>
      replaceFile(join(process.cwd(), product.files.report), plain.redact(markdown)),
    missingTokenHint: 'On CircleCI, set it in a context that the job uses, or in the project settings.',
    variableHint(name) {
      const value = pipelineValues[name] ?? `pipeline.parameters.${name.toLowerCase()}`;
      return `CircleCI does not expand $${name} in a parameter. Write << ${value} >> in its place${name in pipelineValues ? '' : ', and declare that pipeline parameter'}.`;
    },
    exports: {
      afterDeploy: false,
      exportSession(_token, bin) {
        exportToSteps([`PATH=${shellQuote(bin)}:"$PATH"`]);
        return exportIssue ? describeSession(bin) : 'Added signed-in `ntcli` to PATH for later steps';
      },
    },
  };
}

/**
 * Why later steps do not get what is written to BASH_ENV, in one sentence; undefined if they do. Only bash reads that
 * file, and not in POSIX mode, as when it is started as sh. The template passes the name and options of its shell.
 */
function findExportIssue({
  BASH_ENV: file,
  NTCLI_DEPLOY_SHELL: shell,
}: NodeJS.ProcessEnv): string | undefined {
  if (!file) return 'BASH_ENV is not set in this step.';
  if (shell !== undefined && !shell.startsWith('bash:'))
    return 'The shell of this step is not bash, and only bash reads BASH_ENV.';
  if (shell?.split(':').includes('posix'))
    return 'Bash runs in POSIX mode in this step, and then does not read BASH_ENV.';
  try {
    appendFileSync(file, '');
    return undefined;
  } catch {
    return 'The file that BASH_ENV names cannot be written.';
  }
}

/** Outputs as assignments that a POSIX shell parses to exactly the same values. */
export function formatShellAssignments(outputs: Outputs): readonly string[] {
  return outputNames.flatMap((name) => {
    const value = outputs[name];
    return value === undefined ? [] : [`${outputVariable(name)}=${shellQuote(value)}`];
  });
}
