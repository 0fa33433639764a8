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

/** Moves a directory of the job to a disk with hardly any space. Command files already exist. */
function onSmallDisk({ job, onEnd }: Sandbox, place: Place, size: DiskSize): string {
  const directory = place === 'commands' ? join(job.root, 'commands') : job.places[place];
  onEnd(mountSmallDisk(directory, size));
  return directory;
}

/** Fills the remaining space of a disk. Also executed as text by a fake ntcli. */
function fill(file: string, append: typeof appendFileSync): void {
  try {
    for (;;) append(file, '#'.repeat(4096));
  } catch {
    // Full.
  }
}

const onePage: DiskSize = { size: 4096 };
/** Less than an install needs. */
const twoPages: DiskSize = { size: 8192 };
/** Exactly what the install of the fake needs. */
const sevenPages: DiskSize = { size: 28_672 };
/** What a run writes to its command files before the deploy. */
const sixteenPages: DiskSize = { size: 65_536 };
const noFile: DiskSize = { nr_inodes: 1 };

const nothingKept: Expected = {
  ...deployed,
  outputs: { ...deployed.outputs, 'cache-hit': 'false' },
  also({ sandbox }) {
    expect(readdirSync(sandbox.job.places.toolCache)).toEqual([]);
  },
};

/** The run ended before it changed anything. */
function nothingChanged({ sandbox }: Observation): void {
  expect(sandbox.platform.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
}

const full: readonly Row[] = [
  ...(
    [
      ['that is full', twoPages],
      ['that is full once ntcli is installed', sevenPages],
      ['without free inodes', noFile],
    ] as const
  ).map(
    ([so, size]): Row => ({
      nightly: size === twoPages ? undefined : 'an install with npm, as the row on a full disk',
      what: `a RUNNER_TOOL_CACHE disk ${so}`,
      expected: 'deployed from the session directory, nothing cached, nothing left',
      async arrange(sandbox) {
        onSmallDisk(sandbox, 'toolCache', size);
        return { inputs: await installing(sandbox) };
      },
      expect: nothingKept,
    }),
  ),
  {
    what: 'a RUNNER_TEMP disk without space for an install',
    expected: 'exit 5, required space in the message',
    async arrange(sandbox) {
      onSmallDisk(sandbox, 'temp', twoPages);
      return { inputs: await installing(sandbox) };
    },
    expect: { ...endsWith('ntcli-not-written'), also: nothingChanged },
  },
  {
    what: 'a RUNNER_TEMP disk without space for the session',
    expected: 'exit 1, nothing deployed, nothing left',
    arrange(sandbox) {
      onSmallDisk(sandbox, 'temp', onePage);
      return {};
    },
    expect: { ...endsWith('disk-unusable'), also: nothingChanged },
  },
  {
    what: 'a RUNNER_TEMP disk without free inodes',
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
    what: 'a full command file disk',
    expected: 'exit 1, nothing deployed, no token printed instead',
    arrange(sandbox) {
      const disk = onSmallDisk(sandbox, 'commands', sixteenPages);
      return { onStart: () => fill(join(disk, 'filler'), appendFileSync) };
    },
    expect: { ...endsWith('disk-unusable'), also: nothingChanged },
  },
  {
    what: 'a command file disk that fills up after the deploy',
    expected: 'deployed, with a warning; outputs that fit are written, none partially',
    arrange(sandbox) {
      const disk = onSmallDisk(sandbox, 'commands', sixteenPages);
      // Does not fit after the existing outputs; smaller ones do.
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

/** Full disks. */
export const diskFaults = full.map((row): Row => ({ ...row, skipReason: whyNoSmallDisk }));
