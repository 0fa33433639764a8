import { createServer } from 'node:net';
import { expect } from 'vitest';
import { workspaceId } from '../fakes/platform.js';
import type { Arranged } from './fault.js';
import { endsWith, rows, serverPath } from './helpers.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

const megabyte = 1_000_000;
const forged = '✓ ai.nimbletools/echo deployed and healthy: https://forged.example';

/** Bytes of the log that a run may write, whatever the platform sends. */
function expectShortLog({ main }: Observation, bytes = 30_000): void {
  expect(Buffer.byteLength(main.raw)).toBeLessThan(bytes);
  expect(main.raw).not.toMatch(/^\s*(│ )?✓ .*forged/m);
}

/** A platform that answers every request with a list of workspaces, one byte in each chunk. */
async function sendsSingleBytes(sandbox: Sandbox): Promise<Arranged> {
  const list = JSON.stringify({
    workspaces: [{ workspace_id: workspaceId, workspace_name: 'my-workspace' }],
  });
  const chunks = [...`${' '.repeat(megabyte / 2)}${list}`].map((letter) => `1\r\n${letter}\r\n`).join('');
  const head =
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n';
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(`${head}${chunks}0\r\n\r\n`));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  sandbox.onEnd(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    inputs: { command: 'check', server: '', domain: `127.0.0.1:${address.port}` },
    within: 120_000,
  };
}

export const sizeFaults = rows('API', [
  {
    what: 'workspace lookup: 0.5 MB in chunks of one byte',
    nightly: 'half a million chunks',
    expected: 'exit 0, memory under 150 MB',
    arrange: sendsSingleBytes,
    expect: {
      exit: 0,
      title: null,
      also: ({ peakMemory }) => expect(peakMemory).toBeLessThan(150),
    },
  },
  {
    what: 'wait for health: a phase of 7 MB with line ends and a forged success line',
    nightly: '7 MB in every poll; the row on a version of 1 MB has such a text',
    expected: 'cut, on one line; exit 7',
    arrange({ platform, timeLimit }) {
      const phase = `x\n${forged}\n${'y'.repeat(7 * megabyte)}`;
      platform.script(
        'GET',
        serverPath,
        { act: 'pass' },
        ...Array(200).fill({ body: { status: { phase } } }),
      );
      return { inputs: { timeout: `${timeLimit / 1000}s` } };
    },
    expect: { ...endsWith('server-unhealthy'), also: (seen) => expectShortLog(seen) },
  },
  {
    what: 'the log of an unhealthy server: lines of 1 MB, and a forged success line',
    expected: 'each cut at 16,384 characters',
    arrange({ platform }) {
      platform.options.settlesAs = 'Failed';
      const logs = [`a\n${forged}`, ...Array<string>(5).fill('z'.repeat(megabyte))].map((message) => ({
        timestamp: new Date().toISOString(),
        level: 'error',
        message,
        pod_name: 'p',
        container_name: 'c',
      }));
      platform.script('GET', /\/logs$/, { status: 200, body: { logs, count: logs.length, has_more: false } });
      return {};
    },
    expect: {
      ...endsWith('server-unhealthy'),
      log: [/\.\.\. \(\d+ more characters\)/],
      also: ({ main }) => {
        expect(Buffer.byteLength(main.raw)).toBeLessThan(150_000);
        expect(main.raw).not.toMatch(/^✓ .*forged/m);
      },
    },
  },
  {
    what: 'lookup in the registry: a version of 1 MB with a forged success line',
    expected: 'cut, on one line; exit 4',
    arrange({ platform }) {
      const version = `9\n${forged}\n${'y'.repeat(megabyte)}`;
      platform.script('GET', /^\/v0\.1\/servers\//, { body: { name: 'ai.nimbletools/echo', version } });
      return { inputs: { server: 'ai.nimbletools/echo@1.0.0', 'deploy-with': 'api' } };
    },
    expect: { ...endsWith('server-not-found'), also: (seen) => expectShortLog(seen) },
  },
  {
    what: 'verification by MCP: an error nested a million levels deep',
    expected: 'exit 7, not an internal error',
    arrange({ platform }) {
      const deep = '['.repeat(megabyte) + ']'.repeat(megabyte);
      const body = `{"jsonrpc":"2.0","id":0,"error":{"code":1,"message":"x","data":${deep}}}`;
      const headers = { 'content-type': 'application/json' };
      platform.script('POST', /\/mcp$/, ...Array(3).fill({ status: 200, headers, body }));
      return { inputs: { verify: 'true' } };
    },
    expect: { ...endsWith('mcp-failed'), also: (seen) => expectShortLog(seen) },
  },
  {
    what: '16,000 times the same server',
    expected: 'exit 2, an annotation of less than 3,000 characters',
    arrange: () => ({ inputs: { server: Array(16_000).fill('a/b').join(',') } }),
    expect: {
      ...endsWith('bad-input'),
      log: ['`server`: and 15994 more.'],
      also: ({ main }) => expect(main.annotations[0]?.message.length).toBeLessThan(3_000),
    },
  },
]);
