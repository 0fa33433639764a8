/**
 * The checks of pydantic 2, which the control plane validates with: lax, as for JSON in Python objects, and in its words.
 * Compared with pydantic 2.14.4.
 */

/** @typedef {import('./platform-spec.js').Fields} Fields */
/** @typedef {{ at: string, message: string, type: string, input: unknown }} Problem */
/** @typedef {(value: unknown, at: string) => Problem[]} Check */
/** @typedef {{ check: Check, isRequired?: boolean }} Field */

/**
 * @param {{ min?: number, max?: number, pattern?: string }} [rules]
 * @returns {Check}
 */
export const text =
  ({ min = 0, max = Number.POSITIVE_INFINITY, pattern } = {}) =>
  (value, at) => {
    const problem = refuse(value, at);
    if (typeof value !== 'string') return problem('string_type', 'Input should be a valid string');
    const { length } = [...value];
    if (length > max) return problem('string_too_long', `String should have at most ${count(max)}`);
    if (length < min) return problem('string_too_short', `String should have at least ${count(min)}`);
    if (pattern === undefined || new RegExp(pattern).test(value)) return [];
    return problem('string_pattern_mismatch', `String should match pattern '${pattern}'`);
  };

/** @param {number} length */
const count = (length) => `${length} character${length === 1 ? '' : 's'}`;

/**
 * @param {...string} values
 * @returns {Check}
 */
export const literal =
  (...values) =>
  (value, at) => {
    if (typeof value === 'string' && values.includes(value)) return [];
    const quoted = values.map((one) => `'${one}'`);
    const list = quoted.length === 1 ? quoted[0] : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
    return refuse(value, at)('literal_error', `Input should be ${list}`);
  };

/** @type {Check} */
export const bool = (value, at) => {
  const problem = refuse(value, at);
  if (typeof value === 'boolean' || value === 0 || value === 1) return [];
  if (typeof value === 'string' && /^(?:true|false|yes|no|on|off|[tfyn01])$/i.test(value)) return [];
  if (typeof value === 'string' || Number.isInteger(value))
    return problem('bool_parsing', 'Input should be a valid boolean, unable to interpret input');
  return problem('bool_type', 'Input should be a valid boolean');
};

/**
 * @param {{ min?: number, max?: number }} [rules]
 * @returns {Check}
 */
export const int =
  ({ min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = {}) =>
  (value, at) => {
    const problem = refuse(value, at);
    const message = 'Input should be a valid integer';
    if (typeof value === 'string' && !/^\s*[+-]?\d+(?:_\d+)*(?:\.0+)?\s*$/.test(value))
      return problem('int_parsing', `${message}, unable to parse string as an integer`);
    if (typeof value === 'number' && !Number.isInteger(value))
      return problem('int_from_float', `${message}, got a number with a fractional part`);
    if (!['string', 'number', 'boolean'].includes(typeof value)) return problem('int_type', message);
    const number = Number(typeof value === 'string' ? value.replaceAll('_', '') : value);
    if (number > max) return problem('less_than_equal', `Input should be less than or equal to ${max}`);
    if (number < min) return problem('greater_than_equal', `Input should be greater than or equal to ${min}`);
    return [];
  };

/** `HttpUrl`. The parser follows the same standard as that of Node.js. @type {Check} */
export const url = (value, at) => {
  const problem = refuse(value, at);
  if (typeof value !== 'string') return problem('url_type', 'URL input should be a string or URL');
  if (value.length > 2083) return problem('url_too_long', 'URL should have at most 2083 characters');
  const hasScheme = /^\s*[a-z][a-z\d+.-]*:/i.test(value);
  const why = hasScheme ? 'invalid international domain name' : 'relative URL without a base';
  if (!URL.canParse(value))
    return problem('url_parsing', `Input should be a valid URL, ${value === '' ? 'input is empty' : why}`);
  if (/^https?:$/.test(new URL(value).protocol)) return [];
  return problem('url_scheme', "URL scheme should be 'http' or 'https'");
};

/**
 * @param {Check} check
 * @param {number} [max]
 * @returns {Check}
 */
export const list =
  (check, max = Number.POSITIVE_INFINITY) =>
  (value, at) => {
    const problem = refuse(value, at);
    if (!Array.isArray(value)) return problem('list_type', 'Input should be a valid list');
    const problems = value.flatMap((one, index) => check(one, `${at}.${index}`));
    if (problems.length > 0 || value.length <= max) return problems;
    const message = `List should have at most ${max} items after validation, not ${value.length}`;
    return problem('too_long', message);
  };

/**
 * A dictionary.
 *
 * @param {Check} check of its values
 * @returns {Check}
 */
export const dict = (check) => (value, at) => {
  if (!isObject(value)) return refuse(value, at)('dict_type', 'Input should be a valid dictionary');
  return Object.entries(value).flatMap(([name, one]) => check(one, `${at}.${name}`));
};

/** @type {Check} */
export const any = () => [];

/** @param {Check} check @returns {Check} */
export const nullable = (check) => (value, at) => (value === null ? [] : check(value, at));

/** @param {Check} check @returns {Field} */
export const required = (check) => ({ check, isRequired: true });

/**
 * A model. Fields that it does not have are ignored.
 *
 * @param {string} name
 * @param {Record<string, Check | Field>} fields
 * @returns {Check}
 */
export const model = (name, fields) => (value, at) => {
  const message = `Input should be a valid dictionary or instance of ${name}`;
  if (!isObject(value)) return refuse(value, at)('model_type', message);
  return Object.entries(fields).flatMap(([key, field]) => {
    const { check, isRequired = false } = typeof field === 'function' ? { check: field } : field;
    const place = `${at}${at && '.'}${/^\w+$/.test(key) ? key : `\`${key}\``}`;
    if (value[key] !== undefined) return check(value[key], place);
    return isRequired ? refuse(value, place)('missing', 'Field required') : [];
  });
};

/** @param {unknown} value @returns {value is Fields} */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {unknown} input @param {string} at @returns {(type: string, message: string) => Problem[]} */
function refuse(input, at) {
  return (type, message) => [{ at, message, type, input }];
}

/** A problem as pydantic prints it. @param {Problem} problem */
export function inWords({ at, message, type, input }) {
  const help = `For further information visit https://errors.pydantic.dev/2.14/v/${type}`;
  return `${at}\n  ${message} [type=${type}, input_value=${shorten(repr(input))}, input_type=${typeName(input)}]\n    ${help}`;
}

/** @param {unknown} value */
function typeName(value) {
  if (value === null) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'string' ? 'str' : typeof value === 'boolean' ? 'bool' : 'dict';
}

/** A value as Python shows it. @param {unknown} value @returns {string} */
function repr(value) {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, one]) => `'${name}': ${repr(one)}`);
  return `{${fields.join(', ')}}`;
}

/** As pydantic does: the middle is left out. @param {string} shown */
function shorten(shown) {
  return shown.length > 50 ? `${shown.slice(0, 25)}...${shown.slice(-24)}` : shown;
}
