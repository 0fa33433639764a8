import { createLeakFinder } from './leaks.js';
import { type Sandbox, sandboxToken } from './sandbox.js';

const tokenFinder = createLeakFinder(sandboxToken);

/** Searches texts for secrets, and collects where one was found and in which encoding. */
export function createLeakSearch(secrets: readonly string[]) {
  const finders = secrets.map((secret) => (secret === sandboxToken ? tokenFinder : createLeakFinder(secret)));
  const leaks: string[] = [];
  const search = (where: string, text: string) => {
    for (const find of finders) for (const form of find.formsIn(text)) leaks.push(`${where}: ${form}`);
  };
  return {
    leaks,
    search,
    /** Searches the requests that no secret may be in. */
    searchRequests({ otherServer, registries, platform }: Sandbox): void {
      for (const { requests } of [otherServer, ...registries])
        search('a request to another server', JSON.stringify(requests));
      const toRegistry = platform.requests.filter(({ path }) => path.startsWith('/v0.1'));
      search('a request to the server registry', JSON.stringify(toRegistry));
    },
  };
}
