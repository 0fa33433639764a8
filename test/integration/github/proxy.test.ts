import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodes, startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
const servers: Server[] = [];
beforeAll(async () => {
  testEnv = await startPlatformEnv();
});
afterAll(async () => {
  for (const server of servers) server.close();
  await testEnv.close();
});

/** A proxy that answers CONNECT with this text, or never. */
async function proxy(answer?: string): Promise<{ url: string; connects: () => number }> {
  let connects = 0;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      connects += 1;
      if (answer) socket.end(answer);
    });
    server.once('close', () => socket.destroy());
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, connects: () => connects };
}

const inputs = { command: 'check', domain: 'platform.example' };

describe('a proxy', () => {
  it('that refuses is named, and the token is not blamed', async () => {
    const { url, connects } = await proxy('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
    const env = { HTTPS_PROXY: url };
    const { code, annotations } = await testEnv.job().main({ token: testEnv.token, ...inputs }, { env });
    expect(code).toBe(8);
    expect(annotations[0]?.message).toContain('the proxy returned 403');
    expect(connects()).toBe(1);
  });

  it.each(nodes)('that never answers does not hold up a cancel (on the $node)', async ({ file: node }) => {
    const { url, connects } = await proxy();
    const job = testEnv.job({ node });
    const { code } = await job.main(
      { token: testEnv.token, ...inputs },
      {
        env: { HTTPS_PROXY: url },
        onStart(child) {
          const timer = setInterval(() => {
            if (connects() === 0) return;
            // Once, as the runner does: a second one may meet a process that is on its way out, and ends it.
            clearInterval(timer);
            child.kill('SIGINT');
          }, 20);
          child.once('exit', () => clearInterval(timer));
        },
      },
    );
    expect(code).toBe(130);
  });

  it('is not used for a host of NO_PROXY', async () => {
    const { url, connects } = await proxy();
    const env = { HTTPS_PROXY: url, NO_PROXY: '.example' };
    const { code } = await testEnv.job().main({ token: testEnv.token, ...inputs }, { env });
    expect(code).toBe(8);
    expect(connects()).toBe(0);
  });
});
