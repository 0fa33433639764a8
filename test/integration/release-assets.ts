import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { serverSpec } from '../fakes/platform-registry.js';

/**
 * Programs that upload: GitHub's CLI, which sudo may have to install, and curl, as the recipes call them. An upload is a file below `URLS`, at the path of its
 * URL. A call without what the real service demands fails.
 */
const programs = {
  gh: `#!/bin/bash
set -eu
[ "$1 $2" = 'release create' ] || { echo "unknown command $1 $2" >&2; exit 1; }
[ -n "\${GH_TOKEN:-}" ] || { echo 'set the GH_TOKEN environment variable' >&2; exit 4; }
tag=$3; shift 3; repo=\${GITHUB_REPOSITORY:-}; files=(); verify=
while [ $# -gt 0 ]; do
  case $1 in
    --verify-tag) verify=1 ;;
    --repo) repo=$2; shift ;;
    -*) echo "unknown flag $1" >&2; exit 1 ;;
    *) files+=("$1") ;;
  esac
  shift
done
[ -n "$repo" ] && [ -n "$verify" ] && [ -n "$tag" ] || { echo 'no repository, tag or check of it' >&2; exit 1; }
folder="$URLS/github.com/$repo/releases/download/$tag"
mkdir -p "$folder"
cp "\${files[@]}" "$folder"
`,
  sudo: `#!/bin/bash
set -eu
case "$*" in
  'apt-get update') ;;
  'apt-get install --yes gh') mv "$(dirname "$0")/gh.package" "$(dirname "$0")/gh" ;;
  *) echo "unknown command $*" >&2; exit 1 ;;
esac
`,
  curl: `#!/bin/bash
set -eu
[ "$1 $2" = '--fail --header' ] && [[ $3 =~ ^JOB-TOKEN:\\ .+ ]] || { echo 'curl: (22) The requested URL returned error: 401' >&2; exit 22; }
[ "$4" = --upload-file ] && [[ $6 == https://* ]] || { echo 'curl: (3) bad URL' >&2; exit 3; }
path="$URLS/\${6#https://}"
mkdir -p "$(dirname "$path")"
cp "$5" "$path"
`,
};

/** A machine whose `gh`, once it is installed, and `curl` upload to a directory. */
export function createReleaseAssets(root: string, { hasGh }: { readonly hasGh: boolean }) {
  const [bin, urls] = ['bin-', 'urls-'].map((name) => mkdtempSync(join(root, name)));
  if (bin === undefined || urls === undefined) throw new Error('No directory.');
  for (const [name, text] of Object.entries(programs)) {
    const file = join(bin, name === 'gh' && !hasGh ? 'gh.package' : name);
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  }
  return {
    env: { PATH: `${bin}${delimiter}${process.env.PATH}`, URLS: urls },
    /** The SHA-256 of what a URL serves. Throws if nothing was uploaded there. */
    hashOf: (url: string) =>
      createHash('sha256')
        .update(readFileSync(join(urls, url.replace('https://', ''))))
        .digest('hex'),
  };
}

/** Fills the checkout of the server `ai.acme/echo`, whose bundles are known only after the build. */
export function checkOutServer(directory: string): void {
  const spec = { ...serverSpec('ai.acme/echo', '0.1.0'), packages: undefined };
  writeFileSync(join(directory, 'server.json'), JSON.stringify(spec));
  mkdirSync(join(directory, 'scripts'));
  const build = join(directory, 'scripts/build-bundle.sh');
  writeFileSync(build, '#!/bin/sh\nset -eu\nmkdir -p "$(dirname "$1")"\necho "bundle $1" > "$1"\n');
  chmodSync(build, 0o755);
}
