import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Platform, startPlatform, workspaceId } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
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

async function send(method: string, path: string, body?: object) {
  const response = await fetch(platform.url + base + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const json = JSON.parse(await response.text());
  return { status: response.status, body: json };
}

async function readPods(server: string): Promise<string[]> {
  const { body } = await send('GET', `/${server}/logs?limit=1000`);
  return body.logs.map(({ pod_name }: { pod_name: string }) => pod_name);
}

// In order: each step changes what the ones before it left.
it.each(steps)('$what', async ({ server, deploy, replicas, call, body, states, podsReplaced }) => {
  const before = await readPods(server);
  const spec = deploy && serverSpec(`ai.acme/${server}`, deploy);
  const sent = spec
    ? await send('POST', '', { server: spec, name: server, ...(replicas && { replicas }) })
    : call === 'delete'
      ? await send('DELETE', `/${server}`)
      : await send('POST', `/${server}/${call}`, body);
  expect(sent.status).toBe(200);
  const seen: object[] = [];
  for (const end = now + 9_500; now < end; now += 50) {
    const { status, body: shown } = await send('GET', `/${server}`);
    const general = JSON.parse(
      JSON.stringify(shown).replaceAll(`/${workspaceId}/${server}/`, '/<workspace>/<server>/'),
    );
    const state = status === 200 ? general.status : { status };
    if (JSON.stringify(seen.at(-1)) !== JSON.stringify(state)) seen.push(state);
  }
  expect(seen).toEqual(states);
  const after = await readPods(server);
  const isReplaced = before.length > 0 && after.length > 0 && !after.some((name) => before.includes(name));
  expect(isReplaced).toBe(podsReplaced);
});
