import { existsSync } from 'node:fs';
import * as core from '@actions/core';
import { removePrivateDirectory } from './deploy/private-directory.js';
import { state } from './hosts/github-state.js';

if (core.getState(state.handedOver) !== '') {
  // The runner can neither unset a variable nor take a directory off PATH; blanking is all there is.
  if (existsSync(process.env.GITHUB_ENV ?? '')) core.exportVariable('NTCLI_TOKEN', '');
}
const directory = core.getState(state.directory);
if (existsSync(directory)) {
  await removePrivateDirectory(directory);
  core.info('✓ Removed the ntcli session and its launcher');
}
if (core.getState(state.handedOver) !== '') {
  core.info('NTCLI_TOKEN is blank from here on. The token itself stays valid.');
}
