// @ts-check
/**
 * A fake CircleCI agent: runs expanded steps, each `run` in a new `bash -eo pipefail`, in a fresh home and
 * working directory. What a step writes to the file BASH_ENV reaches later steps because bash itself reads that file.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isMapping } from './circleci-parameters.js';
import { runProcess } from './run-process.js';

/** @typedef {import('./circleci-expand.js').Step} Step */
/**
 * @typedef {object} JobResult
 * @property {{ name: string, code: number | null, log: string }[]} steps the `run` steps that ran, with what they printed
 * @property {number | null} code exit code of the first step that failed, else 0
 * @property {Record<string, string>} artifacts by destination
 * @property {string} bashEnv content of the file BASH_ENV at the end
 */

/**
 * A project: what is kept between its jobs.
 */
export function startProject() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'circleci-')));
  /** Directory of each saved cache, by key. @type {Map<string, string>} */
  const caches = new Map();
  let jobs = 0;

  /**
   * Runs the steps of one job.
   *
   * @param {readonly Step[]} steps
   * @param {{ context?: Record<string, string>, machine?: Record<string, string>, checkout?: (directory: string) => void }} [options]
   *   `context`: variables of contexts and project; `machine`: what differs on the machine; `checkout` fills the
   *   working directory
   * @returns {Promise<JobResult>}
   */
  const run = async (steps, { context = {}, machine = {}, checkout = () => {} } = {}) => {
    jobs += 1;
    const at = (/** @type {string} */ name) => join(root, `${jobs}-${name}`);
    const [home, work, temp, bashEnv] = [at('home'), at('project'), at('tmp'), at('bash_env')];
    const [bin, halted] = [at('agent'), at('halted')];
    for (const directory of [home, work, temp, bin]) mkdirSync(directory);
    writeFileSync(bashEnv, '');
    // `circleci-agent step halt` ends the job after this step, successfully.
    writeFileSync(join(bin, 'circleci-agent'), `#!/bin/sh\n[ "$*" = 'step halt' ] && : > '${halted}'\n`);
    chmodSync(join(bin, 'circleci-agent'), 0o755);
    const base = {
      PATH: process.env.PATH ?? '',
      HOME: home,
      TMPDIR: temp,
      CI: 'true',
      CIRCLECI: 'true',
      CIRCLE_WORKING_DIRECTORY: work,
      BASH_ENV: bashEnv,
      ...machine,
    };
    base.PATH += delimiter + bin;
    /** @type {JobResult} */
    const result = { steps: [], code: 0, artifacts: {}, bashEnv: '' };

    for (const { kind, keys } of steps) {
      if (existsSync(halted)) break;
      const failed = result.code !== 0;
      const applies = keys.when === 'always' || failed === (keys.when === 'on_fail');
      if (kind === 'store_artifacts') {
        // CircleCI does this after a failure too, and only warns where there is nothing.
        const file = join(work, String(keys.path));
        if (existsSync(file))
          result.artifacts[String(keys.destination ?? keys.path)] = readFileSync(file, 'utf8');
      } else if (!applies) {
        // Left out, as CircleCI does.
      } else if (kind === 'run') {
        // A step's own environment wins over contexts, and is taken to the letter.
        const env = { ...base, ...context, ...texts(keys.environment) };
        const { code, log } = await runStep(keys.shell, String(keys.command), work, env);
        result.steps.push({ name: String(keys.name ?? keys.command), code, log });
        if (!failed) result.code = code;
      } else if (kind === 'checkout') checkout(work);
      else if (kind === 'restore_cache') restore(keys.keys ?? [keys.key], work);
      else if (kind === 'save_cache') save(String(keys.key), keys.paths, work);
      else throw new Error(`The fake has no step ${kind}.`);
    }
    result.bashEnv = readFileSync(bashEnv, 'utf8');
    return result;
  };

  /** The newest cache whose key begins with the first key that fits. @param {unknown} keys @param {string} work */
  const restore = (keys, work) => {
    const wanted = Array.isArray(keys) ? keys.map((key) => filledIn(key, work)) : [];
    const saved = [...caches.keys()].reverse();
    const hit = wanted.flatMap((key) => saved.filter((name) => name.startsWith(key)))[0];
    if (hit !== undefined) cpSync(caches.get(hit) ?? '', work, { recursive: true, verbatimSymlinks: true });
  };

  /** Saved once under one key, and never over. @param {string} key @param {unknown} paths @param {string} work */
  const save = (key, paths, work) => {
    const name = filledIn(key, work);
    if (caches.has(name)) return;
    const kept = join(root, `cache-${caches.size}`);
    for (const path of Array.isArray(paths) ? paths.map(String) : []) {
      // CircleCI only warns about a path that is not there, and saves the rest, even if that is nothing.
      if (!existsSync(join(work, path))) continue;
      cpSync(join(work, path), join(kept, path), { recursive: true, verbatimSymlinks: true });
    }
    mkdirSync(kept, { recursive: true });
    caches.set(name, kept);
  };

  return {
    root,
    caches,
    run,
    /** Forgets the project. */
    end: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** A cache key with its templates filled in. @param {string} key @param {string} work */
function filledIn(key, work) {
  return key
    .replaceAll('{{ arch }}', `${process.platform}-${process.arch}`)
    .replace(/\{\{ checksum "([^"]+)" \}\}/g, (_, file) =>
      createHash('sha256')
        .update(readFileSync(join(work, file)))
        .digest('base64'),
    );
}

/** Values as text, which is what an environment has. @param {unknown} environment @returns {Record<string, string>} */
function texts(environment) {
  const entries = isMapping(environment) ? Object.entries(environment) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/**
 * @param {unknown} shell as in a configuration; bash by default
 * @param {string} command @param {string} cwd @param {Record<string, string>} env
 * @returns {Promise<{ code: number | null, log: string }>}
 */
async function runStep(shell, command, cwd, env) {
  const [program = '', ...args] = typeof shell === 'string' ? shell.split(' ') : ['bash', '-eo', 'pipefail'];
  const { code, output } = await runProcess(program, [...args, '-c', command], { cwd, env });
  return { code, log: output };
}
