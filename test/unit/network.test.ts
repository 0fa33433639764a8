import { describe, expect, it } from 'vitest';
import { childEnvironment, ntcliProxyEnvironment } from '../../src/lib/env.js';
import { findProxy, normalizeEnvironment, readNetwork } from '../../src/lib/network.js';
import { filterNodeOptions } from '../../src/lib/node-options.js';
import { npmEnvironment } from '../../src/ntcli/install/npm-config.js';

type Env = Record<string, string>;

function networkOf(env: Env) {
  const result = readNetwork(env);
  if (!result.ok) throw new Error(result.problem);
  return result.network;
}

describe('the proxy of a request', () => {
  it.each<[string, Env, string, string | undefined]>([
    ['none', {}, 'https://api.example', undefined],
    ['without a scheme', { HTTPS_PROXY: 'proxy.example:8080' }, 'https://a.b', 'http://proxy.example:8080/'],
    [
      'with credentials and no scheme',
      { HTTPS_PROXY: 'me:pw@proxy:8' },
      'https://a.b',
      'http://me:pw@proxy:8/',
    ],
    ['over TLS', { HTTPS_PROXY: 'https://proxy' }, 'https://a.b', 'https://proxy/'],
    [
      'in lowercase first',
      { https_proxy: 'http://one', HTTPS_PROXY: 'http://two' },
      'https://a.b',
      'http://one/',
    ],
    ['that is empty in lowercase', { https_proxy: '', HTTPS_PROXY: 'http://two' }, 'https://a.b', undefined],
    ['of ALL_PROXY', { ALL_PROXY: 'http://all' }, 'https://a.b', 'http://all/'],
    ['of HTTP_PROXY for https', { HTTP_PROXY: 'http://one' }, 'https://a.b', 'http://one/'],
    ['of HTTPS_PROXY for http', { HTTPS_PROXY: 'http://one' }, 'http://a.b', undefined],
    [
      'of a SOCKS address that is not used',
      { ALL_PROXY: 'socks5://s', NO_PROXY: '*' },
      'https://a.b',
      undefined,
    ],
  ])('is right: %s', (_, env, url, expected) => {
    expect(findProxy(networkOf(env), new URL(url))?.href).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['corp.example', 'https://corp.example', true],
    ['corp.example', 'https://api.corp.example', true],
    ['corp.example', 'https://mycorp.example', false],
    ['.corp.example', 'https://api.corp.example', true],
    ['*.corp.example', 'https://api.corp.example', true],
    ['CORP.example.', 'https://api.corp.EXAMPLE', true],
    ['a.b corp.example', 'https://corp.example', true],
    ['a.b,,corp.example', 'https://corp.example', true],
    ['corp.example:443', 'https://corp.example', true],
    ['corp.example:444', 'https://corp.example', false],
    ['corp.example:444', 'https://corp.example:444', true],
    ['*', 'https://anything', true],
    ['[::1]:8443', 'https://[::1]:8443', true],
    ['', 'https://corp.example', false],
  ])('NO_PROXY=%s and %s', (NO_PROXY, url, direct) => {
    const network = networkOf({ HTTPS_PROXY: 'http://proxy', NO_PROXY });
    expect(findProxy(network, new URL(url)) === undefined).toBe(direct);
  });

  it.each<[Env, RegExp]>([
    [
      { HTTPS_PROXY: 'http://me:hidden@proxy:99999' },
      /^HTTPS_PROXY \(http:\/\/\*\*\*@proxy:99999\) is not a proxy/,
    ],
    [
      { https_proxy: 'socks5://me:hidden@proxy:1080' },
      /^https_proxy \(socks5:\/\/\*\*\*@proxy:1080\) is a socks5/,
    ],
    [{ ALL_PROXY: 'socks5h://proxy' }, /^ALL_PROXY .* is a socks5h address/],
    [{ HTTP_PROXY: 'http://me:hid%zzden@proxy' }, /^HTTP_PROXY \(http:\/\/\*\*\*@proxy\) .*`%25`/],
    [{ HTTPS_PROXY: 'http://me:hidden' }, /^HTTPS_PROXY \(not shown\) is not a proxy/],
    [{ HTTPS_PROXY: 'http://' }, /^HTTPS_PROXY .* is not a proxy/],
  ])('is named if it is wrong, without its password: %j', (env, problem) => {
    const result = readNetwork(env);
    expect(result).toEqual({ ok: false, problem: expect.stringMatching(problem) });
    expect(JSON.stringify(result)).not.toMatch(/hidden|hid%zzden/);
  });
});

