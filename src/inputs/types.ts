import type { ServerSettings } from '../api/deploy-body.js';
import type { Endpoints } from '../api/endpoints.js';
import type { RegistryEntry } from '../api/registry.js';
import type { WorkspaceRequest } from '../api/workspaces.js';
import type { PackageRequest } from '../ntcli/install/source.js';
import type { CommandName } from '../schema/inputs.js';
import type { Token } from '../token/jwt.js';
import type { Verification } from './verification.js';

/** A server to deploy, parsed once. */
export interface Server {
  /** As the user wrote it: `id` or `id@version`. */
  readonly label: string;
  /** Its id in the server registry. */
  readonly registryId: string;
  /** Absent: the latest. */
  readonly version?: string;
  /** Its id on the platform. */
  readonly platformId: string;
  /** What is deployed, if it is known from a file of `server-file`; absent for an entry of the registry. */
  readonly entry?: RegistryEntry;
}

/** When to report the age and expiry of the token. */
export interface ExpiryRules {
  readonly warningDays: number;
  /** 0: never. */
  readonly rotationDays: number;
  /** Milliseconds since 1970, set by the user for a token that does not contain it. */
  readonly expiresAt?: number;
  readonly failOnExpiring: boolean;
}

/** All inputs, validated and typed. Parsed once; nothing else reads inputs. */
export interface Inputs {
  readonly command: CommandName;
  readonly token: Token;
  readonly workspace: WorkspaceRequest;
  /** Workspaces that `remove-workspace` removes after the first. */
  readonly moreWorkspaces: readonly WorkspaceRequest[];
  /** In the order in which they are deployed or checked; empty with `setup`. */
  readonly servers: readonly Server[];
  readonly settings: ServerSettings;
  /** Workspace secrets that are set before the deploy. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly wait: boolean;
  /** True with `verification` too. */
  readonly verify: boolean;
  readonly verification?: Verification;
  readonly dryRun: boolean;
  /** Create the workspace if there is none of that name. */
  readonly createWorkspace: boolean;
  /** Remove the whole workspace. */
  readonly removeWorkspace: boolean;
  /** Remove a server that exists before the deploy. */
  readonly replace: boolean;
  /** Time limit per server in milliseconds. */
  readonly timeout: number;
  readonly exportToken: boolean;
  readonly autoRefresh: boolean;
  readonly expiry: ExpiryRules;
  readonly deployWith: 'auto' | 'ntcli' | 'api';
  /** True if the user set a package, version or checksum: then only that ntcli will do. */
  readonly isPackageSet: boolean;
  readonly package: PackageRequest;
  readonly endpoints: Endpoints;
  readonly cache: boolean;
  readonly summary: boolean;
}
