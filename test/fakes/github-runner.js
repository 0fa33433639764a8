// @ts-check
/**
 * A fake GitHub runner: gives a step its inputs and command files, starts it as a child process, reads its
 * log as the runner does (masks, groups, annotations) and carries variables, PATH and state to the next step.
 */

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCommandFile } from './command-files.js';
import { runProcess } from './run-process.js';
import { commandsOf, decode, runnerLines } from './runner-commands.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {{ file: string, args?: string[], cwd?: string, env?: Record<string, string | undefined>, onStart?: (child: import('node:child_process').ChildProcess) => void }} Step */
/**
 * @typedef {object} StepResult
 * @property {number | null} code exit code; null when a signal ended it
 * @property {string} raw standard output and standard error as they came
 * @property {string[]} log what the runner shows, a line each; lines of a group are indented
 * @property {string[]} masks what the runner was told to mask, in order
 * @property {{ level: string, title: string, message: string }[]} annotations
 * @property {Record<string, string>} outputs
 * @property {string} summary the job summary, in Markdown
 * @property {Record<string, string>} state what the step left for its post step
 */

/**
 * A job on a fresh machine: its own home, checkout, temporary directory and tool cache.
 *
 * @param {{ node?: string, env?: Record<string, string | undefined> }} [options] `node` runs the action; `env` is the
 *   job's own `env:`, where undefined takes a variable of the runner away
 */
export function startJob({ node = process.execPath, env = {} } = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'runner-')));
  const at = (/** @type {string} */ name) => join(root, name);
  const places = {
    home: at('home'),
    checkout: at('checkout'),
    temp: at('temp'),
    toolCache: at('tool-cache'),
  };
  for (const place of [...Object.values(places), at('commands')]) mkdirSync(place);

  /** @type {Record<string, string>} */
  let exported = {};
  /** @type {string[]} */
  let path = (process.env.PATH ?? '').split(delimiter);
  const masks = new Set();
  let steps = 0;

  /** @returns {Record<string, string>} the environment that the runner gives every step */
  const base = () => {
    const given = {
      HOME: places.home,
      USERPROFILE: places.home,
      GITHUB_ACTIONS: 'true',
      CI: 'true',
      GITHUB_WORKSPACE: places.checkout,
      RUNNER_TEMP: places.temp,
      RUNNER_TOOL_CACHE: places.toolCache,
      TMPDIR: places.temp,
      // Windows has it in every process, and `@actions/exec` finds no program without it.
      PATHEXT: process.env.PATHEXT,
      ...exported,
      PATH: path.join(delimiter),
      ...env,
    };
    return Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
  };

  /**
   * @param {Step} step
   * @returns {Promise<StepResult>}
   */
  const run = async ({ file, args = [], cwd = places.checkout, env: own = {}, onStart }) => {
    steps += 1;
    const files = Object.fromEntries(
      ['OUTPUT', 'ENV', 'PATH', 'STATE', 'STEP_SUMMARY'].map((name) => [
        `GITHUB_${name}`,
        at(`commands/${steps}-${name}`),
      ]),
    );
    for (const name of Object.values(files)) writeFileSync(name, '');
    const variables = { ...files, ...base(), ...own };
    const { code, output: raw } = await runProcess(file, args, { cwd, env: variables, onStart });
    exported = { ...exported, ...readCommandFile(files.GITHUB_ENV) };
    path = [
      ...readFileSync(files.GITHUB_PATH ?? '', 'utf8')
        .split(/\r?\n/)
        .filter(Boolean)
        .reverse(),
      ...path,
    ];
    return {
      code,
      raw,
      ...readLog(raw, masks),
      outputs: readCommandFile(files.GITHUB_OUTPUT),
      summary: readFileSync(files.GITHUB_STEP_SUMMARY ?? '', 'utf8'),
      state: readCommandFile(files.GITHUB_STATE),
    };
  };

  return {
    root,
    places,
    /** Variables that later steps see. */
    exported: () => exported,
    run,
    /**
     * The step `uses: ./` with these inputs: the committed bundle, started as action.yml says.
     *
     * @param {Record<string, string>} inputs
     * @param {Omit<Step, 'file'> & { through?: string[] }} [also] `through`: the command that starts Node.js, such as a
     *   shell of a container
     */
    main(inputs, { through = [], ...also } = {}) {
      const [file = node, ...args] = [...through, node, bundle('main')];
      return run({ ...also, file, args, env: { ...inputVariables(inputs), ...also.env } });
    },
    /**
     * The post step of a main step.
     *
     * @param {StepResult} main
     * @param {Omit<Step, 'file'>} [also]
     */
    post: ({ state }, also = {}) =>
      run({
        ...also,
        file: node,
        args: [bundle('post')],
        env: {
          ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
          ...also.env,
        },
      }),
    /** A later `run:` step of the job. @param {string} script @param {Pick<Step, 'env'>} [also] */
    shell: (script, also = {}) => run({ ...also, file: 'bash', args: ['-eo', 'pipefail', '-c', script] }),
    /** Ends the job and forgets the machine. */
    end: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** @param {'main' | 'post'} name */
function bundle(name) {
  return join(repository, 'dist', name, 'index.js');
}

/**
 * Names of the inputs of action.yml. Read without a YAML parser, so that the demo runs without any dependency installed.
 *
 * @param {string} text action.yml as `npm run build` writes it: no input has a default
 * @returns {string[]}
 */
export function inputNames(text) {
  const inputs = /^inputs:\n((?: .*\n)*)/m.exec(text)?.[1] ?? '';
  if (/^ {4}default:/m.test(inputs))
    throw new Error('An input of action.yml has a default, which this fake ignores');
  return [...inputs.matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name = '']) => name);
}

