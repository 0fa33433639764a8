import { product } from './constants.js';

/**
 * The one table of inputs. action.yml, the README tables and every other interface are generated from it, and the
 * engine validates with it. To add an input: add a row here, read it in src/inputs/parse.ts, run `npm run build`.
 *
 * Patterns are anchored regular expressions in the subset that JavaScript and RE2 share (GitLab uses RE2).
 */

/** Where a run takes place. */
export type CiSystem = 'github' | 'gitlab' | 'circleci' | 'terminal';

/** What a run is for: the values of the input `command`. */
export type CommandName = 'deploy' | 'setup' | 'check';

/** How the text of an input is read. */
export type InputKind =
  | { readonly kind: 'secret' }
  | { readonly kind: 'text'; readonly pattern: string; readonly expected: string }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer'; readonly least: number; readonly most: number }
  | { readonly kind: 'duration' }
  /** Items on lines of their own or between commas. */
  | { readonly kind: 'list'; readonly pattern: string; readonly expected: string }
  /** `KEY=VALUE` lines; the value is everything behind the first `=`. */
  | { readonly kind: 'pairs' };

/** Why an input is not offered on some systems. A new CI system gets every input that does not name it here. */
export interface Exception {
  readonly systems: readonly CiSystem[];
  /** One sentence for docs/reference.md. */
  readonly reason: string;
}

export interface InputRow {
  readonly type: InputKind;
  /** Environment variable that carries the input where there is no input of that name, or where it is empty. */
  readonly variable?: string;
  /** As a user would type it. Absent: the input has no value unless one is given. */
  readonly default?: string;
  /** CI systems without an input of this name. Absent: every system has it. Its variable is read everywhere. */
  readonly except?: Exception;
  /** Tasks that look at the input; absent: all. */
  readonly commands?: readonly CommandName[];
  readonly help: string;
}

