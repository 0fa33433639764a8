import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWords, type Words } from '../lib/redact.js';
import type { InputName } from '../schema/inputs.js';
import type { Host } from './provider.js';
import { collectInputs } from './provider.js';

/** The part of a host that is the same wherever the log is plain text on standard output. */
export type PlainHost = Omit<Host, 'group' | 'setOutputs' | 'writeSummary' | 'laterSteps'>;

/** Writes to the log. */
export type Print = (line: string) => void;

/**
 * @param flag the text of a command line flag, empty where it was not given
 */
export function createPlainHost(
  env: NodeJS.ProcessEnv,
  flag: (name: InputName) => string,
  print: Print,
): PlainHost & Words {
  const words = createWords();
  // The token comes out of the named variable alone: another one would be another token.
  const { token: _, ...raw } = collectInputs(env, flag);
  const token = env[raw['token-variable'] || 'NTCLI_TOKEN'];
  return {
    ...words,
    raw: { ...raw, ...(token?.trim() ? { token } : {}) },
    places: { temp: tmpdir(), checkout: process.cwd() },
    mask: words.learn,
    line: (text) => print(words.clean(text)),
    quote(text) {
      if (text.trim() !== '') print(`│ ${words.clean(text)}`);
    },
    fail: (title, text) => print(`Error: ${words.clean(title)}: ${words.clean(text)}`),
    notify: (level, title, text) =>
      print(`${level === 'warning' ? 'Warning' : 'Note'}: ${words.clean(title)}: ${words.clean(text)}`),
    promiseRemoval() {},
  };
}

/** The user's directory for things that can be made again. */
export function userCache(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || env.LOCALAPPDATA || join(homedir(), '.cache'), 'ntcli-deploy');
}
