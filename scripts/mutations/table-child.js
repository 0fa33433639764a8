// @ts-check
import { mutation } from './mutation.js';

const exec = ['test/unit/exec.test.ts'];
const network = ['test/unit/network.test.ts', 'test/unit/programs.test.ts'];

/** Child processes, their environment, and requests. @type {readonly import('./mutation.js').Group[]} */
export const childMutations = [
  {
    file: 'src/lib/exec.ts',
    tests: exec,
    mutations: [
      mutation('a NUL in an argument is not rejected', "texts.some((text) => text.includes('\\0'))", 'false'),
      mutation('grandchildren outlive the program', "        killGroup(started, 'SIGKILL');\n", ''),
      mutation('standard input stays open', '        child.stdin?.destroy();\n', ''),
      mutation(
        'the environment of this process is passed on',
        'env: { ...env }, silent',
        'env: { ...process.env, ...env }, silent',
      ),
      mutation('the command line is printed', 'silent: true, ', ''),
      mutation(
        'a program that ignores SIGTERM is not killed',
        "setTimeout(() => killGroup(child, 'SIGKILL'), killDelayMs)",
        'setTimeout(() => {}, killDelayMs)',
      ),
      mutation(
        'there is no time limit',
        "timers.push(setTimeout(() => stop({ kind: 'timeout' }, 'SIGTERM'), timeout));",
        '',
      ),
      mutation('a cancel before the spawn is lost', '        if (signal.aborted) cancel();\n', ''),
      mutation('a path with spaces is cut', 'return `${quoted} `;', 'return path;'),
      mutation('the end of a path is trimmed', 'return `${quoted} `;', 'return quoted;'),
      mutation(
        'output of parallel programs is mixed',
        'supervisors.getStore()?.(message.process)',
        'supervisors.getStore()',
      ),
    ],
  },
  {
    file: 'src/lib/child-process.ts',
    tests: exec,
    mutations: [
      mutation('there is no process group', 'detached: !onWindows', 'detached: false'),
      mutation(
        'signals reach the child alone',
        'process.kill(-child.pid, signal)',
        'process.kill(child.pid, signal)',
      ),
      mutation(
        'a command line that is too long ends this process',
        "process.nextTick(() => child.emit('error', error));",
        'throw error;',
      ),
    ],
  },
  {
    file: 'src/lib/env.ts',
    tests: network,
    mutations: [
      mutation(
        'children get the whole environment of the job',
        '.filter(([name]) => names.has(name.toUpperCase()))',
        '',
      ),
      mutation('variables in lowercase are lost', 'names.has(name.toUpperCase())', 'names.has(name)'),
      mutation(
        'children get NODE_PATH and LD_PRELOAD',
        "  'PATHEXT',\n",
        "  'PATHEXT',\n  'NODE_PATH',\n  'LD_PRELOAD',\n",
      ),
      mutation('children get BASH_ENV', "  'PATHEXT',\n", "  'PATHEXT',\n  'BASH_ENV',\n"),
      mutation(
        'children get all of NODE_OPTIONS',
        "filterNodeOptions(job.NODE_OPTIONS ?? '')",
        "(job.NODE_OPTIONS ?? '')",
      ),
      mutation('children have the home of the user on Windows', ', USERPROFILE: home', ''),
      mutation('children have the temporary directory of the job on Windows', ', TEMP: temp', ''),
    ],
  },
  {
    file: 'src/lib/node-options.ts',
    tests: network,
    mutations: [
      mutation(
        'every option is passed on',
        '.filter((word) => networkOptions.some((option) => option.test(word)))',
        '',
      ),
      mutation('an option may have anything before it', '/^--use-(system', '/--use-(system'),
      mutation('an option may have anything after it', 'bundled)-ca$/', 'bundled)-ca/'),
    ],
  },
  {
    file: 'src/lib/http.ts',
    tests: ['test/unit/http.test.ts'],
    mutations: [
      mutation('certificates are not verified', 'rejectUnauthorized: true', 'rejectUnauthorized: false'),
      mutation(
        'NODE_TLS_REJECT_UNAUTHORIZED of the job counts',
        '{ ...options, ...verified }, onResponse',
        'options, onResponse',
      ),
    ],
  },
  {
    file: 'src/lib/network.ts',
    tests: network,
    mutations: [
      mutation('NO_PROXY is ignored', 'if (isDirect) return undefined;', ''),
      mutation(
        'NO_PROXY matches ends of names',
        'host.endsWith(`.${rule.host}`)',
        'host.endsWith(rule.host)',
      ),
    ],
  },
  {
    file: 'src/ntcli/install/npm-config.ts',
    tests: ['test/unit/npm-config.test.ts'],
    mutations: [
      mutation('npm gets values with the token', ' && !hasOwnSecret(value)', ''),
      mutation(
        'npm reads the .npmrc of a home in the checkout',
        '...(isOwnHome ? {} : homeEnvironment(tempDir)),',
        '',
      ),
      mutation(
        'npm reads a configuration of the checkout',
        'settings.filter((name) => !isFileOfCheckout(name, job, checkout))',
        'settings',
      ),
      mutation(
        'npm gets every npm_config variable',
        'sourceSettings.test(name));\n  const isOwnHome',
        '/^npm_config_/i.test(name));\n  const isOwnHome',
      ),
      mutation(
        'variables that a .npmrc of the checkout names are passed on',
        "isInside(getHome(job), checkout) ? '' : readConfigFiles(job)",
        'readConfigFiles(job)',
      ),
    ],
  },
  {
    file: 'src/ntcli/install/npm.ts',
    tests: ['test/unit/programs.test.ts'],
    mutations: [
      mutation('an npm of the checkout is run', '!isInside(cli, checkout) || ', 'true || '),
      mutation('another program that is named npm is run', "cli.endsWith('npm-cli.js') && ", ''),
    ],
  },
  {
    file: 'src/ntcli/install/search-path.ts',
    tests: ['test/unit/programs.test.ts'],
    mutations: [
      mutation(
        'a directory of the checkout on PATH is used',
        'isInside(place, checkout) || isInside(target, checkout)',
        'isInside(target, checkout)',
      ),
      mutation(
        'a program of the checkout is run',
        'isInside(place, checkout) || isInside(target, checkout)',
        'isInside(place, checkout)',
      ),
      mutation('a relative directory on PATH is used', 'if (!nodePath.isAbsolute(place))', 'if (false)'),
      mutation(
        'npm of a directory of the checkout is run, and a shim finds programs there',
        'nodePath.isAbsolute(place) && !isInside(place, checkout)',
        'nodePath.isAbsolute(place)',
      ),
      mutation(
        'npm of a relative directory is run, and a shim finds programs there',
        'nodePath.isAbsolute(place) && !isInside(place, checkout)',
        '!isInside(place, checkout)',
      ),
    ],
  },
  {
    file: 'src/ntcli/install/preinstalled.ts',
    tests: ['test/unit/programs.test.ts'],
    mutations: [
      mutation(
        'a shim gets the environment of the job',
        '...childEnvironment(machine.job),',
        '...machine.job,',
      ),
    ],
  },
  {
    file: 'src/ntcli/install/package.ts',
    tests: ['test/unit/programs.test.ts'],
    mutations: [mutation('a program outside the package is run', '!entry.startsWith(inside + sep)', 'false')],
  },
];
