import type { Endpoints } from '../nimbletools/endpoints.js';
import type { WorkspaceRequest } from '../nimbletools/workspaces.js';
import type { PackageRequest } from '../ntcli/package.js';

/** A server of the registry that is to be deployed. */
export interface ServerRequest {
  readonly id: string;
  /** Absent: the newest. */
  readonly version?: string;
}

/** What a deploy changes in the settings of the server. */
export interface Overrides {
  readonly env: ReadonlyMap<string, string>;
  readonly cpu?: string;
  readonly memory?: string;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
}

/** Everything a run is told, checked and typed. Read once; nothing else looks at inputs. */
export interface Inputs {
  readonly token: string;
  readonly workspace: WorkspaceRequest;
  /** In the order in which they are deployed; empty for the `setup` command. */
  readonly servers: readonly ServerRequest[];
  readonly overrides: Overrides;
  /** Milliseconds for the deploy of one server. */
  readonly timeout: number;
  readonly exportToken: boolean;
  readonly package: PackageRequest;
  readonly endpoints: Endpoints;
  readonly cache: boolean;
}
