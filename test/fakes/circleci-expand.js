// @ts-check
/**
 * A fake of the part of CircleCI that turns a configuration into concrete steps: checks arguments against declared
 * parameters, binds `<< parameters.x >>`, expands orbs, jobs, commands and executors, and decides `when` steps. It is
 * strict where CircleCI is, and refuses what it does not know rather than guess.
 */
import { parse } from 'yaml';
import { argumentsFor, bind, isMapping, mappingAt } from './circleci-parameters.js';

/** @typedef {import('./circleci-parameters.js').Mapping} Mapping */
/** @typedef {import('./circleci-parameters.js').Values} Values */
/** Where names are looked up: a config with its orbs, or an orb. @typedef {{ source: Mapping, orbs: Record<string, Mapping> }} Scope */
/** A step as it runs: what it is (`run`, `store_artifacts`, ...), and its keys. @typedef {{ kind: string, keys: Mapping }} Step */
/** @typedef {{ name: string, executor: Mapping, steps: Step[] }} Job */
/** @typedef {Job & { workflow: string, settings: Mapping }} Planned a job of a workflow; `settings` are CircleCI's own keys */

/** Keys of a job in a workflow that are CircleCI's and no arguments. */
const settings = [
  'name',
  'requires',
  'context',
  'filters',
  'serial-group',
  'matrix',
  'pre-steps',
  'post-steps',
];

/** Steps that CircleCI itself knows, with the keys they take. @type {Record<string, readonly string[]>} */
const builtIn = {
  run: [
    'name',
    'command',
    'environment',
    'no_output_timeout',
    'when',
    'shell',
    'working_directory',
    'background',
  ],
  checkout: ['path', 'method', 'depth'],
  save_cache: ['name', 'key', 'paths', 'when'],
  restore_cache: ['name', 'key', 'keys'],
  store_artifacts: ['name', 'path', 'destination'],
  attach_workspace: ['name', 'at'],
  persist_to_workspace: ['name', 'root', 'paths'],
};

/**
 * A file as CircleCI reads it, which is YAML 1.1.
 *
 * @param {string} text
 * @returns {Mapping}
 */
export function readConfig(text) {
  const config = parse(text, { version: '1.1' });
  if (!isMapping(config) || config.version !== 2.1) throw new Error('A configuration has `version: 2.1`.');
  return config;
}

/**
 * All jobs of all workflows.
 *
 * @param {Mapping} config
 * @param {Record<string, Mapping>} [orbs] by the name that the config gives them
 * @param {Values} [pipeline] pipeline values, such as `git.branch`
 * @returns {Planned[]}
 */
export function expandConfig(config, orbs = {}, pipeline = {}) {
  const scope = { source: config, orbs };
  return Object.entries(mappingAt(config, 'workflows')).flatMap(([workflow, body]) => {
    const jobs = isMapping(body) && Array.isArray(body.jobs) ? body.jobs : [];
    return jobs.map((entry) => {
      const [name, given] = oneEntry(entry);
      const all = Object.entries(mapping(bind(given, {}, pipeline), name));
      const own = Object.fromEntries(all.filter(([key]) => settings.includes(key)));
      const args = Object.fromEntries(all.filter(([key]) => !settings.includes(key)));
      return { workflow, settings: own, ...expandJob(scope, name, args) };
    });
  });
}

/**
 * One job with arguments.
 *
 * @param {Scope} scope
 * @param {string} name
 * @param {Mapping} [args]
 * @returns {Job}
 */
export function expandJob(scope, name, args = {}) {
  const found = find(scope, 'jobs', name);
  if (!found) throw new Error(`There is no job ${name}.`);
  const { parameters, description, steps, ...rest } = found.definition;
  const values = argumentsFor(`job ${name}`, parameters, args);
  const { executor, ...own } = mapping(bind(rest, values), name);
  // An executor that the caller names is one of the caller, except for the default.
  const home = args.executor === undefined ? found.scope : scope;
  return {
    name,
    executor: executor === undefined ? own : expandExecutor(home, executor),
    steps: expandSteps(steps, found.scope, values),
  };
}

/** @param {Scope} scope @param {unknown} use a name, or a mapping with `name` and arguments @returns {Mapping} */
function expandExecutor(scope, use) {
  const { name, ...args } = isMapping(use) ? use : { name: use };
  const found = find(scope, 'executors', String(name));
  if (!found) throw new Error(`There is no executor ${name}.`);
  const { parameters, description, ...body } = found.definition;
  return mapping(bind(body, argumentsFor(`executor ${name}`, parameters, args)), String(name));
}

/** @param {unknown} steps @param {Scope} scope @param {Values} values @returns {Step[]} */
function expandSteps(steps, scope, values) {
  if (!Array.isArray(steps)) throw new Error('Steps are a list.');
  return steps.flatMap((entry) => {
    const [name, body] = oneEntry(entry);
    if (name === 'when' || name === 'unless') return decide(name, mapping(body, name), scope, values);
    const command = find(scope, 'commands', name);
    if (command) {
      const given = mapping(bind(body, values), name);
      const { parameters, steps: inner } = command.definition;
      return expandSteps(inner, command.scope, argumentsFor(`command ${name}`, parameters, given));
    }
    const known = builtIn[name];
    if (!known) throw new Error(`There is no step ${name}.`);
    const bound = bind(name === 'run' && typeof body === 'string' ? { command: body } : body, values);
    const keys = mapping(bound, name);
    const unknown = Object.keys(keys).find((key) => !known.includes(key));
    if (unknown) throw new Error(`The step ${name} takes no ${unknown}.`);
    return [{ kind: name, keys }];
  });
}

/** @param {string} name @param {Mapping} body @param {Scope} scope @param {Values} values @returns {Step[]} */
function decide(name, { condition, steps }, scope, values) {
  const decided = bind(condition, values);
  if (typeof decided !== 'boolean') throw new Error(`The condition of ${name} is not a boolean: ${decided}.`);
  const inner = expandSteps(steps, scope, values);
  return decided === (name === 'when') ? inner : [];
}

/**
 * What a name refers to, and where names in it are looked up.
 *
 * @param {Scope} scope @param {'jobs' | 'commands' | 'executors'} kind @param {string} name
 * @returns {{ definition: Mapping, scope: Scope } | undefined}
 */
function find(scope, kind, name) {
  const [, orbName, inner = name] = /^([^/]+)\/(.+)$/.exec(name) ?? [];
  const orb = orbName === undefined ? scope.source : scope.orbs[orbName];
  if (!orb) throw new Error(`There is no orb ${orbName}.`);
  const definition = mappingAt(orb, kind)[inner];
  const itsScope = orbName === undefined ? scope : { source: orb, orbs: {} };
  return isMapping(definition) ? { definition, scope: itsScope } : undefined;
}

/** A step or job as a name and what it is given. @param {unknown} entry @returns {[string, unknown]} */
function oneEntry(entry) {
  if (typeof entry === 'string') return [entry, {}];
  const [first, ...others] = isMapping(entry) ? Object.entries(entry) : [];
  if (!first || others.length > 0) throw new Error(`Not one step or job: ${JSON.stringify(entry)}.`);
  return first;
}

/** @param {unknown} value @param {string} what @returns {Mapping} */
function mapping(value, what) {
  if (!isMapping(value)) throw new Error(`The arguments of ${what} are not a mapping.`);
  return value;
}
