import { anchored, type GitlabInput } from './gitlab-inputs.js';

/** What GitLab allows in the name of an environment or a resource group; `$` and braces let it hold a variable. */
const environmentName = anchored('[A-Za-z0-9_/${}. -]{1,255}');

/** Inputs that shape the job and never reach the engine, with the customs of GitLab. */
export const shapeInputs = {
  'job-name': {
    description: 'Name of the job. Change it to use the component more than once in a pipeline.',
    type: 'string',
    default: 'deploy-to-nimbletools',
    // No blank or punctuation in front, where a dot would hide the job.
    regex: anchored('[A-Za-z0-9_][A-Za-z0-9 ._/:-]{0,199}'),
  },
  stage: {
    description: 'Stage of the job; your pipeline must have it.',
    type: 'string',
    default: 'deploy',
    regex: anchored('[A-Za-z0-9._][A-Za-z0-9 ._/:-]{0,199}'),
  },
  image: {
    description: 'Image with Node.js 20 or newer, npm and a POSIX shell. Nothing else of it is used.',
    type: 'string',
    // Node.js 24 is the version that honours the proxy variables of the job in the few lines that fetch the engine,
    // and the one that the GitHub action runs on; Alpine makes the smallest image that has npm.
    default: 'node:24-alpine',
    regex: anchored('[A-Za-z0-9$][A-Za-z0-9._/:@${}-]{0,499}'),
  },
  environment: {
    description:
      'Name of the GitLab environment. A token that is limited to an environment only reaches jobs that name it.',
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
      'When the job runs. Protected variables, as the token should be, exist on protected branches and tags alone.',
    type: 'array',
    // A scheduled pipeline of the default branch is the place of the token check, and should not deploy by the way.
    default: [{ if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"' }],
  },
  start: {
    description:
      'What the job waits for: `after-stages`, all jobs of earlier stages, or `after-needs`, the jobs in `needs` alone.',
    type: 'string',
    default: 'after-stages',
    options: ['after-stages', 'after-needs'],
  },
  needs: {
    description: 'Jobs to wait for when `start` is `after-needs`. An empty list then means: start at once.',
    type: 'array',
    default: [],
  },
} as const satisfies Readonly<Record<string, GitlabInput>>;

/** What the job of the token check takes instead, or does without. */
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
