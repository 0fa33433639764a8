import { describe, expect, it } from 'vitest';
import type { ServerResult } from '../../src/deploy/results.js';
import { formatSummary, type SummaryData } from '../../src/deploy/summary.js';

const server: ServerResult = {
  server: { label: 'my-server', registryId: 'my-server', platformId: 'my-server' },
  url: 'https://mcp.nimbletools.ai/w/my-server/mcp',
  deployStatus: 'deployed',
  healthStatus: 'healthy',
  tools: ['echo', 'reverse'],
};
const told: SummaryData = {
  workspace: { id: '3f6c1d2e-8a47-4b90-9c15-7de2a0b4f681', name: 'my-workspace' },
  deployer: { name: 'ntcli', reason: 'nothing needs the API', ntcliVersion: '0.4.4' },
  servers: [server],
  expiry: { kind: 'valid', at: Date.parse('2026-12-23'), daysLeft: 29 },
  timings: [
    { name: 'Install ntcli', startMs: 0, endMs: 5_500 },
    { name: 'Deploy my-server', startMs: 5_600, endMs: 6_700 },
  ],
};

describe('the summary', () => {
  it('shows what was deployed where, its health, and how long each step took', () => {
    const text = formatSummary(told);
    expect(text).toContain(
      '| ✅ | `my-server` | deployed | healthy | `https://mcp.nimbletools.ai/w/my-server/mcp` |',
    );
    expect(text).toContain('Tools of `my-server`: `echo`, `reverse`.');
    expect(text).toContain('token valid until 2026-12-23 (29 days left).');
    expect(text).toContain('  axisFormat %-S s\n  tickInterval 1second\n');
    expect(text).toContain('  Install ntcli (5.5 s) :0, 5500\n');
    expect(text).toContain('"Authorization": "Bearer YOUR_WORKSPACE_TOKEN"');
  });

  it('shows failures first, and what to do about them', () => {
    const failed: ServerResult = {
      ...server,
      server: { label: 'ai.acme/bad', registryId: 'ai.acme/bad', platformId: 'bad' },
      deployStatus: 'failed',
      healthStatus: 'skipped',
      error: { code: 'deploy-refused', message: 'POST returned 500: quota <exceeded>.' },
    };
    const text = formatSummary({ ...told, servers: [server, failed] });
    expect(text).toMatch(
      /> \[!CAUTION\]\n> \*\*ai\.acme\/bad: .+\*\* POST returned 500: quota &#60;exceeded&#62;\./,
    );
    expect(text.indexOf('| ❌ | `ai.acme/bad`')).toBeLessThan(text.indexOf('| ✅ | `my-server`'));
    expect(text).toContain('"my-server": {');
  });

  it('shows code of a fix as code, and the URL of a single server beside it', () => {
    const failed = {
      ...server,
      error: { code: 'server-unhealthy', message: 'It wrote `a|b <c>`.' },
    } as const;
    const text = formatSummary({ ...told, servers: [failed] });
    expect(text).toContain("It wrote `a'b <c>`.");
    expect(text).toContain('increase `timeout`.');
  });

  it('has no client entry when nothing was deployed', () => {
    const text = formatSummary({ ...told, servers: [{ ...server, deployStatus: 'failed' }] });
    expect(text).not.toContain('mcpServers');
  });

  it('lists smoke tests and tool changes', () => {
    const text = formatSummary({
      ...told,
      servers: [
        {
          ...server,
          smokeTests: [
            { name: 'Good', tool: 'echo' },
            { name: 'Bad', tool: 'add', difference: 'is "3", expected "4"' },
          ],
          toolChanges: [
            { kind: 'breaking', tool: 'add', place: 'input.a', before: 'type number', after: 'type string' },
          ],
        },
      ],
    });
    expect(text).toContain('Smoke test of `my-server`: 1 of 2 passed.');
    expect(text.indexOf('| ❌ | Bad')).toBeLessThan(text.indexOf('| ✅ | Good'));
    expect(text).toContain('| ❌ breaking | `add` | `input.a` | `type number` | `type string` |');
  });

  describe('of eight servers, of which one failed and one is unhealthy', () => {
    const named = (name: string, rest: Partial<ServerResult>): ServerResult => ({
      ...server,
      server: { label: `ai.acme/${name}@1.2.0`, registryId: `ai.acme/${name}`, platformId: name },
      url: `https://mcp.nimbletools.ai/w/${name}/mcp`,
      ...rest,
    });
    const fine = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => named(name, {}));
    const failed = named('failed', {
      deployStatus: 'failed',
      healthStatus: 'skipped',
      error: { code: 'deploy-refused', message: 'POST returned 500: quota exceeded.' },
    });
    const unhealthy = named('unhealthy', {
      healthStatus: 'unhealthy',
      error: { code: 'server-unhealthy', message: 'unhealthy failed (CrashLoopBackOff).' },
    });
    const servers = [...fine.slice(0, 4), unhealthy, ...fine.slice(4), failed];
    const timings = [
      'Install ntcli',
      ...servers.map((one) => `Deploy ${one.server.label}`),
      'Wait',
      'Verify',
    ];
    const text = formatSummary({
      ...told,
      servers: servers.map((one) =>
        one.error
          ? one
          : { ...one, tools: Array(40).fill('a_tool'), smokeTests: [{ name: 'Good', tool: 'a' }] },
      ),
      timings: timings.map((name, index) => ({ name, startMs: index, endMs: index + 1 })),
    });
    // What is folded takes one line, its title.
    const visible = text.replace(/<details>(<summary>.*?<\/summary>).*?<\/details>/gs, '$1');

    it('fits one screen: everything long is folded', () => {
      const lines = visible.split('\n').filter((line) => line.trim() !== '');
      // Title, two failures of two lines each with a blank one, table with its head, closing line, four folded parts.
      expect(lines, visible).toHaveLength(1 + 2 * 4 + 2 + 8 + 1 + 4);
      expect(lines).toContain('| ✅ | `ai.acme/a@1.2.0` | deployed | healthy | 1 of 1 passed |');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(400);
      expect(visible).not.toMatch(/mermaid|a_tool|https:/);
      expect(text).toMatch(
        /<details><summary>MCP URLs and tools<\/summary>\n\n.*^\| `ai\.acme\/a@1\.2\.0` \| `https:.*` \| `a_tool`/ms,
      );
      expect(text).toMatch(/<details><summary>Duration of each step<\/summary>\n\n```mermaid\n/);
    });

    it('has the failures first, and then the order of the input', () => {
      const rows = [...visible.matchAll(/^\| (\S+) \| `ai\.acme\/(\w+)@/gm)].map(([, mark, name]) => [
        mark,
        name,
      ]);
      const marks = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ['✅', name]);
      expect(rows).toEqual([['❌', 'unhealthy'], ['❌', 'failed'], ...marks]);
      expect(visible.indexOf('[!CAUTION]')).toBeLessThan(visible.indexOf('| Server |'));
    });
  });

  it('cannot be broken out of by what the platform or a server calls itself', () => {
    const evil = '`|\n# forged\n```\n</details><img src=x>[a](b)';
    const text = formatSummary({
      ...told,
      workspace: { id: 'x', name: evil },
      servers: [
        {
          ...server,
          tools: [evil],
          smokeTests: [{ name: evil, tool: evil, difference: evil }],
          toolChanges: [{ kind: 'breaking', tool: evil, place: evil, before: evil, after: evil }],
        },
        { ...server, error: { code: 'deploy-refused', message: evil } },
      ],
      timings: [{ name: evil, startMs: 0, endMs: 1 }],
    });
    expect(text.split('\n').filter((line) => /^# forged|^<img|^<\/details>./.test(line))).toEqual([]);
    // Every place is a code span, and a code span ends at a back-tick alone.
    for (const line of text.split('\n').filter((one) => one.includes('forged') && !one.includes(') :0, '))) {
      expect((line.match(/`/g) ?? []).length % 2).toBe(0);
    }
    expect(text.match(/^```/gm)).toHaveLength(4);
  });

  it('stays below 64 KiB, however many servers and tools there are', () => {
    const tools = Array.from({ length: 1000 }, (_, index) => `tool-${index}-${'x'.repeat(100)}`);
    const servers = Array.from({ length: 300 }, (_, index) => ({
      ...server,
      server: { label: `server-${index}`, registryId: `server-${index}`, platformId: `server-${index}` },
      tools,
    }));
    expect(Buffer.byteLength(formatSummary({ ...told, servers }))).toBeLessThan(64 * 1024);
  });
});
