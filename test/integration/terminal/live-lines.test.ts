import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPlatform } from '../../fakes/platform.js';
import { serverSpec } from '../../fakes/platform-registry.js';
import { makeToken } from '../../fakes/tokens.js';
import { runInTerminal, type TerminalRun, whyNoTerminal } from './pseudo-terminal.js';

const token = makeToken();
let platform: Awaited<ReturnType<typeof startPlatform>>;
beforeAll(async () => {
  platform = await startPlatform({ edition: 'patched' });
  platform.tokens.set(token, { access: 'full' });
});
beforeEach(() => {
  platform.servers.clear();
  platform.options.startMs = 1_500;
});
afterAll(() => platform.close());

/** Deploys servers from files of the working directory. */
function deploy(count: number, more: Partial<TerminalRun> = {}, ...args: readonly string[]) {
  const names = Array.from({ length: count }, (_, index) => `echo-${index + 1}`);
  const files = names.map((name) => [`${name}.json`, serverSpec(`ai.acme/${name}`, '1.0.0')]);
  const paths = files.map(([path]) => path).join(',');
  return runInTerminal({
    args: [
      'deploy',
      '--server-file',
      paths,
      '--workspace',
      'my-workspace',
      '--domain',
      platform.domain,
      ...args,
    ],
    files: Object.fromEntries(files),
    size: { columns: 70, rows: 12 },
    ...more,
    env: { NTCLI_TOKEN: token, ...more.env },
  });
}

/** A line of a server that is rewritten. */
const liveLine = /^ {2}ai\.acme\/echo-\d+@1\.0\.0 +(?:\d+ s)? {2}\S/;
const isLive = (line: string) => liveLine.test(line);

const sequence = (pattern: string) => new RegExp(`\u001b\\[${pattern}`);

describe.skipIf(whyNoTerminal)(
  `a deploy in a terminal${whyNoTerminal ? `: SKIPPED, ${whyNoTerminal}` : ''}`,
  () => {
    it('shows one line for a server while it waits, and leaves the log', async () => {
      const { code, lines, frames, isClean, raw } = await deploy(1, {}, '--verify', 'true');
      expect(code, raw).toBe(0);
      const live = frames.map((frame) => frame.filter(isLive));
      expect(Math.max(...live.map(({ length }) => length))).toBe(1);
      const steps = new Set(live.flat().map((line) => line.replace(/^.* s {2}/, '')));
      expect([...steps]).toEqual(
        expect.arrayContaining(['Deploy', 'Pending, 0 of 1 replicas ready', 'Verify']),
      );
      expect(live.flat().some((line) => / [1-9]\d* s {2}/.test(line))).toBe(true);
      expect(lines.filter(isLive)).toEqual([]);
      expect(lines).toEqual(expect.arrayContaining(['Wait for ai.acme/echo-1@1.0.0']));
      expect(lines.join('')).toContain('✓ ai.acme/echo-1@1.0.0 deployed and healthy, with 2 tools: http');
      expect(isClean).toBe(true);
    });

    it('shows no more lines than fit, however many servers, and all results in order', async () => {
      platform.options.startMs = 2_000;
      const { code, lines, frames, isClean, raw } = await deploy(50);
      expect(code, raw).toBe(0);
      const counts = frames.map((frame) => frame.filter(isLive).length);
      expect(Math.max(...counts)).toBe(10);
      expect(frames.flat()).toContain('  + 40 more');
      expect(lines.filter((line) => isLive(line) || line.includes(' more'))).toEqual([]);
      const text = lines.join('');
      const results = [...text.matchAll(/✓ ai\.acme\/echo-(\d+)@1\.0\.0 deployed and healthy/g)];
      // Node.js warns on stderr about more than 10 listeners of a signal.
      expect(raw).not.toContain('Warning');
      expect(results.map(([, number]) => Number(number))).toEqual(
        Array.from({ length: 50 }, (_, index) => index + 1),
      );
      expect(isClean).toBe(true);
    });

    it('shows no text from outside that moves the cursor, is too wide or is the token', async () => {
      platform.options.startMs = Number.POSITIVE_INFINITY;
      let isSet = false;
      const { raw, frames, isClean, code } = await deploy(2, {
        size: { columns: 60, rows: 12 },
        onOutput(lines, { press }) {
          if (lines.some((line) => line.includes('界界界'))) press('\u0003');
          else if (!isSet && platform.servers.size === 2) {
            isSet = true;
            for (const server of platform.servers.values()) {
              // Not a phase that the platform has; the fake shows what a test sets.
              Reflect.set(server, 'phase', `\u001b[2J\u001b[9A\t\r\n${token} ${'界'.repeat(300)}`);
            }
          }
        },
      });
      // The screen throws for any other sequence.
      expect(code, raw).toBe(130);
      expect(raw).not.toContain(token);
      const wide = frames.flat().filter((line) => line.includes('界'));
      expect(wide[0]).toMatch(/^ {2}ai\.acme\/echo-\d@1\.0\.0 +\d+ s {2}\*\*\* 界+…$/);
      expect(isClean).toBe(true);
    });

    it('leaves a clean terminal after a resize and Ctrl+C', async () => {
      platform.options.startMs = Number.POSITIVE_INFINITY;
      const { code, raw, lines, isClean, frames } = await deploy(8, {
        size: { columns: 80, rows: 24 },
        onOutput(shown, { press, resize }) {
          if (shown.includes('  + 6 more')) press('\u0003');
          else if (shown.filter(isLive).length === 8 && shown.join('').includes('Wait for 8')) {
            resize({ columns: 40, rows: 4 });
          }
        },
      });
      expect(code, raw).toBe(130);
      expect(frames.flat()).toContain('  + 6 more');
      expect(lines.filter((line) => isLive(line) || line.includes(' more'))).toEqual([]);
      expect(lines.join('')).toContain('Error: Cancelled: Received SIGINT');
      expect(isClean).toBe(true);
      // The cursor is never hidden.
      expect(raw).not.toContain('\u001b[?25');
    });

    it.each<[string, Record<string, string>]>([
      ['in CI', { CI: 'true' }],
      ['in a CI system without CI=true', { TF_BUILD: 'True' }],
      ['on GitLab', { GITLAB_CI: 'true' }],
      ['with debug logging', { NTCLI_DEPLOY_DEBUG: 'true' }],
      ['on a terminal that cannot rewrite lines', { TERM: 'dumb' }],
    ])('rewrites no line %s', async (_, env) => {
      platform.options.startMs = 300;
      const { code, raw, frames } = await deploy(2, { env });
      expect(code, raw).toBe(0);
      expect(frames.flat().filter(isLive)).toEqual([]);
      expect(raw).not.toMatch(sequence('\\d*A'));
      expect(raw).toMatch(/ai\.acme\/echo-1@1\.0\.0: Running, 1 of 1 replicas ready \(\d+ s left\)/);
      if (env.TERM === 'dumb') expect(raw).not.toContain('\u001b');
    });

    it('has no colors with NO_COLOR', async () => {
      const { code, raw, frames } = await deploy(1, { env: { NO_COLOR: '1' } });
      expect(code, raw).toBe(0);
      expect(frames.flat().some(isLive)).toBe(true);
      expect(raw).not.toMatch(sequence('[\\d;]*m'));
    });
  },
);
