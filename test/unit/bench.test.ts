import { describe, expect, it } from 'vitest';
import { drawChart } from '../../bench/chart.js';
import { type CaseName, type Measured, measured, type Raw } from '../../bench/results.js';
import { formatTable } from '../../bench/table.js';
import { judge, thresholds } from '../../bench/thresholds.js';

const seconds = (label: string, ...samples: number[]): Measured => measured(label, samples);

/** Results that reach every threshold, except with the given cases. */
function results(cases: Partial<Record<CaseName, Measured>> = {}): Raw {
  const servers = [1, 2, 4, 8].map((count) => ({
    servers: count,
    samples: [0.1 + 0.6 * count],
    median: 0.1 + 0.6 * count,
    requests: { 'GET /v1/workspaces': 1, 'GET /v1/workspaces/{id}/servers/echo': 2 },
  }));
  return {
    machine: {
      cpu: 'A & B <1>',
      cores: 2,
      load: 0.5,
      platform: 'linux x64',
      node: '24.0.0',
      date: '2026-11-25',
    },
    rounds: 3,
    cases: {
      vendor: seconds('snippet', 12, 10, 11),
      cold: seconds('cold', 6, 7, 5),
      far: seconds('far away', 8, 8, 8),
      warm: seconds('warm', 0.8, 0.7, 0.9),
      warmNoWait: seconds('no wait', 0.7, 0.7, 0.7),
      api: seconds('api', 0.2, 0.2, 0.2),
      floor: seconds('floor', 0.6, 0.6, 0.6),
      slowServer: seconds('one slow server', 5.2),
      slowServers: seconds('slow servers', 6.5),
      ...cases,
    },
    parts: {
      vendorInstall: seconds('install of the snippet', 9),
      coldInstall: seconds('install', 4),
      warmStart: seconds('start', 0.05),
      warmReady: seconds('ready', 0.1),
      warmEnd: seconds('end', 0.1),
      post: seconds('post', 0.1),
      version: seconds('version', 0.1),
    },
    startUp: {
      bare: measured('bare', [40]),
      github: measured('github', [55]),
      engine: measured('engine', [60]),
      githubCheck: measured('check', [100]),
      engineCheck: measured('check', [100]),
    },
    filter: { ordinary: measured('ordinary', [150]) },
    apiCalls: ['GET /v1/workspaces', 'POST /v1/workspaces/{id}/servers'],
    servers,
  };
}

describe('the thresholds of the bench', () => {
  it('match the promised thresholds', () => {
    expect(thresholds.map(({ name, is, threshold, unit }) => `${name} ${is} ${threshold}${unit}`)).toEqual([
      'cold action / vendor snippet at most 0.6',
      'warm action / vendor snippet at most 0.08',
      '`deploy-with: api` / vendor snippet at most 0.02',
      'warm action with `wait: false` / bare `ntcli server deploy` at most 1.25',
      'start-up over bare `node -e 0`: GitHub at most 20 ms',
      'start-up over bare `node -e 0`: single-file engine at most 20 ms',
      'output filter at least 100 MB/s',
      'API calls of a healthy single deploy at most 7',
      'N servers: seconds of one more, from 4 to 8 over from 1 to 4 at most 1.25',
      '8 servers that take 5 s to start / one at most 1.5',
      'N servers: installs and look-ups repeated at most 0',
    ]);
  });

  it('are all reached by good results', () => {
    expect(judge(results()).map(({ verdict }) => verdict)).toEqual(thresholds.map(() => 'reached'));
  });

  it('say what is missed and what limits it', () => {
    const [cold] = judge(results({ cold: seconds('cold', 9) }));
    expect(cold).toMatchObject({ measured: '0.818', verdict: 'NOT REACHED' });
    expect(cold?.limit).toContain("npm's own time");
  });

  it('see a look-up that is repeated for every server', () => {
    const bad = results();
    for (const { servers, requests } of bad.servers) requests['GET /v1/workspaces'] = servers;
    expect(judge(bad).at(-1)).toMatchObject({
      measured: '1',
      verdict: 'NOT REACHED',
      limit: 'GET /v1/workspaces',
    });
  });
});

describe('the table of the bench', () => {
  it('has a line for every case, with median and ratio', () => {
    const lines = formatTable(results()).split('\n');
    const line = (label: string) => lines.find((one) => one.startsWith(`  ${label} `))?.split(/\s{2,}/);
    expect(line('warm')).toEqual(['', 'warm', '0.80 s', '0.073', '0.70 to 0.90']);
    expect(line('far away')).toEqual(['', 'far away', '8.00 s', '0.727', '8.00 to 8.00']);
  });
});

describe('the drawing of the bench', () => {
  const svg = drawChart(results());

  it('has a bar and a label for every case shown', () => {
    expect(svg.match(/<rect class="(?:ours|other)"/g)).toHaveLength(6);
    for (const text of ['snippet', '11.00 s', 'cold', '6.00 s', 'api', '0.20 s']) expect(svg).toContain(text);
  });

  it('has bars as long as the seconds', () => {
    const widths = [...svg.matchAll(/<rect class="(?:ours|other)"[^>]* width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(6 / 11, 2);
  });

  it('is read aloud, and readable in light and dark', () => {
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="Seconds to deploy one server: snippet 11\.00 s; /);
    expect(svg).toContain('prefers-color-scheme: dark');
  });
});
