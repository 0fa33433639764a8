import type { Fields, Shape } from './shape.js';

/** The key of `_meta` under which the control plane reads runtime settings (nimbletools-core, mcp_server_models.py). */
export const RUNTIME_META_KEY = 'ai.nimbletools.mcp/v1';

const text: Shape = { kind: 'text' };
const boolean: Shape = { kind: 'boolean' };
const url: Shape = { kind: 'url' };
const nullable = (shape: Shape): Shape => ({ kind: 'nullable', shape });
const required = (shape: Shape): Shape => ({ kind: 'required', shape });
const list = (items: Shape, max?: number): Shape => ({
  kind: 'list',
  items,
  ...(max !== undefined && { max }),
});
const object = (fields: Fields): Shape => ({ kind: 'object', fields });
const choice = (...values: readonly string[]): Shape => ({ kind: 'choice', values });
const atLeast = (min: number): Shape => ({ kind: 'integer', min });
const texts: Shape = { kind: 'map', values: text };
const port = nullable({ kind: 'integer', min: 1, max: 65535 });
const path: Shape = { kind: 'text', pattern: /^\//, expected: 'a path that starts with /' };
const color = nullable({
  kind: 'text',
  pattern: /^#[0-9A-Fa-f]{6}$/,
  expected: 'a color such as #1a2b3c',
});

const quantities = object({
  cpu: { kind: 'text', pattern: /^[0-9]+m?$/, expected: 'whole cores or millicores, such as 1 or 500m' },
  memory: { kind: 'text', pattern: /^[0-9]+(Mi|Gi)$/, expected: 'whole Mi or Gi, such as 512Mi' },
});

const variable = object({
  name: required(text),
  value: nullable(text),
  default: nullable(text),
  isSecret: boolean,
  isRequired: boolean,
  description: nullable(text),
  placeholder: nullable(text),
});

/** The values are those of the schema of MCPService (chart/templates/crd.yaml). It ignores null. */
const argument = object({
  type: nullable(choice('positional', 'named')),
  name: nullable(text),
  value: nullable(text),
});

const packageShape = object({
  registryType: required(text),
  identifier: required(text),
  version: required(text),
  transport: required(object({ type: required(choice('streamable-http')) })),
  registryBaseUrl: nullable(text),
  runtimeHint: nullable(text),
  runtimeArguments: nullable(list(argument)),
  environmentVariables: list(variable),
  fileSha256: nullable(text),
});

const container = object({
  healthCheck: nullable(
    object({
      enabled: boolean,
      path,
      port,
      interval: atLeast(1),
      timeout: atLeast(1),
      retries: atLeast(1),
    }),
  ),
  startupProbe: nullable(
    object({
      initialDelaySeconds: atLeast(0),
      periodSeconds: atLeast(1),
      failureThreshold: atLeast(1),
    }),
  ),
});

const observability = object({
  metrics: object({ enabled: boolean, path, port }),
  tracing: object({ enabled: boolean, endpoint: nullable(url) }),
});

const networking = object({
  ingress: object({ enabled: boolean, hosts: list(text), tls: boolean, annotations: texts }),
  service: object({ type: choice('ClusterIP', 'NodePort', 'LoadBalancer'), annotations: texts }),
});

/** Kubernetes' rule for the value of a label; the control plane makes one of each category. */
const category: Shape = {
  kind: 'text',
  max: 63,
  pattern: /^(?:[a-zA-Z0-9](?:[-\w.]*[a-zA-Z0-9])?)?$/,
  expected: 'letters, digits, hyphens, dots and underscores, as Kubernetes requires of labels',
};

const screenshot = object({
  url: required(url),
  caption: nullable({ kind: 'text', max: 200 }),
  thumbnail: nullable(url),
});

const registry = object({
  categories: list(category, 3),
  tags: list(text, 10),
  branding: nullable(
    object({
      logoUrl: nullable(url),
      iconUrl: nullable(url),
      primaryColor: color,
      accentColor: color,
    }),
  ),
  documentation: nullable(
    object({
      readmeUrl: nullable(url),
      changelogUrl: nullable(url),
      licenseUrl: nullable(url),
      examplesUrl: nullable(url),
    }),
  ),
  showcase: nullable(
    object({ featured: boolean, screenshots: list(screenshot, 5), videoUrl: nullable(url) }),
  ),
});

const runtime = object({
  runtime: nullable(text),
  container: nullable(container),
  resources: object({ limits: quantities, requests: quantities }),
  scaling: object({
    enabled: boolean,
    minReplicas: atLeast(0),
    maxReplicas: atLeast(1),
    targetCPUUtilizationPercentage: { kind: 'integer', min: 10, max: 100 },
  }),
  observability,
  security: object({
    runAsNonRoot: boolean,
    runAsUser: atLeast(1),
    readOnlyRootFilesystem: boolean,
    allowPrivilegeEscalation: boolean,
  }),
  networking,
  deployment: nullable(object({ protocol: choice('http', 'stdio'), port, mcpPath: text })),
  registry: nullable(registry),
  status: nullable(choice('active', 'deprecated', 'deleted')),
  repository: nullable(object({ branch: nullable(text) })),
});

/** A server.json as the control plane validates it: nimbletools-core 0add62c, mcp_server_models.py, field by field. */
export const serverShape = object({
  name: required(text),
  description: required({ kind: 'text', max: 100 }),
  version: required({ kind: 'text', max: 255 }),
  title: nullable(text),
  icons: list(object({ src: required(url), sizes: list(text) })),
  repository: nullable(
    object({ url: required(url), source: required(text), id: nullable(text), subfolder: nullable(text) }),
  ),
  websiteUrl: nullable(url),
  packages: list(packageShape),
  _meta: nullable(object({ [RUNTIME_META_KEY]: nullable(runtime) })),
});
