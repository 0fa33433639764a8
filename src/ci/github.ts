import { appendFileSync, lstatSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as core from '@actions/core';
import { writeWhole } from '../lib/fs.js';
import { createWords, secretForms } from '../lib/redact.js';
import { failed } from '../schema/errors.js';
import { githubKeep } from './cache/github-keep.js';
import type { Host } from './provider.js';
import { collectInputs } from './provider.js';

/** GitHub Actions. Reads the environment once. */
export function createGithubHost(env: NodeJS.ProcessEnv): Host {
  const { learn, redact, clean } = createWords();
  // A link in the place of a command file would carry the token to wherever it leads.
  const has = (file: string) => lstatSync(env[file] ?? '', { throwIfNoEntry: false })?.isFile() === true;
  const exportToken = (token: string) => {
    // Without these files the toolkit prints what it should export (read in @actions/core 3.0.1).
    const missing = ['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'].filter((name) => !has(name));
    if (missing.length > 0) {
      throw failed('runner-incomplete', `${missing.join(' and ')} is not there, so nothing was exported.`);
    }
    core.exportVariable('NTCLI_TOKEN', token);
    core.saveState(state.handedOver, 'true');
  };
  const reportless = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'].filter((name) => !has(name));
  const line = (text: string) => core.info(clean(text));
  const keep = githubKeep(env, line);
  return {
    raw: collectInputs(env, (name) => core.getInput(name, { trimWhitespace: false })),
    places: {
      temp: env.RUNNER_TEMP || tmpdir(),
      checkout: env.GITHUB_WORKSPACE || process.cwd(),
      ...(env.RUNNER_TOOL_CACHE ? { toolCache: env.RUNNER_TOOL_CACHE } : {}),
      ...(keep && { keep }),
    },
    mask(secret) {
      learn(secret);
      for (const form of secretForms(secret)) core.setSecret(form);
    },
    redact,
    line,
    // The bar keeps `::command` off the start of the line, and tells a reader whose words these are.
    quote(text) {
      if (text.trim() !== '') core.info(`│ ${clean(text)}`);
    },
    group: (title, body) => core.group(clean(title), body),
    fail(title, text) {
      core.error(clean(text), { title: clean(title) });
    },
    notify(level, title, text) {
      const say = level === 'warning' ? core.warning : core.notice;
      say(clean(text), { title: clean(title) });
    },
    setOutputs(outputs) {
      // Without the file the toolkit would print the values as commands that today's runners ignore.
      if (!has('GITHUB_OUTPUT')) return;
      for (const [name, value] of Object.entries(outputs))
        writeWhole(env.GITHUB_OUTPUT, () => core.setOutput(name, value));
    },
    writeSummary(markdown) {
      if (has('GITHUB_STEP_SUMMARY')) appendFileSync(env.GITHUB_STEP_SUMMARY ?? '', redact(markdown));
    },
    promiseRemoval(directory) {
      if (has('GITHUB_STATE')) core.saveState(state.directory, directory);
    },
    ...whyNoToken(env),
    ...(reportless.length > 0 && {
      whyNoReport: `There is no plain file behind ${reportless.join(' and ')}.`,
    }),
    laterSteps: {
      always: true,
      handOver(token, bin) {
        exportToken(token);
        core.addPath(bin);
        return '`ntcli` on PATH, signed in, and NTCLI_TOKEN';
      },
      handOverToken(token) {
        exportToken(token);
        return 'NTCLI_TOKEN';
      },
    },
  };
}

/** The cause of a missing secret, from the event that started the run. */
function whyNoToken(env: NodeJS.ProcessEnv): Pick<Host, 'whyNoToken'> {
  if (env.GITHUB_ACTOR === 'dependabot[bot]') {
    return { whyNoToken: 'Dependabot started this run: it gets Dependabot secrets only, none of Actions.' };
  }
  if (env.GITHUB_EVENT_NAME === 'pull_request' && isFork(env.GITHUB_EVENT_PATH ?? '')) {
    return { whyNoToken: 'This is a pull request from a fork, which gets no secrets.' };
  }
  return {};
}

/** True when the event is a pull request from another repository. */
function isFork(eventFile: string): boolean {
  try {
    const event: PullRequestEvent = JSON.parse(readFileSync(eventFile, 'utf8'));
    const { head, base } = event.pull_request ?? {};
    return head?.repo?.full_name !== base?.repo?.full_name;
  } catch {
    return false;
  }
}

/** The part of GitHub's webhook event that is read here. */
interface PullRequestEvent {
  readonly pull_request?: { readonly head?: Side; readonly base?: Side };
}
interface Side {
  readonly repo?: { readonly full_name?: string } | null;
}

/** What the main step leaves for the post step, by the names under which the runner keeps it. */
export const state = {
  /** The private directory of the run. */
  directory: 'directory',
  /** Set when later steps were given the token and ntcli. */
  handedOver: 'handed-over',
} as const;
