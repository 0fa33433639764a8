/**
 * What ntcli 0.4.x says when something fails: the reason on stderr, hints on stdout, exit code 1, never the HTTP status.
 * The texts are those of the real program.
 */
import { PlatformError, RegistryError } from './platform.js';
import { complain, paint, print } from './terminal.js';

/** @type {Record<string, string>} */
const TEXT_OF_CODE = {
  AUTHENTICATION_REQUIRED: 'Please login first using `ntcli auth login`',
  INSUFFICIENT_PERMISSIONS: 'You do not have permission to access this resource',
  WORKSPACE_NOT_FOUND: 'Workspace not found or not accessible',
  WORKSPACE_EXISTS: 'A workspace with this name already exists',
  TOKEN_EXPIRED: 'Authentication token has expired - please login again using `ntcli auth login`',
  TOKEN_EXCHANGE_FAILED: 'Failed to exchange authentication token - please login again',
  NETWORK_ERROR: 'Unable to connect to the API. Please check your internet connection.',
  INVALID_RESPONSE_FORMAT: 'Server returned an unexpected response format',
};

/** What the user gets to read about a failure. @param {unknown} error */
export function explain(error) {
  if (!(error instanceof Error)) return 'An unexpected error occurred';
  if (!(error instanceof PlatformError) || error instanceof RegistryError) return error.message;
  const known = TEXT_OF_CODE[error.code ?? ''];
  if (known) return known;
  if (error.code === 'INVALID_REQUEST') {
    return error.details?.field ? `Invalid ${error.details.field}: ${error.message}` : error.message;
  }
  if (error.status === 401) return 'Authentication failed - please login again using `ntcli auth login`';
  if (error.status === 404 && error.message.includes('404 Not Found')) {
    return 'API endpoint not found - this may be a server configuration issue';
  }
  return error.status >= 500 ? 'Server error - please try again later' : error.message;
}

/** Prints the end of a failure: reason on stderr, hints on stdout. @param {unknown} error @param {string[]} hints */
export function giveUp(error, hints, verbose = false) {
  complain(paint('red', `   ${explain(error)}`));
  const details = error instanceof PlatformError ? error.details : undefined;
  if (verbose && details) complain(paint('gray', `   Details: ${JSON.stringify(details, null, 2)}`));
  for (const hint of hints) print(hint);
  return 1;
}

/** @param {unknown} error @param {string[]} notFound @param {string} unavailable */
export function hintsFor(error, notFound, unavailable) {
  if (!(error instanceof PlatformError)) return [];
  if (error instanceof RegistryError) return error.isNotFound() ? notFound : [];
  if (error.isAuthError())
    return [paint('yellow', '   💡 Try running `ntcli auth login` to refresh your authentication')];
  if (error.isNotFound()) return notFound;
  return error.status === 503 ? [paint('yellow', `   💡 ${unavailable}`)] : [];
}

export function adviseToChooseWorkspace() {
  print(paint('yellow', '   Please create and activate a workspace first:'));
  print(paint('cyan', '   ntcli workspace create my-workspace'));
  print(paint('cyan', '   ntcli workspace switch my-workspace'));
  return 1;
}
