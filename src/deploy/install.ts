import type { Inputs } from '../inputs/types.js';
import { createRedactor } from '../lib/redact.js';
import { urlSecrets } from '../lib/urls.js';
import { type Installed, resolveNtcli } from '../ntcli/install/install.js';
import { npmCredentials } from '../ntcli/install/npm-config.js';
import type { PackageRequest } from '../ntcli/install/source.js';
import { product } from '../schema/constants.js';
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
  const { ci, runtime, inputs, network } = context;
  const { toolCache, packageCache, checkout } = ci.paths;
  maskCredentials(context);
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
        network,
        hasOwnSecret: createOwnSecretTest(inputs),
        node: runtime.node,
        info: ci.info,
      },
      { onLines: ci.childOutput, signal, debug: ci.debug },
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

/** Masks the credentials that npm uses. A signature in the query of a URL is one. */
function maskCredentials({ ci, runtime, inputs }: RunContext): void {
  const secrets = npmCredentials(runtime.env);
  const { package: request } = inputs;
  const url = request.kind === 'tarball' && URL.canParse(request.location) && new URL(request.location);
  for (const secret of secrets) ci.mask(secret);
  // The rest of the address and the name of the package are shown.
  if (url)
    for (const secret of urlSecrets(url)) ci.mask(secret, [url.host + url.pathname, product.ntcli.package]);
}

function withoutCredentials(location: string): string {
  if (!URL.canParse(location)) return location;
  const { protocol, origin, pathname } = new URL(location);
  return protocol === 'https:' ? origin + pathname : location;
}
