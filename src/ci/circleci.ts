import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOwnFile, writeWhole } from '../lib/fs.js';
import { product } from '../schema/constants.js';
import type { InputName } from '../schema/inputs.js';
import { type Outputs, outputNames, outputVariable } from '../schema/outputs.js';
import { createFileKeep } from './cache/directory.js';
import { createPlainHost } from './console.js';
import type { Host } from './provider.js';

/**
 * CircleCI. Outputs and PATH reach later steps through the file that BASH_ENV names. That file stays on disk, so the
 * token is never written to it; later steps have the token from their context all the same.
 */
export function createCircleciHost(env: NodeJS.ProcessEnv, flag: (name: InputName) => string): Host {
  const print = (line: string) => console.log(line);
  const plain = createPlainHost(env, flag, print);
  const exportToSteps = (assignment: string) => {
    const file = env.BASH_ENV;
    if (file) writeWhole(file, () => appendFileSync(file, `export ${assignment}\n`));
  };
  return {
    ...plain,
    places: { ...plain.places, keep: createFileKeep(plain.places.checkout, plain.line) },
    // CircleCI folds whole steps and nothing below them.
    group(title, body) {
      print(`== ${plain.clean(title)}`);
      return body();
    },
    setOutputs(outputs) {
      for (const line of shellAssignments(outputs)) exportToSteps(line);
    },
    writeSummary: (markdown) =>
      writeOwnFile(join(process.cwd(), product.files.report), plain.redact(markdown)),
    whyNoToken: 'On CircleCI it comes from a context that the job names, or from the project settings.',
    laterSteps: {
      always: false,
      handOver(_token, bin) {
        exportToSteps(`PATH=${shellQuote(bin)}:"$PATH"`);
        return '`ntcli` on PATH, signed in';
      },
    },
  };
}

/** Outputs as assignments that a POSIX shell reads back to the letter. */
export function shellAssignments(outputs: Outputs): readonly string[] {
  return outputNames.flatMap((name) => {
    const value = outputs[name];
    return value === undefined ? [] : [`${outputVariable(name)}=${shellQuote(value)}`];
  });
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
