import { describe, expect, it } from 'vitest';
import { type ServerResult, setServerOutputs } from '../../src/deploy/results.js';
import type { Outputs } from '../../src/schema/outputs.js';

/** Linux refuses a variable of 128 KiB: `NAME=`, the value and a NUL. */
const maxVariable = 131_072;

function serverNamed(label: string): ServerResult['server'] {
  return { label, registryId: label, platformId: label.replaceAll('/', '-') };
}

const result = (label: string, tools?: readonly string[]): ServerResult => ({
  server: serverNamed(label),
  url: `https://mcp.nimbletools.ai/${label}/mcp`,
  deployStatus: 'deployed',
  healthStatus: 'healthy',
  ...(tools && { tools }),
});

/** The outputs of some servers, and the notices. */
function outputsOf(results: readonly ServerResult[]) {
  const notices: string[] = [];
  let outputs: Outputs = {};
  setServerOutputs(
    {
      annotate: (_, title, text) => notices.push(`${title}: ${text}`),
      setOutputs(given) {
        outputs = given;
      },
    },
    results,
  );
  return { outputs, notices };
}

describe('the outputs `servers` and `tools`', () => {
  it('are whole for ordinary numbers', () => {
    const names = Array.from({ length: 500 }, (_, index) => `tool-${index}`);
    const { outputs, notices } = outputsOf([result('a/b', names), result('c/d')]);
    expect(JSON.parse(outputs.servers ?? '')).toHaveLength(2);
    expect(JSON.parse(outputs.tools ?? '')).toEqual(names);
    expect(notices).toEqual([]);
  });

  it('are lists of the first entries for more than fits into a variable, and are reported as cut', () => {
    const labels = Array.from({ length: 13_000 }, (_, index) => `a/s${index}`);
    // In UTF-8 each of these letters has four bytes, in JSON a quote has two.
    const names = Array.from({ length: 10_000 }, (_, index) => `${index}"${'🚀'.repeat(60)}`);
    const { outputs, notices } = outputsOf(labels.map((label, index) => result(label, index ? [] : names)));
    const servers: { server: string }[] = JSON.parse(outputs.servers ?? '');
    const tools: string[] = JSON.parse(outputs.tools ?? '');
    expect(servers.map(({ server }) => server)).toEqual(labels.slice(0, servers.length));
    expect(tools).toEqual(names.slice(0, tools.length));
    for (const text of [outputs.servers, outputs.tools]) {
      const bytes = Buffer.byteLength(`NTCLI_SERVERS=${text}\0`);
      expect(bytes).toBeLessThan(maxVariable);
      expect(bytes).toBeGreaterThan(maxVariable * 0.9);
    }
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain(
      `\`servers\` has the first ${servers.length} of 13000, \`tools\` has the first ${tools.length} of 10000.`,
    );
  });

  it('are whole if they just fit', () => {
    const fitting = Array.from({ length: 4_095 }, () => 'x'.repeat(27));
    expect(outputsOf([result('a/b', fitting)]).notices).toEqual([]);
  });
});
