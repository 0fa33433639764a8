/**
 * The model of a server.json in the control plane: nimbletools-core 0add62c, mcp_server_models.py, field by field.
 */
import { runtimeKey } from './platform-spec.js';
import { any, bool, dict, int, list, literal, model, nullable, required, text, url } from './pydantic.js';

const port = nullable(int({ min: 1, max: 65535 }));
const path = text({ pattern: '^/.*' });
const color = nullable(text({ pattern: '^#[0-9A-Fa-f]{6}$' }));
const quantities = {
  memory: text({ pattern: '^[0-9]+(Mi|Gi)$' }),
  cpu: text({ pattern: '^[0-9]+(m)?$' }),
};

const environmentVariable = model('EnvironmentVariable', {
  name: required(text()),
  value: nullable(text()),
  default: nullable(text()),
  isSecret: bool,
  isRequired: bool,
  description: nullable(text()),
  placeholder: nullable(text()),
});

const pack = model('Package', {
  registryType: required(text()),
  identifier: required(text()),
  version: required(text()),
  transport: required(model('TransportProtocol', { type: required(literal('streamable-http')) })),
  registryBaseUrl: nullable(text()),
  runtimeHint: nullable(text()),
  runtimeArguments: nullable(list(dict(any))),
  environmentVariables: list(environmentVariable),
  fileSha256: nullable(text()),
});

const container = model('ContainerConfig', {
  healthCheck: nullable(
    model('HealthCheck', {
      enabled: bool,
      path,
      port,
      interval: int({ min: 1 }),
      timeout: int({ min: 1 }),
      retries: int({ min: 1 }),
    }),
  ),
  startupProbe: nullable(
    model('StartupProbe', {
      initialDelaySeconds: int({ min: 0 }),
      periodSeconds: int({ min: 1 }),
      failureThreshold: int({ min: 1 }),
    }),
  ),
});

const observability = model('Observability', {
  metrics: model('Metrics', { enabled: bool, path, port }),
  tracing: model('Tracing', { enabled: bool, endpoint: nullable(url) }),
});

const networking = model('Networking', {
  ingress: model('Ingress', { enabled: bool, hosts: list(text()), tls: bool, annotations: dict(text()) }),
  service: model('Service', {
    type: literal('ClusterIP', 'NodePort', 'LoadBalancer'),
    annotations: dict(text()),
  }),
});

const registry = model('RegistryMetadata', {
  categories: list(text(), 3),
  tags: list(text(), 10),
  branding: nullable(
    model('Branding', {
      logoUrl: nullable(url),
      iconUrl: nullable(url),
      primaryColor: color,
      accentColor: color,
    }),
  ),
  documentation: nullable(
    model('Documentation', {
      readmeUrl: nullable(url),
      changelogUrl: nullable(url),
      licenseUrl: nullable(url),
      examplesUrl: nullable(url),
    }),
  ),
  showcase: nullable(
    model('Showcase', {
      featured: bool,
      screenshots: list(
        model('Screenshot', {
          url: required(url),
          caption: nullable(text({ max: 200 })),
          thumbnail: nullable(url),
        }),
        5,
      ),
      videoUrl: nullable(url),
    }),
  ),
});

const runtime = model('NimbleToolsRuntime', {
  runtime: nullable(text()),
  container: nullable(container),
  resources: model('Resources', {
    limits: model('ResourceLimits', quantities),
    requests: model('ResourceRequests', quantities),
  }),
  scaling: model('Scaling', {
    enabled: bool,
    minReplicas: int({ min: 0 }),
    maxReplicas: int({ min: 1 }),
    targetCPUUtilizationPercentage: int({ min: 10, max: 100 }),
  }),
  observability,
  security: model('Security', {
    runAsNonRoot: bool,
    runAsUser: int({ min: 1 }),
    readOnlyRootFilesystem: bool,
    allowPrivilegeEscalation: bool,
  }),
  networking,
  deployment: nullable(model('Deployment', { protocol: literal('http', 'stdio'), port, mcpPath: text() })),
  registry: nullable(registry),
  status: nullable(literal('active', 'deprecated', 'deleted')),
  repository: nullable(model('RepositoryExtension', { branch: nullable(text()) })),
});

/** What the control plane validates before it stores anything. */
export const serverModel = model('MCPServer', {
  name: required(text({ min: 3, max: 200, pattern: '^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$' })),
  description: required(text({ min: 1, max: 100 })),
  version: required(text({ max: 255 })),
  title: nullable(text()),
  icons: list(model('Icon', { src: required(url), sizes: list(text()) })),
  repository: nullable(
    model('Repository', {
      url: required(url),
      source: required(text()),
      id: nullable(text()),
      subfolder: nullable(text()),
    }),
  ),
  websiteUrl: nullable(url),
  packages: list(pack),
  _meta: nullable(model('ServerMetadata', { [runtimeKey]: nullable(runtime) })),
});
