import type { Host } from '../ci/provider.js';
import { type Installed, provideNtcli } from '../ntcli/install/install.js';
import type { PackageRequest } from '../ntcli/install/source.js';
import type { Scene } from './context.js';
import { step } from './progress.js';

/**
 * Step: make ntcli available.
 *
 * @throws Failed with one of the failures whose exit code is 5
 */
export async function installNtcli(scene: Scene, own: string, signal: AbortSignal): Promise<Installed> {
  const { host, job, inputs } = scene;
  const { toolCache, keep, checkout } = host.places;
  maskCredentials(host, inputs.package);
  const started = performance.now();
  const installed = await step(scene, 'Install ntcli', () => {
    host.line(`From ${sourceOf(inputs.package)}`);
    return provideNtcli(
      inputs.package,
      {
        own,
        ...(inputs.cache && toolCache ? { toolCache } : {}),
        ...(inputs.cache && keep ? { keep } : {}),
        checkout,
        job: job.env,
        node: job.node,
      },
      { redact: host.redact, onLine: host.quote, signal },
    );
  });
  host.setOutputs({ 'ntcli-version': installed.version, 'cache-hit': `${installed.how === 'cached'}` });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const how = {
    installed: `installed in ${seconds} s`,
    cached: 'taken from the tool cache',
    preinstalled: 'found on PATH',
  };
  host.line(`✓ ntcli ${installed.version} ${how[installed.how]}`);
  return installed;
}

function sourceOf(request: PackageRequest): string {
  switch (request.from) {
    case 'registry':
      return `npm: ${request.name}@${request.version}${request.registry ? ` at ${request.registry}` : ''}`;
    case 'tarball':
      return withoutCredentials(request.location);
    case 'path':
      return 'PATH';
  }
}

/** A signed URL is a secret in its query, one with a user in front of the host; npm may print either. */
function maskCredentials(host: Host, request: PackageRequest): void {
  if (request.from !== 'tarball' || !URL.canParse(request.location)) return;
  const { password, search } = new URL(request.location);
  for (const secret of [password, decodeURIComponent(password), search.slice(1)]) host.mask(secret);
}

function withoutCredentials(location: string): string {
  if (!URL.canParse(location)) return location;
  const { protocol, origin, pathname } = new URL(location);
  return protocol === 'https:' ? origin + pathname : location;
}
