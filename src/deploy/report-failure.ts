import type { Host } from '../hosts/host.js';
import { type Failure, failureCatalogue } from '../spec/failures.js';

/** Tells a failure in one line: what happened, why, what to do next. */
export function reportFailure(host: Host, { code, what }: Failure): void {
  const { title, why, fix } = failureCatalogue[code];
  host.fail(title, `${what} ${why} ${fix}`);
}
