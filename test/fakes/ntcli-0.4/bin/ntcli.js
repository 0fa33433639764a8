#!/usr/bin/env node
/**
 * Fake ntcli 0.4.x, for tests and the demo: no dependencies, the same requests, texts, streams and exit codes,
 * bad habits included. It follows what was measured on the real 0.4.4, for the commands that a pipeline may use. The one
 * deliberate difference: the server registry follows the domain of the config file, where the real host is fixed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { configReset, configShow, login, select, status, switchTo } from '../lib/account.js';
import { runCommand, suggestion, unknownOption, usageText } from '../lib/arguments.js';
import { DEPLOY_FLAGS, deploy } from '../lib/deploy.js';
import { info } from '../lib/info.js';
import { LIST_FLAGS, list } from '../lib/list.js';
import { complain, paint, print } from '../lib/terminal.js';
import { tokenRefresh } from '../lib/token.js';

const VERBOSE = '-v, --verbose';

/** @type {Record<string, import('../lib/arguments.js').Group>} */
const GROUPS = {
  auth: {
    login: {
      usage: 'login',
      flags: ['-p, --port <port>', '-t, --timeout <timeout>', VERBOSE, '-f, --force'],
      run: login,
    },
    status: { usage: 'status', run: status },
  },
  workspace: {
    select: { usage: 'select', flags: [VERBOSE], run: select },
    switch: { usage: 'switch <name>', flags: [VERBOSE], run: switchTo },
  },
  server: {
    deploy: { usage: 'deploy <server-id>', flags: DEPLOY_FLAGS, run: deploy },
    info: { usage: 'info <server-id>', flags: LIST_FLAGS, run: info },
    list: { usage: 'list', flags: LIST_FLAGS, run: list },
  },
  token: {
    refresh: { usage: 'refresh [workspace]', flags: ['-w, --workspace <id>', '--print'], run: tokenRefresh },
  },
  config: {
    show: { usage: 'show', flags: [VERBOSE], run: configShow },
    reset: { usage: 'reset', flags: ['-f, --force', VERBOSE], run: configReset },
  },
};
/** @type {Record<string, string>} */
const ALIASES = { ws: 'workspace', srv: 'server' };

/** A file of the current directory may set any variable that the environment has not. */
function loadEnvironmentFiles() {
  const mode = process.env.NODE_ENV;
  for (const file of [...(mode ? [`.env.${mode}.local`, `.env.${mode}`] : []), '.env.local', '.env']) {
    const values = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
    for (const [name, value] of Object.entries(values)) process.env[name] ??= value;
  }
}

function ownVersion() {
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return version;
}

/** What the program itself says to a wrong first word, which is more than a command group says. @param {string} word */
function refuse(word) {
  const text = word.startsWith('-')
    ? unknownOption(word, [])
    : `unknown command '${word}'${suggestion(word, Object.keys(GROUPS))}`;
  complain(paint('red', `error: ${text}`));
  complain(paint('red', `${word.startsWith('-') ? 'Error' : 'Unknown command'}: error: ${text}`));
  if (!word.startsWith('-')) print(paint('yellow', '\\nRun `ntcli --help` to see available commands'));
  return 1;
}

/** @param {string[]} args */
async function main(args) {
  const own = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length);
  if (own.includes('--debug')) process.env.NTCLI_DEBUG = '1';
  if (own.includes('--version') || own.includes('-V')) {
    print(ownVersion());
    return 0;
  }
  const [word, ...rest] = args.filter((arg) => arg !== '--debug');
  if (word === undefined || word === '--help' || word === '-h') {
    print(usageText('[options] [command]', Object.keys(GROUPS)));
    return word ? 1 : 0;
  }
  const name = ALIASES[word] ?? word;
  const group = GROUPS[name];
  return group ? runCommand(name, group, rest) : refuse(word);
}

process.on('SIGINT', () => {
  print(paint('yellow', '\\n\\n🛑 Process interrupted by user'));
  process.exit(0);
});
loadEnvironmentFiles();
process.exitCode = await main(process.argv.slice(2));
