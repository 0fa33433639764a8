import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment, type Environment, homeEnvironment, tempEnvironment } from '../../lib/env.js';
import { isInside } from '../../lib/fs.js';
import { urlSecrets } from '../../lib/urls.js';

/** What npm needs besides the variables of every child process. */
const allowedVariables = ['HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'NODE_AUTH_TOKEN'];

/**
 * Settings that say where packages come from, with which credentials, and through which proxy and certificates. npm takes
 * the names in any case, and `-` or `_` in most of them.
 */
const sourceSettings =
  /^npm_config_(registry|@[^:]+:registry|\/\/.+:(_authtoken|_auth|_password|username|email|certfile|keyfile)|_auth|userconfig|globalconfig|cafile|ca|cert|key|strict[-_]ssl|proxy|https?[-_]proxy|noproxy)$/i;

/** The part of the job that npm's configuration depends on. */
export interface NpmConfigSources {
  /** The environment of the job. */
  readonly job: NodeJS.ProcessEnv;
  /** The user's repository, whose configuration does not count. */
  readonly checkout: string;
  /** A directory for npm's temporary files. */
  readonly tempDir: string;
  /** True for a text with a secret that npm must not get. */
  readonly hasOwnSecret: (text: string) => boolean;
}

/**
 * The environment of npm: what a step of the user would have for npm's sources of packages, but nothing that steers npm in
 * another way, nothing of the checkout, and no value that contains the NimbleTools token.
 */
export function npmEnvironment({ job, checkout, tempDir, hasOwnSecret }: NpmConfigSources): Environment {
  const settings = Object.keys(job).filter((name) => sourceSettings.test(name));
  const isOwnHome = !isInside(getHome(job), checkout);
  const passed = [
    ...settings.filter((name) => !isFileOfCheckout(name, job, checkout)),
    ...namedVariables(job, checkout),
  ];
  const values = Object.fromEntries(passed.map((name) => [name, job[name] ?? '']));
  const safe = Object.entries(values).filter(([, value]) => value !== '' && !hasOwnSecret(value));
  return {
    ...childEnvironment(job, allowedVariables),
    ...Object.fromEntries(safe),
    ...tempEnvironment(tempDir),
    // A home in the checkout has a `.npmrc` that anyone who sends a pull request can write.
    ...(isOwnHome ? {} : homeEnvironment(tempDir)),
  };
}

/** Names of npm settings in the environment that are not passed on, for a failed install. */
export function ignoredSettings(job: NodeJS.ProcessEnv): readonly string[] {
  return Object.keys(job).filter((name) => /^npm_config_/i.test(name) && !sourceSettings.test(name));
}

/** The lines of the configuration that say where packages come from: two jobs may have different ones. */
export function configuredRegistries(job: NodeJS.ProcessEnv): readonly string[] {
  const fromFiles = readConfigFiles(job).split(/\r?\n/);
  const fromVariables = Object.entries(job).map(
    ([name, value]) => `${name.replace(/^npm_config_/i, '')}=${value}`,
  );
  return [...fromFiles, ...fromVariables].filter((line) => /^\s*(@[^=\s]+:)?registry\s*=/i.test(line));
}

/**
 * The credentials in npm's configuration, which must not be shown: of the files of the user and of the variables, with
 * `${NAME}` replaced, as written and decoded.
 */
export function npmCredentials(job: NodeJS.ProcessEnv): readonly string[] {
  const fromVariables = Object.entries(job).flatMap(([name, value]) =>
    /^npm_config_/i.test(name) ? [`${name.replace(/^npm_config_/i, '')}=${value}`] : [],
  );
  const settings = [...readConfigFiles(job).split(/\r?\n/), ...fromVariables].map((line) =>
    line.replace(/\$\{(\w+)\??\}/g, (_, name: string) => job[name] ?? ''),
  );
  const found = settings.flatMap((line) => {
    const [, key = '', value = ''] = /^\s*([^=]+?)\s*=\s*"?(.*?)"?\s*$/.exec(line) ?? [];
    if (URL.canParse(value)) return urlSecrets(new URL(value));
    if (!/(^|:)(_authtoken|_auth|_password|password)$/i.test(key)) return [];
    const isEncoded = /_(auth|password)$/i.test(key);
    return isEncoded ? [value, Buffer.from(value, 'base64').toString('utf8')] : [value];
  });
  return [...found, job.NODE_AUTH_TOKEN ?? ''].filter((secret) => secret !== '');
}

/** The variables that the user's configuration names, as in `_authToken=${NPM_TOKEN}`. */
function namedVariables(job: NodeJS.ProcessEnv, checkout: string): readonly string[] {
  const text = isInside(getHome(job), checkout) ? '' : readConfigFiles(job);
  return [...text.matchAll(/\$\{(\w+)\??\}/g)].map(([, name = '']) => name);
}

function readConfigFiles(job: NodeJS.ProcessEnv): string {
  const userConfig = getVariable(job, 'npm_config_userconfig') ?? join(getHome(job), '.npmrc');
  const files = [userConfig, getVariable(job, 'npm_config_globalconfig')];
  return files.map((file) => (file ? readOrEmpty(file) : '')).join('\n');
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** True for a setting that names a configuration file of the checkout. */
function isFileOfCheckout(name: string, job: NodeJS.ProcessEnv, checkout: string): boolean {
  return /^npm_config_(user|global)config$/i.test(name) && isInside(job[name] ?? '', checkout);
}

function getVariable(job: NodeJS.ProcessEnv, name: string): string | undefined {
  return Object.entries(job).find(([key, value]) => key.toLowerCase() === name && value)?.[1];
}

function getHome(job: NodeJS.ProcessEnv): string {
  return job.HOME || job.USERPROFILE || homedir();
}
