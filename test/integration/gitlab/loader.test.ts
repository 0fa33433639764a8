import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interpolate } from '../../fakes/gitlab-interpolate.js';
import { nodes } from '../github/test-env.js';

/** A stand-in for the engine. It says that it runs, and where, and ends as no loader would. */
const engine = Buffer.from(
  'import { dirname } from "node:path";\nconsole.log("running", import.meta.url, process.argv.length);\nprocess.exitCode = 42;\n',
);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const directory = mkdtempSync(join(tmpdir(), 'loader with a blank-'));
const file = join(directory, 'engine.mjs');
const mirror = createServer((request, response) => {
  if (request.url === '/moved.mjs') response.writeHead(302, { location: '/engine.mjs' }).end();
  else if (request.url === '/engine.mjs') response.end(engine);
  else response.writeHead(404).end('<html>');
});
let url = '';

beforeAll(async () => {
  writeFileSync(file, engine);
  await new Promise<void>((listening) => mirror.listen(0, '127.0.0.1', listening));
  const address = mirror.address();
  if (address && typeof address === 'object') url = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  mirror.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Runs the script of the template with `sh`, as a runner of GitLab does. */
async function run(node: string, from: string, hash = sha256(engine)) {
  const template = readFileSync('templates/deploy.yml', 'utf8');
  const job = interpolate(template, { server: 'my-server' })['deploy-to-nimbletools'];
  const temp = join(directory, 'temp');
  rmSync(temp, { recursive: true, force: true });
  const script = `mkdir "$TMPDIR" && node() { "$NODE" "$@"; }\n${job?.script?.join('\n')}`;
  const child = spawn('sh', ['-e', '-c', script], {
    cwd: directory,
    env: { PATH: process.env.PATH, NODE: node, TMPDIR: temp, NTCLI_ENGINE: from, NTCLI_ENGINE_SHA256: hash },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      log += text;
    });
  }
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, log, left: readdirSync(temp) };
}

describe.each(nodes)('the loader of the engine, with $node', ({ file: node }) => {
  it.each([
    ['a path', () => file],
    ['a path from the checkout', () => 'engine.mjs'],
    ['a file: URL', () => pathToFileURL(file).href],
    ['a mirror', () => `${url}/engine.mjs`],
    ['a mirror that moved', () => `${url}/moved.mjs`],
  ])('runs it from %s, and leaves nothing', async (_, from) => {
    const { code, log, left } = await run(node, from());
    expect(log).toMatch(/^running file:.*\/ntcli-deploy\.mjs 1\n$/);
    expect({ code, left }).toEqual({ code: 42, left: [] });
  });

  it('refuses one flipped bit before it runs', async () => {
    const flipped = Buffer.from(engine);
    flipped.writeUInt8(flipped.readUInt8(9) ^ 1, 9);
    writeFileSync(join(directory, 'flipped.mjs'), flipped);
    const { code, log, left } = await run(node, 'flipped.mjs');
    expect(log).toContain('Error: Engine checksum mismatch');
    expect(log).toContain(sha256(flipped));
    expect(log).not.toContain('running');
    expect({ code, left }).toEqual({ code: 5, left: [] });
  });

  it.each([
    ['no file', () => 'missing.mjs', 'ENOENT'],
    ['a directory', () => '.', 'EISDIR'],
    ['nothing', () => '', 'ENOENT'],
    ['a page that is not there', () => `${url}/x.mjs`, 'HTTP 404'],
    ['a mirror that does not answer', () => 'http://127.0.0.1:1/engine.mjs', 'cannot be read'],
  ])('says so when there is %s', async (_, from, says) => {
    const { code, log } = await run(node, from());
    expect(log).toContain('Error: The engine file cannot be read');
    expect(log).toContain(says);
    expect(code).toBe(5);
  });

  it('refuses a page that is no engine, and a missing hash', async () => {
    const { code, log } = await run(node, file, '');
    expect(log).toContain('Engine checksum mismatch');
    expect(code).toBe(5);
  });
});
