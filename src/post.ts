import { existsSync } from 'node:fs';
import * as core from '@actions/core';
import { state } from './ci/github.js';
import { writeWhole } from './lib/fs.js';
import { removePrivateDirectory } from './ntcli/session.js';
import { noticeCatalogue } from './schema/notices.js';

const directory = core.getState(state.directory);
if (existsSync(directory)) {
  try {
    await removePrivateDirectory(directory);
    core.info('✓ Removed the ntcli session and its launcher');
  } catch {
    const { title, fix } = noticeCatalogue['clean-up-failed'];
    core.warning(`${directory} is still there. ${fix}`, { title });
  }
}
if (core.getState(state.handedOver) !== '') core.info(blankToken());

/** The runner can neither unset a variable nor take a directory off PATH; blanking is all there is. */
function blankToken(): string {
  try {
    const file = process.env.GITHUB_ENV ?? '';
    if (existsSync(file)) {
      writeWhole(file, () => core.exportVariable('NTCLI_TOKEN', ''));
      return 'NTCLI_TOKEN is blank from here on. The token itself stays valid.';
    }
  } catch {
    // The disk is full.
  }
  return 'NTCLI_TOKEN could not be made blank: later steps of this job still have it.';
}
