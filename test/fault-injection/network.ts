import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { proxyWantsPassword, startProxy, startSilence, startTls } from '../fakes/network.js';
import { packages } from '../integration/github/test-env.js';
import type { Arranged, Expected } from './fault.js';
import { recordingNtcli, recordOf } from './fixtures.js';
import { endsWith, rows } from './helpers.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

const domain = 'platform.example';
const host = `api.${domain}`;
const portOf = ({ platform }: Sandbox) => Number(platform.domain.split(':')[1]);

/** The platform with TLS and a proxy, as in a company network. */
async function behindTls(
  sandbox: Sandbox,
  { hosts = [host], hours = 24, isTrusted = false },
): Promise<Arranged & { readonly asked: readonly string[] }> {
  const tls = await startTls(portOf(sandbox), hosts, { hours });
  const proxy = await startProxy({ to: tls.port });
  sandbox.onEnd(proxy.close, tls.close);
  const file = join(sandbox.outside('certificates'), 'ca.pem');
  writeFileSync(file, tls.cert);
  const env = { HTTPS_PROXY: proxy.url, ...(isTrusted ? { NODE_EXTRA_CA_CERTS: file } : {}) };
  return { inputs: { command: 'check', domain, 'ntcli-package': '' }, env, asked: proxy.asked };
}

/** Runs `check` through a proxy with this response. */
async function throughProxy(sandbox: Sandbox, answer: string): Promise<Arranged> {
  const proxy = await startProxy({ answer });
  sandbox.onEnd(proxy.close);
  sandbox.notes.push(proxy.asked);
  return { inputs: { command: 'check', domain, 'ntcli-package': '' }, env: { HTTPS_PROXY: proxy.url } };
}

const unreachable = (...log: readonly (string | RegExp)[]): Expected => ({
  ...endsWith('api-unreachable'),
  log,
  also: ({ sandbox }) => expect(sandbox.platform.requests).toEqual([]),
});

const check = (to: string): Arranged => ({ inputs: { command: 'check', domain: to, 'ntcli-package': '' } });

