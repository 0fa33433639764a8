import { getPath, isRecord, type Json, type JsonIssue } from './json.js';
import { RUNTIME_META_KEY, serverShape } from './server-shape.js';
import { findShapeIssues } from './shape.js';

/** The architecture of the platform's nodes: bundles for others are refused with 422. */
const PLATFORM_ARCH = 'linux-amd64';
/** Characters of the value of a label in Kubernetes. */
const MAX_LABEL_LENGTH = 63;

/**
 * Finds everything that the platform would refuse in a server.json, a registry entry, or an overridden copy of one.
 * The rules are those of the control plane (nimbletools-core: mcp_server_models.py, routes/servers.py) and of
 * Kubernetes, which names the Deployment after the last part of the server name.
 *
 * @returns one issue for each path
 */
export function findSpecIssues(spec: Json): readonly JsonIssue[] {
  if (!isRecord(spec)) return [{ path: '$', problem: 'must be a JSON object' }];
  const rules = [
    ...checkName(spec.name),
    ...checkVersion(spec.version),
    ...checkDescription(spec.description),
    ...checkStatus(spec),
    ...checkPackages(spec.packages),
  ];
  const known = new Set(rules.map(({ path }) => path));
  return [...rules, ...findShapeIssues(serverShape, spec, '').filter(({ path }) => !known.has(path))];
}

function checkName(name: Json | undefined): readonly JsonIssue[] {
  const path = 'name';
  if (typeof name !== 'string') return [{ path, problem: 'is missing' }];
  if (!/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/.test(name)) {
    return [{ path, problem: 'must be `namespace/name`, such as ai.nimbletools/echo' }];
  }
  const last = name.slice(name.indexOf('/') + 1);
  // The control plane makes a label of the whole name.
  if (name.length > MAX_LABEL_LENGTH || /^[.-]/.test(name))
    return [
      {
        path,
        problem: `must start with a letter or digit, and have ${MAX_LABEL_LENGTH} characters at most, as Kubernetes requires of labels`,
      },
    ];
  if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(last)) return [];
  return [
    {
      path,
      problem: 'must end with lowercase letters, digits and hyphens only, as Kubernetes requires',
    },
  ];
}

/** The platform takes any text; one with a space or a line break is a mistake, and would break log lines. */
function checkVersion(version: Json | undefined): readonly JsonIssue[] {
  const path = 'version';
  if (typeof version !== 'string' || version === '') return [{ path, problem: 'is missing' }];
  return /^[\x21-\x7e]+$/.test(version)
    ? []
    : [{ path, problem: 'must be letters, digits and punctuation only' }];
}

function checkDescription(description: Json | undefined): readonly JsonIssue[] {
  return description === '' ? [{ path: 'description', problem: 'is missing' }] : [];
}

function checkStatus(spec: Json): readonly JsonIssue[] {
  const status = getPath(spec, '_meta', RUNTIME_META_KEY, 'status') ?? 'active';
  if (status === 'active') return [];
  const path = `_meta["${RUNTIME_META_KEY}"].status`;
  const isKnown = status === 'deprecated' || status === 'deleted';
  return [{ path, problem: isKnown ? `is ${status}; only active servers are deployed` : 'must be active' }];
}

function checkPackages(packages: Json | undefined): readonly JsonIssue[] {
  if (!Array.isArray(packages) || packages.length === 0) {
    return [
      {
        path: 'packages',
        problem: 'is missing; a server with `remotes` only runs elsewhere and cannot be deployed',
      },
    ];
  }
  const issues = packages.flatMap((entry, index) => checkPackage(`packages[${index}]`, entry));
  const bundles = packages.flatMap((entry: Json) =>
    isRecord(entry) && entry.registryType === 'mcpb' ? [`${entry.identifier}`] : [],
  );
  const fits = bundles.length === 0 || bundles.some((url) => url.endsWith(`${PLATFORM_ARCH}.mcpb`));
  return fits ? issues : [...issues, { path: 'packages', problem: `has no bundle for ${PLATFORM_ARCH}` }];
}

function checkPackage(path: string, entry: Json): readonly JsonIssue[] {
  if (!isRecord(entry)) return [{ path, problem: 'must be a JSON object' }];
  const missing = ['registryType', 'identifier', 'version']
    .filter((name) => typeof entry[name] !== 'string' || entry[name] === '')
    .map((name) => ({ path: `${path}.${name}`, problem: 'is missing' }));
  const { identifier, fileSha256 } = entry;
  const isBundle = entry.registryType === 'mcpb';
  const isBundleUrl = typeof identifier === 'string' && /^https:\/\/.+\.mcpb(\?.*)?$/.test(identifier);
  const isHash = fileSha256 === undefined || fileSha256 === null || isSha256(fileSha256);
  return [
    ...missing,
    ...(isBundle && typeof identifier === 'string' && !isBundleUrl
      ? [{ path: `${path}.identifier`, problem: 'must be the https URL of a .mcpb file' }]
      : []),
    ...(isHash ? [] : [{ path: `${path}.fileSha256`, problem: 'must be 64 hexadecimal digits' }]),
    ...checkTransport(path, entry.transport),
    ...checkVariables(path, entry.environmentVariables),
  ];
}

function checkTransport(path: string, transport: Json | undefined): readonly JsonIssue[] {
  const type = getPath(transport, 'type');
  if (type === 'streamable-http') return [];
  const problem =
    type === undefined ? 'is missing' : 'must be streamable-http; the platform runs no other transport';
  return [{ path: `${path}.transport.type`, problem }];
}

/** Kubernetes' rule for the name of a variable. */
function checkVariables(path: string, variables: Json | undefined): readonly JsonIssue[] {
  if (!Array.isArray(variables)) return [];
  return variables.flatMap((variable: Json, index) => {
    const name = getPath(variable, 'name');
    const isName = typeof name !== 'string' || /^[-._A-Za-z][-._A-Za-z0-9]*$/.test(name);
    const at = `${path}.environmentVariables[${index}].name`;
    return isName ? [] : [{ path: at, problem: 'must be the name of a variable' }];
  });
}

function isSha256(value: Json): boolean {
  return typeof value !== 'string' || /^[0-9a-fA-F]{64}$/.test(value);
}
