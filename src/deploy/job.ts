/** The process that a run lives in. */
export interface Job {
  readonly env: NodeJS.ProcessEnv;
  /** The Node.js that runs npm and ntcli. */
  readonly node: string;
  /** Aborts with the name of the signal that asks this process to stop. */
  readonly signal: AbortSignal;
}
