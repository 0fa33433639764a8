/**
 * The two contracts of ntcli. `published` is what 0.4.x does (measured with 0.4.4): it never reads NTCLI_TOKEN, has no
 * `workspace select NAME`, and takes both from its configuration file. `documented` is what the vendor's page says:
 * NTCLI_TOKEN and `workspace select NAME`.
 */
export type Dialect = 'published' | 'documented';

/** The dialect of a version. 0.4.x is the last line that was published and measured. */
export function dialectOf(version: string): Dialect {
  return /^0\.[0-4]\./.test(version) ? 'published' : 'documented';
}

/**
 * True when ntcli's own words say that it does not know a command or option of the documented contract, which makes it
 * a published one whatever its version.
 */
export function isUnsupportedCommand(lines: readonly string[]): boolean {
  return lines.some((line) => /too many arguments|unknown option|unknown command/i.test(line));
}

/**
 * Names of the variables that this dialect would deliver cut: 0.4.x splits `-e KEY=VALUE` at every `=` and drops what
 * comes behind the second one.
 */
export function truncatedVariables(dialect: Dialect, env: ReadonlyMap<string, string>): readonly string[] {
  if (dialect === 'documented') return [];
  return [...env].filter(([, value]) => value.includes('=')).map(([name]) => name);
}
