/**
 * What the control plane refuses before anything is stored, in the words of pydantic and of Kubernetes. Recorded, or
 * measured with nimbletools-core 0add62c.
 */
import { kubernetesRefusal, refusal } from './platform-answers.js';
import { fieldsOf, idOf, isRecord, listOf, runtimeKey } from './platform-spec.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./platform.js').State} State */
/** @typedef {import('./platform-spec.js').Fields} Fields */
/** @typedef {{ at: string, message: string, type: string, input: unknown }} Problem */

const namePattern = '^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$';
const cpuPattern = '^[0-9]+(m)?$';
const memoryPattern = '^[0-9]+(Mi|Gi)$';
const label = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const rfc1123 =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/**
 * Why a registry entry is refused; undefined if it is not.
 *
 * @param {State} state
 * @param {Fields} entry
 * @returns {Answer | undefined}
 */
export function refusedEntry(state, entry) {
  const problems = problemsOf(entry);
  if (problems.length > 0) {
    const count = `${problems.length} validation error${problems.length > 1 ? 's' : ''}`;
    const text = ['Deployment error: '.concat(count, ' for MCPServer'), ...problems.map(inWords)].join('\n');
    return refusal(state, 500, 'DEPLOY_FAILED', text);
  }
  const { status = 'active' } = fieldsOf(fieldsOf(entry._meta)[runtimeKey]);
  if (status !== 'active') {
    const message = `Cannot deploy server with status '${status}'. Only 'active' servers can be deployed.`;
    return refusal(state, 400, 'INVALID_REQUEST', message);
  }
  return refusedBundles(state, entry) ?? refusedName(state, idOf(entry));
}

/** @param {Fields} entry @returns {Problem[]} */
function problemsOf(entry) {
  const { limits, requests } = fieldsOf(fieldsOf(fieldsOf(entry._meta)[runtimeKey]).resources);
  const place = `_meta.\`${runtimeKey}\`.resources`;
  const quantities = Object.entries({ limits, requests }).flatMap(([kind, given]) => [
    ...mismatch(`${place}.${kind}.memory`, fieldsOf(given).memory, memoryPattern),
    ...mismatch(`${place}.${kind}.cpu`, fieldsOf(given).cpu, cpuPattern),
  ]);
  const packages = listOf(entry.packages).flatMap((one, index) => {
    const required = ['registryType', 'identifier', 'version'].flatMap((name) =>
      text(`packages.${index}.${name}`, one, name),
    );
    const { type } = fieldsOf(one.transport);
    if (one.transport === undefined) return [...required, missing(`packages.${index}.transport`, one)];
    if (type === 'streamable-http') return required;
    const message = "Input should be 'streamable-http'";
    return [
      ...required,
      { at: `packages.${index}.transport.type`, message, type: 'literal_error', input: type },
    ];
  });
  const { description } = entry;
  const isLong = typeof description === 'string' && description.length > 100;
  const tooLong = { at: 'description', message: 'String should have at most 100 characters' };
  return [
    ...text('name', entry, 'name'),
    ...mismatch('name', entry.name, namePattern),
    ...text('description', entry, 'description'),
    ...(isLong ? [{ ...tooLong, type: 'string_too_long', input: description }] : []),
    ...text('version', entry, 'version'),
    ...packages,
    ...quantities,
  ];
}

/** @param {string} at @param {Fields} fields @param {string} name @returns {Problem[]} */
function text(at, fields, name) {
  if (fields[name] === undefined) return [missing(at, fields)];
  if (typeof fields[name] === 'string') return [];
  return [{ at, message: 'Input should be a valid string', type: 'string_type', input: fields[name] }];
}

/** @param {string} at @param {unknown} input @returns {Problem} */
function missing(at, input) {
  return { at, message: 'Field required', type: 'missing', input };
}

/** @param {string} at @param {unknown} input @param {string} pattern @returns {Problem[]} */
function mismatch(at, input, pattern) {
  if (typeof input !== 'string' || new RegExp(pattern).test(input)) return [];
  const message = `String should match pattern '${pattern}'`;
  return [{ at, message, type: 'string_pattern_mismatch', input }];
}

/** @param {Problem} problem */
function inWords({ at, message, type, input }) {
  const shown = shorten(repr(input));
  const kind = typeof input === 'string' ? 'str' : typeof input === 'number' ? 'int' : 'dict';
  const help = `For further information visit https://errors.pydantic.dev/2.14/v/${type}`;
  return `${at}\n  ${message} [type=${type}, input_value=${shown}, input_type=${kind}]\n    ${help}`;
}

/** A value as Python shows it. @param {unknown} value @returns {string} */
function repr(value) {
  if (typeof value === 'string') return `'${value}'`;
  if (!isRecord(value)) return `${JSON.stringify(value) ?? 'None'}`;
  return `{${Object.entries(value)
    .map(([name, one]) => `'${name}': ${repr(one)}`)
    .join(', ')}}`;
}

/** As pydantic does: the middle is left out. @param {string} shown */
function shorten(shown) {
  return shown.length > 50 ? `${shown.slice(0, 25)}...${shown.slice(-24)}` : shown;
}

/** @param {State} state @param {Fields} entry */
function refusedBundles(state, entry) {
  const bundles = listOf(entry.packages).filter(({ registryType }) => registryType === 'mcpb');
  const files = bundles.map(({ identifier }) => `${identifier}`.split('?')[0]?.split('/').at(-1) ?? '');
  const bad = files.findIndex((file) => !file.endsWith('.mcpb'));
  if (bad >= 0) {
    const message = `Invalid MCPB package URL: '${bundles[bad]?.identifier}'. URL must end with a .mcpb filename.`;
    return withCode(state, 'INVALID_MCPB_URL', message);
  }
  if (files.length === 0 || files.some((file) => file.endsWith('linux-amd64.mcpb'))) return undefined;
  const found = files.flatMap((file) => /-linux-(.*)\.mcpb$/.exec(file)?.[1] ?? []).map((one) => `'${one}'`);
  const message = `No MCPB package available for cluster architecture 'amd64'. Available architectures: [${found.join(', ') || "'none'"}].`;
  return withCode(state, 'ARCHITECTURE_MISMATCH', message);
}

/** @param {State} state @param {string} error_code @param {string} message @returns {Answer} */
function withCode(state, error_code, message) {
  if (state.options.edition === 'hosted') return refusal(state, 422, error_code, message);
  return { status: 422, body: { detail: { message, error_code, cluster_architecture: 'amd64' } } };
}

/** @param {State} state @param {string} id */
function refusedName(state, id) {
  if (label.test(id)) return undefined;
  const why = `Invalid value: "${id}": ${rfc1123}`;
  const [group, kind] = ['mcp.nimbletools.dev', 'MCPService'];
  return kubernetesRefusal(state, 'Deployment error', {
    code: 422,
    reason: 'Invalid',
    message: `${kind}.${group} "${id}" is invalid: metadata.name: ${why}`,
    details: {
      name: id,
      group,
      kind,
      causes: [{ reason: 'FieldValueInvalid', message: why, field: 'metadata.name' }],
    },
  });
}
