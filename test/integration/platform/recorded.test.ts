import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../../fakes/platform.js';
import { makeToken } from '../../fakes/tokens.js';

/** One request to the real control plane, and its answer. Ids, times and what depends on the machine are placeholders. */
interface Exchange {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly status: number;
  readonly answer: object;
}

/**
 * Recorded with nimbletools-core 0add62c on FastAPI 0.116.1, in this order, over the life of one workspace and one server.
 */
const exchanges: Exchange[] = JSON.parse(readFileSync('test/fixtures/recorded-exchanges.json', 'utf8'));

/** Milliseconds of the platform's clock between two polls, and after which a recorded state must have been there. */
const POLL_MS = 100;
const PATIENCE_MS = 10_000;

let platform: Platform;
let now = Date.parse('2026-11-25T21:29:18Z');
const tokens = {
  full: makeToken(),
  'wrong token': makeToken(),
  'token of another workspace': makeToken(),
};
const values: Record<string, string> = { '<name>': 'recorded', '<workspace>': '' };

beforeAll(async () => {
  platform = await startPlatform({
    edition: 'open',
    operatorMs: 500,
    lagMs: 1_000,
    startMs: 1_000,
    deleteMs: 500,
  });
  platform.now = () => now;
  platform.tokens.set(tokens.full, { access: 'full' });
  platform.tokens.set(tokens['token of another workspace'], { access: 'full', workspaces: ['another'] });
});
afterAll(() => platform.close());

// In order: each exchange has the state that the ones before it left.
it.each(exchanges)('$what: $method $path', async ({ what, method, path, body, status, answer }) => {
  const token = what in tokens ? tokens[what as keyof typeof tokens] : tokens.full;
  const expected = { status, answer };
  const request = async () => {
    const response = await fetch(platform.url + filled(path), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: filled(JSON.stringify(body)) }),
    });
    return { status: response.status, answer: generalized(await response.text(), answer) };
  };
  let actual = await request();
  // A read was repeated until its answer changed, so the state that it shows may be still to come. It must not be over.
  for (
    const end = now + PATIENCE_MS;
    method === 'GET' && now < end && !isEqual(actual, expected);
    now += POLL_MS
  ) {
    actual = await request();
  }
  expect(actual).toEqual(expected);
});

function isEqual(actual: object, expected: object): boolean {
  try {
    expect(actual).toEqual(expected);
    return true;
  } catch {
    return false;
  }
}

function filled(text: string): string {
  return Object.entries(values).reduce((all, [name, value]) => all.replaceAll(name, value), text);
}

/** An answer with placeholders for ids, times and what depends on the machine, cut to the fields that were recorded. */
function generalized(text: string, recorded: object): unknown {
  const json = JSON.parse(text);
  if (values['<workspace>'] === '') values['<workspace>'] = json.workspace_id;
  const general = Object.entries(values)
    .reduce((all, [name, value]) => (value ? all.replaceAll(value, name) : all), text)
    .replace(/"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)"/g, '"<time>"')
    .replace(/(-deployment-)[0-9a-f]+-[0-9a-z]{5}"/g, '$1<hash>"')
    .replace(
      /('Content-Length': ')\d+(', 'Date': ')[^']+(', 'Server': ')[^']+/g,
      '$1<length>$2<date>$3<server>',
    );
  const whole = JSON.parse(general);
  // Of what changed while a server came up, only the status was recorded.
  return Object.keys(recorded).join() === 'status' ? { status: whole.status } : whole;
}
