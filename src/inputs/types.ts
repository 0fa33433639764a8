import type { ServerSettings } from '../api/deploy.js';
import type { Endpoints } from '../api/endpoints.js';
import type { WorkspaceRequest } from '../api/workspaces.js';
import type { PackageRequest } from '../ntcli/install/source.js';

/** A server of the registry that is to be deployed. */
export interface ServerRequest {
  readonly registryId: string;
  /** Absent: the newest. */
  readonly version?: string;
}

/** When and how to speak of the age of the token. */
export interface ExpiryRules {
  readonly warningDays: number;
  /** 0: never. */
  readonly rotationDays: number;
  /** Milliseconds since 1970; what the user says of a token that does not say it itself. */
  readonly expiresAt?: number;
  readonly failOnExpiring: boolean;
}

/** Everything a run is told, checked and typed. Read once; nothing else looks at inputs. */
export interface Inputs {
  readonly command: 'deploy' | 'setup' | 'check';
  readonly token: string;
  readonly workspace: WorkspaceRequest;
  /** In the order in which they are deployed; empty unless the command is `deploy`. */
  readonly servers: readonly ServerRequest[];
  readonly settings: ServerSettings;
  /** Workspace secrets that are set before the deploy. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly wait: boolean;
  readonly verify: boolean;
  readonly dryRun: boolean;
  /** Milliseconds for the deploy of one server and the wait for it. */
  readonly timeout: number;
  readonly exportToken: boolean;
  readonly autoRefresh: boolean;
  readonly expiry: ExpiryRules;
  readonly deployWith: 'ntcli' | 'api';
  readonly package: PackageRequest;
  readonly endpoints: Endpoints;
  readonly cache: boolean;
  readonly summary: boolean;
}
