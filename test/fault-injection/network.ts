import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { proxyWantsPassword, startProxy, startSilence, startTls } from '../fakes/network.js';
import { packages } from '../integration/github/test-env.js';
import type { Arranged, Expected } from './fault.js';
import { endsWith, rows } from './helpers.js';
import type { FaultScene } from './sandbox.js';

const domain = 'platform.example';
const host = `api.${domain}`;
const portOf = ({ platform }: FaultScene) => Number(platform.domain.split(':')[1]);

/** The platform behind TLS and a proxy, as a job reaches it from inside a company. */
async function behindTls(
  scene: FaultScene,
  { hosts = [host], hours = 24, isTrusted = false },
): Promise<Arranged & { readonly asked: readonly string[] }> {
  const tls = await startTls(portOf(scene), hosts, { hours });
  const proxy = await startProxy({ to: tls.port });
  scene.onEnd(proxy.close, tls.close);
  const file = join(scene.outside('certificates'), 'ca.pem');
  writeFileSync(file, tls.cert);
  const env = { HTTPS_PROXY: proxy.url, ...(isTrusted ? { NODE_EXTRA_CA_CERTS: file } : {}) };
  return { inputs: { command: 'check', domain, 'ntcli-package': '' }, env, asked: proxy.asked };
}

/** Runs `check` through a proxy that answers so. */
async function throughProxy(scene: FaultScene, answer: string): Promise<Arranged> {
  const proxy = await startProxy({ answer });
  scene.onEnd(proxy.close);
  scene.notes.push(proxy.asked);
  return { inputs: { command: 'check', domain, 'ntcli-package': '' }, env: { HTTPS_PROXY: proxy.url } };
}

const unreachable = (...log: readonly (string | RegExp)[]): Expected => ({
  ...endsWith('api-unreachable'),
  log,
  also: ({ scene }) => expect(scene.platform.requests).toEqual([]),
});

const check = (to: string): Arranged => ({ inputs: { command: 'check', domain: to, 'ntcli-package': '' } });

export const networkFaults = rows('Network', [
  {
    what: 'a name that does not resolve',
    expected: 'exit 8, and the message names the code',
    arrange: () => check('no-such-host.invalid'),
    expect: unreachable(/ENOTFOUND|EAI_AGAIN/),
  },
  {
    what: 'a port that nobody listens on',
    expected: 'exit 8, and the message names the code',
    async arrange() {
      const { port, close } = await startSilence();
      await close();
      return check(`127.0.0.1:${port}`);
    },
    expect: unreachable('ECONNREFUSED'),
  },
  {
    what: 'a server that takes the connection and never answers',
    expected: 'exit 8 after three tries of 15 s',
    async arrange(scene) {
      const silence = await startSilence();
      scene.onEnd(silence.close);
      return { ...check(`127.0.0.1:${silence.port}`), within: 120_000 };
    },
    expect: unreachable('timed out'),
  },
  {
    what: 'TLS with a certificate that is signed by itself',
    expected: 'exit 8, no request with the token sent',
    arrange: (scene) => behindTls(scene, {}),
    expect: unreachable('DEPTH_ZERO_SELF_SIGNED_CERT'),
  },
  {
    what: 'TLS with the certificate of another host',
    expected: 'exit 8, no request with the token sent',
    arrange: (scene) => behindTls(scene, { hosts: ['other.example'], isTrusted: true }),
    expect: unreachable('ERR_TLS_CERT_ALTNAME_INVALID'),
  },
  {
    what: 'TLS with a certificate that has expired',
    expected: 'exit 8, no request with the token sent',
    arrange: (scene) => behindTls(scene, { hours: -1, isTrusted: true }),
    expect: unreachable('CERT_HAS_EXPIRED'),
  },
  {
    what: 'TLS with a certificate of the company, which NODE_EXTRA_CA_CERTS names',
    expected: 'trusted: exit 0',
    arrange: (scene) => behindTls(scene, { isTrusted: true }),
    expect: { exit: 0, title: null },
  },
  {
    what: 'a proxy that wants a password (407)',
    expected: 'exit 8, asked once',
    arrange: (scene) => throughProxy(scene, proxyWantsPassword),
    expect: {
      ...unreachable('the proxy returned 407'),
      also: ({ scene }) => expect(scene.notes).toEqual([[`CONNECT ${host}:443 HTTP/1.1`]]),
    },
  },
  {
    what: 'a proxy that has a bad moment for ever (502)',
    expected: 'exit 8, asked 3 times',
    arrange: (scene) => throughProxy(scene, 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'),
    expect: {
      ...unreachable('the proxy returned 502'),
      also: ({ scene }) => expect(scene.notes).toEqual([Array(3).fill(`CONNECT ${host}:443 HTTP/1.1`)]),
    },
  },
  {
    what: 'a proxy of npm that wants a password (407)',
    expected: 'exit 5, nothing installed',
    async arrange(scene) {
      const proxy = await startProxy({ answer: proxyWantsPassword });
      scene.onEnd(proxy.close);
      const registry = await scene.startRegistry([packages.documented]);
      const inputs = { 'ntcli-package': '', 'ntcli-version': '1.0.0', 'npm-registry': registry.url };
      return { inputs, env: { HTTP_PROXY: proxy.url }, within: 120_000 };
    },
    expect: {
      ...endsWith('ntcli-install-failed', { 'deploy-status': 'skipped' }),
      also: ({ scene }) => expect(scene.registries.flatMap(({ requests }) => requests)).toEqual([]),
    },
  },
]);
