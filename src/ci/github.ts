import { appendFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as core from '@actions/core';
import { chooseTemp } from '../lib/checkout.js';
import { writeAllOrNothing } from '../lib/fs.js';
import { createLogSanitizer } from '../lib/redact.js';
import { prefixLines } from '../lib/sanitize.js';
import { secretEncodings } from '../lib/secret-forms.js';
import type { ToolCache } from '../lib/tool-cache.js';
import { stateKeys } from '../schema/constants.js';
import { createError } from '../schema/errors.js';
import { inputNamesOn } from '../schema/inputs.js';
import type { Outputs } from '../schema/outputs.js';
import { type CommandFile, inspectCommandFile } from './command-files.js';
import { type BoundToken, type CiProvider, collectInputs, createOutputRedactor } from './provider.js';
import { createNameReporter } from './report.js';
import { bindingVariable, findBoundDomain, formatBinding } from './token-binding.js';

/** GitHub Actions. Reads the environment once. */
export function createGithubProvider(env: NodeJS.ProcessEnv): CiProvider {
  const { addSecret, addPublicTexts, redact, sanitize, sanitizeOutput } = createLogSanitizer();
  const rawInputs = collectInputs(env, (name) => core.getInput(name, { trimWhitespace: false }));
  const isTokenGiven = core.getInput('token') !== '';
  const checkout = resolve(env.GITHUB_WORKSPACE || process.cwd());
  const inspect = (variable: CommandFile) => inspectCommandFile(env, variable);
  const isUsable = (variable: CommandFile) => inspect(variable).kind === 'usable';
  const exportToken = (token: BoundToken) => {
    // Without these files, the toolkit prints what it should export (read in @actions/core 3.0.1).
    const missing = exportFiles.filter((variable) => !isUsable(variable));
    if (missing.length > 0) {
      throw createError('runner-incomplete', `Missing: ${missing.join(', ')}. Nothing was exported.`);
    }
    // First, so that a full disk exports no token without its domain.
    core.exportVariable(bindingVariable, formatBinding(token));
    core.exportVariable('NTCLI_TOKEN', token.value);
    core.saveState(stateKeys.tokenExported, 'true');
  };
  const unwritable = exportFiles.map(inspect).find((state) => state.kind === 'unwritable');
  const info = (text: string) => core.info(sanitize(text));
  const annotate: CiProvider['annotate'] = (level, title, text) => {
    const write = level === 'warning' ? core.warning : core.notice;
    write(sanitize(text), { title: sanitize(title) });
  };
  const masks = new Set<string>();
  const reportMasked = createNameReporter({ annotate }, 'outputs-masked');
  /** The runner passes no output with a masked value to another job (read in its JobExtension.cs). */
  const warnOfMaskedOutputs = (outputs: Outputs) => {
    const masked = Object.entries(outputs).filter(([, value]) =>
      [...masks].some((mask) => value.includes(mask)),
    );
    reportMasked(masked.map(([name]) => name));
  };
  const redactOutputs = createOutputRedactor({ redact, annotate });
  return {
    rawInputs,
    // An input is a decision of this step, even if it has the same token.
    exportedFor: isTokenGiven ? undefined : findBoundDomain(env[bindingVariable], rawInputs.token),
    ...findLostInputs(env),
    paths: {
      temp: chooseTemp(env.RUNNER_TEMP, checkout, env),
      workDir: checkout,
      checkout,
      ...(env.RUNNER_TOOL_CACHE ? { toolCache: createRunnerToolCache(resolve(env.RUNNER_TOOL_CACHE)) } : {}),
    },
    mask(secret, publicTexts) {
      addSecret(secret, publicTexts);
      // The runner masks each line of a mask of several lines, and a line of one letter would blank that letter in the
      // whole log. The long lines are forms of their own, and no log line contains a line break.
      for (const form of secretEncodings(secret)) {
        if (/[\r\n]/.test(form)) continue;
        core.setSecret(form);
        masks.add(form);
      }
    },
    addPublicTexts,
    redact,
    info,
    debug(text) {
      // Without debug logging the runner discards these lines, but writing them would still take time.
      if (core.isDebug()) core.debug(sanitize(text));
    },
    // The bar keeps `::command` from the start of the line, and marks output of another program.
    childOutput(text) {
      const lines = prefixLines(sanitizeOutput(text), '│ ');
      if (lines.length > 0) core.info(lines.join('\n'));
    },
    group: (title, body) => core.group(sanitize(title), body),
    error(title, text) {
      core.error(sanitize(text), { title: sanitize(title) });
    },
    annotate,
    setOutputs(outputs) {
      // Without the file, the toolkit would print the values as commands that current runners ignore.
      if (!isUsable('GITHUB_OUTPUT')) return;
      const redacted = redactOutputs(outputs);
      for (const [name, value] of Object.entries(redacted))
        writeAllOrNothing(env.GITHUB_OUTPUT, () => core.setOutput(name, value));
      warnOfMaskedOutputs(redacted);
    },
    writeSummary(markdown) {
      if (isUsable('GITHUB_STEP_SUMMARY')) appendFileSync(env.GITHUB_STEP_SUMMARY ?? '', redact(markdown));
    },
    registerCleanup(directory) {
      if (isUsable('GITHUB_STATE')) core.saveState(stateKeys.directory, directory);
    },
    ...getMissingTokenHint(env),
    ...describeLostReports(env),
    exports: {
      afterDeploy: true,
      ...(unwritable && { unavailableReason: unwritable.reason }),
      exportSession(token, bin) {
        exportToken(token);
        core.addPath(bin);
        return 'Added signed-in `ntcli` to PATH and exported NTCLI_TOKEN for later steps';
      },
      exportToken(token) {
        exportToken(token);
        return 'Exported NTCLI_TOKEN for later steps';
      },
    },
  };
}

/**
 * The tool cache of the runner. The toolkit reads RUNNER_TOOL_CACHE itself. It takes 12 ms to load, so it is a file of its
 * own, which is loaded while the workspace is looked up.
 */
function createRunnerToolCache(directory: string): ToolCache {
  return {
    directory,
    async find(tool, version) {
      const { find } = await import('@actions/tool-cache');
      return find(tool, version) || undefined;
    },
  };
}

/** What a step needs to pass the token and `ntcli` to later steps. */
const exportFiles = ['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'] as const;

/** Why outputs or the summary cannot be written, if so. */
function describeLostReports(env: NodeJS.ProcessEnv): Pick<CiProvider, 'outputUnavailableReason'> {
  const reasons = (['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'] as const).flatMap((variable) => {
    const state = inspectCommandFile(env, variable);
    if (state.kind === 'usable') return [];
    return [state.kind === 'missing' ? `There is no regular file at ${variable}` : state.reason];
  });
  return reasons.length > 0 ? { outputUnavailableReason: `${reasons.join('. ')}.` } : {};
}

/** Explains a missing secret by the event that started the run. */
function getMissingTokenHint(env: NodeJS.ProcessEnv): Pick<CiProvider, 'missingTokenHint'> {
  if (env.GITHUB_ACTOR === 'dependabot[bot]') {
    return {
      missingTokenHint: 'Dependabot started this run, so it gets Dependabot secrets but no Actions secrets.',
    };
  }
  if (env.GITHUB_EVENT_NAME === 'pull_request' && isFork(env.GITHUB_EVENT_PATH ?? '')) {
    return { missingTokenHint: 'This is a pull request from a fork, and forks get no secrets.' };
  }
  return {
    missingTokenHint:
      'If this job is in a reusable workflow, the calling job needs `secrets: inherit`, or passes the secret by name.',
  };
}

/**
 * The runner sets a variable for every input of action.yml, given or not (read in its ActionManifestManager.cs). Some
 * shells drop variables with a hyphen in their name, and without `dry-run` a dry run would become a deploy.
 */
function findLostInputs(env: NodeJS.ProcessEnv): Pick<CiProvider, 'startError'> {
  const variables = inputNamesOn('github').map((name) => `INPUT_${name.toUpperCase()}`);
  const arrived = variables.filter((name) => env[name] !== undefined);
  if (arrived.length === 0 || arrived.some((name) => name.includes('-'))) return {};
  const lost = variables.filter((name) => name.includes('-'));
  return { startError: { code: 'inputs-lost', message: `None of ${lost.length} such variables is set.` } };
}

/** True if the event is a pull request from another repository. */
function isFork(eventFile: string): boolean {
  try {
    const event: PullRequestEvent = JSON.parse(readFileSync(eventFile, 'utf8'));
    const { head, base } = event.pull_request ?? {};
    return head?.repo?.full_name !== base?.repo?.full_name;
  } catch {
    return false;
  }
}

/** The fields of GitHub's webhook event that are used here. */
interface PullRequestEvent {
  readonly pull_request?: { readonly head?: Side; readonly base?: Side };
}
interface Side {
  readonly repo?: { readonly full_name?: string } | null;
}
