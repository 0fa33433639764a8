import { expect, it } from 'vitest';
import { findTracing } from '../../src/inputs/tracing.js';

it.each([
  [{}, undefined],
  [{ CI_DEBUG_TRACE: 'TRUE' }, 'shell-trace'],
  [{ CI_DEBUG_TRACE: 'false' }, undefined],
  [{ SHELLOPTS: 'braceexpand:xtrace' }, 'shell-trace'],
  [{ NODE_DEBUG: 'http' }, 'debug-output'],
  [{ NODE_DEBUG: '' }, undefined],
  [{ DEBUG: '*' }, 'debug-output'],
  [{ DEBUG: 'a https-proxy-agent' }, 'debug-output'],
  [{ DEBUG: 'agent-*,-x' }, 'debug-output'],
  [{ DEBUG: '-https-proxy-agent' }, undefined],
  [{ DEBUG: 'true' }, undefined],
  [{ DEBUG: 'app:*' }, undefined],
  [{ DEBUG: '(' }, undefined],
])('tracing in %j: %s', (env, code) => {
  expect(findTracing(env)?.code).toBe(code);
});
