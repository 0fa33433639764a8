/**
 * The licenses of the packages in a bundle. ncc's own `--license` leaves out each package of which webpack has merged the
 * modules into others, such as @actions/core.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A module in the statistics of webpack (`--stats-out` of ncc). */
interface Module {
  readonly nameForCondition?: string | null;
  /** True for a module that is in no bundle. */
  readonly orphan?: boolean;
  /** The modules that were merged into this one. */
  readonly modules?: readonly Module[];
}

/**
 * @param stats webpack's statistics, as JSON
 * @returns of each package: its name, its kind of license, and its license file
 * @throws Error for a package without a license file
 */
export function listLicenses(stats: string): string {
  const { modules = [] }: Module = JSON.parse(stats);
  const directories = new Set(modules.flatMap(listFiles).flatMap(findPackage));
  return [...directories].sort().map(readLicense).join('\n\n');
}

function listFiles(module: Module): readonly string[] {
  if (module.orphan) return [];
  const merged = (module.modules ?? []).flatMap(listFiles);
  return module.nameForCondition ? [module.nameForCondition, ...merged] : merged;
}

function findPackage(file: string): readonly string[] {
  const [directory] = /^.*[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+/.exec(file) ?? [];
  return directory === undefined ? [] : [directory];
}

function readLicense(directory: string): string {
  const description: { name: string; license: string } = JSON.parse(
    readFileSync(join(directory, 'package.json'), 'utf8'),
  );
  const file = readdirSync(directory).find((name) => /^licen[cs]e(\.|$)/i.test(name));
  if (file === undefined) throw new Error(`${description.name} has no license file`);
  const text = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return `${description.name}\n${description.license}\n${text}`;
}