const actionInputs = inputNames(readFileSync(join(repository, 'action.yml'), 'utf8'));

/**
 * A variable for each input of action.yml, empty if it is not set, as the runner sets them (read in its
 * ActionManifestManager.cs and Handler.cs).
 *
 * @param {Record<string, string>} inputs
 */
function inputVariables(inputs) {
  const empty = Object.fromEntries(actionInputs.map((name) => [name, '']));
  return Object.fromEntries(
    Object.entries({ ...empty, ...inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
}

/**
 * Reads a log as the runner does: commands act and are not shown, masked texts are replaced.
 *
 * @param {string} raw
 * @param {Set<unknown>} masks of the job so far
 * @returns {Pick<StepResult, 'log' | 'masks' | 'annotations'>}
 */
function readLog(raw, masks) {
  /** @type {StepResult['annotations']} */
  const annotations = [];
  /** @type {string[]} */
  const log = [];
  /** @type {string[]} */
  const added = [];
  let depth = 0;
  const show = (/** @type {string} */ line) => {
    const longestFirst = [...masks].map(String).sort((a, b) => b.length - a.length);
    log.push('  '.repeat(depth) + longestFirst.reduce((text, mask) => text.replaceAll(mask, '***'), line));
  };
  for (const line of runnerLines(raw)) {
    const { name, props = '', data = '' } = commandsOf(line)[0] ?? {};
    const message = decode(data);
    if (name === undefined) show(line);
    else if (name === 'debug') show(`debug: ${message}`);
    else if (name === 'add-mask') {
      added.push(message);
      // The whole value and each of its lines, as the runner does (read in its ActionCommandManager.cs).
      for (const mask of [message, ...message.split(/[\r\n]+/).map((text) => text.trim())])
        if (mask !== '') masks.add(mask);
    } else if (name === 'group') {
      show(`▾ ${message}`);
      depth = 1;
    } else if (name === 'endgroup') depth = 0;
    else if (name === 'error' || name === 'warning' || name === 'notice') {
      const title = decode(/(?:^|,)title=([^,]*)/.exec(props)?.[1] ?? '');
      annotations.push({ level: name, title, message });
      show(`${name === 'error' ? 'Error' : name}: ${title}: ${message}`);
    } else show(`[unexpected command ${name}]`);
  }
  while (log.at(-1) === '') log.pop();
  return { log, masks: added, annotations };
}
