import { product } from '../../src/schema/constants.js';

/** The major version tag that users name; it moves with every release of that major version. */
const major = `v${product.version.split('.')[0]}`;

/** templates/github/check.yml: a workflow to copy that looks at the token once a week. */
export function checkWorkflow(): string {
  return `# Generated from src/schema by \`npm run build\`. Your copy is yours to change.
#
# Looks at the NimbleTools token once a week and warns before it expires. It installs and changes nothing; a Read-Only
# token will do. Copy this file to .github/workflows/ and change the lines that end in CHANGE.
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
    steps:
      - uses: ${product.action}@${major}
        with:
          command: check
          token: \${{ secrets.NTCLI_TOKEN }}
          workspace: my-workspace # CHANGE: its name or UUID
          # Fails this job, so that GitHub sends a mail, when the token has this many days left or fewer.
          expiry-warning-days: 14
          fail-on-expiring: true
`;
}
