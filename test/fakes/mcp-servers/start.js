/** Starts one of the MCP servers of this folder. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./listen.js').McpServerOptions} McpServerOptions */
/** @typedef {'sdk-v1' | 'sdk-v2' | 'fastmcp' | 'calculator'} Program */

/**
 * @param {Program} program
 * @param {Partial<McpServerOptions>} [options]
 * @param {string} [node] the Node.js that runs it
 * @returns {Promise<{ url: URL, close: () => Promise<void> }>}
 */
export async function startMcpServer(program, options = {}, node = process.execPath) {
  const file = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
  const settings = { sessions: true, json: false, version: '1.0.0', tools: ['add', 'echo'], ...options };
  const child = fork(file, [JSON.stringify(settings)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execPath: node,
    execArgv: [],
  });
  let log = '';
  child.stderr?.on('data', (text) => {
    log = `${log}${text}`.slice(-2_000);
  });
  const closed = new Promise((resolve) => child.once('exit', resolve));
  const port = await new Promise((started, failed) => {
    child.once('message', (message) => started(/** @type {{ port: number }} */ (message).port));
    child.once('exit', (code) => failed(new Error(`${program} exited with ${code}: ${log}`)));
  });
  return {
    url: new URL(`http://127.0.0.1:${port}/mcp`),
    async close() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
