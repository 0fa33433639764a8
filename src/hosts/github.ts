import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as core from '@actions/core';
import { secretForms } from '../redaction/forms.js';
import { inert, printable } from '../redaction/inert.js';
import { createRedactor } from '../redaction/redactor.js';
import { failed } from '../spec/failures.js';
import { state } from './github-state.js';
import type { Host } from './host.js';
import { collectInputs } from './raw-inputs.js';

/** GitHub Actions. Reads the environment once. */
export function createGithubHost(env: NodeJS.ProcessEnv): Host {
  const redactor = createRedactor();
  const clean = (text: string) => inert(redactor.redact(printable(text)));
  return {
    raw: collectInputs(env, (name) => core.getInput(name, { trimWhitespace: false })),
    places: {
      temp: env.RUNNER_TEMP || tmpdir(),
      checkout: env.GITHUB_WORKSPACE || process.cwd(),
      ...(env.RUNNER_TOOL_CACHE ? { toolCache: env.RUNNER_TOOL_CACHE } : {}),
    },
    mask(secret) {
      redactor.add(secret);
      for (const form of secretForms(secret)) core.setSecret(form);
    },
    redact: redactor.redact,
    line: (text) => core.info(clean(text)),
    // The bar keeps `::command` off the start of the line, and tells a reader whose words these are.
    quote(text) {
      if (text.trim() !== '') core.info(`│ ${clean(text)}`);
    },
    group: (title, body) => core.group(clean(title), body),
    fail(title, text) {
      core.error(clean(text), { title: clean(title) });
    },
    setOutputs(outputs) {
      // Without the file the toolkit would print the values as commands that today's runners ignore.
      if (!existsSync(env.GITHUB_OUTPUT ?? '')) return;
      for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
    },
    promiseRemoval(directory) {
      if (existsSync(env.GITHUB_STATE ?? '')) core.saveState(state.directory, directory);
    },
    laterSteps: {
      handOver(token, bin) {
        // Without these files the toolkit prints what it should export (read in @actions/core 3.0.1).
        const missing = ['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'].filter(
          (name) => !existsSync(env[name] ?? ''),
        );
        if (missing.length > 0) {
          throw failed(
            'runner-incomplete',
            `${missing.join(' and ')} is not there, so nothing was exported.`,
          );
        }
        core.exportVariable('NTCLI_TOKEN', token);
        core.addPath(bin);
        core.saveState(state.handedOver, 'true');
      },
    },
  };
}
