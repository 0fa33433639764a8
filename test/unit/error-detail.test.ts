import { describe, expect, it } from 'vitest';
import { errorDetail } from '../../src/api/error-detail.js';

/** As the control plane (nimbletools-core 0add62c) wraps an answer of Kubernetes. */
const kubernetes = (status: object) =>
  [
    'Deployment error: (422)',
    'Reason: Unprocessable Entity',
    "HTTP response headers: HTTPHeaderDict({'Content-Type': 'application/json', 'Content-Length': '456'})",
    `HTTP response body: ${JSON.stringify(status)}`,
    '',
    '',
  ].join('\n');

const noVersion =
  'mcpservices.mcp.nimbletools.dev "echo" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update';

describe('the reason in an error body', () => {
  it.each<[string, unknown, string]>([
    ['a text', { detail: 'Access denied to workspace' }, 'Access denied to workspace'],
    [
      'an answer of Kubernetes, quoted at the end of many lines',
      {
        detail: kubernetes({
          kind: 'Status',
          metadata: {},
          message: noVersion,
          details: { causes: [{ message: 'x' }] },
        }),
      },
      noVersion,
    ],
    [
      'a report of pydantic',
      {
        detail:
          "Deployment error: 1 validation error for MCPServer\ndescription\n  String should have at most 100 characters [type=string_too_long, input_value='xx...xx', input_type=str]\n    For further information visit https://errors.pydantic.dev/2.14/v/string_too_long",
      },
      'description: String should have at most 100 characters',
    ],
    [
      'two errors of pydantic',
      {
        detail:
          "Deployment error: 2 validation errors for MCPServer\npackages.0.transport.type\n  Input should be 'streamable-http' [type=literal_error, input_value='stdio', input_type=str]\n    For further information visit https://errors.pydantic.dev\nname\n  Field required [type=missing, input_value={}, input_type=dict]\n    For further information visit https://errors.pydantic.dev",
      },
      "packages.0.transport.type: Input should be 'streamable-http'; name: Field required",
    ],
    [
      'an object',
      { detail: { message: 'No bundle.', error_code: 'ARCHITECTURE_MISMATCH' } },
      'No bundle. (ARCHITECTURE_MISMATCH)',
    ],
    [
      'a list of FastAPI',
      { detail: [{ type: 'missing', loc: ['body', 'secret_value'], msg: 'Field required' }] },
      'secret_value: Field required',
    ],
    ['the hosted edition', { error: { code: 'TOKEN_EXPIRED', message: 'old' } }, 'old (TOKEN_EXPIRED)'],
    ['the registry', { error: "Server 'echo' not found" }, "Server 'echo' not found"],
    ['a text with braces', { detail: 'no {such} thing' }, 'no {such} thing'],
    ['JSON without a reason', { a: 1 }, ''],
  ])('%s', (_, body, reason) => {
    expect(errorDetail(JSON.stringify(body), (text) => text)).toBe(reason);
  });

  it('has no period at its end, because it is quoted within a sentence', () => {
    expect(errorDetail('{"detail": "Not allowed. Sign in first."}', (text) => text)).toBe(
      'Not allowed. Sign in first',
    );
  });

  it('is empty for a page of a proxy', () => {
    expect(errorDetail('<html>502</html>', (text) => text)).toBe('');
  });

  it('is cut to 300 characters, after secrets are hidden', () => {
    const body = JSON.stringify({ detail: `${'x'.repeat(290)} s3cret-value` });
    const reason = errorDetail(body, (text) => text.replaceAll('s3cret-value', '***'));
    expect(reason).toBe(`${'x'.repeat(290)} ***`);
    expect(errorDetail(JSON.stringify({ detail: 'y'.repeat(500) }), (text) => text)).toHaveLength(300);
  });
});