const uuid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const idPart = '[A-Za-z0-9][A-Za-z0-9._-]{0,127}';

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
    default: 'NTCLI_TOKEN',
    except: { systems: ['github'], reason: 'Use `token`.' },
    help: 'NAME of the variable that holds the workspace token. Never its value.',
  },
  command: {
    type: { kind: 'choice', options: ['deploy', 'setup', 'check'] },
    variable: 'NTCLI_COMMAND',
    help: '`deploy`, or `setup`: install, sign in, select the workspace, and leave `ntcli` ready for later steps, or `check`: look at token and workspace only, install nothing. Default: `deploy` when `server` is given, else `setup`.',
  },
  workspace: {
    type: {
      kind: 'text',
      pattern: `^([a-z][a-z0-9_-]{2,31}|${uuid})$`,
      expected: 'a workspace name (3 to 32 of a-z, 0-9, - and _, a letter first) or its UUID',
    },
    variable: 'NTCLI_WORKSPACE',
    help: 'Workspace, by name or UUID. May be left out if the token sees exactly one workspace.',
  },
  server: {
    type: {
      kind: 'list',
      pattern: `^${idPart}(/${idPart})*(@[A-Za-z0-9][A-Za-z0-9._+-]{0,63})?$`,
      expected: 'a server id of the registry, such as my-server, acme/echo or acme/echo@1.2.0',
    },
    variable: 'NTCLI_SERVER',
    commands: ['deploy'],
    help: 'Servers to deploy, in order: `id` or `id@version`, on lines of their own or between commas.',
  },
  env: {
    type: { kind: 'pairs' },
    variable: 'NTCLI_ENV',
    except: {
      systems: ['gitlab'],
      reason: 'GitLab pastes inputs into YAML, so an input cannot hold line breaks: set the variable.',
    },
    commands: ['deploy'],
    help: 'Environment of the servers: lines of `KEY=VALUE`. Not for secrets: it is passed on a command line.',
  },
  'env-file': {
    type: {
      kind: 'text',
      pattern: '^[A-Za-z0-9._/~:@+-][A-Za-z0-9 ._/~:@+-]{0,499}$',
      expected: 'the path of a file',
    },
    variable: 'NTCLI_ENV_FILE',
    except: {
      systems: ['terminal'],
      reason: 'Node.js reads a flag `--env-file` itself, and such a file can run code: set the variable.',
    },
    commands: ['deploy'],
    help: 'File with lines of `KEY=VALUE`, read before `env`, which wins. The variable can be a GitLab variable of type File.',
  },
  secrets: {
    type: { kind: 'pairs' },
    variable: 'NTCLI_SECRETS',
    except: {
      systems: ['gitlab', 'circleci', 'terminal'],
      reason: 'An input would be plain text in the configuration: set the masked variable.',
    },
    commands: ['deploy'],
    help: 'Workspace secrets, set through the API before the deploy: lines of `KEY=VALUE`. Every value is masked, and none goes on a command line.',
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
    type: { kind: 'choice', options: ['ntcli', 'api'] },
    variable: 'NTCLI_DEPLOY_WITH',
    default: 'ntcli',
    commands: ['deploy'],
    help: '`api`: the same two requests that ntcli makes, without installing anything. For machines where ntcli cannot be installed; it is also faster, and delivers a `=` inside a value of `env`.',
  },
  'min-replicas': {
    type: { kind: 'integer', least: 0, most: 1000 },
    variable: 'NTCLI_MIN_REPLICAS',
    commands: ['deploy'],
    help: 'Least number of replicas. 0 lets an idle server sleep; it wakes on the first request.',
  },
  'max-replicas': {
    type: { kind: 'integer', least: 1, most: 1000 },
    variable: 'NTCLI_MAX_REPLICAS',
    commands: ['deploy'],
    help: 'Greatest number of replicas.',
  },
  wait: {
    type: { kind: 'boolean' },
    variable: 'NTCLI_WAIT',
    default: 'true',
    commands: ['deploy'],
    help: 'Wait until the platform shows the server as healthy, or scaled to zero.',
  },
  verify: {
    type: { kind: 'boolean' },
    variable: 'NTCLI_VERIFY',
    default: 'false',
    commands: ['deploy'],
    help: 'After the deploy, speak MCP to the server (`initialize`, `tools/list`). Wakes a server that is scaled to zero.',
  },
  'dry-run': {
    type: { kind: 'boolean' },
    variable: 'NTCLI_DRY_RUN',
    default: 'false',
    commands: ['deploy'],
    help: 'Check everything, change nothing; the log says what would happen.',
  },
  timeout: {
    type: { kind: 'duration' },
    variable: 'NTCLI_TIMEOUT',
    default: '5m',
    commands: ['deploy'],
    help: 'Bound on deploy, wait and verification, for each server: `300` or `300s`, `5m`, `1h`.',
  },
  'expiry-warning-days': {
    type: { kind: 'integer', least: 0, most: 3650 },
    variable: 'NTCLI_EXPIRY_WARNING_DAYS',
    default: '7',
    help: 'Warn when the token has this many days left or fewer.',
  },
  'rotation-days': {
    type: { kind: 'integer', least: 0, most: 3650 },
    variable: 'NTCLI_ROTATION_DAYS',
    default: '90',
    help: 'Say so when the token is older than this many days. 0 turns it off.',
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
    help: 'Do everything, but exit with 75 when the token is close to expiry.',
  },
  'on-missing-token': {
    type: { kind: 'choice', options: ['fail', 'skip'] },
    variable: 'NTCLI_ON_MISSING_TOKEN',
    default: 'fail',
    help: '`skip`: without a token say so and succeed, for runs from forks and of Dependabot.',
  },
  'export-token': {
    type: { kind: 'boolean' },
    default: 'true',
    except: {
      systems: ['gitlab', 'circleci', 'terminal'],
      reason: 'There is nothing to export: later steps and jobs have the token variable already.',
    },
    commands: ['deploy', 'setup'],
    help: 'Export `NTCLI_TOKEN` and put `ntcli`, signed in, on PATH for later steps of the job.',
  },
  'auto-refresh': {
    type: { kind: 'boolean' },
    variable: 'NTCLI_AUTO_REFRESH',
    default: 'false',
    commands: ['deploy', 'setup'],
    help: 'Let ntcli refresh the token on its own (`ntcli config set auto-refresh-token true`), where it can. Risk: a refresh that issues a new token revokes the one in your secret, and every pipeline that uses it.',
  },
  'ntcli-version': {
    type: {
      kind: 'text',
      pattern: '^[0-9A-Za-z^~<>=*][0-9A-Za-z^~<>=|.*+ -]{0,63}$',
      expected: 'an exact version, a range or a dist-tag, such as 0.4.4, ^0.4.0 or latest',
    },
    variable: 'NTCLI_VERSION',
    default: product.ntcli.version,
    commands: ['deploy', 'setup'],
    help: 'Version of ntcli: exact, a range or a dist-tag. The default is exact and tested.',
  },
  'ntcli-package': {
    type: {
      kind: 'text',
      pattern: '^[A-Za-z0-9@._/~:+%=?&# -]{1,500}$',
      expected: 'an npm package name, the path or URL of a .tgz file, or preinstalled',
    },
    variable: 'NTCLI_PACKAGE',
    default: product.ntcli.package,
    commands: ['deploy', 'setup'],
    help: 'Where ntcli comes from: an npm name, the path or https URL of a `.tgz` file, or `preinstalled` for the `ntcli` on PATH.',
  },
  'ntcli-integrity': {
    type: {
      kind: 'text',
      pattern: '^sha512-[A-Za-z0-9+/]{86}==$',
      expected: 'sha512- and 88 characters of base64, as `npm view <package> dist.integrity` prints it',
    },
    variable: 'NTCLI_INTEGRITY',
    commands: ['deploy', 'setup'],
    help: 'Refuse an ntcli package with any other bytes: `sha512-...`, as `npm view <package> dist.integrity` prints it.',
  },
  'npm-registry': {
    type: {
      kind: 'text',
      pattern: '^https?://[A-Za-z0-9._~:/%\\[\\]-]{1,500}$',
      expected: 'the URL of an npm registry, without credentials',
    },
    variable: 'NTCLI_NPM_REGISTRY',
    commands: ['deploy', 'setup'],
    help: 'npm registry to install ntcli from. Default: what your npm configuration says.',
  },
  domain: {
    type: {
      kind: 'text',
      pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?$',
      expected: 'a host name in lowercase, with a port if needed, such as nimbletools.ai',
    },
    variable: 'NTCLI_DOMAIN',
    default: product.domain,
    help: 'Domain of the platform: its API is at `https://api.<domain>`, MCP at `https://mcp.<domain>`. Plain HTTP only for localhost and 127.0.0.1.',
  },
  cache: {
    type: { kind: 'boolean' },
    variable: 'NTCLI_CACHE',
    default: 'true',
    commands: ['deploy', 'setup'],
    help: 'Keep the installed ntcli, or the packages it is made of, between runs.',
  },
  summary: {
    type: { kind: 'boolean' },
    variable: 'NTCLI_SUMMARY',
    default: 'true',
    commands: ['deploy'],
    help: 'Write a summary: the job summary on GitHub, a report file on GitLab and CircleCI.',
  },
  engine: {
    type: {
      kind: 'text',
      pattern: '^[A-Za-z0-9._/~:%+@ -]{1,500}$',
      expected: 'an https or file URL, or a path',
    },
    variable: 'NTCLI_ENGINE',
    except: { systems: ['github', 'terminal'], reason: 'The engine is already there.' },
    help: 'Where the job takes the engine file from: URL of a mirror, `file:` URL or path. Default: the tagged release.',
  },
  'engine-sha256': {
    type: { kind: 'text', pattern: '^[0-9a-f]{64}$', expected: '64 hexadecimal digits' },
    variable: 'NTCLI_ENGINE_SHA256',
    except: { systems: ['github', 'terminal'], reason: 'The engine is already there.' },
    help: 'SHA-256 that the engine file must have. Default: that of the tagged release.',
  },
} as const satisfies Readonly<Record<string, InputRow>>;
