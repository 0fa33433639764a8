import { product } from '../../src/schema/constants.js';

/** The part of the config to copy that a person changes, with the words that say how. */
export function configHead(): string {
  return `# Generated from src/schema by \`npm run build\`. Your copy is yours to change.
#
# Deploys MCP servers to NimbleTools. Copy this file to .circleci/config.yml, or its workflows and jobs into yours.
#
# 1. Make the context: Organization Settings, Contexts, Create Context, and in it the environment variable NTCLI_TOKEN
#    with a token of your workspace (${product.studio}).
#    Restrict the context to this project and, by the expression pipeline.git.branch == "main", to this branch.
# 2. Change the lines that end in CHANGE. Every other parameter is described below, under \`jobs\`.
# 3. Push. Nothing else has to be installed or checked out.
#
# The token reaches the job through the context alone. A line such as \`NTCLI_TOKEN: $NTCLI_TOKEN\` under an
# \`environment\` would replace it by that very text, and \`export NTCLI_TOKEN=$NTCLI_TOKEN\` in a step does nothing.
version: 2.1

workflows:
  deploy:
    # Schedules do not deploy; the second workflow is for one of them.
    when: pipeline.trigger_source != "scheduled_pipeline"
    jobs:
      - deploy:
          context: nimbletools # CHANGE: the name of your context
          filters: pipeline.git.branch == "main" # CHANGE: the branch to deploy from
          # One deploy at a time, in all projects of the organization that name the same group.
          serial-group: nimbletools/my-workspace # CHANGE
          workspace: my-workspace # CHANGE: its name or UUID
          server: my-server # CHANGE: one id, or several between commas, each with @version if it matters

  # Tells that the token is about to expire before a deploy fails. To have it run: Project Settings, Triggers, add a
  # schedule trigger named ntcli-token-check, weekly, on the branch above. Leave it out if you do not want it.
  token-check:
    when: pipeline.trigger_source == "scheduled_pipeline" and pipeline.schedule.name == "ntcli-token-check"
    jobs:
      - check:
          context: nimbletools # CHANGE
          workspace: my-workspace # CHANGE

# What the jobs take and do. You need not change anything from here on.
`;
}
