import { product } from '../../src/schema/constants.js';

/** The orb as users write it: namespace and name in lowercase, and this release. */
const orb = `${new URL(product.repository).pathname.slice(1).toLowerCase()}@${product.version}`;

/** Complete configurations that use the orb. The registry shows them, and a test expands them. */
export function orbExamples(): unknown {
  return {
    'deploy-a-server': {
      description: 'Deploy from the main branch, one deploy at a time. The context contains NTCLI_TOKEN.',
      usage: usage({
        workflows: {
          deploy: {
            jobs: [
              {
                'ntcli-deploy/deploy': {
                  context: 'nimbletools',
                  filters: 'pipeline.git.branch == "main"',
                  'serial-group': 'nimbletools/my-workspace',
                  workspace: 'my-workspace',
                  server: 'ai.nimbletools/echo',
                  env: 'LOG_LEVEL=info\nREGION=eu\n',
                },
              },
            ],
          },
        },
      }),
    },
    'deploy-in-your-own-job': {
      description: 'Deploy as one step of a job, and use the URL of the server in the next step.',
      usage: usage({
        jobs: {
          release: {
            executor: 'ntcli-deploy/default',
            steps: [
              'checkout',
              {
                'ntcli-deploy/deploy': {
                  workspace: 'my-workspace',
                  server: 'ai.nimbletools/echo@1.0.0',
                  'env-file': 'deploy/server.env',
                },
              },
              { run: { name: 'Show the URL', command: 'echo "$NTCLI_SERVER_URL"' } },
            ],
          },
        },
        workflows: {
          release: {
            jobs: [
              {
                release: {
                  context: 'nimbletools',
                  filters: 'pipeline.git.branch == "main"',
                  'serial-group': 'nimbletools/my-workspace',
                },
              },
            ],
          },
        },
      }),
    },
    'use-ntcli-yourself': {
      description: 'Run ntcli commands of your own, signed in to the workspace.',
      usage: usage({
        jobs: {
          list: {
            executor: 'ntcli-deploy/default',
            steps: [
              { 'ntcli-deploy/setup': { workspace: 'my-workspace' } },
              { run: { name: 'List the servers', command: 'ntcli server list' } },
            ],
          },
        },
        workflows: { list: { jobs: [{ list: { context: 'nimbletools' } }] } },
      }),
    },
    'check-the-token-on-a-schedule': {
      description:
        'Get a warning before the token expires. Add a schedule trigger named ntcli-token-check in the project settings.',
      usage: usage({
        workflows: {
          'token-check': {
            when: 'pipeline.trigger_source == "scheduled_pipeline" and pipeline.schedule.name == "ntcli-token-check"',
            jobs: [{ 'ntcli-deploy/check': { context: 'nimbletools', workspace: 'my-workspace' } }],
          },
        },
      }),
    },
  };
}

function usage(config: Readonly<Record<string, unknown>>): unknown {
  return { version: 2.1, orbs: { 'ntcli-deploy': orb }, ...config };
}
