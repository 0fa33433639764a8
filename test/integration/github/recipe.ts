import { parse } from 'yaml';
import { startJob } from '../../fakes/github-runner.js';
import { snippetsOf } from '../../repo/docs/pages.js';
import type { Step, Workflow } from '../../repo/workflow-files.js';

type Values = Readonly<Record<string, string>>;

/** The workflow of docs/recipes.md that contains a text. */
export function recipeWith(text: string): Workflow {
  const found = snippetsOf('docs/recipes.md', /^ya?ml$/).filter((snippet) => snippet.text.includes(text));
  const [one, ...others] = found;
  if (!one || others.length > 0) throw new Error(`${found.length} recipes contain ${text}`);
  return parse(one.text);
}

export interface RecipeRun {
  /** Values of expressions, such as `secrets.NTCLI_TOKEN`. One that is not here fails the test. */
  readonly values: Values;
  /** Inputs of our action that a test has to replace, such as the domain. */
  readonly inputs?: Values;
  /** Variables of the machine that scripts get. */
  readonly machine?: Values;
  /** Fills the checkout. */
  readonly checkout?: (directory: string) => void;
}

/**
 * Runs the steps of a job of a recipe as the runner does: checkouts, scripts, and our action from the committed bundle.
 *
 * @returns the log, and the exit code of the first step that failed, else 0
 */
export async function runRecipeJob(
  steps: readonly Step[],
  { values, inputs = {}, machine = {}, checkout }: RecipeRun,
) {
  const job = startJob({ env: { PATH: process.env.PATH } });
  const logs: string[] = [];
  let code: number | null = 0;
  let outputs: Values = {};
  try {
    for (const step of steps) {
      if (code !== 0 && step.if !== 'always()') continue;
      if (step.uses?.startsWith('actions/checkout@')) {
        checkout?.(job.places.checkout);
        continue;
      }
      const result = step.uses
        ? await job.main({ ...evaluateAll(step.with, values), ...inputs })
        : await job.run({
            file: 'bash',
            args: ['-eo', 'pipefail', '-c', evaluate(step.run ?? '', values)],
            env: { ...machine, ...evaluateAll(step.env, values) },
          });
      logs.push(...result.log);
      outputs = { ...outputs, ...result.outputs };
      if (code === 0) code = result.code;
    }
  } finally {
    job.end();
  }
  return { code, log: logs.join('\n'), outputs };
}

function evaluateAll(texts: Readonly<Record<string, unknown>> = {}, values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, evaluate(String(text), values)]),
  );
}

/** A text with its expressions replaced. */
function evaluate(text: string, values: Values): string {
  return text.replace(/\$\{\{ *(.+?) *\}\}/g, (_, expression: string) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`The test has no value for ${expression}`);
    return value;
  });
}
