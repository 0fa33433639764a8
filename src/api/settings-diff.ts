import { quoteLine } from '../lib/sanitize.js';
import type { ServerSettings } from './deploy-body.js';
import { getPath, type Json, listField, textField } from './json.js';
import { parseCpu, parseMemory } from './quantity.js';

/**
 * Compares the requested settings with those that the platform shows after a deploy.
 *
 * @param spec the `spec` of the deployed server
 * @returns a sentence for each setting that did not arrive, without the values of variables
 */
export function findSettingDifferences(settings: ServerSettings, spec: Json): readonly string[] {
  const limits = getPath(spec, 'resources', 'limits');
  return [
    ...compare('cpu', settings.cpu, getPath(limits, 'cpu'), parseCpu),
    ...compare('memory', settings.memory, getPath(limits, 'memory'), parseMemory),
    ...compare('min-replicas', settings.minReplicas, getPath(spec, 'scaling', 'minReplicas'), Number),
    ...compare('max-replicas', settings.maxReplicas, getPath(spec, 'scaling', 'maxReplicas'), Number),
    ...compareEnv(settings.env, spec),
  ];
}

function compare(
  input: string,
  asked: string | number | undefined,
  shown: Json | undefined,
  parse: (quantity: string) => number,
): readonly string[] {
  if (asked === undefined) return [];
  const isShown = typeof shown === 'string' || typeof shown === 'number';
  // A limit is rounded up to what the platform can store: a difference of less than 1 MiB or 1 millicore is none.
  if (isShown && Math.abs(parse(`${shown}`) - parse(`${asked}`)) < tolerance(input)) return [];
  return [`\`${input}\` is ${isShown ? quoteLine(`${shown}`) : 'not set'} instead of ${asked}`];
}

/**
 * Compares the packages that were deployed with those that the platform stored and shows, by what is certain: their
 * versions, and the SHA-256 of the bundle that the open control plane runs.
 *
 * @param entry what was deployed
 * @param spec the `spec` of the deployed server
 * @returns a phrase if the platform shows others; undefined if it shows one of them, or none
 */
export function findPackageDifference(entry: Json, spec: Json): string | undefined {
  const hash = textField(getPath(spec, 'environment'), 'BUNDLE_SHA256');
  return (
    describeOthers(listVersions(entry), listVersions(spec)) ??
    describeOthers(listPackageFields(entry, 'fileSha256'), hash ? [hash.toLowerCase()] : [])
  );
}

function describeOthers(asked: readonly string[], shown: readonly string[]): string | undefined {
  const isStored = asked.length === 0 || shown.length === 0 || asked.some((one) => shown.includes(one));
  return isStored ? undefined : `the platform shows ${quoteLine(shown.join(', '))}, not ${asked.join(', ')}`;
}

/**
 * Packages that the platform shows and that were not deployed, by their URL or name, which a platform with a mirror may
 * show in another form. If there are some, settings that did not change do not prove that the server is up to date.
 *
 * @param entry what was deployed
 * @param spec the `spec` of the deployed server
 */
export function findOtherPackages(entry: Json, spec: Json): readonly string[] {
  const asked = listPackageFields(entry, 'identifier');
  if (asked.length === 0) return [];
  return listPackageFields(spec, 'identifier').filter((one) => !asked.includes(one));
}

/** The versions of the packages of a registry entry or a deployed server, each once. */
export function listVersions(spec: Json | undefined): readonly string[] {
  return listPackageFields(spec, 'version');
}

function listPackageFields(
  spec: Json | undefined,
  field: 'version' | 'identifier' | 'fileSha256',
): readonly string[] {
  const values = (listField(spec, 'packages') ?? []).flatMap((one) => textField(one, field) ?? []);
  return [...new Set(field === 'fileSha256' ? values.map((hash) => hash.toLowerCase()) : values)];
}

function tolerance(input: string): number {
  return input === 'memory' ? 2 ** 20 : 1;
}

/** A variable arrives if its value is in the environment, and no package that declares it overrides it. */
function compareEnv(env: ReadonlyMap<string, string>, spec: Json): readonly string[] {
  const environment = getPath(spec, 'environment');
  const packages = getPath(spec, 'packages');
  const declared = (Array.isArray(packages) ? packages : []).flatMap((entry: Json) => {
    const variables = getPath(entry, 'environmentVariables');
    return Array.isArray(variables) ? variables : [];
  });
  return [...env].flatMap(([name, value]) => {
    const overrides = declared.filter((variable: Json) => getPath(variable, 'name') === name);
    const isOverridden = overrides.some((variable: Json) => getPath(variable, 'value') !== value);
    const shown = getPath(environment, name);
    if (shown === value && !isOverridden) return [];
    if (overrides.length > 0 && !isOverridden) return [];
    return [
      `the variable ${name} of \`env\` ${shown === undefined && overrides.length === 0 ? 'is not set' : 'has another value'}`,
    ];
  });
}
