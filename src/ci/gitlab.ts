import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../lib/fs.js';
import { product } from '../schema/constants.js';
import type { InputName } from '../schema/inputs.js';
import { type OutputName, type Outputs, outputNames, outputVariable } from '../schema/outputs.js';
import { createConsoleProvider } from './console.js';
import type { CiProvider } from './provider.js';

/** Bytes that GitLab takes of a dotenv report: fewer than 5 KiB (read in its parse_dotenv_artifact_service.rb). */
const MAX_DOTENV_BYTES = 5_119;

/**
 * GitLab CI/CD. Outputs are a dotenv report, the link to the server a `reports:annotations` file, both in the project
 * directory because artifacts cannot come from elsewhere.
 */
export function createGitlabProvider(env: NodeJS.ProcessEnv, flag: (name: InputName) => string): CiProvider {
  const print = (line: string) => console.log(line);
  const plain = createConsoleProvider(env, flag, print);
  // Runners exist that name a directory which is not there.
  const checkout = existsSync(env.CI_PROJECT_DIR ?? '') ? (env.CI_PROJECT_DIR ?? '') : process.cwd();
  let known: Outputs = {};
  let sections = 0;
  return {
    ...plain,
    paths: { ...plain.paths, checkout, packageCache: join(checkout, product.files.cache) },
    async group(title, body) {
      sections += 1;
      const name = `ntcli_deploy_${sections}`;
      const mark = (what: string) => `\u001b[0Ksection_${what}`;
      const now = () => Math.floor(Date.now() / 1000);
      print(`${mark('start')}:${now()}:${name}[collapsed=true]\r\u001b[0K${plain.sanitize(title)}`);
      try {
        return await body();
      } finally {
        print(`${mark('end')}:${now()}:${name}\r\u001b[0K`);
      }
    },
    setOutputs(outputs) {
      known = { ...known, ...outputs };
      replaceFile(join(checkout, product.files.outputs), formatDotenv(known));
      const url = known['server-url'];
      const links = url ? [{ external_link: { label: `MCP server ${known['server-id'] ?? ''}`, url } }] : [];
      replaceFile(join(checkout, product.files.annotations), JSON.stringify({ 'ntcli-deploy': links }));
    },
    writeSummary: (markdown) => replaceFile(join(checkout, product.files.report), plain.redact(markdown)),
    ...(env.CI_COMMIT_REF_PROTECTED === 'false'
      ? {
          missingTokenHint: 'This branch or tag is not protected, so it gets no protected variables.',
        }
      : {}),
    exports: {
      afterDeploy: false,
      exportSession: (_token, bin) =>
        `Created a signed-in ntcli at ${join(bin, 'ntcli')}. Remove ${join(bin, '..')} when you are done; a later run removes it after one day`,
    },
  };
}

/**
 * Outputs in the form of a dotenv report: no blank lines, no quotes, at most 5 KB. What does not fit is left out whole,
 * the longest first.
 */
export function formatDotenv(outputs: Outputs): string {
  const given = outputNames.filter((name) => outputs[name] !== undefined);
  const line = (name: OutputName) => `${outputVariable(name)}=${escapeDotenvValue(outputs[name] ?? '')}\n`;
  while (Buffer.byteLength(given.map(line).join('')) > MAX_DOTENV_BYTES) {
    const longest = given.reduce((a, b) => (line(b).length > line(a).length ? b : a));
    given.splice(given.indexOf(longest), 1);
  }
  return given.map(line).join('');
}

/** GitLab expands `$NAME` in these values; what others name here (tools of a server) is in JSON, which has an escape. */
function escapeDotenvValue(value: string): string {
  return value.replace(/[\r\n]+/g, ' ').replaceAll('$', '\\u0024');
}
