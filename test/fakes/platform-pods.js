/**
 * What a pod runs: image, environment and secrets, as the operator makes them of the stored server.
 */
import { createHash, randomBytes } from 'node:crypto';
import { podTimes } from './platform-rollout.js';
import { isRecord, listOf } from './platform-spec.js';

/** @typedef {import('./platform.js').State} State */
/** @typedef {import('./platform-rollout.js').Fate} Fate */
/** @typedef {import('./platform-rollout.js').Pod} Pod */
/** @typedef {import('./platform-servers.js').DeployedServer} DeployedServer */

/** A variable with its value, or with the key of the workspace secret that it gets when the pod starts. */
/** @typedef {{ name: string, value: string, secret?: undefined } | { name: string, secret: string, value?: undefined }} Variable */

/**
 * What the pods of a Deployment are made of.
 *
 * @typedef {object} Template
 * @property {string} version of the registry entry
 * @property {string} image
 * @property {Variable[]} variables a name may occur twice; the last one counts
 * @property {unknown} resources
 * @property {string} [restartedAt] of the last restart
 * @property {Record<string, string>} environment what the process sees, secrets included
 */

/** @param {string} identifier */
const isForCluster = (identifier) => /amd64|x86_64|x64/.test(identifier);

/**
 * The template that the operator makes at this moment. Variables that a package declares come after the server's own
 * environment, and so win: with a workspace secret of their name if there is one now, else with their value or default.
 *
 * @param {State} state
 * @param {DeployedServer} server
 * @returns {Template}
 */
export function templateOf(state, { spec, version, workspaceId }) {
  const container = isRecord(spec.container) ? spec.container : {};
  const own = Object.entries(isRecord(spec.environment) ? spec.environment : {});
  /** @type {Variable[]} */
  const variables = own.map(([name, value]) => ({ name, value: `${value}` }));
  const packaged = listOf(spec.packages).find(({ identifier }) => isForCluster(`${identifier}`));
  if (packaged) variables.push({ name: 'BUNDLE_URL', value: `${packaged.identifier}` });
  for (const { name, value, default: usual } of listOf(packaged?.environmentVariables)) {
    const isSecret = state.secrets.has(`${workspaceId}/${name}`);
    variables.push(
      isSecret
        ? { name: `${name}`, secret: `${name}` }
        : { name: `${name}`, value: `${value || usual || ''}` },
    );
  }
  const image = `${container.registry}/${container.image}`;
  return withSecrets(state, workspaceId, {
    version,
    image,
    variables,
    resources: spec.resources,
    environment: {},
  });
}

/**
 * The template with the secrets as they are now; which variables are secrets stays as it was.
 *
 * @param {State} state
 * @param {string} workspaceId
 * @param {Template} template
 * @returns {Template}
 */
export function withSecrets(state, workspaceId, template) {
  const environment = Object.fromEntries(
    template.variables.map(({ name, value, secret }) => [
      name,
      value ?? state.secrets.get(`${workspaceId}/${secret}`) ?? '',
    ]),
  );
  return { ...template, environment };
}

/** True if a Deployment with the one is not changed by the other: then no pod is replaced. @param {Template} one @param {Template} other */
export function isSameTemplate(one, other) {
  return shapeOf(one) === shapeOf(other);
}

/** @param {Template} template */
function shapeOf({ image, variables, resources }) {
  return JSON.stringify({ image, variables, resources });
}

/**
 * The operator makes no Deployment if no package names the architecture of the cluster in its identifier, not even for a
 * container image (measured).
 *
 * @param {DeployedServer} server
 */
export function isUsable({ spec }) {
  const packages = listOf(spec.packages);
  return packages.length === 0 || packages.some(({ identifier }) => isForCluster(`${identifier}`));
}

/**
 * A function that makes pods of a template.
 *
 * @param {State} state
 * @param {DeployedServer} server
 * @param {Template} template
 * @returns {(bornAt: number) => Pod}
 */
export function podMaker(state, { id, name, spec }, template) {
  const revision = createHash('sha1')
    .update(shapeOf(template) + (template.restartedAt ?? ''))
    .digest('hex')
    .slice(0, 9);
  const { settlesAs = 'Running', startMs = 20 } = state.options;
  /** @type {Record<string, Fate>} */
  const usual = { Failed: 'crashes', Stopped: 'sleeps' };
  const image = listOf(spec.packages).length === 0 ? 'unpullable' : undefined;
  const fate = state.fates.get(`${name}@${template.version}`) ?? image ?? usual[settlesAs] ?? 'runs';
  return (bornAt) => ({
    name: `${id}-deployment-${revision}-${randomBytes(3).toString('hex').slice(0, 5)}`,
    template,
    ...podTimes(bornAt, fate, startMs),
  });
}
