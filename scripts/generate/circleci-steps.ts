import { Document } from 'yaml';
import { product } from '../../src/schema/constants.js';
import type { CommandName, InputName } from '../../src/schema/inputs.js';
import { environmentOf, inputsOf, reference } from './circleci-parameters.js';
import { engineLoader } from './engine.js';

const names: Readonly<Record<CommandName, string>> = {
  deploy: 'Deploy to NimbleTools',
  setup: 'Set up ntcli',
  check: 'Check the NimbleTools token',
};

/** The steps of a task. They speak of its parameters, so they belong into a command or job that has them. */
export function stepsOf(task: CommandName): readonly unknown[] {
  const cached = inputsOf(task).includes('cache');
  const reports = inputsOf(task).includes('summary');
  return [
    ...(cached ? [restoreCache(task)] : []),
    {
      run: {
        name: names[task],
        environment: commented(
          { ...environmentOf(task), NODE_USE_ENV_PROXY: '1' },
          ' The token is not here: it comes from the context, and a line for it would win over the context.',
        ),
        // The engine says something every 30 seconds, whatever it waits for.
        no_output_timeout: '15m',
        command: `node -e '${engineLoader().trim()}'\n`,
      },
    },
    ...(reports ? [storeReport()] : []),
    ...(cached ? [saveCache(task)] : []),
  ];
}

/** Steps that run when a boolean parameter is true. */
export function when(parameter: string, steps: readonly unknown[]): unknown {
  return { when: { condition: reference(parameter), steps } };
}

/** A value with a comment above it. */
export function commented(value: unknown, comment: string): unknown {
  const node = new Document(value).contents;
  if (node) node.commentBefore = comment;
  return node;
}

function storeReport(): unknown {
  const { report } = product.files;
  const step = { store_artifacts: { name: 'Keep the report', path: report, destination: report } };
  return when('summary', [commented(step, ' CircleCI runs this step after a failure too.')]);
}

/**
 * The release decides which packages are kept, the parameters whether any are: a cache is never written twice under one
 * key, not even an empty one.
 */
function cacheKey(task: CommandName): string {
  const parts = inputsOf(task).filter((name) => decidesWhatIsKept.includes(name));
  return ['ntcli', product.version, ...parts.map(reference)].join('-');
}

const decidesWhatIsKept: readonly InputName[] = ['deploy-with', 'ntcli-package', 'ntcli-version'];

function restoreCache(task: CommandName): unknown {
  const step = { name: 'Fetch the packages of ntcli from the cache', keys: [cacheKey(task)] };
  return when('cache', [{ restore_cache: step }]);
}

function saveCache(task: CommandName): unknown {
  const { cache } = product.files;
  const make = { name: 'Have a directory to keep', command: `mkdir -p ${cache}` };
  return when('cache', [
    commented({ run: make }, ' CircleCI fails to save what is not there.'),
    { save_cache: { name: 'Keep the packages of ntcli in the cache', key: cacheKey(task), paths: [cache] } },
  ]);
}
