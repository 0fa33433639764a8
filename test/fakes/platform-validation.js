/**
 * What the control plane refuses before anything is stored, in the words of pydantic and of Kubernetes. Recorded, or
 * measured with nimbletools-core 0add62c.
 */
import { kubernetesRefusal, refusal } from './platform-answers.js';
import { serverModel } from './platform-model.js';
import { fieldsOf, idOf, listOf, runtimeKey } from './platform-spec.js';
import { inWords } from './pydantic.js';

/** @typedef {import('./scripted-server.js').Answer} Answer */
/** @typedef {import('./platform.js').State} State */
/** @typedef {import('./platform-spec.js').Fields} Fields */

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
  const problems = serverModel(entry, '');
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
  return refusedBundles(state, entry) ?? refusedByKubernetes(state, entry);
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

/**
 * What Kubernetes refuses in the object that the control plane makes of an entry: its name, its labels, and what the
 * schema of MCPService does not allow. The name was measured; the rest is read in chart/templates/crd.yaml and in the
 * rules of Kubernetes for labels.
 *
 * @param {State} state
 * @param {Fields} entry
 */
function refusedByKubernetes(state, entry) {
  const id = idOf(entry);
  const [found] = [...causesOfName(id), ...causesOfLabels(entry), ...causesOfArguments(entry)];
  if (found === undefined) return undefined;
  const [group, kind] = ['mcp.nimbletools.dev', 'MCPService'];
  const causes = [{ reason: 'FieldValueInvalid', ...found }];
  return kubernetesRefusal(state, 'Deployment error', {
    code: 422,
    reason: 'Invalid',
    message: `${kind}.${group} "${id}" is invalid: ${found.field}: ${found.message}`,
    details: { name: id, group, kind, causes },
  });
}

/** @param {string} id */
function causesOfName(id) {
  return label.test(id) ? [] : [{ message: `Invalid value: "${id}": ${rfc1123}`, field: 'metadata.name' }];
}

/** The control plane makes labels of the name and the categories (routes/servers.py). @param {Fields} entry */
function causesOfLabels({ name, _meta }) {
  const { categories } = fieldsOf(fieldsOf(fieldsOf(_meta)[runtimeKey]).registry);
  const values = [`${name}`.replaceAll('/', '-'), ...(Array.isArray(categories) ? categories : [])];
  return values.flatMap((value) => {
    const isValid = value.length <= 63 && /^(?:[a-zA-Z0-9](?:[-\w.]*[a-zA-Z0-9])?)?$/.test(value);
    const why = value.length > 63 ? 'must be no more than 63 characters' : 'a valid label must be ...';
    return isValid ? [] : [{ message: `Invalid value: "${value}": ${why}`, field: 'metadata.labels' }];
  });
}

/** @param {Fields} entry */
function causesOfArguments({ packages }) {
  return listOf(packages).flatMap(({ runtimeArguments }, index) =>
    listOf(runtimeArguments).flatMap(({ type, name, value }, position) => {
      const field = `spec.packages[${index}].runtimeArguments[${position}]`;
      const isText = [name, value].every((one) => (one ?? '') === `${one ?? ''}`);
      const isKnown = ['positional', 'named'].includes(`${type ?? 'named'}`);
      return isText && isKnown ? [] : [{ message: 'Invalid value', field }];
    }),
  );
}
