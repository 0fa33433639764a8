import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { proxyWantsPassword, startProxy, startSilence, startTls } from '../fakes/network.js';
import { packages } from '../integration/github/test-env.js';
import type { Arranged, Expected } from './fault.js';
import { endsWith, rows } from './helpers.js';
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
    expected: 'exit 8 after three attempts of 15 s',
    async arrange(sandbox) {
      const silence = await startSilence();
      sandbox.onEnd(silence.close);
      return { ...check(`127.0.0.1:${silence.port}`), within: 120_000 };
    },
    expect: unreachable('timed out'),
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
