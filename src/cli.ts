#!/usr/bin/env node
import './assert-node.js';
import { createCircleciProvider } from './ci/circleci.js';
import { createGitlabProvider } from './ci/gitlab.js';
import { createTerminalProvider } from './ci/terminal.js';
import { parseArgs } from './inputs/cli-args.js';
import { abortOnTermination } from './lib/abort.js';
import { exitWhenWritten } from './lib/exit.js';
import { run } from './run.js';
import { product } from './schema/constants.js';
import { errorCatalogue } from './schema/errors.js';

const parsed = parseArgs(process.argv.slice(2));
if (parsed.kind === 'help') {
  console.log(parsed.text);
} else if (parsed.kind === 'version') {
  console.log(product.version);
} else if (parsed.kind === 'error') {
  const { exit, title } = errorCatalogue['bad-input'];
  console.error(`Error: ${title}: ${parsed.text}`);
  process.exitCode = exit;
} else {
  const env = parsed.debug ? { ...process.env, NTCLI_DEPLOY_DEBUG: 'true' } : process.env;
  // gitlab-ci-local sets GITLAB_CI to false, so only its existence matters.
  const createProvider = env.GITLAB_CI
    ? createGitlabProvider
    : env.CIRCLECI
      ? createCircleciProvider
      : createTerminalProvider;
  const exitCode = await run(
    createProvider(env, (name) => parsed.flags.get(name) ?? ''),
    { env, node: process.execPath, signal: abortOnTermination() },
    () => import(/* webpackMode: "eager" */ './deploy/run-command.js'),
  );
  exitWhenWritten(exitCode);
}
