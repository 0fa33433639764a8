import { createGithubHost } from './ci/github.js';
import { tellStory } from './run.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(signal));

process.exitCode = await tellStory(createGithubHost(process.env), {
  env: process.env,
  node: process.execPath,
  signal: stop.signal,
});
