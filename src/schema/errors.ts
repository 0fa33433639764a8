import { type FailureCode, failureCatalogue } from './error-catalogue.js';

export type { FailureCode };
export { failureCatalogue };

/** A failure that happened: its entry in the catalogue, and the sentence that says what happened. */
export interface Failure {
  readonly code: FailureCode;
  readonly what: string;
}

/** Carries a {@link Failure} up to the story, the only place that ends a run. */
export class Failed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.what);
    this.name = 'Failed';
  }
}

/** The error to throw for an entry of the catalogue. `what` is one or more whole sentences. */
export function failed(code: FailureCode, what: string): Failed {
  return new Failed({ code, what });
}

/** What the system says of a disk or directory that cannot be used. */
const diskFaults = [
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EACCES',
  'EPERM',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ERR_FS_EISDIR',
  'EIO',
];

/** Whatever was thrown, as a failure of the catalogue. Only the name of an unforeseen error is told: its text may quote anything. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failed) return error.failure;
  const code = error instanceof Error && 'code' in error ? `${error.code}` : '';
  if (diskFaults.includes(code)) return { code: 'disk-unusable', what: `The system answered ${code}.` };
  const name = error instanceof Error ? error.name : typeof error;
  const place = error instanceof Error ? (error.stack?.match(/^\s+at (\S+)/m)?.[1] ?? '') : '';
  return { code: 'internal', what: `An unforeseen ${name} ended the run${place && ` in ${place}`}.` };
}
