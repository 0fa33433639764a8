import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile, writeAllOrNothing } from '../lib/fs.js';
import { product } from '../schema/constants.js';
import type { InputName } from '../schema/inputs.js';
import { type Outputs, outputNames, outputVariable } from '../schema/outputs.js';
import { createConsoleProvider } from './console.js';
import type { CiProvider } from './provider.js';

/**
 * CircleCI. Outputs and PATH reach later steps through the file that BASH_ENV names. That file stays on disk, so the
 * token is never written to it; later steps have the token from their context all the same.
 */
export function createCircleciProvider(
  env: NodeJS.ProcessEnv,
  flag: (name: InputName) => string,
): CiProvider {
  const print = (line: string) => console.log(line);
  const plain = createConsoleProvider(env, flag, print);
  const exportToSteps = (assignment: string) => {
    const file = env.BASH_ENV;
    if (file) writeAllOrNothing(file, () => appendFileSync(file, `export ${assignment}\n`));
  };
  return {
    ...plain,
    paths: { ...plain.paths, packageCache: join(plain.paths.checkout, product.files.cache) },
    // CircleCI folds whole steps and nothing below them.
    group(title, body) {
      print(`== ${plain.sanitize(title)}`);
      return body();
    },
    setOutputs(outputs) {
      for (const line of formatShellAssignments(outputs)) exportToSteps(line);
    },
    writeSummary: (markdown) =>
      replaceFile(join(process.cwd(), product.files.report), plain.redact(markdown)),
    missingTokenHint: 'On CircleCI, set it in a context that the job uses, or in the project settings.',
    exports: {
      afterDeploy: false,
      exportSession(_token, bin) {
        exportToSteps(`PATH=${shellQuote(bin)}:"$PATH"`);
        return 'Added signed-in `ntcli` to PATH for later steps';
      },
    },
  };
}

/** Outputs as assignments that a POSIX shell reads back to the letter. */
export function formatShellAssignments(outputs: Outputs): readonly string[] {
  return outputNames.flatMap((name) => {
    const value = outputs[name];
    return value === undefined ? [] : [`${outputVariable(name)}=${shellQuote(value)}`];
  });
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
