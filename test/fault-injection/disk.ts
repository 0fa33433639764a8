import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Expected, Fault } from './fault.js';
import { deploys, installing, withNtcli } from './fixtures.js';
import { deployed, endsWith } from './helpers.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';
import { type DiskSize, mountSmallDisk, whyNoSmallDisk } from './small-disk.js';

type Row = Omit<Fault, 'area'>;
type Place = 'temp' | 'toolCache' | 'commands';

/** Puts a place of the job onto a disk that has hardly any room. Command files are there already. */
function onSmallDisk({ job, onEnd }: Sandbox, place: Place, size: DiskSize): string {
  const directory = place === 'commands' ? join(job.root, 'commands') : job.places[place];
  onEnd(mountSmallDisk(directory, size));
  return directory;
}

/** Takes the room that is left on a disk. Also run as text, by a stand-in of ntcli. */
function fill(file: string, append: typeof appendFileSync): void {
  try {
    for (;;) append(file, '#'.repeat(4096));
  } catch {
    // It is full.
  }
}

const onePage: DiskSize = { size: 4096 };
/** Less than an install takes. */
const twoPages: DiskSize = { size: 8192 };
/** What the install of the stand-in takes, and nothing more. */
const sevenPages: DiskSize = { size: 28_672 };
/** What a run puts into its command files before the deploy. */
const sixteenPages: DiskSize = { size: 65_536 };
const noFile: DiskSize = { nr_inodes: 1 };

const nothingKept: Expected = {
  ...deployed,
  outputs: { ...deployed.outputs, 'cache-hit': 'false' },
  also({ sandbox }) {
    expect(readdirSync(sandbox.job.places.toolCache)).toEqual([]);
  },
};

/** The run ended before anything was changed. */
function nothingChanged({ sandbox }: Observation): void {
  expect(sandbox.platform.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
}

const full: readonly Row[] = [
  ...(
    [
      ['is full', twoPages],
      ['is full as soon as ntcli is there', sevenPages],
      ['takes no more files', noFile],
    ] as const
  ).map(
    ([so, size]): Row => ({
      what: `a disk behind RUNNER_TOOL_CACHE that ${so}`,
      expected: 'deployed from the private directory, nothing kept, nothing left',
      async arrange(sandbox) {
        onSmallDisk(sandbox, 'toolCache', size);
        return { inputs: await installing(sandbox) };
      },
      expect: nothingKept,
    }),
  ),
  {
    what: 'a disk behind RUNNER_TEMP with no room for an install',
    expected: 'exit 5, and the message says how much room is needed',
    async arrange(sandbox) {
      onSmallDisk(sandbox, 'temp', twoPages);
      return { inputs: await installing(sandbox) };
    },
    expect: { ...endsWith('ntcli-not-written'), also: nothingChanged },
  },
  {
    what: 'a disk behind RUNNER_TEMP with no room for the session',
    expected: 'exit 1, nothing deployed, nothing left',
    arrange(sandbox) {
      onSmallDisk(sandbox, 'temp', onePage);
      return {};
    },
    expect: { ...endsWith('disk-unusable'), also: nothingChanged },
  },
  {
    what: 'a disk behind RUNNER_TEMP that takes no more files',
    expected: 'exit 1, nothing deployed, nothing left',
    arrange(sandbox) {
      onSmallDisk(sandbox, 'temp', noFile);
      return {};
    },
    expect: { ...endsWith('disk-unusable'), also: nothingChanged },
  },
  {
    what: 'the same with `deploy-with: api`',
    expected: 'deployed: it needs no file',
    arrange(sandbox) {
      onSmallDisk(sandbox, 'temp', noFile);
      return { inputs: { 'deploy-with': 'api' } };
    },
    expect: deployed,
  },
  {
    what: 'a full disk behind the command files',
    expected: 'exit 1, nothing deployed, no token printed in their place',
    arrange(sandbox) {
      const disk = onSmallDisk(sandbox, 'commands', sixteenPages);
      return { onStart: () => fill(join(disk, 'filler'), appendFileSync) };
    },
    expect: { ...endsWith('disk-unusable'), also: nothingChanged },
  },
  {
    what: 'a disk behind the command files that is full after the deploy',
    expected: 'deployed, with a warning; every output that has room is kept, and none by half',
    arrange(sandbox) {
      const disk = onSmallDisk(sandbox, 'commands', sixteenPages);
      // What fits behind the outputs that are there is still kept; this does not.
      sandbox.platform.options.tools = Array.from({ length: 100 }, (_, index) =>
        `${index}`.padStart(100, 'x'),
      );
      const filling = `import { appendFileSync } from 'node:fs'; (${fill})(${JSON.stringify(join(disk, 'filler'))}, appendFileSync);`;
      return { ...withNtcli(sandbox, `${filling} ${deploys}`), inputs: { verify: 'true' } };
    },
    expect: {
      ...deployed,
      log: ['Could not write the report'],
      also: ({ main }) => expect(main.outputs).not.toHaveProperty('tools'),
    },
  },
];

/** Disks without room. */
export const diskFaults = full.map((row): Row => ({ ...row, skipReason: whyNoSmallDisk }));
