import type { CiProvider } from '../ci/provider.js';
import { type ErrorInfo, errorCatalogue } from '../schema/errors.js';
import { type NoticeCode, noticeCatalogue } from '../schema/notices.js';

/** Tells a failure in one line: message happened, why, message to do next. */
export function reportError(ci: CiProvider, { code, message }: ErrorInfo): void {
  const { title, cause, hint } = errorCatalogue[code];
  ci.error(title, `${message} ${cause} ${hint}`);
}

/** Tells something that ends nothing in one line: message is so, and message to do about it. */
export function reportNotice(ci: CiProvider, code: NoticeCode, message: string): void {
  const { level, title, hint } = noticeCatalogue[code];
  ci.annotate(level, title, `${message} ${hint}`);
}
