import type { CacheStore } from '../provider.js';

/** Events whose jobs must not depend on what others could have kept, and keep nothing for others. */
const privileged = ['pull_request_target', 'workflow_run', 'release'];

/**
 * The cache of GitHub Actions, for machines of GitHub: others keep their tool cache. The code that speaks to it is
 * loaded with the first use, so that no other run pays for it.
 *
 * @param say writes a line of the log
 * @returns undefined where it is not there, or not to be used
 */
export function createGithubCache(
  env: NodeJS.ProcessEnv,
  say: (text: string) => void,
): CacheStore | undefined {
  const { ACTIONS_RESULTS_URL: url, ACTIONS_RUNTIME_TOKEN: token } = env;
  if (env.RUNNER_ENVIRONMENT !== 'github-hosted' || !token || !url || !URL.canParse(url)) return undefined;
  if (privileged.includes(env.GITHUB_EVENT_NAME ?? '') || env.GITHUB_REF_TYPE === 'tag') return undefined;
  let cache: Promise<CacheStore> | undefined;
  const opened = () => {
    cache ??= import('./github.js').then(({ openGithubCache }) => openGithubCache(url, token, say));
    return cache;
  };
  return {
    restore: async (...file) => (await opened()).restore(...file),
    save: async (...file) => (await opened()).save(...file),
  };
}
