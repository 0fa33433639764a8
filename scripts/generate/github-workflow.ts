import { product } from '../../src/schema/constants.js';

/** The major version tag that users name; it moves with every release of that major version. */
const major = `v${product.version.split('.')[0]}`;

/** templates/github/check.yml: a workflow to copy that checks the token once a week. */
export function checkWorkflow(): string {
  return `# Generated from src/schema by \`npm run build\`. Your copy is yours to change.
#
# Checks the NimbleTools token once a week, and warns before it expires. Installs and changes nothing; a Read-Only token
# is enough. Copy this file to .github/workflows/ and edit the lines marked CHANGE.
name: Check the NimbleTools token

on:
  schedule:
    - cron: '17 6 * * 1' # Mondays, 06:17 UTC
  workflow_dispatch:

permissions: {}

jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    # CHANGE: the environment that has the secret. A schedule cannot wait for the reviewers of one that requires them.
    environment: production
    steps:
      - uses: ${product.action}@${major}
        with:
          command: check
          token: \${{ secrets.NTCLI_TOKEN }}
          workspace: my-workspace # CHANGE: its name or UUID
          # Fails this job, so that GitHub sends an email, when the token expires in this many days or fewer.
          expiry-warning-days: 14
          fail-on-expiring: true
`;
}
