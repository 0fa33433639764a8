import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPlatform } from '../../fakes/platform.js';
import { makeToken } from '../../fakes/tokens.js';
import { startSystems } from './systems.js';

const token = makeToken();
let platform: Awaited<ReturnType<typeof startPlatform>>;
const { systems, end } = startSystems();
beforeAll(async () => {
  platform = await startPlatform();
  platform.tokens.set(token, { access: 'full' });
});
afterAll(async () => {
  end();
  await platform.close();
});

describe.each(systems)('a check on $system', ({ run }) => {
  it('stops waiting for a server after `timeout`', async () => {
    platform.script('POST', /\/echo\/mcp$/, { act: 'hang' });
    const { code, log } = await run({
      name: 'check',
      token,
      inputs: {
        workspace: 'my-workspace',
        server: 'ai.nimbletools/echo',
        verify: 'true',
        timeout: '1s',
        domain: platform.domain,
      },
    });
    expect(log).toContain('Verify ai.nimbletools/echo');
    expect(code, log).toBe(7);
  });
});
