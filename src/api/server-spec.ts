import { getPath, isRecord, type Json, type JsonIssue, toRecord } from './json.js';

/** The key of `_meta` under which the control plane reads runtime settings (nimbletools-core, mcp_server_models.py). */
export const RUNTIME_META_KEY = 'ai.nimbletools.mcp/v1';

const MAX_DESCRIPTION_LENGTH = 100;
/** The architecture of the platform's nodes: bundles for others are refused with 422. */
const PLATFORM_ARCH = 'linux-amd64';

/**
 * Finds everything that the platform would refuse in a server.json, a registry entry, or an overridden copy of one.
 * The rules are those of the control plane (nimbletools-core: mcp_server_models.py, routes/servers.py) and of
 * Kubernetes, which names the Deployment after the last part of the server name.
 */
export function findSpecIssues(spec: Json): readonly JsonIssue[] {
  if (!isRecord(spec)) return [{ path: '$', problem: 'must be a JSON object' }];
  return [
    ...checkName(spec.name),
    ...checkVersion(spec.version),
    ...checkText('description', spec.description, MAX_DESCRIPTION_LENGTH),
    ...checkStatus(spec),
    ...checkLinks(spec),
    ...checkPackages(spec.packages),
    ...checkResources(spec),
  ];
}

function checkName(name: Json | undefined): readonly JsonIssue[] {
  const path = 'name';
  if (typeof name !== 'string') return [{ path, problem: 'is missing' }];
  if (name.length > 200 || !/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/.test(name)) {
    return [{ path, problem: 'must be `namespace/name`, such as ai.nimbletools/echo' }];
  }
  const last = name.slice(name.indexOf('/') + 1);
  if (last.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(last)) return [];
  return [
    {
      path,
      problem:
        'must end with lowercase letters, digits and hyphens only (63 at most), as Kubernetes requires',
    },
  ];
}

function checkText(path: string, value: Json | undefined, maxLength: number): readonly JsonIssue[] {
  if (typeof value !== 'string' || value === '') return [{ path, problem: 'is missing' }];
  if ([...value].length <= maxLength) return [];
  return [{ path, problem: `has ${[...value].length} characters; ${maxLength} are allowed` }];
}

/** The platform takes any text; one with a space or a line break is a mistake, and would break log lines. */
function checkVersion(version: Json | undefined): readonly JsonIssue[] {
  if (typeof version !== 'string' || version === '' || /^[\x21-\x7e]+$/.test(version))
    return checkText('version', version, 255);
  return [{ path: 'version', problem: 'must be letters, digits and punctuation only' }];
}

/** Links that the platform validates, though it does not use them. */
function checkLinks(spec: Json): readonly JsonIssue[] {
  const { repository, icons, websiteUrl } = toRecord(spec);
  const source = getPath(repository, 'source');
  return [
    ...(isAbsent(websiteUrl) ? [] : checkLink('websiteUrl', websiteUrl)),
    ...(isAbsent(repository) ? [] : checkLink('repository.url', getPath(repository, 'url'))),
    ...(isAbsent(repository) || typeof source === 'string'
      ? []
      : [{ path: 'repository.source', problem: 'is missing, such as github' }]),
    ...(Array.isArray(icons)
      ? icons.flatMap((icon: Json, index) => checkLink(`icons[${index}].src`, getPath(icon, 'src')))
      : icons === undefined
        ? []
        : [{ path: 'icons', problem: 'must be a list' }]),
  ];
}

function checkLink(path: string, value: Json | undefined): readonly JsonIssue[] {
  const isLink = typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value);
  return isLink ? [] : [{ path, problem: 'must be an http or https URL' }];
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null;
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

function checkVariables(path: string, variables: Json | undefined): readonly JsonIssue[] {
  if (variables === undefined) return [];
  if (!Array.isArray(variables)) return [{ path: `${path}.environmentVariables`, problem: 'must be a list' }];
  return variables.flatMap((variable: Json, index) => {
    const name = getPath(variable, 'name');
    const isName = typeof name === 'string' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
    const at = `${path}.environmentVariables[${index}].name`;
    return isName ? [] : [{ path: at, problem: 'must be the name of a variable' }];
  });
}

function checkResources(spec: Json): readonly JsonIssue[] {
  const at = `_meta["${RUNTIME_META_KEY}"].resources`;
  return ['limits', 'requests'].flatMap((kind) => {
    const { cpu, memory } = {
      cpu: undefined,
      memory: undefined,
      ...toRecord(getPath(spec, '_meta', RUNTIME_META_KEY, 'resources', kind)),
    };
    return [
      ...(cpu === undefined || matches(cpu, /^[0-9]+m?$/)
        ? []
        : [{ path: `${at}.${kind}.cpu`, problem: 'must be whole cores or millicores, such as 1 or 500m' }]),
      ...(memory === undefined || matches(memory, /^[0-9]+(Mi|Gi)$/)
        ? []
        : [{ path: `${at}.${kind}.memory`, problem: 'must be whole Mi or Gi, such as 512Mi' }]),
    ];
  });
}

function matches(value: Json, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function isSha256(value: Json): boolean {
  return matches(value, /^[0-9a-fA-F]{64}$/);
}
