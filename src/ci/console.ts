import { homedir } from 'node:os';
import { join } from 'node:path';
import { chooseTemp, findCheckout } from '../lib/checkout.js';
import { createLogSanitizer, type LogSanitizer } from '../lib/redact.js';
import { prefixLines } from '../lib/sanitize.js';
import type { InputName } from '../schema/inputs.js';
import type { CiProvider } from './provider.js';
import { collectInputs } from './provider.js';

/** The part of a provider that is the same for every system with a plain text log on standard output. */
export type ConsoleProvider = Omit<CiProvider, 'group' | 'setOutputs' | 'writeSummary' | 'exports'>;

/** Writes a line to the log. */
export type Print = (line: string) => void;

/**
 * @param flag the value of a command line flag; empty if not set
 * @param declaredCheckout the checkout as the CI system names it
 */
export function createConsoleProvider(
  env: NodeJS.ProcessEnv,
  flag: (name: InputName) => string,
  print: Print,
  declaredCheckout?: string,
): ConsoleProvider & LogSanitizer {
  const sanitizer = createLogSanitizer();
  const checkout = findCheckout(process.cwd(), declaredCheckout);
  const isDebug = isDebugging(env);
  // Only the named variable is read: another variable would contain another token.
  const { token: _, ...raw } = collectInputs(env, flag);
  const token = env[raw['token-variable'] || 'NTCLI_TOKEN'];
  return {
    ...sanitizer,
    rawInputs: { ...raw, ...(token?.trim() ? { token } : {}) },
    paths: { temp: chooseTemp(undefined, checkout, env), workDir: process.cwd(), checkout },
    mask: sanitizer.addSecret,
    info: (text) => print(sanitizer.sanitize(text)),
    debug(text) {
      if (isDebug) print(`Debug: ${sanitizer.sanitize(text)}`);
    },
    childOutput(text) {
      const lines = prefixLines(sanitizer.sanitizeOutput(text), '│ ');
      if (lines.length > 0) print(lines.join('\n'));
    },
    error: (title, text) => print(`Error: ${sanitizer.sanitize(title)}: ${sanitizer.sanitize(text)}`),
    annotate: (level, title, text) =>
      print(
        `${level === 'warning' ? 'Warning' : 'Note'}: ${sanitizer.sanitize(title)}: ${sanitizer.sanitize(text)}`,
      ),
    registerCleanup() {},
  };
}

/** True with debug logging. */
export function isDebugging(env: NodeJS.ProcessEnv): boolean {
  return /^(1|true)$/i.test(env.NTCLI_DEPLOY_DEBUG ?? '');
}

/** The user's cache directory. */
export function userCacheDir(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || env.LOCALAPPDATA || join(homedir(), '.cache'), 'ntcli-deploy');
}

/** The log line for a session that later steps do not have on PATH. */
export function describeSession(bin: string): string {
  return `Created a signed-in ntcli at ${join(bin, 'ntcli')}. Remove ${join(bin, '..')} when you are done; a later run removes it after one day`;
}
