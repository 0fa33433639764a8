#!/usr/bin/env node
import { createCircleciHost } from './ci/circleci.js';
import { createGitlabHost } from './ci/gitlab.js';
import { createTerminalHost } from './ci/terminal.js';
import { readArguments } from './inputs/cli-args.js';
import { tellStory } from './run.js';
import { product } from './schema/constants.js';
import { exits } from './schema/exit-codes.js';

const told = readArguments(process.argv.slice(2));
if (told.what === 'help') {
  console.log(told.text);
} else if (told.what === 'version') {
  console.log(product.version);
} else if (told.what === 'fault') {
  console.error(`Error: Bad input: ${told.text}`);
  process.exitCode = exits.input;
} else {
  const { env } = process;
  // gitlab-ci-local sets GITLAB_CI to false; that it is there at all tells.
  const createHost = env.GITLAB_CI
    ? createGitlabHost
    : env.CIRCLECI
      ? createCircleciHost
      : createTerminalHost;
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(signal));
  process.exitCode = await tellStory(
    createHost(env, (name) => told.flags.get(name) ?? ''),
    { env, node: process.execPath, signal: stop.signal },
  );
}
