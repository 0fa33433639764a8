import type { Scripted } from './helpers.js';

/** Everything that can be returned instead of the expected response. */
export const badAnswers = {
  '400': { status: 400, body: { detail: 'malformed' } },
  '401': { status: 401, body: { detail: 'Could not validate credentials' } },
  '403': { status: 403, body: { detail: 'Permission denied: cannot do that' } },
  '401 of a proxy': { status: 401, body: '<html><title>401 Authorization Required</title></html>' },
  '403 of a proxy': { status: 403, body: '<html><title>Attention Required!</title></html>' },
  '404': { status: 404, body: { detail: 'Not Found' } },
  '408': { status: 408, body: { detail: 'too slow' } },
  '409': { status: 409, body: { detail: 'exists' } },
  '422': { status: 422, body: { detail: { message: 'arm only', error_code: 'BUNDLE_ARCH' } } },
  '429': { status: 429, body: { detail: 'slow down' } },
  '500': { status: 500, body: { detail: 'broken' } },
  '502': { status: 502, body: '<html>bad gateway</html>' },
  '503': { status: 503, body: '<html>unavailable</html>' },
  'HTML response': { status: 200, body: '<html>log in</html>', headers: { 'content-type': 'text/html' } },
  'empty response': { status: 200, body: '' },
  'truncated JSON': { status: 200, body: '{"workspaces": [{"workspace_id": "3f6c1d2e' },
  'response cut off': { act: 'truncate' },
  'connection reset': { act: 'reset' },
} as const satisfies Readonly<Record<string, Scripted>>;

export type BadAnswer = keyof typeof badAnswers;
