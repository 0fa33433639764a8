import { actionYml } from './action-yml.js';
import { circleciConfig, circleciOrb } from './circleci.js';
import { checkWorkflow } from './github-workflow.js';
import { checkYml, deployYml, previewYml } from './gitlab.js';
import { withTables } from './reference.js';
import { troubleshooting } from './troubleshooting.js';

/** A file that is written from the tables in src/schema. */
export interface GeneratedFile {
  readonly path: string;
  /** Returns the new text of the file, from its current text. */
  readonly text: (now: string) => string;
}

/** Every generated file; dist is made by ncc and not among them. */
export const generatedFiles: readonly GeneratedFile[] = [
  { path: 'action.yml', text: actionYml },
  { path: 'docs/reference.md', text: withTables },
  { path: 'docs/troubleshooting.md', text: troubleshooting },
  { path: 'templates/github/check.yml', text: checkWorkflow },
  { path: 'templates/circleci/config.yml', text: circleciConfig },
  { path: 'templates/circleci/orb.yml', text: circleciOrb },
  { path: 'templates/deploy.yml', text: deployYml },
  { path: 'templates/check.yml', text: checkYml },
  { path: 'templates/preview.yml', text: previewYml },
];
