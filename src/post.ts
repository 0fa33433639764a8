import { existsSync } from 'node:fs';
import * as core from '@actions/core';
import { reportNotice } from './ci/report.js';
import { bindingVariable } from './ci/token-binding.js';
import { writeAllOrNothing } from './lib/fs.js';
import { removeRunDir } from './ntcli/session.js';
import { stateKeys } from './schema/constants.js';

const directory = core.getState(stateKeys.directory);
if (existsSync(directory)) {
  const problem = await removeRunDir(directory);
  if (problem)
    reportNotice({ annotate: (_, title, text) => core.warning(text, { title }) }, 'clean-up-failed', problem);
  else core.info('✓ Removed the ntcli session');
}
if (core.getState(stateKeys.tokenExported) !== '') core.info(clearToken());

/** Sets NTCLI_TOKEN to empty. The runner can neither unset a variable nor remove a directory from PATH. */
function clearToken(): string {
  try {
    const file = process.env.GITHUB_ENV ?? '';
    if (existsSync(file)) {
      writeAllOrNothing(file, () => {
        for (const name of ['NTCLI_TOKEN', bindingVariable]) core.exportVariable(name, '');
      });
      return 'Cleared NTCLI_TOKEN for the remaining steps. The token itself is still valid.';
    }
  } catch {
    // The disk is full.
  }
  return 'Could not clear NTCLI_TOKEN: the remaining steps of this job still have it.';
}
