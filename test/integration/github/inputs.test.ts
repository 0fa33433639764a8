import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from '../run-here.js';
import { startPlatformEnv } from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startPlatformEnv>>;
beforeAll(async () => {
  testEnv = await startPlatformEnv({ operatorMs: 0, lagMs: 0, startMs: 0 });
});
afterAll(() => testEnv.close());

interface Machine {
  readonly files?: Readonly<Record<string, string | Buffer>>;
}

function prepare({ files = {} }: Machine) {
  const job = testEnv.job();
  for (const [name, content] of Object.entries(files)) {
    const file = join(job.places.checkout, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  testEnv.platform.servers.clear();
  testEnv.platform.secrets.clear();
  return job;
}

/** Deploys in this process. */
function act(inputs: Record<string, string>, machine: Machine = {}) {
  return runHere(testEnv, inputs, prepare(machine));
}

/** Runs the action with an ntcli 0.4.x on PATH. */
function actAsStep(inputs: Record<string, string>, machine: Machine = {}) {
  return testEnv.runAction(inputs, { ntcli: 'published', job: prepare(machine) });
}

const pem = `-----BEGIN PRIVATE KEY-----
{
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDTx7a0Y0Y1
Yz==
-----END PRIVATE KEY-----`;

describe('a secret', () => {
  it.each([
    ['that is empty, as of `${{ secrets.MISSPELT }}`', ''],
    ['that is whitespace', '  '],
    ['that is empty between quotes', '""'],
    ['that was not expanded', '$API_KEY'],
  ])('%s is bad input, and replaces nothing', async (_, value) => {
    const { code, annotations, requests } = await act({ secrets: `API_KEY=${value}` });
    expect({ code, titles: annotations.map(({ title }) => title) }).toEqual({
      code: 2,
      titles: ['Bad input'],
    });
    expect(annotations[0]?.message).toMatch(/`secrets`: .*API_KEY/);
    expect(requests).toEqual([]);
  });

  it('of several lines arrives whole, and is masked whole and line by line', async () => {
    const { code, masks, log, requests } = await actAsStep({
      secrets: `KEY<<EOF\n${pem}\nEOF\nOTHER=${'x'.repeat(9)}`,
    });
    expect(log.join('\n')).toContain('✓ Set 2 workspace secrets: KEY, OTHER');
    expect(code).toBe(0);
    expect(requests.find(({ path }) => path.endsWith('/secrets/KEY'))?.body).toEqual({ secret_value: pem });
    const lines = pem.split('\n').filter((line) => line.length >= 8);
    expect(masks).toEqual(expect.arrayContaining([...lines, JSON.stringify(pem).slice(1, -1)]));
    // The runner masks each line of a mask: a short one would blank ordinary letters.
    const effective = masks.flatMap((mask) => mask.split(/[\r\n]+/));
    expect(effective.filter((mask) => mask.trim().length < 8)).toEqual([]);
  });

  it('of several lines without delimiters is an error that names the form', async () => {
    const { code, annotations, raw } = await actAsStep({ secrets: `KEY=${pem}` });
    expect(code).toBe(2);
    expect(annotations[0]?.message).toContain('`KEY<<EOF`');
    expect(raw).not.toContain('MIIEvQ');
  });
});

describe('a variable', () => {
  it.each(['ntcli', 'api'])('of several lines arrives whole with %s', async (sender) => {
    const text = "first 'line'\n\n# third\n  fourth";
    const inputs = { 'deploy-with': sender, env: `MULTI<<END\n${text}\nEND\nA=b`, 'env-file': 'deploy.env' };
    const { code, requests } = await actAsStep(inputs, {
      files: { 'deploy.env': 'F<<EOF\r\nx\r\ny\r\nEOF\r\n' },
    });
    expect(code).toBe(0);
    const posted = requests.find(({ method }) => method === 'POST')?.body;
    expect(posted).toMatchObject({ server: { transport: { env: { MULTI: text, A: 'b', F: 'x\ny' } } } });
  });

  it('that is empty, or has quotes, is delivered with a notice', async () => {
    const { code, annotations } = await act({ env: 'A=\nB="b"' });
    expect(code).toBe(0);
    expect(annotations.filter(({ level }) => level === 'notice')).toMatchObject([
      { level: 'notice', title: 'Quotes are part of the value', message: expect.stringContaining(' B ') },
      {
        level: 'notice',
        title: 'A variable of the server is empty',
        message: expect.stringContaining(' A '),
      },
    ]);
  });
});

describe('`env-file`', () => {
  it.each([
    ['in UTF-16', Buffer.from('\ufeffA=b\n', 'utf16le'), /UTF-16/],
    ['in UTF-16 without a mark', Buffer.from('A=b\n', 'utf16le'), /UTF-16/],
    ['in Windows-1252', Buffer.from('A=b\nNAME=Zo\u00eb\n', 'latin1'), /not UTF-8 \(first in line 2\)/],
  ])('%s is refused, and not read as something else', async (_, content, problem) => {
    const { code, annotations, requests } = await act(
      { 'env-file': 'x.env' },
      { files: { 'x.env': content } },
    );
    expect(code).toBe(2);
    expect(annotations[0]?.message).toMatch(problem);
    expect(requests).toEqual([]);
  });

  it('with the mark of UTF-8 is read', async () => {
    const { requests } = await act({ 'env-file': 'x.env' }, { files: { 'x.env': '\ufeffA=\u00eb\n' } });
    const posted = requests.find(({ method }) => method === 'POST')?.body;
    expect(posted).toMatchObject({ server: { transport: { env: { A: '\u00eb' } } } });
  });

  it.each(['dir (1)/x.env', 'b\\c.env', "Zo\u00eb's #1 & %41.env", '$HOME;`id`.env'])(
    'may have any path: %s',
    async (path) => {
      const files = { [path]: 'A=from-file\n' };
      const { code, requests } = await act({ 'env-file': path }, { files });
      expect(code).toBe(0);
      const posted = requests.find(({ method }) => method === 'POST')?.body;
      expect(posted).toMatchObject({ server: { transport: { env: { A: 'from-file' } } } });
    },
  );

  it('without a checkout is an error that names the missing checkout', async () => {
    const { code, annotations } = await act({ 'env-file': 'x.env' });
    expect(code).toBe(2);
    expect(annotations[0]?.message).toMatch(/ENOENT at \S+x\.env.*`actions\/checkout`/);
  });

  it('that is missing from a checkout is named with its path and the owner of the directory', async () => {
    const { annotations } = await act({ 'env-file': 'x.env' }, { files: { 'other.env': '' } });
    expect(annotations[0]?.message).toMatch(/ENOENT at \S+x\.env; \S+ belongs to uid \d+/);
    expect(annotations[0]?.message).not.toContain('actions/checkout');
  });
});

it('servers may stand between comments', async () => {
  const { code, outputs } = await act({
    server: '# all of them\nai.nimbletools/echo\n  # io.acme/weather, other\n',
  });
  expect({ code, id: outputs['server-id'] }).toEqual({ code: 0, id: 'echo' });
});

it('a run of a fork, which gets no secret at all, is skipped if `on-missing-token` is skip', async () => {
  const { code } = await act({ token: '', secrets: 'API_KEY=', 'on-missing-token': 'skip' });
  expect(code).toBe(0);
});
