// @ts-check
/** A web server that serves one engine file, with the faults of mirrors and proxies. */
import { createServer } from 'node:http';

/** @typedef {import('node:http').ServerResponse} Response */
/** What a path answers: one step a request, the last one again and again. @typedef {(response: Response) => void} Step */
/** @typedef {{ path: string, authorization: string | undefined }} Request */

/**
 * @param {Buffer} engine
 */
export async function startEngineMirror(engine) {
  /** @type {Request[]} */
  const requests = [];
  /** Steps by path. @type {Map<string, readonly Step[]>} */
  const scripts = new Map();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, authorization: request.headers.authorization });
    const steps = scripts.get(path) ?? [status(404)];
    const count = requests.filter((one) => one.path === path).length;
    (steps[count - 1] ?? steps.at(-1) ?? status(404))(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  let scripted = 0;
  return {
    port,
    requests,
    /** The path of a new script. @param {readonly Step[]} steps */
    path(...steps) {
      scripted += 1;
      const path = `/engine-${scripted}.mjs`;
      scripts.set(path, steps);
      return path;
    },
    /** The URL of a new script. @param {readonly Step[]} steps */
    url(...steps) {
      return `http://127.0.0.1:${port}${this.path(...steps)}`;
    },
    /** The requests that a URL got. @param {string} url */
    requestsTo: (url) => requests.filter(({ path }) => path === new URL(url).pathname),
    steps: {
      whole: (/** @type {Response} */ response) => void response.end(engine),
      other: (/** @type {Response} */ response) => void response.end('<html>Please sign in</html>'),
      reset: (/** @type {Response} */ response) => void response.destroy(),
      /** Announces all, sends half. */
      half: (/** @type {Response} */ response) => {
        response.writeHead(200, { 'content-length': engine.length });
        response.write(engine.subarray(0, engine.length / 2), () => response.destroy());
      },
      /** Sends half, and ends as if that were all. */
      short: (/** @type {Response} */ response) => void response.end(engine.subarray(0, engine.length / 2)),
      status,
      redirect,
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** @param {number} code @param {Record<string, string>} [headers] @returns {Step} */
function status(code, headers = {}) {
  return (response) => void response.writeHead(code, headers).end();
}

/** @param {string} location @returns {Step} */
function redirect(location) {
  return (response) => void response.writeHead(302, { location }).end();
}
