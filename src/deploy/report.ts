import type { Host } from '../ci/provider.js';
import { type Failure, failureCatalogue } from '../schema/errors.js';
import { type NoticeCode, noticeCatalogue } from '../schema/notices.js';

/** Tells a failure in one line: what happened, why, what to do next. */
export function reportFailure(host: Host, { code, what }: Failure): void {
  const { title, why, fix } = failureCatalogue[code];
  host.fail(title, `${what} ${why} ${fix}`);
}

/** Tells something that ends nothing in one line: what is so, and what to do about it. */
export function giveNotice(host: Host, code: NoticeCode, what: string): void {
  const { level, title, fix } = noticeCatalogue[code];
  host.notify(level, title, `${what} ${fix}`);
}
