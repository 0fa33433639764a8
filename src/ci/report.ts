import { type ErrorInfo, errorCatalogue } from '../schema/errors.js';
import { type NoticeCode, noticeCatalogue } from '../schema/notices.js';
import type { CiProvider } from './provider.js';

/** Reports an error in one line: what happened, why, and what to do next. */
export function reportError(ci: CiProvider, { code, message }: ErrorInfo): void {
  const { title, cause, hint } = errorCatalogue[code];
  ci.error(title, `${message} ${cause} ${hint}`);
}

/** Reports a notice in one line: what happened, and what to do about it. */
export function reportNotice(ci: Pick<CiProvider, 'annotate'>, code: NoticeCode, message: string): void {
  const { level, title, hint } = noticeCatalogue[code];
  ci.annotate(level, title, `${message} ${hint}`);
}

/**
 * Returns a function that reports names in one notice, each name once.
 *
 * @param describe makes the message of the notice
 */
export function createNameReporter<Name extends string>(
  ci: Pick<CiProvider, 'annotate'>,
  code: NoticeCode,
  describe: (names: readonly Name[]) => string = (names) => `Affected: ${names.join(', ')}.`,
): (names: readonly Name[]) => void {
  const reported = new Set<Name>();
  return (names) => {
    const added = names.filter((name) => !reported.has(name));
    for (const name of added) reported.add(name);
    if (added.length > 0) reportNotice(ci, code, describe(added));
  };
}

/** A failure to write a report does not fail the run, but is reported. */
export function tryWrite(ci: CiProvider, write: () => void): void {
  try {
    write();
  } catch {
    reportNotice(ci, 'report-not-kept', 'The file could not be written.');
  }
}
