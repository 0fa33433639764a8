import { type ErrorCode, errorCatalogue } from './error-catalogue.js';
import { describeAccess } from './file-access.js';

export type { ErrorCode };
export { errorCatalogue };

/** A failure: the code of its catalogue entry, and the sentence that says what happened. */
export interface ErrorInfo {
  readonly code: ErrorCode;
  readonly message: string;
  /** True if the other side could not be reached, or failed; false or absent if it refused. */
  readonly isUnreachable?: boolean;
}

/** Thrown anywhere; `run()` turns it into the exit code. */
export class DeployError extends Error {
  constructor(readonly failure: ErrorInfo) {
    super(failure.message);
    this.name = 'DeployError';
  }
}

/** Returns the error to throw. `message` is one or more complete sentences. */
export function createError(code: ErrorCode, message: string, isUnreachable = false): DeployError {
  return new DeployError({ code, message, ...(isUnreachable && { isUnreachable }) });
}

/** Error codes of the operating system for an unusable disk or directory. */
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
  // A virus scanner or an indexer of Windows has the file open.
  'EBUSY',
  // Too many open files in this process, and on this machine.
  'EMFILE',
  'ENFILE',
  // Node.js has no name for the error, as for a locked or cloud-only file of Windows.
  'UNKNOWN',
];

/** The code of an error of the operating system or of Node.js, such as ENOENT; undefined without one. */
export function getErrorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** The code, with the path that it is about if the error names one. */
function describePath(error: unknown, code: string): string {
  const path = error instanceof Error && 'path' in error ? error.path : undefined;
  return typeof path === 'string' && path !== '' ? describeAccess(path, code) : code;
}

/** Converts anything that was thrown to a catalogue entry. The text of an unexpected error is dropped, because it may quote a secret. */
export function toErrorInfo(error: unknown): ErrorInfo {
  if (error instanceof DeployError) return error.failure;
  const code = getErrorCode(error) ?? '';
  if (fileSystemErrors.includes(code))
    return { code: 'disk-unusable', message: `The operating system returned ${describePath(error, code)}.` };
  const name = error instanceof Error ? error.name : typeof error;
  const place = error instanceof Error ? (error.stack?.match(/^\s+at (\S+)/m)?.[1] ?? '') : '';
  return { code: 'internal', message: `Unexpected ${name}${place && ` in ${place}`}.` };
}
