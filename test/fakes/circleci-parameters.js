// @ts-check
/** How CircleCI checks arguments and substitutes `<< parameters.x >>`. Used by circleci-expand.js. */

/** @typedef {Record<string, unknown>} Mapping */
/** Values by parameter. @typedef {Readonly<Record<string, unknown>>} Values */

/** What a value of each type is. @type {Record<string, (value: unknown, parameter: Mapping) => boolean>} */
const types = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  enum: (value, parameter) => Array.isArray(parameter.enum) && parameter.enum.includes(value),
  env_var_name: (value) => typeof value === 'string' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value),
  executor: (value) => typeof value === 'string' || (isMapping(value) && typeof value.name === 'string'),
  steps: (value) => Array.isArray(value),
};

/**
 * The value of every declared parameter. Unknown arguments, missing ones and those of a wrong type are errors.
 *
 * @param {string} what for errors
 * @param {unknown} declared
 * @param {Mapping} given
 * @returns {Values}
 */
export function argumentsFor(what, declared, given) {
  const parameters = isMapping(declared) ? declared : {};
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(parameters, name));
  if (unknown !== undefined) throw new Error(`Unexpected argument ${unknown} for ${what}.`);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => {
      const check = isMapping(parameter) ? types[String(parameter.type)] : undefined;
      if (!check || !isMapping(parameter)) throw new Error(`The parameter ${name} of ${what} has no type.`);
      const value = given[name] ?? parameter.default;
      if (value === undefined) throw new Error(`Missing argument ${name} for ${what}.`);
      if (!check(value, parameter)) {
        const type = String(parameter.type);
        throw new Error(
          `Type error for argument ${name} of ${what}: expected ${type}: ${JSON.stringify(value)}.`,
        );
      }
      return [name, value];
    }),
  );
}

/**
 * Binds references in every text inside of a value. A text that is nothing but a reference becomes the value itself,
 * with its type. What was put in is not looked at again.
 *
 * @param {unknown} value
 * @param {Values} parameters
 * @param {Values} [pipeline]
 * @returns {unknown}
 */
export function bind(value, parameters, pipeline = {}) {
  if (Array.isArray(value)) return value.map((item) => bind(item, parameters, pipeline));
  if (isMapping(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, bind(item, parameters, pipeline)]),
    );
  }
  if (typeof value !== 'string') return value;
  /** @param {string} kind @param {string} name */
  const look = (kind, name) => {
    const values = kind === 'parameters' ? parameters : pipeline;
    if (!Object.hasOwn(values, name)) throw new Error(`Nothing is known of << ${kind}.${name} >>.`);
    return values[name];
  };
  const [, kind, name] = /^<<\s*(parameters|pipeline)\.([\w.-]+)\s*>>$/.exec(value) ?? [];
  if (kind !== undefined && name !== undefined) return look(kind, name);
  const references = /<<\s*(parameters|pipeline)\.([\w.-]+)\s*>>/g;
  if (value.replace(references, '').includes('<<')) throw new Error(`A bare << is left in: ${value}`);
  return value.replace(references, (_, of, inner) => String(look(of, inner)));
}

/** @param {unknown} value @returns {value is Mapping} */
export function isMapping(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The mapping under a key; empty where there is none. @param {Mapping} value @param {string} key @returns {Mapping} */
export function mappingAt(value, key) {
  const found = value[key];
  return isMapping(found) ? found : {};
}
