import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPlatform } from '../../fakes/platform.js';
import { makeToken } from '../../fakes/tokens.js';
import { pathWithNtcli, startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
let other: Awaited<ReturnType<typeof startPlatform>>;
const otherToken = makeToken();
beforeAll(async () => {
  testEnv = await startPlatformEnv();
});
afterAll(() => testEnv.close());
beforeEach(async () => {
  other = await startPlatform();
  other.tokens.set(otherToken, { access: 'full' });
  return () => other.close();
});

type Job = ReturnType<typeof testEnv.job>;

/** A step that signs in to the first platform, or with other inputs elsewhere. */
function use(
  job: Job,
  inputs: Record<string, string> = {},
  env: Record<string, string> = {},
  // Its sign-in starts no process.
  dialect: 'published' | 'documented' = 'published',
) {
  const path = pathWithNtcli(job, dialect);
  const first = { token: testEnv.token, workspace: 'my-workspace', domain: testEnv.platform.domain };
  return job.main(
    { ...first, command: 'setup', 'ntcli-package': 'preinstalled', ...inputs },
    { env: { PATH: path, ...env } },
  );
}

/** The tokens that the other platform was sent. */
const sentToOther = () => other.requests.map(({ authorization }) => authorization);

describe('a second use in one job', () => {
  it('without a token uses that of the first for the same domain, and reports it', async () => {
    const job = testEnv.job();
    await use(job);
    const second = await use(job, { token: '' });
    expect(second.code, second.raw).toBe(0);
    expect(second.annotations).toContainEqual(
      expect.objectContaining({
        title: 'Token of an earlier step used',
        message: expect.stringContaining(testEnv.platform.domain),
      }),
    );
  });

  it('without a token for another domain never sends it that of the first', async () => {
    const job = testEnv.job();
    await use(job);
    const second = await use(job, { token: '', domain: other.domain });
    expect(other.requests).toEqual([]);
    expect(second.code).toBe(3);
    expect(second.annotations[0]).toMatchObject({
      title: 'NTCLI_TOKEN is missing',
      message: expect.stringContaining(
        `is for ${testEnv.platform.domain}, so it is not sent to ${other.domain}`,
      ),
    });
    expect(second.outputs['token-status']).toBe('missing');
  });

  it('without a token is skipped if that is wanted', async () => {
    const job = testEnv.job();
    await use(job);
    const second = await use(job, { token: '', domain: other.domain, 'on-missing-token': 'skip' });
    expect({ code: second.code, sent: other.requests }).toEqual({ code: 0, sent: [] });
  });

  it.each([
    ['in the input', (token: string) => [{ token }, {}]],
    ['in the variable of the step', (token: string) => [{ token: '' }, { NTCLI_TOKEN: token }]],
  ])('with a token of its own %s uses that one, without a notice', async (_, give) => {
    const job = testEnv.job();
    await use(job);
    const [inputs, env] = give(otherToken);
    const second = await use(job, { domain: other.domain, ...inputs }, env);
    expect(second.code, second.raw).toBe(0);
    expect(new Set(sentToOther())).toEqual(new Set([`Bearer ${otherToken}`]));
    expect(second.annotations.map(({ title }) => title)).not.toContain('Token of an earlier step used');
  });

  it('leaves the ntcli of the first unable to send the token of the second to the first platform', async () => {
    const job = testEnv.job();
    // It reads NTCLI_TOKEN, which is that of the second use in all later steps.
    const first = await use(job, {}, {}, 'documented');
    const second = await use(job, { token: otherToken, domain: other.domain }, {}, 'documented');
    const [before, beforeOther] = [testEnv.platform.requests.length, other.requests.length];
    const { code, raw } = await job.shell(`"${first.outputs['ntcli-path']}" server list`);
    expect(raw).toContain('signed in with another token');
    expect(code).toBe(3);
    expect(testEnv.platform.requests.length).toBe(before);
    const works = await job.shell(`"${second.outputs['ntcli-path']}" server list && ntcli server list`);
    expect(works.code, works.raw).toBe(0);
    expect(other.requests.length).toBe(beforeOther + 2);
  });
});
