import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { diskFaults } from './disk.js';
import type { Fault } from './fault.js';
import { installing } from './fixtures.js';
import { deployed, endsWith, rows, workspaceList } from './helpers.js';
import type { Sandbox } from './sandbox.js';

/** A directory in memory, on most machines a different device than the temporary directory. */
const shm = '/dev/shm';
const deviceOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.dev;
const isOtherDevice = deviceOf(shm) !== undefined && deviceOf(shm) !== deviceOf('/tmp');
const skipReason = isOtherDevice ? undefined : `for ${shm} is not on another device`;

const hour = 3_600_000;
const list = {
  workspaces: [{ workspace_id: '3f6c1d2e-8a47-4b90-9c15-7de2a0b4f681', workspace_name: 'my-workspace' }],
};

type Row = Omit<Fault, 'area'>;

const missing: readonly Row[] = [
  {
    what: 'no HOME',
    expected: 'deployed',
    arrange: async (sandbox) => ({
      inputs: await installing(sandbox),
      env: { HOME: undefined, USERPROFILE: undefined },
    }),
    expect: deployed,
  },
  {
    what: 'a HOME that not even root can write to',
    nightly: 'an install with npm, as the row without HOME',
    expected: 'deployed',
    arrange: async (sandbox) => ({
      inputs: await installing(sandbox),
      env: { HOME: '/proc', USERPROFILE: '/proc' },
    }),
    expect: deployed,
  },
  {
    what: 'no RUNNER_TEMP',
    expected: 'deployed, with the temporary directory of the system',
    arrange: async (sandbox) => ({ inputs: await installing(sandbox), env: { RUNNER_TEMP: undefined } }),
    expect: deployed,
  },
  {
    what: 'no RUNNER_TOOL_CACHE',
    nightly: 'an install with npm, as the row without HOME',
    expected: 'deployed, nothing cached',
    arrange: async (sandbox) => ({
      inputs: await installing(sandbox),
      env: { RUNNER_TOOL_CACHE: undefined },
    }),
    expect: { ...deployed, outputs: { 'cache-hit': 'false' } },
  },
  ...['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'].map((name) => ({
    what: `no ${name}`,
    expected: 'deployed, with a warning',
    arrange: () => ({ env: { [name]: undefined } }),
    expect: { exit: 0, title: null, log: ['Could not write the report'] },
  })),
  ...['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'].map((name) => ({
    what: `no ${name}`,
    expected: 'exit 1: nothing printed instead, nothing deployed, nothing left',
    arrange: () => ({ env: { [name]: undefined } }),
    expect: endsWith('runner-incomplete', { 'deploy-status': 'skipped' }),
  })),
];

const devices: readonly Row[] = ['RUNNER_TOOL_CACHE', 'RUNNER_TEMP'].map((name) => ({
  skipReason,
  what: `${name} on another device`,
  nightly: name === 'RUNNER_TEMP' ? 'an install with npm, as the row on RUNNER_TOOL_CACHE' : undefined,
  expected: 'deployed, ntcli cached, nothing left',
  async arrange(sandbox) {
    const place = mkdtempSync(join(shm, 'fault-'));
    sandbox.onEnd(() => rmSync(place, { recursive: true, force: true }));
    sandbox.notes.push(place);
    return { inputs: await installing(sandbox), env: { [name]: place } };
  },
  expect: {
    ...deployed,
    also({ sandbox }) {
      const left = readdirSync(`${sandbox.notes[0]}`);
      if (name === 'RUNNER_TEMP') expect(left).toEqual([]);
      const cache = name === 'RUNNER_TEMP' ? sandbox.job.places.toolCache : `${sandbox.notes[0]}`;
      const kept = readdirSync(cache, { recursive: true, encoding: 'utf8' });
      expect(kept).toContainEqual(expect.stringMatching(/\.complete$/));
      expect(kept.filter((path) => /(^|\/)\.new-|\.broken-/.test(path))).toEqual([]);
    },
  },
}));

const clocks: readonly Row[] = [-hour, hour].map((off) => ({
  what: `system clock one hour ${off > 0 ? 'behind' : 'ahead'}`,
  expected: 'deployed, with a warning',
  arrange({ platform }: Sandbox) {
    const date = new Date(Date.now() + off).toUTCString();
    platform.script('GET', workspaceList, { body: list, headers: { date } });
    return {};
  },
  expect: { ...deployed, log: ['System clock is out of sync'] },
}));

export const machineFaults = rows('Machine', [...missing, ...devices, ...diskFaults, ...clocks]);