describe('the environment of a child', () => {
  const childOf = (env: Env) => childEnvironment(normalizeEnvironment(env, networkOf(env)));

  it('has the same proxies, in the form that every program reads alike', () => {
    expect(
      childOf({
        https_proxy: 'proxy:8080',
        all_proxy: 'http://all',
        no_proxy: '*.corp.example 10.0.0.1 x:80',
      }),
    ).toEqual({
      HTTP_PROXY: 'http://all/',
      http_proxy: 'http://all/',
      HTTPS_PROXY: 'http://proxy:8080/',
      https_proxy: 'http://proxy:8080/',
      NO_PROXY: 'corp.example,.corp.example,10.0.0.1,x:80,.x:80',
      no_proxy: 'corp.example,.corp.example,10.0.0.1,x:80,.x:80',
    });
    expect(childOf({ HTTPS_PROXY: 'http://proxy', NO_PROXY: '*' })).toEqual({ NO_PROXY: '*', no_proxy: '*' });
  });

  it('has the certificates and the network options of the job, and no others', () => {
    const env = {
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      NODE_USE_SYSTEM_CA: '1',
      SSL_CERT_FILE: '/certs.pem',
      NODE_OPTIONS: '--require ./x.cjs --use-system-ca --max-old-space-size=99 --dns-result-order ipv4first',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    };
    expect(childOf(env)).toEqual({
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      NODE_USE_SYSTEM_CA: '1',
      SSL_CERT_FILE: '/certs.pem',
      NODE_OPTIONS: '--use-system-ca --dns-result-order=ipv4first',
    });
    expect(childOf({ NODE_OPTIONS: '--import ./x.mjs' })).toEqual({});
  });

  it('of npm has them as well, without a value that contains a secret of this run', () => {
    const job = { HTTPS_PROXY: 'proxy:8080', NODE_USE_SYSTEM_CA: '1', npm_config__auth: 'a secret' };
    const npm = npmEnvironment({
      job: normalizeEnvironment(job, networkOf(job)),
      checkout: '/checkout',
      tempDir: '/temp',
      hasOwnSecret: (text) => text.includes('secret'),
    });
    expect(npm).toMatchObject({ HTTPS_PROXY: 'http://proxy:8080/', NODE_USE_SYSTEM_CA: '1' });
    expect(npm).not.toHaveProperty('npm_config__auth');
  });

  it('keeps ntcli from sending the token to this machine through a proxy', () => {
    expect(ntcliProxyEnvironment({ HTTP_PROXY: 'http://proxy/', NO_PROXY: 'a.b' })).toEqual({
      NODE_USE_ENV_PROXY: '1',
      NO_PROXY: 'localhost,127.0.0.1,a.b',
      no_proxy: 'localhost,127.0.0.1,a.b',
    });
    expect(ntcliProxyEnvironment({ NO_PROXY: '*' })).toEqual({});
  });
});

describe('NODE_OPTIONS', () => {
  it.each([
    ['', ''],
    ['--use-openssl-ca', '--use-openssl-ca'],
    ['--no-network-family-autoselection', '--no-network-family-autoselection'],
    [
      '--network-family-autoselection-attempt-timeout=500',
      '--network-family-autoselection-attempt-timeout=500',
    ],
    ['--dns-result-order=verbatim', '--dns-result-order=verbatim'],
    ['--dns-result-order=$(id)', ''],
    ['--use-system-ca-x', ''],
    ['--require "a b" -r x --import=data:text/javascript,1 --inspect', ''],
    ['--require "a --use-system-ca"', ''],
    ['--tls-keylog=/tmp/keys', ''],
  ])('%s becomes "%s"', (text, expected) => {
    expect(filterNodeOptions(text)).toBe(expected);
  });
});
