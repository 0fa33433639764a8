// @ts-check
/**
 * What lies between a job and the servers it talks to: a proxy, TLS, and machines that take a connection and say
 * nothing. Each on a free local port.
 */
import { connect, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { selfSigned } from './certificate.js';

/** @typedef {{ port: number, connections: () => number, close: () => Promise<void> }} Listener */

/**
 * A proxy for CONNECT and for plain HTTP. It connects every host to one local port, or sends a fixed response.
 *
 * @param {{ to: number } | { answer: string } | { silent: true }} behavior `answer` is the whole HTTP answer
 * @returns {Promise<Listener & { url: string, asked: string[] }>} `asked` is the first line of each request
 */
export async function startProxy(behavior) {
  /** @type {string[]} */
  const asked = [];
  const listener = await listen((client) => {
    client.once('data', (head) => {
      const request = head.toString('latin1');
      asked.push(request.split('\r\n')[0] ?? '');
      if ('answer' in behavior) client.end(behavior.answer);
      if (!('to' in behavior)) return;
      const server = connect(behavior.to, '127.0.0.1');
      if (request.startsWith('CONNECT ')) client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      // A server reads the path of an absolute address; the fakes expect only the path.
      else server.write(request.replace(/^(\S+ )http:\/\/[^/]+/, '$1'), 'latin1');
      join(client, server);
    });
  });
  return { ...listener, url: `http://127.0.0.1:${listener.port}`, asked };
}

/** The answer of a proxy that wants to know who asks. */
export const proxyWantsPassword =
  'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="proxy"\r\ncontent-length: 0\r\n\r\n';

/**
 * TLS in front of a plain local server, with a certificate that is signed by itself.
 *
 * @param {number} to port of the plain server
 * @param {string[]} hosts that the certificate is for
 * @param {{ hours?: number }} [validity] of the certificate, from now
 * @param {{ key: string, cert: string }} [pair] a certificate of another server
 * @returns {Promise<Listener & { key: string, cert: string }>} `cert` is what a job would have to trust, as PEM
 */
export async function startTls(to, hosts, validity, pair = selfSigned(hosts, validity)) {
  const { key, cert } = pair;
  const listener = await listen(
    (client) => join(client, connect(to, '127.0.0.1')),
    (onClient) =>
      // A client that does not trust the certificate goes away; the server is not at fault.
      createTlsServer({ key, cert }, onClient).on('tlsClientError', () => {}),
  );
  return { ...listener, key, cert };
}

/** A server that takes every connection and never says a word. @returns {Promise<Listener>} */
export function startSilence() {
  return listen(() => {});
}

/**
 * @param {(client: import('node:net').Socket) => void} onClient
 * @param {(onClient: (client: import('node:net').Socket) => void) => import('node:net').Server} make
 * @returns {Promise<Listener>}
 */
async function listen(onClient, make = createServer) {
  /** @type {Set<import('node:net').Socket>} */
  const open = new Set();
  let connections = 0;
  const server = make((client) => {
    client.on('error', () => {});
    onClient(client);
  });
  server.on('connection', (socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
  });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => listening(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The fake has no port.');
  return {
    port: address.port,
    connections: () => connections,
    close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      return closed.then(() => undefined);
    },
  };
}

/** Passes on what one side says to the other. @param {import('node:net').Socket} one @param {import('node:net').Socket} other */
function join(one, other) {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ]) {
    from?.on('error', () => to?.destroy());
    from?.once('close', () => to?.destroy());
    if (to) from?.pipe(to);
  }
}
