import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Platform, startPlatform, workspaceId } from '../../fakes/platform.js';
import { apiAnswer } from '../../fakes/platform-api.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { partsOf } from '../../fakes/scripted-server.js';
import { makeToken } from '../../fakes/tokens.js';

/** A change of a server, and the different states that the real control plane showed after it, in order. */
interface Step {
  readonly what: string;
  readonly server: string;
  /** The version to deploy. */
  readonly deploy?: string;
  readonly replicas?: number;
  readonly call?: 'restart' | 'scale' | 'delete';
  readonly body?: object;
  readonly states: readonly object[];
  /** True if the log was of other pods at the end than at the start. */
  readonly podsReplaced: boolean;
}

/**
 * Recorded with nimbletools-core 0add62c, changed so that updates roll out, and a controller that lags by 0.5 s and pods
 * that start within 1 s.
 */
const steps: Step[] = JSON.parse(readFileSync('test/fixtures/recorded-rollouts.json', 'utf8'));

const token = makeToken();
const base = `/v1/workspaces/${workspaceId}/servers`;
let platform: Platform;
let now = Date.now();

beforeAll(async () => {
  const timing = { operatorMs: 120, lagMs: 500, startMs: 1_000, deleteMs: 400 };
  platform = await startPlatform({ edition: 'patched', ...timing });
  platform.now = () => now;
  platform.tokens.set(token, { access: 'full' });
  platform.fates.set('ai.acme/up-ima@2.0.0', 'unpullable');
  platform.fates.set('ai.acme/crash@1.0.0', 'crashes');
});
afterAll(() => platform.close());

/** A request without the network: 200 of them are sent after each change. */
function send(method: string, path: string, body?: object) {
  const { pathname, searchParams } = new URL(base + path, platform.url);
  const { status = 200, body: answer } = apiAnswer(
    platform,
    {
      method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      authorization: `Bearer ${token}`,
      headers: { 'content-type': 'application/json' },
      body: body ?? '',
      bytes: Buffer.from(body ? JSON.stringify(body) : ''),
      at: 0,
    },
    partsOf(pathname),
  );
  return { status, body: JSON.parse(JSON.stringify(answer)) };
}

function readPods(server: string): string[] {
  const { body } = send('GET', `/${server}/logs?limit=1000`);
  return body.logs.map(({ pod_name }: { pod_name: string }) => pod_name);
}

// In order: each step changes what the ones before it left.
it.each(steps)('$what', ({ server, deploy, replicas, call, body, states, podsReplaced }) => {
  const before = readPods(server);
  const spec = deploy && serverSpec(`ai.acme/${server}`, deploy);
  const sent = spec
    ? send('POST', '', { server: spec, name: server, ...(replicas && { replicas }) })
    : call === 'delete'
      ? send('DELETE', `/${server}`)
      : send('POST', `/${server}/${call}`, body);
  expect(sent.status).toBe(200);
  const seen: object[] = [];
  for (const end = now + 9_500; now < end; now += 50) {
    const { status, body: shown } = send('GET', `/${server}`);
    const general = JSON.parse(
      JSON.stringify(shown).replaceAll(`/${workspaceId}/${server}/`, '/<workspace>/<server>/'),
    );
    const state = status === 200 ? general.status : { status };
    if (JSON.stringify(seen.at(-1)) !== JSON.stringify(state)) seen.push(state);
  }
  expect(seen).toEqual(states);
  const after = readPods(server);
  const isReplaced = before.length > 0 && after.length > 0 && !after.some((name) => before.includes(name));
  expect(isReplaced).toBe(podsReplaced);
});
