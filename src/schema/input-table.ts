import { product } from './constants.js';

/**
 * All inputs. action.yml, docs/reference.md and the GitLab and CircleCI interfaces are generated from this table, and
 * the engine validates with it. ARCHITECTURE.md says how to add an input.
 *
 * Patterns are anchored regular expressions in the subset that JavaScript and RE2 share (GitLab uses RE2).
 */

/** Where a run takes place. */
export const ciSystems = ['github', 'gitlab', 'circleci', 'terminal'] as const;
export type CiSystem = (typeof ciSystems)[number];

/** The values of the input `command`. */
export const commandNames = ['deploy', 'setup', 'check', 'remove'] as const;
export type CommandName = (typeof commandNames)[number];

/** How the text of an input is parsed. */
export type InputKind =
  | { readonly kind: 'secret' }
  | { readonly kind: 'text'; readonly pattern: string; readonly expected: string }
  /**
   * A path, or what else an input of that kind accepts, such as a URL. The run accepts anything without control
   * characters: `C:\\a (1)\\x.env` is a path. `pastePattern` is for GitLab, which pastes the value into YAML.
   */
  | { readonly kind: 'path'; readonly pastePattern: string }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'duration' }
  /** Items one per line, or comma-separated; lines that begin with `#` are comments. */
  | { readonly kind: 'list'; readonly pattern: string; readonly expected: string }
  /** Items as in a list, each a path, or what else the input accepts. `pastePattern` as in `path`. */
  | { readonly kind: 'paths'; readonly pastePattern: string }
  /** `KEY=VALUE` lines and `KEY<<EOF` blocks, see src/inputs/pairs.ts. */
  | { readonly kind: 'pairs' };

/** Why an input is not offered on some systems. A new CI system gets every input that does not name it here. */
export interface Exception {
  readonly systems: readonly CiSystem[];
  /** One sentence for docs/reference.md. */
  readonly reason: string;
}

export interface InputRow {
  readonly type: InputKind;
  /** Environment variable that is read if the system has no such input, or the input is empty. */
  readonly variable?: string;
  /** As a user would type it. Absent: no value. */
  readonly default?: string;
  /** Where one system needs another default, with the reason in a comment. */
  readonly defaultOn?: { readonly [System in CiSystem]?: string };
  /** CI systems without an input of this name. Absent: every system has it. Its variable is read everywhere. */
  readonly except?: Exception;
  /**
   * True for inputs that decide where the token goes or which code gets it, that renew it, or that remove what runs. On
   * GitLab they are text of the script, which no variable of a project, a pipeline or an earlier job overrides, so their
   * patterns allow no quote.
   */
  readonly guardsToken?: true;
  /** Commands that use the input; absent: all. */
  readonly commands?: readonly CommandName[];
  readonly help: string;
}

const uuid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const idPart = '[A-Za-z0-9][A-Za-z0-9._-]{0,127}';
const pastePattern = '^[A-Za-z0-9._/~:@+-][A-Za-z0-9 ._/~:@+-]{0,499}$';

