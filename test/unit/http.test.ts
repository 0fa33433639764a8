import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sendRequest } from '../../src/lib/http.js';
import { startTls } from '../fakes/network.js';
import { startScriptedServer } from '../fakes/scripted-server.js';

let server: Awaited<ReturnType<typeof startScriptedServer>>;
let tls: Awaited<ReturnType<typeof startTls>>;
beforeAll(async () => {
  server = await startScriptedServer(() => ({ status: 200, body: {} }));
  tls = await startTls(Number(new URL(server.url).port), ['localhost']);
});
afterAll(() => Promise.all([server.close(), tls.close()]));
afterEach(() => {
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
});

describe('a certificate that is signed by itself', () => {
  it.each([undefined, '0'])('is refused with NODE_TLS_REJECT_UNAUTHORIZED=%s', async (value) => {
    if (value !== undefined) process.env.NODE_TLS_REJECT_UNAUTHORIZED = value;
    const result = await sendRequest({
      method: 'GET',
      url: new URL(`https://localhost:${tls.port}/`),
      network: { noProxy: [] },
      headers: { authorization: 'Bearer a-token' },
      timeout: 5_000,
      signal: new AbortController().signal,
    });
    expect(result).toMatchObject({ ok: false, reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(server.requests).toEqual([]);
  });
});