export const networkFaults = rows('Network', [
  {
    what: 'a name that does not resolve',
    expected: 'exit 8, and the message contains the error code',
    arrange: () => check('no-such-host.invalid'),
    expect: unreachable(/ENOTFOUND|EAI_AGAIN/),
  },
  {
    what: 'a closed port',
    expected: 'exit 8, and the message contains the error code',
    async arrange() {
      const { port, close } = await startSilence();
      await close();
      return check(`127.0.0.1:${port}`);
    },
    expect: unreachable('ECONNREFUSED'),
  },
  {
    what: 'a server that accepts the connection but never responds',
    nightly: 'three time limits of 15 s',
    expected: 'exit 8 after three attempts of 15 s',
    async arrange(sandbox) {
      const silence = await startSilence();
      sandbox.onEnd(silence.close);
      return { ...check(`127.0.0.1:${silence.port}`), within: 120_000 };
    },
    expect: {
      ...unreachable('timed out'),
      also({ sandbox, duration }) {
        expect(sandbox.platform.requests).toEqual([]);
        expect(duration).toBeGreaterThan(3 * 15_000);
      },
    },
  },
  {
    what: 'TLS with a self-signed certificate',
    expected: 'exit 8, no request with the token sent',
    arrange: (sandbox) => behindTls(sandbox, {}),
    expect: unreachable('DEPTH_ZERO_SELF_SIGNED_CERT'),
  },
  {
    what: 'the same with NODE_TLS_REJECT_UNAUTHORIZED=0 in the job',
    expected: 'exit 8, no request with the token sent',
    async arrange(sandbox) {
      const { env, ...arranged } = await behindTls(sandbox, {});
      return { ...arranged, env: { ...env, NODE_TLS_REJECT_UNAUTHORIZED: '0' } };
    },
    expect: unreachable('DEPTH_ZERO_SELF_SIGNED_CERT'),
  },
  {
    what: 'a proxy whose own certificate is signed by itself, with NODE_TLS_REJECT_UNAUTHORIZED=0',
    expected: 'exit 8, nothing sent to it',
    async arrange(sandbox) {
      const proxy = await startProxy({ answer: proxyWantsPassword });
      const tls = await startTls(proxy.port, ['proxy.example']);
      sandbox.onEnd(proxy.close, tls.close);
      sandbox.notes.push(proxy.asked);
      const env = { HTTPS_PROXY: `https://127.0.0.1:${tls.port}`, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
      return { ...check(domain), env };
    },
    expect: {
      ...unreachable('DEPTH_ZERO_SELF_SIGNED_CERT'),
      also: ({ sandbox }) => expect(sandbox.notes).toEqual([[]]),
    },
  },
  {
    what: 'TLS with the certificate of another host',
    expected: 'exit 8, no request with the token sent',
    arrange: (sandbox) => behindTls(sandbox, { hosts: ['other.example'], isTrusted: true }),
    expect: unreachable('ERR_TLS_CERT_ALTNAME_INVALID'),
  },
  {
    what: 'TLS with an expired certificate',
    expected: 'exit 8, no request with the token sent',
    arrange: (sandbox) => behindTls(sandbox, { hours: -1, isTrusted: true }),
    expect: unreachable('CERT_HAS_EXPIRED'),
  },
  {
    what: 'TLS with a company certificate in NODE_EXTRA_CA_CERTS',
    expected: 'trusted: exit 0',
    arrange: (sandbox) => behindTls(sandbox, { isTrusted: true }),
    expect: { exit: 0, title: null },
  },
  {
    what: 'HTTPS_PROXY with a user name and a password',
    expected: 'used, not shown: exit 0',
    async arrange(sandbox) {
      const { env, asked, ...arranged } = await behindTls(sandbox, { isTrusted: true });
      sandbox.notes.push(asked);
      const address = env?.HTTPS_PROXY?.replace('//', '//me:a-hidden-password@');
      const secrets = ['a-hidden-password', 'me:a-hidden-password'];
      return { ...arranged, env: { ...env, HTTPS_PROXY: address }, secrets };
    },
    expect: {
      exit: 0,
      title: null,
      also: ({ sandbox }) => expect(sandbox.notes).toEqual([[`CONNECT ${host}:443 HTTP/1.1`]]),
    },
  },
  {
    what: 'HTTPS_PROXY without a scheme',
    expected: 'an HTTP proxy: exit 0',
    async arrange(sandbox) {
      const { env, asked, ...arranged } = await behindTls(sandbox, { isTrusted: true });
      sandbox.notes.push(asked);
      return { ...arranged, env: { ...env, HTTPS_PROXY: env?.HTTPS_PROXY?.replace('http://', '') } };
    },
    expect: {
      exit: 0,
      title: null,
      also: ({ sandbox }) => expect(sandbox.notes).toEqual([[`CONNECT ${host}:443 HTTP/1.1`]]),
    },
  },
  {
    what: 'NO_PROXY with the domain of the platform',
    expected: 'covers its subdomains, also with NODE_USE_ENV_PROXY: exit 8, no request to the proxy',
    async arrange(sandbox) {
      const { env, ...arranged } = await throughProxy(sandbox, proxyWantsPassword);
      return { ...arranged, env: { ...env, NO_PROXY: domain, NODE_USE_ENV_PROXY: '1' } };
    },
    expect: {
      ...unreachable(/ENOTFOUND|EAI_AGAIN/),
      also: ({ sandbox }) => expect(sandbox.notes).toEqual([[]]),
    },
  },
  ...[
    'http://me:a-hidden-password@proxy.example:99999',
    'socks5://me:a-hidden-password@proxy.example:1080',
  ].map((address) => ({
    what: `HTTPS_PROXY=${address.replace(/:[^:]*@/, ':***@')}`,
    expected: 'exit 2: the variable is named, its password is not',
    arrange: () => ({ ...check(domain), env: { HTTPS_PROXY: address }, secrets: ['a-hidden-password'] }),
    expect: endsWith('proxy-invalid', { 'deploy-status': 'skipped' }),
  })),
  ...['check', 'deploy'].map((command) => ({
    what: `HTTP_PROXY and NODE_USE_ENV_PROXY with a platform on this machine, \`command: ${command}\``,
    expected: 'reached directly, also by `ntcli` in a later step: the proxy would see the token',
    async arrange(sandbox: Sandbox): Promise<Arranged> {
      const proxy = await startProxy({ to: portOf(sandbox) });
      sandbox.onEnd(proxy.close);
      sandbox.notes.push(proxy.asked);
      const env = { HTTP_PROXY: proxy.url, NODE_USE_ENV_PROXY: '1' };
      const afterMain = async () => {
        const step = await sandbox.job.shell('ntcli server list', { env });
        if (command === 'deploy') expect(step.code, step.raw).toBe(0);
      };
      return { inputs: { command }, env, afterMain };
    },
    expect: {
      exit: 0,
      title: null,
      also: ({ sandbox }: Observation) => expect(sandbox.notes).toEqual([[]]),
    },
  })),
  {
    what: 'the network settings of the job',
    expected: 'reach ntcli: certificates, and the network options in NODE_OPTIONS',
    arrange(sandbox) {
      const { env, ...arranged } = recordingNtcli(sandbox);
      const options = '--use-openssl-ca --dns-result-order=ipv4first --max-http-header-size=20000';
      const settings = { NODE_OPTIONS: options, SSL_CERT_FILE: '/etc/ssl/x.pem' };
      return { ...arranged, env: { ...env, ...settings } };
    },
    expect: {
      exit: 0,
      title: null,
      also({ sandbox }) {
        const record: { env: Record<string, string> } = JSON.parse(readFileSync(recordOf(sandbox), 'utf8'));
        expect(record.env).toMatchObject({
          NODE_OPTIONS: '--use-openssl-ca --dns-result-order=ipv4first',
          SSL_CERT_FILE: '/etc/ssl/x.pem',
        });
      },
    },
  },
  {
    what: 'a proxy that requires authentication (407)',
    expected: 'exit 8, one request',
    arrange: (sandbox) => throughProxy(sandbox, proxyWantsPassword),
    expect: {
      ...unreachable('the proxy returned 407'),
      also: ({ sandbox }) => expect(sandbox.notes).toEqual([[`CONNECT ${host}:443 HTTP/1.1`]]),
    },
  },
  {
    what: 'a proxy that always returns 502',
    expected: 'exit 8, 3 requests',
    arrange: (sandbox) => throughProxy(sandbox, 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'),
    expect: {
      ...unreachable('the proxy returned 502'),
      also: ({ sandbox }) => expect(sandbox.notes).toEqual([Array(3).fill(`CONNECT ${host}:443 HTTP/1.1`)]),
    },
  },
  {
    what: 'an npm proxy that requires authentication (407)',
    expected: 'exit 5, nothing installed',
    async arrange(sandbox) {
      const proxy = await startProxy({ answer: proxyWantsPassword });
      sandbox.onEnd(proxy.close);
      const registry = await sandbox.startRegistry([packages.documented]);
      const inputs = { 'ntcli-package': '', 'ntcli-version': '1.0.0', 'npm-registry': registry.url };
      return { inputs, env: { HTTP_PROXY: proxy.url }, within: 120_000 };
    },
    expect: {
      ...endsWith('ntcli-install-failed', { 'deploy-status': 'skipped' }),
      also: ({ sandbox }) => expect(sandbox.registries.flatMap(({ requests }) => requests)).toEqual([]),
    },
  },
]);
