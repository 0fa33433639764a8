import { anchored, type GitlabInput } from './gitlab-inputs.js';

/** What GitLab allows in the name of an environment or a resource group; `$` and braces let it hold a variable. */
const environmentName = anchored('[A-Za-z0-9_/${}. -]{1,255}');

/** Inputs that shape the job and never reach the engine. */
export const shapeInputs = {
  'job-name': {
    description:
      'Name of the job. To include the component more than once, give each include another name: GitLab silently merges jobs of the same name into one.',
    type: 'string',
    default: 'deploy-to-nimbletools',
    // Not a space or punctuation first: a dot would hide the job.
    regex: anchored('[A-Za-z0-9_][A-Za-z0-9 ._/:-]{0,199}'),
  },
  stage: {
    description: 'Stage of the job. Your pipeline must have it.',
    type: 'string',
    default: 'deploy',
    regex: anchored('[A-Za-z0-9._][A-Za-z0-9 ._/:-]{0,199}'),
  },
  image: {
    description: 'Image with Node.js 20 or newer, npm and a POSIX shell.',
    type: 'string',
    // The Node.js of the GitHub action. Its fetch honors the proxy variables of the job. Alpine is the smallest image
    // with npm.
    default: 'node:24-alpine',
    regex: anchored('[A-Za-z0-9$][A-Za-z0-9._/:@${}-]{0,499}'),
  },
  environment: {
    description:
      'Name of the GitLab environment. A token with an environment scope only reaches jobs of that environment.',
    type: 'string',
    default: 'production',
    regex: environmentName,
  },
  'resource-group': {
    description: 'Jobs of one resource group run one after the other.',
    type: 'string',
    default: 'ntcli-deploy',
    regex: environmentName,
  },
  rules: {
    description:
      'When the job runs. A protected variable, as the token should be, only exists on protected branches and tags.',
    type: 'array',
    // A schedule is for the token check, and should not deploy as well.
    default: [{ if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"' }],
  },
  start: {
    description:
      'What the job waits for: `after-stages`, all jobs of earlier stages, or `after-needs`, only the jobs in `needs`.',
    type: 'string',
    default: 'after-stages',
    options: ['after-stages', 'after-needs'],
  },
  needs: {
    description: 'Jobs to wait for when `start` is `after-needs`. An empty list means: start at once.',
    type: 'array',
    default: [],
  },
} as const satisfies Readonly<Record<string, GitlabInput>>;

/** The inputs of the token check: other defaults, and fewer of them. */
export const checkShapeInputs = {
  'job-name': { ...shapeInputs['job-name'], default: 'check-nimbletools-token' },
  stage: { ...shapeInputs.stage, default: 'test' },
  image: shapeInputs.image,
  environment: shapeInputs.environment,
  rules: {
    description: 'When the job runs.',
    type: 'array',
    default: [{ if: '$CI_PIPELINE_SOURCE == "schedule"' }],
  },
} as const satisfies Readonly<Record<string, GitlabInput>>;

const ofMergeRequests =
  '$CI_PIPELINE_SOURCE == "merge_request_event" && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID';

/** The inputs of a preview. Its environment and resource group are those of the merge request. */
export const previewShapeInputs = {
  'job-name': { ...shapeInputs['job-name'], default: 'deploy-preview' },
  'remove-job-name': {
    ...shapeInputs['job-name'],
    description: 'Name of the job that removes the workspace.',
    default: 'remove-preview',
  },
  stage: shapeInputs.stage,
  image: shapeInputs.image,
  prefix: {
    description:
      'First part of the name of the workspace, before the id of the project and the number of the merge request. A name has at most 32 characters.',
    type: 'string',
    default: 'mr',
    regex: anchored('[a-z][a-z0-9-]{0,11}'),
  },
  'auto-stop-in': {
    description: 'When GitLab removes a preview that had no new deploy.',
    type: 'string',
    default: '1 week',
    regex: anchored('[a-z0-9 ]{1,40}'),
  },
  rules: {
    description: 'When a preview is deployed. Merge requests from forks do not get the token.',
    type: 'array',
    default: [{ if: ofMergeRequests }],
  },
  'remove-rules': {
    description:
      'When the job that removes a preview exists: with the same conditions as in `rules`, but manual.',
    type: 'array',
    default: [{ if: ofMergeRequests, when: 'manual', allow_failure: true }],
  },
} as const satisfies Readonly<Record<string, GitlabInput>>;
