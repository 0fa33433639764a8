import type { CiProvider } from '../ci/provider.js';
import type { Inputs } from '../inputs/types.js';
import { createRedactor } from '../lib/redact.js';
import { type Installed, resolveNtcli } from '../ntcli/install/install.js';
import type { PackageRequest } from '../ntcli/install/source.js';
import type { RunContext } from './context.js';
import { withProgress } from './progress.js';

/**
 * Step: install ntcli.
 *
 * @throws DeployError with exit code 5
 */
export async function installNtcli(
  context: RunContext,
  runDir: string,
  signal: AbortSignal,
): Promise<Installed> {
  const { ci, runtime, inputs } = context;
  const { toolCache, packageCache, checkout } = ci.paths;
  maskCredentials(ci, inputs.package);
  const started = performance.now();
  const installed = await withProgress(context, 'Install ntcli', () => {
    ci.info(`From ${describeSource(inputs.package)}`);
    return resolveNtcli(
      inputs.package,
      {
        runDir,
        ...(inputs.cache && toolCache ? { toolCache } : {}),
        ...(inputs.cache && packageCache ? { packageCache } : {}),
        checkout,
        job: runtime.env,
        hasOwnSecret: createOwnSecretTest(inputs),
        node: runtime.node,
        info: ci.info,
      },
      { onLine: ci.childOutput, signal, debug: ci.debug },
    );
  });
  ci.setOutputs({ 'ntcli-version': installed.version, 'cache-hit': `${installed.source === 'cached'}` });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const how = {
    installed: `installed in ${seconds} s`,
    cached: 'restored from the tool cache',
    preinstalled: 'found on PATH',
  };
  ci.info(`✓ ntcli ${installed.version} ${how[installed.source]}`);
  return installed;
}

/** True for a text with the token or a workspace secret in it, which npm must not get. Credentials for npm are no such secret. */
function createOwnSecretTest({ token, secrets }: Inputs): (text: string) => boolean {
  const { add, redact } = createRedactor();
  for (const secret of [token.value, ...secrets.values()]) add(secret);
  return (text) => redact(text) !== text;
}

function describeSource(request: PackageRequest): string {
  switch (request.kind) {
    case 'registry':
      return `npm: ${request.name}@${request.version}${request.registry ? ` at ${request.registry}` : ''}`;
    case 'tarball':
      return withoutCredentials(request.location);
    case 'path':
      return 'PATH';
  }
}

/** A URL may contain a secret in its query (signed URLs) or as a password, and npm may print it. */
function maskCredentials(ci: CiProvider, request: PackageRequest): void {
  if (request.kind !== 'tarball' || !URL.canParse(request.location)) return;
  const { password, search } = new URL(request.location);
  for (const secret of [password, decodeURIComponent(password), search.slice(1)]) ci.mask(secret);
}

function withoutCredentials(location: string): string {
  if (!URL.canParse(location)) return location;
  const { protocol, origin, pathname } = new URL(location);
  return protocol === 'https:' ? origin + pathname : location;
}
