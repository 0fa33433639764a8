/** What the main step leaves for the post step, by the names under which the runner keeps it. */
export const state = {
  /** The private directory of the run. */
  directory: 'directory',
  /** Set when later steps were given the token and ntcli. */
  handedOver: 'handed-over',
} as const;
