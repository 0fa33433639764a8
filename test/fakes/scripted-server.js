/**
 * An HTTP server on a free local port that logs every request and can be told to misbehave, one request at a time.
 */
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * A request as it came in.
 *
 * @typedef {object} LoggedRequest
 * @property {string} method
 * @property {string} path as sent, not decoded, without the query
 * @property {Record<string, string>} query
 * @property {string} authorization the header, or ''
 * @property {Record<string, string>} headers by lowercase name
 * @property {unknown} body parsed JSON, else the text
 * @property {Buffer} bytes the body as it came
 * @property {number} at when it came in, in milliseconds of `performance.now()`
 */

/**
 * What a fake responds. Objects are sent as JSON, strings as plain text, buffers as bytes.
 *
 * @typedef {{ status?: number, headers?: Record<string, string>, body?: object | string }} Answer
 */

/**
 * What one scripted request gets. `act`, when there is no plain answer:
 * - `pass`: handled as if nothing were scripted (for one fault in the middle of a series, or with `delayMs`);
 * - `reset`: the connection is reset before the request is handled;
 * - `reset-after`: the request takes effect, then the connection is reset without an answer;
 * - `truncate`: the answer (scripted or real) breaks off after half of its bytes;
 * - `slow`: the body (scripted or real) comes in twenty pieces, spread over `bodyMs`;
 * - `hang`: never an answer.
 *
 * @typedef {Answer & { delayMs?: number, bodyMs?: number,
 *   act?: 'pass' | 'reset' | 'reset-after' | 'truncate' | 'slow' | 'hang' }} ScriptedAnswer
 */

/**
 * @typedef {object} ScriptedServer
 * @property {string} domain `127.0.0.1:PORT`
 * @property {string} url `http://127.0.0.1:PORT`
 * @property {LoggedRequest[]} requests in order of arrival
 * @property {(method: string, path: RegExp, ...answers: ScriptedAnswer[]) => void} script the next requests of this
 *   method (`*`: any) whose path matches, encoded or decoded, get these answers, one each, in order
 * @property {() => string[]} unusedScripts what was scripted and never requested, which is dropped
 * @property {() => Promise<void>} close stops the server and breaks every connection
 */

/**
 * @param {(request: LoggedRequest) => Answer | Promise<Answer>} handle answers what is not scripted
 * @param {number} [port] 0: any that is free
 * @returns {Promise<ScriptedServer>}
 */
export async function startScriptedServer(handle, port = 0) {
  /** @type {LoggedRequest[]} */
  const requests = [];
  /** @type {{ method: string, path: RegExp, answer: ScriptedAnswer }[]} */
  const scripts = [];
  const closing = new AbortController();

  const server = createServer((incoming, outgoing) => {
    const logged = loggedRequest(incoming);
    requests.push(logged);
    const index = scripts.findIndex(({ method, path }) => isMeant(method, path, logged));
    const [script] = index < 0 ? [] : scripts.splice(index, 1);
    serve(incoming, outgoing, logged, script?.answer).catch((error) => {
      // The other side went away, or the server is closing: there is no one to respond to.
      if (incoming.destroyed && !incoming.complete) return;
      if (!closing.signal.aborted) send(outgoing, { status: 500, body: `Fake failed: ${error}` });
    });
  });

  /**
   * @param {import('node:http').IncomingMessage} incoming
   * @param {import('node:http').ServerResponse} outgoing
   * @param {LoggedRequest} logged
   * @param {ScriptedAnswer | undefined} scripted
   */
  async function serve(incoming, outgoing, logged, scripted) {
    logged.bytes = await bytesOf(incoming);
    logged.body = parsed(logged.bytes.toString('utf8'));
    if (scripted?.delayMs) await pause(scripted.delayMs, undefined, { signal: closing.signal });
    const act = scripted?.act;
    if (act === 'hang') return;
    if (act === 'reset') return void incoming.socket.resetAndDestroy();
    const asScripted = scripted && (scripted.status !== undefined || scripted.body !== undefined || !act);
    const answer = asScripted && act !== 'pass' && act !== 'reset-after' ? scripted : await handle(logged);
    if (act === 'reset-after') return void incoming.socket.resetAndDestroy();
    if (act === 'slow') return sendSlowly(outgoing, answer, scripted?.bodyMs ?? 0);
    send(outgoing, answer, act === 'truncate');
  }

  /** @param {import('node:http').ServerResponse} outgoing @param {Answer} answer @param {number} time milliseconds */
  async function sendSlowly(outgoing, answer, time) {
    const bytes = sendHead(outgoing, answer);
    const piece = Math.ceil(bytes.length / 20);
    for (let from = 0; from < bytes.length && !outgoing.destroyed; from += piece) {
      await pause(time / 20, undefined, { signal: closing.signal });
      outgoing.write(bytes.subarray(from, from + piece));
    }
    outgoing.end();
  }

  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => listening(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The fake has no port.');
  const domain = `127.0.0.1:${address.port}`;
  return {
    domain,
    url: `http://${domain}`,
    requests,
    script(method, path, ...answers) {
      for (const answer of answers) scripts.push({ method: method.toUpperCase(), path, answer });
    },
    unusedScripts: () => scripts.splice(0).map(({ method, path }) => `${method} ${path}`),
    close() {
      closing.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed.then(() => undefined);
    },
  };
}

/**
 * The parts of a path, each decoded; a part that cannot be decoded stays as it is.
 *
 * @param {string} path
 */
export function partsOf(path) {
  return path.split('/').slice(1).map(decoded);
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} method @param {RegExp} path @param {LoggedRequest} request */
function isMeant(method, path, request) {
  if (method !== '*' && method !== request.method) return false;
  return request.path.search(path) >= 0 || decoded(request.path).search(path) >= 0;
}

/** @param {import('node:http').IncomingMessage} incoming @returns {LoggedRequest} */
function loggedRequest({ method = 'GET', url = '/', headers }) {
  const { pathname, searchParams } = new URL(`http://fake${url.startsWith('/') ? url : '/'}`);
  return {
    method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    authorization: headers.authorization ?? '',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}`])),
    body: '',
    bytes: Buffer.alloc(0),
    at: performance.now(),
  };
}

/** @param {import('node:http').IncomingMessage} incoming */
async function bytesOf(incoming) {
  /** @type {Buffer[]} */
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @param {import('node:http').ServerResponse} outgoing @param {Answer} answer */
function send(outgoing, answer, truncated = false) {
  const bytes = sendHead(outgoing, answer);
  if (!truncated) return void outgoing.end(bytes);
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.socket?.destroy());
}

/** @param {import('node:http').ServerResponse} outgoing @param {Answer} answer @returns {Buffer} the body that is still to come */
function sendHead(outgoing, { status = 200, headers = {}, body = '' }) {
  const isBytes = Buffer.isBuffer(body);
  const bytes = isBytes ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const plain = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  const type = { 'content-type': isBytes ? 'application/octet-stream' : plain };
  outgoing.writeHead(status, {
    ...(bytes.length > 0 ? type : {}),
    'content-length': `${bytes.length}`,
    ...headers,
  });
  return bytes;
}
