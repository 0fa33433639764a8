import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineDefaults } from '../../../scripts/generate/engine.js';
import { errorCatalogue } from '../../../src/schema/errors.js';
import { startEngineMirror } from '../../fakes/engine-mirror.js';
import { bashFrame } from '../../fakes/gitlab-runner-shell.js';
import { mountSmallDisk, whyNoSmallDisk } from '../../fault-injection/small-disk.js';
import { nodes } from '../github/test-env.js';
import { type JobOptions, sha256, startMachine } from './job.js';

/** A fake engine: it prints where it runs, and ends with an exit code of its own. */
const engine = Buffer.from(
  'console.log("running", import.meta.url, process.argv.length);\nprocess.exitCode = 42;\n',
);
const hash = sha256(engine);
const { 'engine-unavailable': unavailable, 'engine-altered': altered } = errorCatalogue;

const machine = startMachine();
const file = machine.write('engine.mjs', engine);
let mirror: Awaited<ReturnType<typeof startEngineMirror>>;
beforeAll(async () => {
  mirror = await startEngineMirror(engine);
});
afterAll(async () => {
  await mirror.close();
  machine.end();
});

const run = (from: string, job: JobOptions = {}) =>
  machine.run(bashFrame, 'deploy', { ...job, inputs: { engine: from, 'engine-sha256': hash } });

/** A URL of the mirror with a user name and a password in front. */
const withCredentials = (url: string) => url.replace('//', '//deploy%40example:pass%3Aword@');
const basic = `Basic ${Buffer.from('deploy@example:pass:word').toString('base64')}`;

describe.each(nodes)('the loader with $node', ({ file: node }) => {
  it.concurrent.each([
    ['a path', () => file],
    ['a path in the checkout', () => 'engine.mjs'],
    ['a file: URL', () => pathToFileURL(file).href],
    ['a mirror', () => mirror.url(mirror.steps.whole)],
    ['a redirect', () => mirror.url(mirror.steps.redirect(mirror.path(mirror.steps.whole)))],
  ])('runs the engine from %s, and leaves nothing', async (_, from) => {
    const prepare = (directory: string) => writeFileSync(join(directory, 'engine.mjs'), engine);
    const { code, log, leftInTemp } = await run(from(), { node, prepare });
    expect(log).toMatch(/^running file:.*\/ntcli-deploy\.mjs 1$/m);
    expect(log).not.toContain('Error');
    expect({ code, leftInTemp }).toEqual({ code: 42, leftInTemp: [] });
  });

  it('refuses one flipped bit before it runs', async () => {
    const flipped = Buffer.from(engine);
    flipped.writeUInt8(flipped.readUInt8(9) ^ 1, 9);
    const { code, log, leftInTemp } = await run(machine.write('flipped.mjs', flipped), { node });
    expect(log).toContain(`Error: ${altered.title}: `);
    expect(log).toContain(sha256(flipped));
    expect(log).not.toContain('running');
    expect({ code, leftInTemp }).toEqual({ code: 5, leftInTemp: [] });
  });
});

