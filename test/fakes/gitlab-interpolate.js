/**
 * What GitLab makes of an included file with inputs: it checks the inputs against the header, pastes them into the text
 * of the second document, and only then reads that as YAML.
 */
import { parse } from 'yaml';
import { re2 } from './gitlab-re2.js';

/**
 * @typedef {object} InputSpec
 * @property {string} [type]
 * @property {unknown} [default]
 * @property {unknown[]} [options]
 * @property {string} [regex]
 * @property {string} [description]
 */

/** @typedef {{ inputs: Record<string, InputSpec>, text: string }} Parts */

/**
 * What the tests look at in a job.
 *
 * @typedef {object} Job
 * @property {string} [extends]
 * @property {string} [stage]
 * @property {unknown} [needs]
 * @property {unknown} [rules]
 * @property {unknown} [environment]
 * @property {unknown} [artifacts]
 * @property {unknown} [inherit]
 * @property {string[]} [script]
 * @property {Record<string, unknown>} [variables]
 */

/** @typedef {Record<string, Job>} Pipeline jobs by name */

/** An input that GitLab would not take. The pipeline is not created then. */
export class RefusedInput extends Error {}

const keysOfSpec = new Set(['type', 'default', 'options', 'regex', 'description']);

/** What was read before, by template: tests interpolate the same one thousands of times. @type {Map<string, Parts>} */
const known = new Map();

/**
 * The header of a component and the text after it.
 *
 * @param {string} template
 * @returns {Parts}
 */
export function partsOfTemplate(template) {
  const parts = known.get(template) ?? readParts(template);
  known.set(template, parts);
  return parts;
}

/** @param {string} template @returns {Parts} */
function readParts(template) {
  const [header, text, ...more] = template.split(/^---\s+/m);
  if (header === undefined || text === undefined || more.length > 0) {
    throw new Error('A component has two documents.');
  }
  const { spec, ...others } = parse(header, { version: '1.1' });
  if (Object.keys(others).length > 0) throw new Error(`The header holds ${Object.keys(others)}.`);
  return { inputs: spec.inputs, text };
}

/**
 * The pipeline that a component makes with the inputs of an `include:`.
 *
 * @param {string} template
 * @param {Readonly<Record<string, unknown>>} [given]
 * @returns {Pipeline}
 * @throws RefusedInput
 */
export function interpolate(template, given = {}) {
  const { inputs, text } = partsOfTemplate(template);
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(inputs, name));
  if (unknown.length > 0) throw new RefusedInput(`unknown input arguments: ${unknown}`);
  const values = new Map(
    Object.entries(inputs).map(([name, spec]) => [name, pastedValue(name, spec, given)]),
  );
  const pasted = text.replace(/\$\[\[(.*?)\]\]/gs, (_, expression) => {
    const name = /^\s*inputs\.([\w-]+)\s*$/.exec(expression)?.[1];
    if (name === undefined || !values.has(name)) throw new Error(`unknown interpolation: ${expression}`);
    const value = values.get(name);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  // These three end a line in YAML 1.1, as GitLab reads it; our parser does not know that.
  const lines = pasted.replace(/[\u0085\u2028\u2029]/g, '\n');
  // Of two keys of one name GitLab silently takes the later.
  return parse(lines, { version: '1.1', uniqueKeys: false });
}

/**
 * @param {string} name
 * @param {InputSpec | null} spec
 * @param {Readonly<Record<string, unknown>>} given
 */
function pastedValue(name, spec, given) {
  const { type = 'string', options, regex, ...rest } = spec ?? {};
  const strange = Object.keys(spec ?? {}).filter((key) => !keysOfSpec.has(key));
  if (strange.length > 0) throw new Error(`${name} has the unknown keys ${strange}.`);
  if (regex !== undefined && type !== 'string') throw new Error(`${name} has a regex, but is not a string.`);
  const pattern = regex === undefined ? undefined : re2(regex);

  /** @param {unknown} value @param {string} what */
  const check = (value, what) => {
    const refuse = (/** @type {string} */ why) => new RefusedInput(`\`${name}\` input: ${what} value ${why}`);
    if (!hasType(value, type)) throw refuse(`is not a ${type}`);
    if (options && !options.includes(value)) throw refuse(`is not in the list of options`);
    if (pattern && typeof value === 'string' && !pattern.test(value))
      throw refuse('does not match the regex');
    return value;
  };

  const fallback = 'default' in rest ? check(rest.default, 'default') : undefined;
  const value = given[name];
  if (value !== undefined && value !== null) return check(value, 'provided');
  if (fallback === undefined)
    throw new RefusedInput(`\`${name}\` input: required value has not been provided`);
  return fallback;
}

/** @param {unknown} value @param {string} type */
function hasType(value, type) {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
    default:
      throw new Error(`GitLab has no inputs of type ${type}.`);
  }
}
