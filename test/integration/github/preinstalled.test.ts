import { chmodSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machineNode } from '../../machine-node.js';
import { firstRows } from '../../nightly.js';
import { minimalVersion, packages, startTestEnv } from './test-env.js';

/** `ntcli` and npm on PATH as programs that start another one: pnpm, Volta, a wrapper script. */

let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
beforeAll(async () => {
  testEnv = await startTestEnv();
  Object.assign(testEnv.platform.options, { operatorMs: 0, lagMs: 0, startMs: 0 });
});
afterAll(() => testEnv.close());

type Job = ReturnType<typeof testEnv.job>;
const published = join(packages.published, 'bin', 'ntcli.js');

/** Writes an executable file below the directory of the job, and returns its directory. */
function program(job: Job, name: string, text: string, place = 'programs'): string {
  const bin = join(job.root, place);
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), text, { mode: 0o755 });
  chmodSync(join(bin, name), 0o755);
  return bin;
}

/** As pnpm writes them for a global package. */
const pnpmShim = (file: string) => `#!/bin/sh
basedir=$(dirname "$(echo "$0" | sed -e 's,\\\\,/,g')")
if [ -z "$NODE_PATH" ]; then
  export NODE_PATH="/nowhere/node_modules"
fi
if [ -x "$basedir/node" ]; then
  exec "$basedir/node"  "${file}" "$@"
else
  exec node  "${file}" "$@"
fi
`;

/** Starts what is named like itself, from the directory of VOLTA_HOME, as Volta's shims do. */
const voltaShim = `#!/bin/sh
exec node "\${VOLTA_HOME-$HOME/.volta}/tools/\${0##*/}.js" "$@"
`;

/** Finds ntcli and signs it in, without a deploy. */
const setup = { command: 'setup', server: '' };

function act(job: Job, places: readonly string[], inputs: Record<string, string> = {}) {
  const { token, workspace, server, domain } = testEnv.inputs;
  const all = { token, workspace, server, domain, 'ntcli-package': 'preinstalled', ...inputs };
  return job.main(all, { env: { PATH: [...places, process.env.PATH].join(delimiter) } });
}

