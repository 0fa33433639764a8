import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Tools that a machine keeps between jobs, in the layout of @actions/tool-cache (see {@link getToolPath}). */
export interface ToolCache {
  readonly directory: string;
  /** @returns the directory of a tool; undefined when it is absent or not marked as complete */
  find(tool: string, version: string): Promise<string | undefined>;
}

/** `<directory>/<tool>/<version>/<arch>`. The file `<arch>.complete` next to it marks it as complete. */
export function getToolPath(directory: string, tool: string, version: string): string {
  return join(directory, tool, version, process.arch);
}

/** A tool cache for machines without a GitHub runner, where the debug lines of the toolkit would be noise. */
export function createToolCache(directory: string): ToolCache {
  return {
    directory,
    async find(tool, version) {
      const path = getToolPath(directory, tool, version);
      return existsSync(path) && existsSync(`${path}.complete`) ? path : undefined;
    },
  };
}
