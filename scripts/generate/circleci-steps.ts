import { createHash } from 'node:crypto';
import { Document } from 'yaml';
import { product } from '../../src/schema/constants.js';
import { type CommandName, type InputName, inputNamesOn } from '../../src/schema/inputs.js';
import { getEnvironment, reference } from './circleci-parameters.js';
import { engineLoader, requireNode } from './engine.js';

const names: Readonly<Record<CommandName, string>> = {
  deploy: 'Deploy to NimbleTools',
  setup: 'Set up ntcli',
  check: 'Check the NimbleTools token',
  remove: 'Remove from NimbleTools',
};

/** The steps of a command. They refer to its parameters, so they belong into a command or job that has them. */
export function getSteps(task: CommandName): readonly unknown[] {
  const cached = inputNamesOn('circleci', task).includes('cache');
  const reports = inputNamesOn('circleci', task).includes('summary');
  return [
    ...(cached ? [restoreCache(task)] : []),
    {
      run: {
        name: names[task],
        environment: commented(
          { ...getEnvironment(task), NODE_USE_ENV_PROXY: '1' },
          ' The token comes from the context. A line for it here would override the context.',
        ),
        // The engine prints a line every 25 seconds while it waits.
        no_output_timeout: '15m',
        command: command(),
      },
    },
    ...(reports ? [storeReport()] : []),
    ...(cached ? [saveCache(task)] : []),
  ];
}

/**
 * Starts the loader. NODE_OPTIONS could run code before the engine is checked. The engine has to know the shell, because
 * only bash passes outputs on. No parameter is in the text of a command: a shell would read it.
 */
function command(): string {
  return [
    requireNode,
    'NTCLI_DEPLOY_SHELL="${BASH_VERSION:+bash:$SHELLOPTS}" \\',
    `NODE_OPTIONS='' node -e '${engineLoader().trim()}'\n`,
  ].join('\n');
}

/** Steps that run when a boolean parameter is true. */
export function when(parameter: string, steps: readonly unknown[]): unknown {
  return { when: { condition: reference(parameter), steps } };
}

/** A value with a comment above it. */
function commented(value: unknown, comment: string): unknown {
  const node = new Document(value).contents;
  if (node) node.commentBefore = comment;
  return node;
}

function storeReport(): unknown {
  const { report } = product.files;
  const step = { store_artifacts: { name: 'Store the report', path: report, destination: report } };
  return when('summary', [commented(step, ' CircleCI runs this step after a failure as well.')]);
}

/**
 * The release and these parameters decide what is in the cache. Each key also ends with a checksum of one word, which says
 * whether there was anything to save: CircleCI saves an empty cache too, never replaces it, and only warns about a path
 * that is not there.
 */
function cacheKey(command: CommandName, state: string): string {
  const parts = inputNamesOn('circleci', command).filter((name) => decidesCacheContent.includes(name));
  return ['ntcli', product.version, ...parts.map(reference), state].join('-');
}

const decidesCacheContent: readonly InputName[] = ['deploy-with', 'ntcli-package', 'ntcli-version'];

const stateFile = `${product.files.cache}/state`;

function restoreCache(command: CommandName): unknown {
  // The same as `{{ checksum }}` of a file with this line. It has no character that differs in base64 of URLs.
  const full = createHash('sha256').update('packages\n').digest('base64');
  const step = { name: 'Restore the packages of ntcli', keys: [cacheKey(command, full)] };
  return when('cache', [{ restore_cache: step }]);
}

function saveCache(command: CommandName): unknown {
  const { cache } = product.files;
  const findState = `\
mkdir -p ${cache}
rm -f ${stateFile}
if [ -n "$(ls ${cache})" ]; then state=packages; else state=nothing; fi
echo "$state" > ${stateFile}
`;
  const key = cacheKey(command, `{{ checksum "${stateFile}" }}`);
  return when('cache', [
    commented(
      { run: { name: 'See whether there are packages to save', command: findState } },
      ' An empty cache gets a key that is never restored.',
    ),
    { save_cache: { name: 'Save the packages of ntcli', key, paths: [cache] } },
  ]);
}