describe('a preinstalled ntcli', () => {
  it.each(
    firstRows(2, [
      ['a script of pnpm', () => pnpmShim(published)],
      ['a wrapper that names Node.js', () => `#!/bin/sh\nexec '${process.execPath}' '${published}' "$@"\n`],
      ['a wrapper script', () => `#!/bin/sh\nexec '${published}' "$@"\n`],
    ] as const),
  )('can be %s', async (_, text) => {
    const job = testEnv.job();
    const bin = program(job, 'ntcli', text());
    const { code, log, outputs } = await act(job, [bin]);
    expect(code, log.join('\n')).toBe(0);
    expect(outputs).toMatchObject({
      'ntcli-version': '0.4.4',
      'deploy-status': 'deployed',
      'deployed-with': 'ntcli',
    });
    // Later steps get it signed in.
    const later = await job.shell('ntcli server list');
    expect(later.log.join('\n')).toMatch(/^echo +\S*/m);
  });

  it.each([
    ['in the home directory', false],
    ['where VOLTA_HOME says', true],
  ])('can be a shim of Volta %s', async (_, isElsewhere) => {
    const job = testEnv.job();
    const volta = isElsewhere ? join(job.root, 'volta') : join(job.places.home, '.volta');
    mkdirSync(join(volta, 'tools'), { recursive: true });
    symlinkSync(published, join(volta, 'tools', 'ntcli.js'));
    const bin = program(job, 'volta-shim', voltaShim);
    symlinkSync('volta-shim', join(bin, 'ntcli'));
    const env = { PATH: `${bin}${delimiter}${process.env.PATH}`, ...(isElsewhere && { VOLTA_HOME: volta }) };
    const { token, workspace, domain } = testEnv.inputs;
    const inputs = { token, workspace, domain, 'ntcli-package': 'preinstalled', ...setup };
    const { code, log, outputs } = await job.main(inputs, { env });
    expect(code, log.join('\n')).toBe(0);
    expect(outputs['ntcli-version']).toBe('0.4.4');
    expect((await job.shell('ntcli server list')).log.join('\n')).toMatch(/^echo +\S*/m);
  });

  it('gets the token only after its version is known, and is passed over if it is another program', async () => {
    const job = testEnv.job();
    const seen = join(job.root, 'seen');
    const spy = program(job, 'ntcli', `#!/bin/sh\nenv > '${seen}'\necho 'ntcli: network tool'\n`, 'other');
    const bin = program(job, 'ntcli', pnpmShim(published));
    const { code, outputs } = await act(job, [spy, bin], setup);
    expect([code, outputs['ntcli-version']]).toEqual([0, '0.4.4']);
    expect(readFileSync(seen, 'utf8')).not.toContain(testEnv.token);
  });

  it('never comes from the checkout, not even through a wrapper, and the error says what was found', async () => {
    const job = testEnv.job();
    const canary = join(job.root, 'canary');
    const hostile = `#!/bin/sh\ntouch '${canary}'\necho 0.4.4\n`;
    const inCheckout = program(job, 'ntcli', hostile, 'checkout/bin');
    const inNode = program(job, 'node', hostile, 'checkout/node-bin');
    const link = join(job.root, 'link');
    mkdirSync(link);
    symlinkSync(join(inCheckout, 'ntcli'), join(link, 'ntcli'));
    const other = program(job, 'ntcli', '#!/bin/sh\necho usage: ntcli HOST\nexit 64\n', 'other');
    const silent = program(job, 'ntcli', '#!/bin/sh\n', 'silent');
    const plain = join(job.root, 'plain');
    mkdirSync(plain);
    writeFileSync(join(plain, 'ntcli'), 'text');
    const places = [inCheckout, inNode, link, other, silent, plain];
    const { code, annotations } = await act(job, places);
    expect({ code, title: annotations[0]?.title }).toEqual({ code: 5, title: 'ntcli is not on PATH' });
    const message = annotations[0]?.message ?? '';
    expect(message).toContain(`${inCheckout}/ntcli is inside the checkout`);
    expect(message).toContain(`${link}/ntcli is inside the checkout`);
    expect(message).toContain(
      `${other}/ntcli exited with 64 on \`--version\` and printed "usage: ntcli HOST"`,
    );
    expect(message).toContain(`${silent}/ntcli does not seem to be ntcli`);
    expect(message).toContain(`${plain}/ntcli is not executable`);
    // A wrapper outside the checkout that starts `node` gets the node that is outside, too.
    const wrapper = program(job, 'ntcli', pnpmShim(published));
    expect((await act(job, [inNode, wrapper], setup)).code).toBe(0);
    expect(() => readFileSync(canary)).toThrow();
  });

  it('can be larger than what Node.js reads at once: only its start is read', async () => {
    const job = testEnv.job();
    const bin = program(job, 'ntcli', `#!/bin/sh\nexec '${published}' "$@"\n`);
    // The file is sparse: it takes no space on the disk.
    truncateSync(join(bin, 'ntcli'), 3 * 2 ** 30);
    const { code, outputs, log } = await act(job, [bin], setup);
    expect([code, outputs['ntcli-version']], log.join('\n')).toEqual([0, '0.4.4']);
  });

  it('is not the one that an earlier step of ours added to PATH', async () => {
    const job = testEnv.job();
    const wrapper = program(job, 'ntcli', pnpmShim(published));
    expect((await act(job, [wrapper], setup)).code).toBe(0);
    const { token, workspace, server, domain } = testEnv.inputs;
    const inputs = { token, workspace, server, domain, 'ntcli-package': 'preinstalled' };
    // The PATH that the runner gives to the next step begins with the directory that the first one added.
    const { code, annotations } = await job.main(inputs);
    expect(code).toBe(5);
    expect(annotations[0]?.message).toContain('was added by an earlier run of ntcli-deploy');
  });
});

describe('npm', () => {
  const shims = [
    ['a wrapper script', (npm: string) => `#!/bin/sh\nexec node '${npm}' "$@"\n`],
    ['a shim of Volta', () => voltaShim],
  ] as const;

  it.each(shims)('can be %s', async (_, text) => {
    const job = testEnv.job();
    mkdirSync(join(job.places.home, '.volta', 'tools'), { recursive: true });
    const real = npmCli();
    writeFileSync(
      join(job.places.home, '.volta', 'tools', 'npm.js'),
      `process.argv[1] = ${JSON.stringify(real)}; require(${JSON.stringify(real)});`,
    );
    const bin = program(job, 'npm', text(real));
    symlinkSync(process.execPath, join(bin, 'node'));
    for (const tool of ['sh', 'env', 'dirname', 'sed']) symlinkSync(`/bin/${tool}`, join(bin, tool));
    const main = await job.main({ ...testEnv.inputs, ...setup }, { env: { PATH: bin } });
    expect(main.code, main.log.join('\n')).toBe(0);
    expect(main.outputs).toMatchObject({ 'ntcli-version': minimalVersion, 'cache-hit': 'false' });
  });

  it('is never taken from the checkout, and the error names it', async () => {
    const job = testEnv.job();
    const bin = program(job, 'npm', '#!/bin/sh\nexit 0\n', 'checkout/bin');
    const main = await job.main(testEnv.inputs, { env: { PATH: bin } });
    expect(main.code).toBe(5);
    expect(main.annotations[0]).toMatchObject({
      title: 'npm was not found',
      message: expect.stringContaining(`Not used: ${bin}/npm is inside the checkout.`),
    });
  });
});

/** The JavaScript file of the npm of this machine. */
function npmCli(): string {
  const path = process.env.npm_execpath;
  if (path?.endsWith('npm-cli.js')) return path;
  return join(machineNode, '..', '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
}