describe('a source that fails', () => {
  it.concurrent.each([
    ['no file', () => 'missing.mjs', 'ENOENT'],
    ['a directory', () => '.', 'EISDIR'],
    ['a URL that is none', () => 'https://', 'ERR_INVALID_URL'],
    ['a missing page', () => mirror.url(), 'HTTP 404'],
    ['nothing that listens', () => 'http://127.0.0.1:1/engine.mjs', 'bad port|ECONNREFUSED|TypeError'],
    ['an outage', () => mirror.url(mirror.steps.status(503)), 'HTTP 503'],
    ['resets', () => mirror.url(mirror.steps.reset), 'UND_ERR_SOCKET|ECONNRESET'],
  ])('is named by a code: %s', async (_, from, code) => {
    const result = await run(from());
    expect(result.log).toMatch(new RegExp(`^Error: ${unavailable.title}: [^\\n]* \\((${code})\\)$`, 'm'));
    expect(result.log).not.toMatch(/^ +at /m);
    expect(result).toMatchObject({ code: 5, leftInTemp: [] });
  });

  it('is bad input if it cannot be decoded, and is not shown', async () => {
    const { code, log } = await run('https://me:pass-word-1%zz@127.0.0.1:1/engine.mjs');
    expect(log).toMatch(/^Error: .* \(URIError\)$/m);
    expect(log.match(/pass-word-1/g) ?? []).toHaveLength(0);
    expect(log).not.toContain('trying again');
    expect(code).toBe(2);
  });

  it.concurrent.each([
    ['503', () => mirror.steps.status(503), 1],
    ['429 with Retry-After', () => mirror.steps.status(429, { 'retry-after': '2' }), 2],
    ['408', () => mirror.steps.status(408), 1],
    ['a reset', () => mirror.steps.reset, 1],
    ['half a body', () => mirror.steps.half, 1],
    ['half a body that looks whole', () => mirror.steps.short, 1],
    ['the page of a proxy', () => mirror.steps.other, 1],
  ])('is tried again: %s', async (_, step, pause) => {
    const { code, log } = await run(mirror.url(step(), mirror.steps.whole));
    expect(log).toMatch(new RegExp(`^Fetching the engine failed \\(.+\\); trying again in ${pause} s$`, 'm'));
    expect(code).toBe(42);
  });

  it.concurrent.each([
    ['404', () => mirror.steps.status(404), 1],
    ['401', () => mirror.steps.status(401), 1],
    ['429 for an hour', () => mirror.steps.status(429, { 'retry-after': '3600' }), 1],
    ['500 that stays', () => mirror.steps.status(500), 3],
    ['another file', () => mirror.steps.other, 3],
  ])('has a limit of tries: %s', async (_, step, times) => {
    const url = mirror.url(step());
    expect((await run(url)).code).toBe(5);
    expect(mirror.requestsTo(url)).toHaveLength(times);
  });
});

describe('the default engine', () => {
  const defaults = engineDefaults();

  /** Runs the template as it is, but for the host: both default addresses lead to the mirror. */
  const runDefault = (first: string, second: string) =>
    machine.run(bashFrame, 'deploy', {
      edit: (script) =>
        script
          .replaceAll(defaults.url, first)
          .replaceAll(defaults.asset, second)
          .replaceAll(defaults.sha256, hash),
    });

  it.concurrent.each([
    ['missing', () => mirror.steps.status(404)],
    ['down', () => mirror.steps.reset],
    ['altered', () => mirror.steps.other],
  ])('comes from the release when the first address is %s', async (_, step) => {
    const { code, log } = await runDefault(mirror.url(step()), mirror.url(mirror.steps.whole));
    expect(log).not.toContain('trying again');
    expect(code).toBe(42);
  });

  it('must have the same SHA-256 there', async () => {
    const { code, log } = await runDefault(mirror.url(), mirror.url(mirror.steps.other));
    expect(log).toContain(`Error: ${altered.title}: `);
    expect(log).not.toContain('running');
    expect(code).toBe(5);
  });

  it('has no second address when the user names the first', async () => {
    const url = mirror.url(mirror.steps.status(404));
    const asset = mirror.url(mirror.steps.whole);
    const { code } = await run(url, { edit: (script) => script.replaceAll(defaults.asset, asset) });
    expect(code).toBe(5);
    expect(mirror.requestsTo(asset)).toEqual([]);
  });
});

describe('the credentials of a mirror', () => {
  it('are sent as Basic authentication', async () => {
    const url = mirror.url(mirror.steps.whole);
    const { code, log } = await run(withCredentials(url));
    expect(code, log).toBe(42);
    expect(mirror.requestsTo(url)).toEqual([{ path: new URL(url).pathname, authorization: basic }]);
  });

  it('do not follow a redirect to another origin', async () => {
    const other = await startEngineMirror(engine);
    const target = other.url(other.steps.whole);
    const { code } = await run(withCredentials(mirror.url(mirror.steps.redirect(target))));
    await other.close();
    expect(code).toBe(42);
    expect(other.requests).toEqual([{ path: new URL(target).pathname, authorization: undefined }]);
  });

  it.concurrent.each([
    ['a refused password', () => mirror.url(mirror.steps.status(401))],
    ['a reset', () => mirror.url(mirror.steps.reset)],
    ['an address that is none', () => 'http://127.0.0.1:99999/engine.mjs'],
    ['another file', () => mirror.url(mirror.steps.other)],
  ])('are not in the log after %s', async (_, from) => {
    const { code, log } = await run(withCredentials(from()));
    expect(log).not.toMatch(/pass|deploy%40example|deploy@example/);
    expect(log).toContain('Error: ');
    expect(code).toBe(5);
  });
});

