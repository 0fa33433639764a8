import { createGithubProvider } from './ci/github.js';
import { run } from './run.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(signal));

process.exitCode = await run(createGithubProvider(process.env), {
  env: process.env,
  node: process.execPath,
  signal: stop.signal,
});
