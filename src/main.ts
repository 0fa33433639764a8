import './assert-node.js';
import { createGithubProvider } from './ci/github.js';
import { abortOnTermination } from './lib/abort.js';
import { exitWhenWritten } from './lib/exit.js';
import { run } from './run.js';

const exitCode = await run(
  createGithubProvider(process.env),
  { env: process.env, node: process.execPath, signal: abortOnTermination() },
  () => import('./deploy/run-command.js'),
);
exitWhenWritten(exitCode);
