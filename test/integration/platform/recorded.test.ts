import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../../fakes/platform.js';
import { makeToken } from '../../fakes/tokens.js';

/** One request to the real control plane, and its answer. Ids, times and what depends on the machine are placeholders. */
interface Exchange {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  /** Text as it was sent, or JSON that was announced as such. */
  readonly body?: object | string;
  readonly contentType?: string;
  readonly status: number;
  readonly answer: object;
}

/** Milliseconds of the platform's clock between two polls, and after which a recorded state must have been there. */
const POLL_MS = 100;
const PATIENCE_MS = 10_000;

// In both files the exchanges are in order, over the life of one workspace, so each has the state that the ones before it left.
describe.each([
  // nimbletools-core 0add62c as published, FastAPI 0.116.1
  { file: 'recorded-exchanges.json', edition: 'open' as const },
  // The same, changed so that updates roll out, FastAPI 0.165
  { file: 'recorded-answers.json', edition: 'patched' as const },
])('$file', ({ file, edition }) => {
  const exchanges: Exchange[] = JSON.parse(readFileSync(`test/fixtures/${file}`, 'utf8'));
  const values: Record<string, string> = { '<name>': 'recorded', '<workspace>': '' };
  const [full, scoped] = [makeToken(), makeToken()];
  const tokens: Record<string, string> = { 'wrong token': makeToken(), 'token of another workspace': scoped };
  let platform: Platform;
  let now = Date.parse('2026-11-25T21:29:18Z');

  beforeAll(async () => {
    const timing = { operatorMs: 500, lagMs: 1_000, startMs: 1_000, deleteMs: 500 };
    platform = await startPlatform({ edition, ...timing });
    platform.workspaces = [];
    platform.now = () => now;
    platform.tokens.set(full, { access: 'full' });
    platform.tokens.set(scoped, { access: 'full', workspaces: ['another'] });
  });
  afterAll(() => platform.close());

  it.each(exchanges)('$what: $method $path', async (exchange) => {
    const { what, method, path, status, answer } = exchange;
    const request = async () => {
      const response = await fetch(platform.url + filled(path), {
        method,
        headers: { authorization: `Bearer ${tokens[what] ?? full}`, ...typeOf(exchange) },
        ...bodyOf(exchange),
      });
      return { status: response.status, answer: generalized(await response.text(), answer) };
    };
    const expected = { status, answer };
    let actual = await request();
    // A state may be recorded some time after the change, and must not be over by then.
    for (
      const end = now + PATIENCE_MS;
      method === 'GET' && now < end && !isEqual(actual, expected);
      now += POLL_MS
    ) {
      actual = await request();
    }
    expect(actual).toEqual(expected);
  });

  function typeOf({ body, contentType }: Exchange): Record<string, string> {
    const type = typeof body === 'object' ? 'application/json' : contentType;
    return type ? { 'content-type': type } : {};
  }

  /** Bytes, for `fetch` announces a text as such. */
  function bodyOf({ body }: Exchange) {
    if (body === undefined) return {};
    return { body: Buffer.from(filled(typeof body === 'string' ? body : JSON.stringify(body))) };
  }

  function filled(text: string): string {
    return Object.entries(values).reduce((all, [name, value]) => all.replaceAll(name, value), text);
  }

  /** An answer with placeholders for ids, times and what depends on the machine, cut to the fields that were recorded. */
  function generalized(text: string, recorded: object): unknown {
    if (values['<workspace>'] === '') values['<workspace>'] = JSON.parse(text).workspace_id;
    const general = Object.entries(values)
      .reduce((all, [name, value]) => all.replaceAll(value, name), text)
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
});

function isEqual(actual: object, expected: object): boolean {
  try {
    expect(actual).toEqual(expected);
    return true;
  } catch {
    return false;
  }
}