describe('a machine that cannot run the engine', () => {
  /** Fakes an older Node.js: the same program, which calls itself otherwise. */
  function nodeOfVersion(version: string): string {
    const lie = machine.write(
      `lie-${version}.cjs`,
      `Object.defineProperty(process.versions, "node", { value: "${version}" });\n`,
    );
    const node = machine.write(
      `node-${version}`,
      `#!/bin/sh\nexec "${process.execPath}" --require "${lie}" "$@"\n`,
    );
    chmodSync(node, 0o755);
    return node;
  }

  it.concurrent.each(['10.24.1', '14.21.3', '18.20.8'])('has Node.js %s', async (version) => {
    const { code, log } = await run(file, { node: nodeOfVersion(version) });
    expect(log).toContain(`Error: ${errorCatalogue['node-too-old'].title}: `);
    expect(log).toContain(`(Node.js ${version})`);
    expect(log).not.toMatch(/running|^ +at /m);
    expect(code).toBe(5);
  });

  it('has no Node.js', async () => {
    const { code, log } = await run(file, { variables: { PATH: '/nonexistent' } });
    expect(log).toContain(`Error: ${errorCatalogue['node-too-old'].title}: `);
    expect(code).toBe(5);
  });

  it('has a Node.js that cannot parse new syntax, so there is none in the loader', () => {
    const source = readFileSync('scripts/generate/engine-loader.js', 'utf8');
    expect(source).not.toMatch(/\?\.|\?\?|\|\|=|&&=|catch \{|#\w+[;(]|\d_\d/);
  });

  it.concurrent.each([
    ['missing', '/nonexistent/temp'],
    ['of the kernel', '/sys'],
    ['a file', file],
  ])('has a TMPDIR that is %s', async (_, TMPDIR) => {
    const { code, log } = await run(file, { variables: { TMPDIR } });
    expect(log).toMatch(
      new RegExp(`^Error: ${errorCatalogue['disk-unusable'].title}: .*TMPDIR.* \\(E[A-Z]+\\)$`, 'm'),
    );
    expect(log).not.toMatch(/running|^ +at /m);
    expect(code).toBe(1);
  });

  it.skipIf(whyNoSmallDisk)(
    `has a full disk${whyNoSmallDisk ? `: SKIPPED, ${whyNoSmallDisk}` : ''}`,
    async () => {
      const TMPDIR = join(machine.root, 'full');
      const big = `${engine}//${'x'.repeat(100_000)}\n`;
      mkdirSync(TMPDIR);
      const unmount = mountSmallDisk(TMPDIR, { size: 65_536 });
      try {
        const inputs = { engine: machine.write('big.mjs', big), 'engine-sha256': sha256(big) };
        const { code, log } = await machine.run(bashFrame, 'deploy', { inputs, variables: { TMPDIR } });
        expect(log).toContain(`Error: ${errorCatalogue['disk-unusable'].title}: `);
        expect(log).toContain('(ENOSPC)');
        expect(code).toBe(1);
      } finally {
        unmount();
      }
    },
  );
});

describe('what an earlier run left in a project directory that stays', () => {
  it('is removed before anything can fail', async () => {
    const names = ['ntcli-deploy.env', 'ntcli-deploy-annotations.json', 'ntcli-deploy-report.md'];
    const prepare = (directory: string) => {
      for (const name of names)
        writeFileSync(join(directory, name), 'NTCLI_SERVER_URL=https://old.example.com\n');
    };
    const { code, directory } = await run('missing.mjs', { prepare });
    expect(code).toBe(5);
    for (const name of names) expect(() => readFileSync(join(directory, name))).toThrow('ENOENT');
  });
});
