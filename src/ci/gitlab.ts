import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../lib/fs.js';
import { product } from '../schema/constants.js';
import type { InputName } from '../schema/inputs.js';
import { type OutputName, type Outputs, outputNames, outputVariable } from '../schema/outputs.js';
import { createConsoleProvider, describeSession } from './console.js';
import { describeOmitted, fitOutputs } from './fit-outputs.js';
import { type CiProvider, createOutputRedactor } from './provider.js';
import { createNameReporter } from './report.js';

/** Size limit of a dotenv report: fewer than 5 KiB (parse_dotenv_artifact_service.rb of GitLab). */
const MAX_DOTENV_BYTES = 5_119;

/**
 * GitLab CI/CD. Outputs are a dotenv report, and the link to the server is a `reports:annotations` file. Both are in the
 * project directory, because artifacts cannot be elsewhere.
 */
export function createGitlabProvider(env: NodeJS.ProcessEnv, flag: (name: InputName) => string): CiProvider {
  const print = (line: string) => console.log(line);
  const plain = createConsoleProvider(env, flag, print, env.CI_PROJECT_DIR);
  // Some runners name a directory that does not exist.
  const workDir = existsSync(env.CI_PROJECT_DIR ?? '') ? (env.CI_PROJECT_DIR ?? '') : process.cwd();
  const files = {
    outputs: join(workDir, product.files.outputs),
    annotations: join(workDir, product.files.annotations),
    report: join(workDir, product.files.report),
  };
  let known: Outputs = {};
  const redactOutputs = createOutputRedactor(plain);
  const reportOmitted = createNameReporter<OutputName>(plain, 'outputs-omitted', (names) =>
    describeOmitted(names, 'the 5 KB of a dotenv report'),
  );
  let sections = 0;
  const writeOutputs = () => {
    const { outputs, omitted } = fitOutputs(known, formatDotenv, MAX_DOTENV_BYTES);
    replaceFile(files.outputs, formatDotenv(outputs));
    const url = known['server-url'];
    const links = url ? [{ external_link: { label: `MCP server ${known['server-id'] ?? ''}`, url } }] : [];
    replaceFile(files.annotations, JSON.stringify({ 'ntcli-deploy': links }));
    reportOmitted(omitted);
  };
  // A project directory that stays from job to job has the files of an earlier run, and GitLab would upload them.
  tryTo(() => rmSync(files.report, { force: true }));
  tryTo(writeOutputs);
  return {
    ...plain,
    paths: { ...plain.paths, workDir, packageCache: join(workDir, product.files.cache) },
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
      known = { ...known, ...redactOutputs(outputs) };
      writeOutputs();
    },
    writeSummary: (markdown) => replaceFile(files.report, plain.redact(markdown)),
    ...(env.CI_COMMIT_REF_PROTECTED === 'false'
      ? {
          missingTokenHint: 'This branch or tag is not protected, so it gets no protected variables.',
        }
      : {}),
    exports: {
      afterDeploy: false,
      exportSession: (_token, bin) => describeSession(bin),
    },
  };
}

/** A failure is reported by the code that writes the file later. */
function tryTo(write: () => void): void {
  try {
    write();
  } catch {}
}

/**
 * A dotenv report: no blank lines, no quotes. Every output is in it, empty if unknown, so that a later job does not
 * read the value of another job.
 */
export function formatDotenv(outputs: Outputs): string {
  return outputNames
    .map((name) => `${outputVariable(name)}=${escapeDotenvValue(outputs[name] ?? '')}\n`)
    .join('');
}

/** GitLab expands `$NAME` in these values. Names that others choose, such as those of tools, are in JSON, which has an escape. */
function escapeDotenvValue(value: string): string {
  return value.replace(/[\r\n]+/g, ' ').replaceAll('$', '\\u0024');
}
