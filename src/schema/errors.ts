import { type ErrorCode, errorCatalogue } from './error-catalogue.js';

export type { ErrorCode };
export { errorCatalogue };

/** A failure that happened: its entry in the catalogue, and the sentence that says message happened. */
export interface ErrorInfo {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Carries a {@link ErrorInfo} up to the story, the only place that ends a run. */
export class DeployError extends Error {
  constructor(readonly failure: ErrorInfo) {
    super(failure.message);
    this.name = 'Failed';
  }
}

/** The error to throw for an entry of the catalogue. `message` is one or more whole sentences. */
export function createError(code: ErrorCode, message: string): DeployError {
  return new DeployError({ code, message });
}

/** What the system says of a disk or directory that cannot be used. */
const fileSystemErrors = [
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
export function toErrorInfo(error: unknown): ErrorInfo {
  if (error instanceof DeployError) return error.failure;
  const code = error instanceof Error && 'code' in error ? `${error.code}` : '';
  if (fileSystemErrors.includes(code))
    return { code: 'disk-unusable', message: `The system answered ${code}.` };
  const name = error instanceof Error ? error.name : typeof error;
  const place = error instanceof Error ? (error.stack?.match(/^\s+at (\S+)/m)?.[1] ?? '') : '';
  return { code: 'internal', message: `An unforeseen ${name} ended the run${place && ` in ${place}`}.` };
}
