import { existsSync } from 'node:fs';
import * as core from '@actions/core';
import { stateKeys } from './ci/github.js';
import { writeAllOrNothing } from './lib/fs.js';
import { removeRunDir } from './ntcli/session.js';
import { noticeCatalogue } from './schema/notices.js';

const directory = core.getState(stateKeys.directory);
if (existsSync(directory)) {
  try {
    await removeRunDir(directory);
    core.info('✓ Removed the ntcli session and its launcher');
  } catch {
    const { title, hint } = noticeCatalogue['clean-up-failed'];
    core.warning(`${directory} is still there. ${hint}`, { title });
  }
}
if (core.getState(stateKeys.handedOver) !== '') core.info(blankToken());

/** The runner can neither unset a variable nor take a directory off PATH; blanking is all there is. */
function blankToken(): string {
  try {
    const file = process.env.GITHUB_ENV ?? '';
    if (existsSync(file)) {
      writeAllOrNothing(file, () => core.exportVariable('NTCLI_TOKEN', ''));
      return 'NTCLI_TOKEN is blank from here on. The token itself stays valid.';
    }
  } catch {
    // The disk is full.
  }
  return 'NTCLI_TOKEN could not be made blank: later steps of this job still have it.';
}