export const inputTable = {
  token: {
    type: { kind: 'secret' },
    variable: 'NTCLI_TOKEN',
    except: {
      systems: ['gitlab', 'circleci', 'terminal'],
      reason: 'The masked variable itself carries the token; an input would put it in the configuration.',
    },
    help: 'Workspace token, from a secret. An empty input does not override a non-empty NTCLI_TOKEN variable.',
  },
  'token-variable': {
    type: {
      kind: 'text',
      pattern: '^[A-Za-z_][A-Za-z0-9_]{0,127}$',
      expected: 'the name of a variable, without $ and never its value',
    },
    variable: 'NTCLI_TOKEN_VARIABLE',
    guardsToken: true,
    default: 'NTCLI_TOKEN',
    except: { systems: ['github'], reason: 'Use `token`.' },
    help: 'NAME of the variable that holds the workspace token. Never its value.',
  },
  command: {
    type: { kind: 'choice', options: commandNames },
    variable: 'NTCLI_COMMAND',
    except: {
      systems: ['gitlab', 'circleci'],
      reason:
        'Include the component, or use the job or the command of the orb (`deploy`, `setup`, `check`, `remove`). GitLab has no component for `setup`, and removes only previews.',
    },
    help: '`deploy`; `setup`: install ntcli, sign in, select the workspace and leave `ntcli` ready for later steps; `check`: check token and workspace and, with `verify`, the servers, and install and deploy nothing; or `remove`: remove the servers named, or the workspace. Default: `deploy` if `server` or `server-file` is set, else `setup`.',
  },
  workspace: {
    type: {
      kind: 'list',
      pattern: `^([a-z][a-z0-9_-]{2,31}|${uuid})$`,
      expected: 'a workspace name (3 to 32 characters of a-z, 0-9, - and _, starting with a letter) or UUID',
    },
    variable: 'NTCLI_WORKSPACE',
    help: 'Workspace name or UUID. Optional if the token has access to exactly one workspace. With `remove-workspace`, one or several.',
  },
  server: {
    type: {
      kind: 'list',
      pattern: `^${idPart}(/${idPart})*(@[A-Za-z0-9][A-Za-z0-9._+-]{0,63})?$`,
      expected: 'a server id of the registry, such as ai.nimbletools/echo or ai.nimbletools/echo@1.2.0',
    },
    variable: 'NTCLI_SERVER',
    commands: ['deploy', 'check', 'remove'],
    help: 'Servers to deploy, in order: `id` or `id@version`, one per line, or comma-separated. Lines that begin with `#` are comments. With `command: remove`, also the id on the platform, such as `echo`; `@version` removes a server only if that version runs.',
  },
  'server-file': {
    type: { kind: 'paths', pastePattern },
    variable: 'NTCLI_SERVER_FILE',
    commands: ['deploy', 'check', 'remove'],
    help: '`server.json` files of the repository to deploy after those of `server`, through the API: paths, one per line, or comma-separated. The registry does not need to have them. Each is validated before anything is sent.',
  },
  'server-version': {
    type: {
      kind: 'text',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$',
      expected: 'a version, such as 1.2.0 or v1.2.0',
    },
    variable: 'NTCLI_SERVER_VERSION',
    commands: ['deploy', 'check'],
    help: 'Version that replaces the one in `server-file`, which must be a single file. A `v` before the number is removed, so you can pass a tag.',
  },
  bundle: {
    type: { kind: 'paths', pastePattern: '^[A-Za-z0-9._/~:@+-][A-Za-z0-9 ._/~:@+%=#-]{0,499}$' },
    variable: 'NTCLI_BUNDLE',
    commands: ['deploy', 'check'],
    help: 'The `.mcpb` bundles of a release, one per architecture, which replace those in `server-file` (a single file): each the path of a file, whose SHA-256 is computed (set `bundle-url`), or `https://...#sha256=...`. End each name with the architecture, such as `-linux-amd64.mcpb`.',
  },
  'bundle-url': {
    type: {
      kind: 'text',
      pattern: '^https://[A-Za-z0-9._~:/%@+-]{1,500}$',
      expected: 'an https URL',
    },
    variable: 'NTCLI_BUNDLE_URL',
    commands: ['deploy', 'check'],
    help: 'URL below which the files of `bundle` can be downloaded, such as `https://github.com/acme/echo/releases/download/v1.2.0`.',
  },
  'create-workspace': {
    type: { kind: 'boolean' },
    variable: 'NTCLI_CREATE_WORKSPACE',
    default: 'false',
    commands: ['deploy', 'setup'],
    help: 'Create the workspace if there is none of that name, for previews. The token must be allowed to.',
  },
  'remove-workspace': {
    type: { kind: 'boolean' },
    variable: 'NTCLI_REMOVE_WORKSPACE',
    guardsToken: true,
    default: 'false',
    commands: ['remove'],
    help: 'With `command: remove`, remove the whole workspace, with every server and secret in it. Needs `workspace`, and no `server`.',
  },
  env: {
    type: { kind: 'pairs' },
    variable: 'NTCLI_ENV',
    except: {
      systems: ['gitlab'],
      reason: 'GitLab pastes inputs into YAML, so an input cannot hold line breaks: set the variable.',
    },
    commands: ['deploy'],
    help: 'Environment variables of the servers, as `KEY=VALUE` lines; for a value of several lines `KEY<<EOF`, its lines, `EOF`. Values are literal, quotes included. Not for secrets: they are passed on a command line.',
  },
  'env-file': {
    type: { kind: 'path', pastePattern },
    variable: 'NTCLI_ENV_FILE',
    except: {
      systems: ['terminal'],
      reason: 'Node.js reads a flag `--env-file` itself, and such a file can run code: set the variable.',
    },
    commands: ['deploy'],
    help: 'UTF-8 file with lines as in `env`. `env` overrides it. The variable can be a GitLab variable of type File.',
  },
  secrets: {
    type: { kind: 'pairs' },
    variable: 'NTCLI_SECRETS',
    except: {
      systems: ['gitlab', 'circleci', 'terminal'],
      reason: 'An input would be plain text in the configuration: set the variable `NTCLI_SECRETS`.',
    },
    commands: ['deploy'],
    help: 'Workspace secrets, with lines as in `env`, set through the API before the deploy. Every value is masked, and none is passed on a command line. A server that exists and uses them is restarted. An empty value is an error.',
  },
  cpu: {
    type: {
      kind: 'text',
      pattern: '^[0-9]{1,6}(\\.[0-9]{1,3})?m?$',
      expected: 'a Kubernetes CPU quantity, such as 500m or 0.5',
    },
    variable: 'NTCLI_CPU',
    commands: ['deploy'],
    help: 'CPU limit of the servers, as in Kubernetes (`500m`).',
  },
  memory: {
    type: {
      kind: 'text',
      pattern: '^[0-9]{1,12}(\\.[0-9]{1,3})?(Ki|Mi|Gi|Ti|k|M|G|T)?$',
      expected: 'a Kubernetes memory quantity, such as 512Mi or 1Gi',
    },
    variable: 'NTCLI_MEMORY',
    commands: ['deploy'],
    help: 'Memory limit of the servers, as in Kubernetes (`512Mi`).',
  },
  'deploy-with': {
    type: { kind: 'choice', options: ['auto', 'ntcli', 'api'] },
    variable: 'NTCLI_DEPLOY_WITH',
    guardsToken: true,
    default: 'auto',
    commands: ['deploy'],
    help: '`auto`: install ntcli and deploy with it, or through the API if ntcli cannot deliver a setting or cannot be installed. `ntcli`: deploy only with ntcli. `api`: deploy through the API, and install nothing.',
  },
  replace: {
    type: { kind: 'boolean' },
    variable: 'NTCLI_REPLACE',
    guardsToken: true,
    default: 'false',
    commands: ['deploy'],
    help: 'If the server exists, remove it, wait until it is gone, and deploy it again. For platforms that cannot update in place; the server is unavailable in between.',
  },
  'min-replicas': {
    type: { kind: 'integer', min: 0, max: 1000 },
    variable: 'NTCLI_MIN_REPLICAS',
    commands: ['deploy'],
    help: 'Minimum number of replicas. With 0, an idle server is scaled to zero and starts on the first request.',
  },
  'max-replicas': {
    type: { kind: 'integer', min: 1, max: 1000 },
    variable: 'NTCLI_MAX_REPLICAS',
    commands: ['deploy'],
    help: 'Maximum number of replicas.',
  },
  wait: {
    type: { kind: 'boolean' },
    variable: 'NTCLI_WAIT',
    default: 'true',
    commands: ['deploy'],
    help: 'Wait until the server is healthy or scaled to zero.',
  },
  verify: {
    type: { kind: 'boolean' },
    variable: 'NTCLI_VERIFY',
    default: 'false',
    commands: ['deploy', 'check'],
    help: 'After the deploy, connect to the server as an MCP client (`initialize`, `tools/list`). Starts a server that is scaled to zero.',
  },
  'smoke-test': {
    type: { kind: 'path', pastePattern },
    variable: 'NTCLI_SMOKE_TEST',
    commands: ['deploy', 'check'],
    help: 'JSON file with tool calls and what they must return, made through MCP after the deploy. Implies `verify`. docs/verification.md describes the format.',
  },
  'tools-snapshot': {
    type: { kind: 'path', pastePattern },
    variable: 'NTCLI_TOOLS_SNAPSHOT',
    commands: ['deploy', 'check'],
    help: 'JSON file with the tools that clients rely on. A tool or property that is gone, a new required property or a changed type fails the run; an addition is a notice. Implies `verify`.',
  },
  'update-tools-snapshot': {
    type: { kind: 'boolean' },
    variable: 'NTCLI_UPDATE_TOOLS_SNAPSHOT',
    default: 'false',
    commands: ['deploy', 'check'],
    help: 'Write `tools-snapshot` instead of comparing with it.',
  },
  'dry-run': {
    type: { kind: 'boolean' },
    variable: 'NTCLI_DRY_RUN',
    default: 'false',
    commands: ['deploy', 'remove'],
    help: 'Check everything, change nothing. The log shows what would happen.',
  },
  timeout: {
    type: { kind: 'duration' },
    variable: 'NTCLI_TIMEOUT',
    default: '5m',
    commands: ['deploy', 'check', 'remove'],
    help: 'Time limit per server for deploy, wait and verification: `300` or `300s`, `5m`, `1h`.',
  },
  'expiry-warning-days': {
    type: { kind: 'integer', min: 0, max: 3650 },
    variable: 'NTCLI_EXPIRY_WARNING_DAYS',
    default: '7',
    help: 'Show a warning when the token expires in this many days or fewer.',
  },
  'rotation-days': {
    type: { kind: 'integer', min: 0, max: 3650 },
    variable: 'NTCLI_ROTATION_DAYS',
    default: '90',
    help: 'Show a notice when the token is older than this many days. 0 turns it off.',
  },
  'token-expires-at': {
    type: {
      kind: 'text',
      pattern:
        '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?$',
      expected: 'an ISO date, such as 2027-01-31 or 2027-01-31T12:00:00Z',
    },
    variable: 'NTCLI_TOKEN_EXPIRES_AT',
    help: 'ISO date on which the token expires, for tokens whose expiry cannot be read.',
  },
  'fail-on-expiring': {
    type: { kind: 'boolean' },
    variable: 'NTCLI_FAIL_ON_EXPIRING',
    default: 'false',
    help: 'Exit with code 75 when the token is close to expiry, after everything else is done.',
  },
  'on-missing-token': {
    type: { kind: 'choice', options: ['fail', 'skip'] },
    variable: 'NTCLI_ON_MISSING_TOKEN',
    default: 'fail',
    help: '`skip`: succeed with a notice when there is no token (forks, Dependabot).',
  },
  'export-token': {
    type: { kind: 'boolean' },
    default: 'true',
    except: {
      systems: ['gitlab', 'circleci', 'terminal'],
      reason: 'There is nothing to export: later steps and jobs have the token variable already.',
    },
    commands: ['deploy', 'setup'],
    help: 'Export `NTCLI_TOKEN` and add a signed-in `ntcli` to PATH for later steps of the job.',
  },
  'auto-refresh': {
    type: { kind: 'boolean' },
    variable: 'NTCLI_AUTO_REFRESH',
    guardsToken: true,
    default: 'false',
    commands: ['deploy', 'setup'],
    help: 'Let ntcli refresh the token automatically (`ntcli config set auto-refresh-token true`), if it can. Risk: a refresh that issues a new token revokes the one in your secret, and breaks every pipeline that uses it.',
  },
  'ntcli-version': {
    type: {
      kind: 'text',
      pattern: '^[0-9A-Za-z^~<>=*][0-9A-Za-z^~<>=|.*+ -]{0,63}$',
      expected: 'an exact version, a range or a dist-tag, such as 0.4.4, ^0.4.0 or latest',
    },
    variable: 'NTCLI_VERSION',
    guardsToken: true,
    default: product.ntcli.version,
    commands: ['deploy', 'setup'],
    help: 'Version of ntcli: an exact version, a range or a dist-tag. The default is the tested version.',
  },
  'ntcli-package': {
    type: { kind: 'path', pastePattern: '^[A-Za-z0-9@._/~:+%=?&# -]{1,500}$' },
    variable: 'NTCLI_PACKAGE',
    guardsToken: true,
    default: product.ntcli.package,
    commands: ['deploy', 'setup'],
    help: 'Source of ntcli: an npm package name, the path or https URL of a `.tgz` file, or `preinstalled` for the `ntcli` on PATH.',
  },
  'ntcli-integrity': {
    type: {
      kind: 'text',
      pattern: '^sha512-[A-Za-z0-9+/]{86}==$',
      expected: 'sha512- and 88 characters of base64, as printed by `npm view <package> dist.integrity`',
    },
    variable: 'NTCLI_INTEGRITY',
    guardsToken: true,
    commands: ['deploy', 'setup'],
    help: 'Required checksum of the ntcli package: `sha512-...`, as printed by `npm view <package> dist.integrity`.',
  },
  'npm-registry': {
    type: {
      kind: 'text',
      pattern: '^https?://[A-Za-z0-9._~:/%\\[\\]-]{1,500}$',
      expected: 'the URL of an npm registry, without credentials',
    },
    variable: 'NTCLI_NPM_REGISTRY',
    guardsToken: true,
    commands: ['deploy', 'setup'],
    help: 'npm registry to install ntcli from. Default: the one in your npm configuration.',
  },
  domain: {
    type: {
      kind: 'text',
      pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?$',
      expected: 'a lowercase host name, with an optional port, such as nimbletools.ai',
    },
    variable: 'NTCLI_DOMAIN',
    guardsToken: true,
    default: product.domain,
    help: 'Domain of the platform: API at `https://api.<domain>`, MCP at `https://mcp.<domain>`, server registry at `https://registry.<domain>`. Plain HTTP is used only for localhost and 127.0.0.1.',
  },
  cache: {
    type: { kind: 'boolean' },
    variable: 'NTCLI_CACHE',
    default: 'true',
    // CircleCI unpacks a cache to absolute paths, such as a `node` that comes first on PATH, and branches without the
    // token can write it: see docs/security.md.
    defaultOn: { circleci: 'false' },
    commands: ['deploy', 'setup'],
    help: 'Cache the installed ntcli, or its packages, between runs.',
  },
  summary: {
    type: { kind: 'boolean' },
    variable: 'NTCLI_SUMMARY',
    default: 'true',
    commands: ['deploy', 'remove'],
    help: 'Write a job summary (GitHub) or a report file (GitLab, CircleCI).',
  },
  engine: {
    type: {
      kind: 'text',
      pattern: '^[A-Za-z0-9._/~:%+@ -]{1,500}$',
      expected: 'an https or file URL, or a path',
    },
    variable: 'NTCLI_ENGINE',
    guardsToken: true,
    except: { systems: ['github', 'terminal'], reason: 'The engine is already there.' },
    help: 'Source of the engine file: URL of a mirror, `file:` URL or path. Default: the tagged release.',
  },
  'engine-sha256': {
    type: { kind: 'text', pattern: '^[0-9a-f]{64}$', expected: '64 hexadecimal digits' },
    variable: 'NTCLI_ENGINE_SHA256',
    guardsToken: true,
    except: { systems: ['github', 'terminal'], reason: 'The engine is already there.' },
    help: 'Required SHA-256 of the engine file. Default: that of the tagged release.',
  },
} as const satisfies Readonly<Record<string, InputRow>>;
