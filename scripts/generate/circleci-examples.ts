import { product } from '../../src/schema/constants.js';

/** The orb as users name it: namespace and name in lowercase, and this release. */
const orb = `${new URL(product.repository).pathname.slice(1).toLowerCase()}@${product.version}`;

/** Complete configurations that use the orb; the registry shows them, and a test expands them. */
export function orbExamples(): unknown {
  return {
    'deploy-a-server': {
      description: 'Deploy from the main branch, one deploy at a time. The context has NTCLI_TOKEN.',
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
                  server: 'my-server',
                  env: 'LOG_LEVEL=info\nREGION=eu\n',
                },
              },
            ],
          },
        },
      }),
    },
    'deploy-in-your-own-job': {
      description: 'Deploy as one step of a job, and use the address of the server in the next one.',
      usage: usage({
        jobs: {
          release: {
            executor: 'ntcli-deploy/default',
            steps: [
              'checkout',
              {
                'ntcli-deploy/deploy': {
                  workspace: 'my-workspace',
                  server: 'my-server@1.2.0',
                  'env-file': 'deploy/server.env',
                },
              },
              { run: { name: 'Show the address', command: 'echo "$NTCLI_SERVER_URL"' } },
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
      description: 'Have ntcli ready, signed in to the workspace, for commands of your own.',
      usage: usage({
        jobs: {
          look: {
            executor: 'ntcli-deploy/default',
            steps: [
              { 'ntcli-deploy/setup': { workspace: 'my-workspace' } },
              { run: { name: 'List the servers', command: 'ntcli server list' } },
            ],
          },
        },
        workflows: { look: { jobs: [{ look: { context: 'nimbletools' } }] } },
      }),
    },
    'check-the-token-on-a-schedule': {
      description:
        'Learn that a token expires before a deploy fails. Add a schedule trigger named ntcli-token-check in the project settings.',
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
