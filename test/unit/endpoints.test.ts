import { describe, expect, it } from 'vitest';
import { findDomainIssue, formatServerUrl, resolveEndpoints } from '../../src/api/endpoints.js';

describe('the addresses of a domain', () => {
  it.each([
    'nimbletools.ai',
    '127.0.0.1.nip.io',
    'localhost.example',
    'my-localhost',
    '10.127.0.0.1',
    '127.0.0.10',
  ])('have TLS for every other host than this machine: %s', (domain) => {
    expect(resolveEndpoints(domain)).toEqual({
      domain,
      api: `https://api.${domain}`,
      mcp: `https://mcp.${domain}`,
      registry: `https://registry.${domain}`,
    });
  });

  it.each(['localhost', '127.0.0.1', 'localhost:8080', '127.0.0.1:65535'])(
    'have none on this machine: %s',
    (domain) => {
      const origin = `http://${domain}`;
      expect(resolveEndpoints(domain)).toEqual({ domain, api: origin, mcp: origin, registry: origin });
      expect(findDomainIssue(domain)).toBeUndefined();
    },
  );

  it.each([
    // ntcli sends the token over plain HTTP to a domain that contains one of these texts.
    ['127.0.0.1.nip.io', 'plain HTTP'],
    ['127.0.0.1.nip.io:8080', 'plain HTTP'],
    ['localhost.example', 'plain HTTP'],
    ['my-localhost', 'plain HTTP'],
    ['127.0.0.10', 'plain HTTP'],
    ['api.nimbletools.ai', 'nimbletools.ai'],
    ['mcp.nimbletools.ai', 'nimbletools.ai'],
    ['registry.nimbletools.ai', 'nimbletools.ai'],
    ['nimbletools.ai:99999', 'not a valid host name'],
  ])('are refused for %s', (domain, expected) => {
    expect(findDomainIssue(domain)).toContain(expected);
  });

  it('escape every part of an id', () => {
    const endpoints = resolveEndpoints('nimbletools.ai');
    expect(formatServerUrl(endpoints, '../x', 'a/../b?c')).toBe(
      'https://mcp.nimbletools.ai/..%2Fx/a%2F..%2Fb%3Fc/mcp',
    );
  });
});
