import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogSanitizer, type LogSanitizer } from '../lib/redact.js';
import type { InputName } from '../schema/inputs.js';
import type { CiProvider } from './provider.js';
import { collectInputs } from './provider.js';

/** The part of a host that is the same wherever the log is plain text on standard output. */
export type ConsoleProvider = Omit<CiProvider, 'group' | 'setOutputs' | 'writeSummary' | 'exports'>;

/** Writes to the log. */
export type Print = (line: string) => void;

/**
 * @param flag the text of a command line flag, empty where it was not given
 */
export function createConsoleProvider(
  env: NodeJS.ProcessEnv,
  flag: (name: InputName) => string,
  print: Print,
): ConsoleProvider & LogSanitizer {
  const words = createLogSanitizer();
  // The token comes out of the named variable alone: another one would be another token.
  const { token: _, ...raw } = collectInputs(env, flag);
  const token = env[raw['token-variable'] || 'NTCLI_TOKEN'];
  return {
    ...words,
    rawInputs: { ...raw, ...(token?.trim() ? { token } : {}) },
    paths: { temp: tmpdir(), checkout: process.cwd() },
    mask: words.addSecret,
    info: (text) => print(words.sanitize(text)),
    childOutput(text) {
      if (text.trim() !== '') print(`│ ${words.sanitize(text)}`);
    },
    error: (title, text) => print(`Error: ${words.sanitize(title)}: ${words.sanitize(text)}`),
    annotate: (level, title, text) =>
      print(`${level === 'warning' ? 'Warning' : 'Note'}: ${words.sanitize(title)}: ${words.sanitize(text)}`),
    registerCleanup() {},
  };
}

/** The user's directory for things that can be made again. */
export function userCacheDir(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || env.LOCALAPPDATA || join(homedir(), '.cache'), 'ntcli-deploy');
}
