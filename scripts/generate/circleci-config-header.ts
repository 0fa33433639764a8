import { product } from '../../src/schema/constants.js';

/** The part of the config to copy that users edit, with instructions. */
export function configHead(): string {
  return `# Generated from src/schema by \`npm run build\`. Your copy is yours to change.
#
# Deploys MCP servers to NimbleTools. Copy this file to .circleci/config.yml, or its workflows and jobs into yours.
#
# 1. Create the context: Organization Settings, Contexts, Create Context. Add the environment variable NTCLI_TOKEN with a
#    token of your workspace (${product.studio}).
#    Restrict the context to this project and, with the expression pipeline.git.branch == "main", to this branch.
# 2. Edit the lines marked CHANGE. All other parameters are described below, under \`jobs\`.
# 3. Push. You don't need to install or check out anything.
#
# The token reaches the job through the context alone. A line such as \`NTCLI_TOKEN: $NTCLI_TOKEN\` under an
# \`environment\` replaces it with that text, and \`export NTCLI_TOKEN=$NTCLI_TOKEN\` in a step has no effect.
version: 2.1

workflows:
  deploy:
    # Schedules do not deploy; the second workflow is for one of them.
    when: pipeline.trigger_source != "scheduled_pipeline"
    jobs:
      - deploy:
          context: nimbletools # CHANGE: the name of your context
          filters: pipeline.git.branch == "main" # CHANGE: the branch to deploy from
          # One deploy at a time, in all projects of the organization that use the same group.
          serial-group: nimbletools/my-workspace # CHANGE
          workspace: my-workspace # CHANGE: name or UUID
          server: ai.nimbletools/echo # CHANGE: one id, or several separated by commas, each with @version if needed

  # Warns before the token expires. To run it: Project Settings, Triggers, add a schedule trigger named
  # ntcli-token-check, weekly, on the branch above. Remove this workflow if you don't need it.
  token-check:
    when: pipeline.trigger_source == "scheduled_pipeline" and pipeline.schedule.name == "ntcli-token-check"
    jobs:
      - check:
          context: nimbletools # CHANGE
          workspace: my-workspace # CHANGE

# The jobs and their parameters. You don't need to change anything from here on.
`;
}
