import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMcpProxy } from '../../fakes/mcp-proxy.js';
import { startMcpServer } from '../../fakes/mcp-servers/start.js';
import { startPlatform } from '../../fakes/platform.js';
import { hasSymlinks, withSymlinks } from '../../posix.js';
import { type PlatformEnv, startPlatformEnv } from '../github/test-env.js';
import { runEngine } from '../run-engine.js';
import { runHere } from '../run-here.js';

const closing: (() => unknown)[] = [];
let env: PlatformEnv;
let job: ReturnType<PlatformEnv['job']>;
let checkout: string;
let domain: string;
let server: Awaited<ReturnType<typeof startMcpServer>>;

// A real MCP server of npm: a fake would return what this test expects of it.
beforeAll(async () => {
  server = await startMcpServer('calculator');
});
afterAll(() => server.close());
beforeEach(async () => {
  env = await startPlatformEnv();
  job = env.job();
  checkout = job.places.checkout;
  const proxy = await startMcpProxy(server.url, new URL(env.platform.url));
  domain = proxy.domain;
  closing.push(env.close, proxy.close);
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Deploys in this process. */
async function run(inputs: Readonly<Record<string, string>>) {
  const { code, log } = await runHere(env, { domain, timeout: '30s', ...inputs }, job);
  return { code, log: log.join('\n') };
}

/** The same with the committed engine, which is configured by variables. */
function runProgram(inputs: Readonly<Record<string, string>>, ...args: string[]) {
  const variables = {
    NTCLI_TOKEN: env.token,
    NTCLI_WORKSPACE: 'my-workspace',
    NTCLI_SERVER: 'ai.nimbletools/echo',
    NTCLI_DOMAIN: domain,
    NTCLI_TIMEOUT: '30s',
    ...inputs,
  };
  return runEngine(job, variables, args);
}

const write = (name: string, json: unknown) => writeFileSync(join(checkout, name), JSON.stringify(json));

describe('smoke-test', () => {
  it('passes when every tool returns what the file expects', async () => {
    write('test.json', {
      tests: [
        {
          name: 'Echo',
          tool: 'echo',
          arguments: { text: 'hello' },
          expect: { type: 'text', contains: 'hello' },
        },
        { name: 'Add', tool: 'add', arguments: { a: 1, b: 2 }, expect: { type: 'text', equals: '3' } },
      ],
    });
    const { code, log } = await runProgram({ NTCLI_SMOKE_TEST: 'test.json' });
    expect(log).toContain('✓ Echo (echo)');
    expect(log).toContain('✓ Add (add)');
    expect(code, log).toBe(0);
  });

  it('fails with the difference, after all tests have run', async () => {
    write('test.json', {
      tests: [
        { name: 'Add', tool: 'add', arguments: { a: 1, b: 2 }, expect: { type: 'text', equals: '4' } },
        { name: 'Absent', tool: 'no-such-tool', arguments: {} },
        { name: 'Echo', tool: 'echo', arguments: { text: 'hello' } },
      ],
    });
    const { code, log } = await run({ 'smoke-test': 'test.json' });
    expect(log).toContain('✗ Add (add): the result is "3", expected "4"');
    expect(log).toMatch(/✗ Absent \(no-such-tool\): /);
    expect(log).toContain('✓ Echo (echo)');
    expect(log).toMatch(/^error: Smoke test failed: .*2 of 3 tool calls failed/m);
    expect(code).toBe(7);
  });

  it('sends nothing when the file is wrong', async () => {
    write('test.json', { tests: [{ tool: 'echo', expect: { contain: 'x' } }] });
    const { code, log } = await run({ 'smoke-test': 'test.json' });
    expect(log).toMatch(/`smoke-test`: test\.json: tests\[0\]\.expect has an unknown key "contain"/);
    expect(log).not.toContain('Workspace');
    expect(code).toBe(2);
  });
});

describe('tools-snapshot', () => {
  it('is written on request, and then matches, in a deploy and in a check', async () => {
    const written = await run({ 'tools-snapshot': 'tools.json', 'update-tools-snapshot': 'true' });
    expect(written.code, written.log).toBe(0);
    const tools = JSON.parse(readFileSync(join(checkout, 'tools.json'), 'utf8')).tools;
    expect(tools.map(({ name }: { name: string }) => name)).toEqual(['add', 'echo']);
    for (const command of ['deploy', 'check']) {
      const { code, log } = await run({ 'tools-snapshot': 'tools.json', command });
      expect(log).toMatch(/✓ The tools match .*tools\.json/);
      expect(code, log).toBe(0);
    }
  });

  it('fails for a breaking change, and names tool, property, before and after', async () => {
    write('tools.json', {
      tools: [
        { name: 'echo', inputSchema: { type: 'object', properties: { text: { type: 'number' } } } },
        { name: 'gone', inputSchema: { type: 'object' } },
      ],
    });
    const { code, log } = await runProgram({ NTCLI_TOOLS_SNAPSHOT: 'tools.json' }, 'check');
    expect(log).toContain('✗ Breaking: echo input.text: type number -> type string');
    expect(log).toContain('✗ Breaking: gone: present -> removed');
    expect(log).toContain('+ Addition: add: absent -> added');
    expect(log).toMatch(/^Error: Breaking change in the tools: /m);
    expect(code).toBe(7);
  });

  it('holds every tool of a server that has thousands', async () => {
    const platform = await startPlatform({
      tools: Array.from({ length: 2_500 }, (_, index) => `tool-${index}`),
    });
    platform.tokens.set(env.token, { access: 'full' });
    closing.push(platform.close);
    const inputs = { domain: platform.domain, 'tools-snapshot': 'tools.json' };
    const written = await run({ ...inputs, 'update-tools-snapshot': 'true' });
    expect(written.log).toContain('✓ Wrote 2500 tools to');
    const { code, log } = await run({ ...inputs, command: 'check' });
    expect(log).toMatch(/✓ The tools match .*tools\.json/);
    expect(code, log).toBe(0);
  });

  it.each(['true', 'false'])('is not made of an incomplete list of tools (update: %s)', async (update) => {
    const platform = await startPlatform({
      tools: Array.from({ length: 10_001 }, (_, index) => `tool-${index}`),
    });
    platform.tokens.set(env.token, { access: 'full' });
    closing.push(platform.close);
    write('tools.json', { tools: [{ name: 'tool-0', inputSchema: {} }] });
    const before = readFileSync(join(checkout, 'tools.json'), 'utf8');
    const { code, log } = await run({
      domain: platform.domain,
      'tools-snapshot': 'tools.json',
      'update-tools-snapshot': update,
    });
    expect(log).toMatch(/MCP verification failed: .*list of tools is not complete.*snapshot/);
    expect(log).not.toContain('Breaking');
    expect(code).toBe(7);
    expect(readFileSync(join(checkout, 'tools.json'), 'utf8')).toBe(before);
  });

  it.runIf(hasSymlinks)(
    withSymlinks('is not written through a symlink that leads out of the checkout'),
    async () => {
      const outside = mkdtempSync(join(tmpdir(), 'outside-'));
      symlinkSync(outside, join(checkout, 'snap'));
      const inputs = { 'tools-snapshot': 'snap/tools.json', 'update-tools-snapshot': 'true' };
      const { code, log } = await run(inputs);
      expect(log).toContain('is a symlink to a file outside the checkout');
      expect({ code, written: readdirSync(outside) }).toEqual({ code: 2, written: [] });
      rmSync(outside, { recursive: true });
    },
  );

  it('needs a file, and says how to make it', async () => {
    const { code, log } = await run({ 'tools-snapshot': 'tools.json' });
    expect(log).toMatch(/`tools-snapshot`: .*ENOENT.*update-tools-snapshot: true/);
    expect(code).toBe(2);
    expect(existsSync(join(checkout, 'tools.json'))).toBe(false);
  });
});
