/**
 * A TCP proxy that adds network latency to a server.
 */
import { connect, createServer } from 'node:net';

/** Round trips before the first byte of a request: the TCP handshake, and that of TLS 1.3. */
const handshakes = 2;

/**
 * @param {string} target URL of a server on this machine
 * @param {number} roundTrip milliseconds
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startDelayProxy(target, roundTrip) {
  const { hostname, port } = new URL(target);
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
    forward(client, upstream, roundTrip / 2, performance.now() + handshakes * roundTrip);
    forward(upstream, client, roundTrip / 2, 0);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${own}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/**
 * @param {import('node:net').Socket} from
 * @param {import('node:net').Socket} to
 * @param {number} delay milliseconds of one way
 * @param {number} notBefore on the clock of `performance`
 */
function forward(from, to, delay, notBefore) {
  const later = (/** @type {() => void} */ act) =>
    setTimeout(act, Math.max(notBefore, performance.now()) + delay - performance.now());
  // Timers of different lengths could swap two chunks: the end of the wait never goes back.
  from.on('data', (chunk) => later(() => to.writable && to.write(chunk)));
  from.on('end', () => later(() => to.end()));
}
