import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 24:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 201:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  tX: () => (/* binding */ reportNotice)
});

// UNUSED EXPORTS: createNameReporter, reportError, tryWrite

// EXTERNAL MODULE: ./build/src/schema/errors.js + 3 modules
var errors = __nccwpck_require__(355);
// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(260);
;// CONCATENATED MODULE: ./build/src/schema/notices.js

/** Everything that is reported without failing the run. The code that reports it adds what happened. */
const noticeCatalogue = {
    'token-expiring': { level: 'warning', title: 'The token expires soon', hint: constants/* RENEWAL_STEPS */.Ff },
    'token-old': {
        level: 'notice',
        title: 'The token is due for rotation',
        hint: 'Create a new one, update the secret, deploy, then revoke the old one. `rotation-days` sets the age.',
    },
    'token-never-expires': {
        level: 'notice',
        title: 'The token does not expire',
        hint: 'Rotate it every 90 days: create a new one, update the secret, deploy, then revoke the old one.',
    },
    'token-expiry-unknown': {
        level: 'notice',
        title: 'The expiry of the token is unknown',
        hint: `Set \`token-expires-at\` to the date shown in ${constants/* product */.qM.studio} to get a warning in time.`,
    },
    'token-accepted': {
        level: 'warning',
        title: 'Expired token still accepted',
        hint: `No immediate action is needed. Check the token in ${constants/* product */.qM.studio}, and replace it if it was not refreshed.`,
    },
    'token-trimmed': {
        level: 'notice',
        title: 'Token had surrounding whitespace',
        hint: 'Store the bare token again on one line, so that other tools accept it as well.',
    },
    'tls-verified': {
        level: 'warning',
        title: 'TLS certificates are still verified',
        hint: 'Without verification the token could reach any server. Remove the variable, and name the certificate authority in NODE_EXTRA_CA_CERTS.',
    },
    'token-of-earlier-step': {
        level: 'notice',
        title: 'Token of an earlier step used',
        hint: 'If that is not intended, check the secret in `token`. Set `export-token: false` in steps whose token no later step needs.',
    },
    'value-empty': {
        level: 'notice',
        title: 'A variable of the server is empty',
        hint: 'If that is not intended, check the name of the secret or variable that its value comes from.',
    },
    'value-quoted': {
        level: 'notice',
        title: 'Quotes are part of the value',
        hint: 'Values are literal: quotes and ` #` are not removed. Remove the quotes if the server should not get them.',
    },
    'token-skipped': {
        level: 'notice',
        title: 'Skipped, because there is no token',
        hint: 'No action is needed. With `on-missing-token: fail` this would be an error.',
    },
    'outputs-masked': {
        level: 'warning',
        title: 'Outputs contain a masked value',
        hint: 'GitHub does not pass such an output to other jobs, and shows it as `***`. Do not store that value as a secret, or use the output in a step of the same job.',
    },
    'outputs-redacted': {
        level: 'warning',
        title: 'Outputs were redacted',
        hint: 'They contain part of a secret, which is `***` in the output. Use another name on the platform, or do not store this value as a secret.',
    },
    'not-exported': {
        level: 'warning',
        title: 'Token and ntcli not exported to later steps',
        hint: 'If no later step needs them, set `export-token: false`. Otherwise run the job container with the user that owns the command files (`options: --user`).',
    },
    'secret-short': {
        level: 'notice',
        title: 'Short secret not masked',
        hint: 'Masking a value of fewer than 8 characters would make the log unreadable. Use a longer value.',
    },
    'report-not-kept': {
        level: 'warning',
        title: 'Could not write the report',
        hint: 'Check whether the disk is full, or another file or directory in the working directory has the same name. Everything else was done.',
    },
    'outputs-cut': {
        level: 'warning',
        title: 'Outputs were truncated',
        hint: 'A longer value would not fit into an environment variable. The log has a line for each server. `tools-snapshot` writes all tools of a server to a file.',
    },
    'outputs-omitted': {
        level: 'notice',
        title: 'Outputs too large for later jobs and steps',
        hint: `They are empty there. ${constants/* product */.qM.files.report} lists servers and tools.`,
    },
    'exports-unavailable': {
        level: 'warning',
        title: 'Later steps get no outputs',
        hint: 'Run this step with bash, in an image that has it, such as cimg/node. Everything else was done.',
    },
    'clean-up-failed': {
        level: 'warning',
        title: 'Could not remove the session directory',
        hint: 'Remove it by hand if other jobs use this machine.',
    },
    'session-not-restricted': {
        level: 'warning',
        title: 'Other users may be able to read the session',
        hint: 'Use a machine without other users, or set RUNNER_TEMP to a directory that only this user can read.',
    },
    'clock-off': {
        level: 'warning',
        title: 'System clock is out of sync',
        hint: 'Synchronize it, for example with NTP. Until then, the expiry of the token is computed with the time of the platform.',
    },
    'mcp-unsupported': {
        level: 'warning',
        title: 'The server could not be verified',
        hint: 'Use a newer release of ntcli-deploy. The deploy itself is done.',
    },
    'rollout-unproven': {
        level: 'warning',
        title: 'No new process was seen after the update',
        hint: 'The old version may still be running. Set `replace: true` to remove the server and deploy it again, or `verify: true` to compare the version that the server reports.',
    },
    'secrets-not-delivered': {
        level: 'warning',
        title: 'The server may still have its old secrets',
        hint: 'The new ones are set, and reach its process when it restarts: `ntcli server restart <server>`.',
    },
    'secret-undeclared': {
        level: 'warning',
        title: 'No server declares a secret',
        hint: 'The platform passes a workspace secret only to a server whose registry entry declares a variable of that name. Correct the name, or remove it from `secrets`.',
    },
    'variable-missing': {
        level: 'warning',
        title: 'A required variable has no value',
        hint: 'Set it in `secrets` or `env`, or in the workspace (`ntcli secrets set <NAME>`). The server may not start without it.',
    },
    'ntcli-not-installed': {
        level: 'warning',
        title: 'Deployed without ntcli',
        hint: 'The API sends the deploys instead, which needs no ntcli. To avoid this warning, set `deploy-with: api`, or set `ntcli-package` or `npm-registry` to a source of ntcli.',
    },
    'registry-ignored': {
        level: 'notice',
        title: '`npm-registry` is not used',
        hint: 'Remove one of the two inputs.',
    },
    'auto-refresh-missing': {
        level: 'warning',
        title: 'This ntcli cannot refresh the token',
        hint: `Remove \`auto-refresh\`, and refresh a Standard token in ${constants/* product */.qM.studio}.`,
    },
    'setting-not-applied': {
        level: 'warning',
        title: 'A setting was not applied',
        hint: 'The server runs without it. ntcli 0.4 does not deliver settings to the open control plane: remove `deploy-with: ntcli`. If the API sent the deploy, the platform does not support the setting.',
    },
    'package-not-shown': {
        level: 'warning',
        title: 'The platform shows another package',
        hint: 'The server may still run the package from before. Set `replace: true` to remove the server and deploy it again.',
    },
    'nothing-to-remove': {
        level: 'notice',
        title: 'The workspace does not exist',
        hint: 'There is nothing to remove. If that is not what you expected, check the name.',
    },
    'runtime-missing': {
        level: 'warning',
        title: 'A bundle has no runtime',
        hint: 'The open control plane then runs it with `python:3.14`. Set `runtime`, such as `python:3.13`, `node:24` or `binary`.',
    },
    'tools-added': {
        level: 'notice',
        title: 'The server has more tools than the snapshot',
        hint: 'No client breaks. Write the file again with `update-tools-snapshot: true` to protect the additions as well.',
    },
    'smoke-test-skipped': {
        level: 'notice',
        title: 'Smoke test skipped',
        hint: 'Remove `skip` from the file to run it.',
    },
    'smoke-test-environment': {
        level: 'notice',
        title: 'Smoke test environment not used',
        hint: 'Set the variables with `env` and `secrets`.',
    },
};

;// CONCATENATED MODULE: ./build/src/ci/report.js


/** Reports an error in one line: what happened, why, and what to do next. */
function reportError(ci, { code, message }) {
    const { title, cause, hint } = errorCatalogue[code];
    ci.error(title, `${message} ${cause} ${hint}`);
}
/** Reports a notice in one line: what happened, and what to do about it. */
function reportNotice(ci, code, message) {
    const { level, title, hint } = noticeCatalogue[code];
    ci.annotate(level, title, `${message} ${hint}`);
}
/**
 * Returns a function that reports names in one notice, each name once.
 *
 * @param describe makes the message of the notice
 */
function createNameReporter(ci, code, describe = (names) => `Affected: ${names.join(', ')}.`) {
    const reported = new Set();
    return (names) => {
        const added = names.filter((name) => !reported.has(name));
        for (const name of added)
            reported.add(name);
        if (added.length > 0)
            reportNotice(ci, code, describe(added));
    };
}
/** A failure to write a report does not fail the run, but is reported. */
function tryWrite(ci, write) {
    try {
        write();
    }
    catch {
        reportNotice(ci, 'report-not-kept', 'The file could not be written.');
    }
}


/***/ }),

/***/ 130:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  K9: () => (/* binding */ bindingVariable)
});

// UNUSED EXPORTS: findBoundDomain, formatBinding

;// CONCATENATED MODULE: external "node:module"
const external_node_module_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");
;// CONCATENATED MODULE: ./build/src/lib/hash.js

const load = (0,external_node_module_namespaceObject.createRequire)(import.meta.url);
/** A SHA-256 hash. node:crypto is loaded at the first call: it takes 10 ms, and most runs need it late or never. */
function hash_createSha256() {
    const { createHash } = load('node:crypto');
    return createHash('sha256');
}

;// CONCATENATED MODULE: ./build/src/ci/token-binding.js

/** The variable that is exported with NTCLI_TOKEN. It tells later steps which token was exported, and for which domain. */
const bindingVariable = 'NTCLI_TOKEN_EXPORTED_FOR';
/** The value of the variable: the domain, and a digest that no other token has. */
function formatBinding({ value, domain }) {
    const digest = createSha256().update(`${domain}\n${value.trim()}`).digest('hex');
    return `${domain} ${digest.slice(0, 32)}`;
}
/** The domain for which a token was exported; undefined for any other token. */
function findBoundDomain(binding = '', token = '') {
    const [domain = ''] = binding.split(' ');
    return binding !== '' && token.trim() !== '' && binding === formatBinding({ value: token, domain })
        ? domain
        : undefined;
}


/***/ }),

/***/ 911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  PQ: () => (/* binding */ writeAllOrNothing)
});

// UNUSED EXPORTS: getAccessProblem, isInside, leadsOutOf, readAtMost, replaceFile

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: ./build/src/lib/paths.js

/**
 * True if a path is the directory or inside it, by their texts. On Windows letter case and the prefix `\\?\` make no
 * difference.
 *
 * @param path absolute
 * @param directory absolute
 * @param style of the paths
 */
function paths_isBelow(path, directory, style = nodePath) {
    const plain = (text) => (style.sep === '\\' ? removeVerbatimPrefix(text) : text);
    const way = style.relative(plain(directory), plain(path));
    return way === '' || !(way === '..' || way.startsWith(`..${style.sep}`) || style.isAbsolute(way));
}
/** Windows takes `\\?\C:\x` for `C:\x`, and `\\?\UNC\server\share` for `\\server\share`. */
function removeVerbatimPrefix(path) {
    return path.replace(/^\\\\\?\\UNC\\/i, '\\\\').replace(/^\\\\\?\\/, '');
}

;// CONCATENATED MODULE: ./build/src/lib/fs.js



/**
 * True if a path is the directory or inside it, by the paths of the operating system: without symlinks, and on Windows
 * without short names (`PROGRA~1`).
 *
 * @param directory empty: nothing is inside
 */
function isInside(path, directory) {
    return directory !== '' && isBelow(resolveExisting(path), resolveExisting(directory));
}
/** A path without symlinks, resolved as far as it exists: what does not exist yet may be created there. */
function resolveExisting(path) {
    const absolute = resolve(path);
    try {
        return realpathSync.native(absolute);
    }
    catch {
        const above = dirname(absolute);
        return above === absolute ? absolute : join(resolveExisting(above), basename(absolute));
    }
}
/**
 * True if a path is written as one below a directory, but a symlink leads out of it.
 *
 * @param directory empty: nothing leads out
 */
function leadsOutOf(path, directory) {
    const spellings = directory === '' ? [] : [resolve(directory), resolveExisting(directory)];
    return spellings.some((one) => isBelow(resolve(path), one)) && !isInside(path, directory);
}
/**
 * Why another user (root aside) could change a file or directory. Windows has no owner numbers and no such modes.
 *
 * @returns undefined when no other user can
 */
function getAccessProblem({ uid, mode }) {
    if (process.getuid === undefined)
        return undefined;
    if (uid !== 0 && uid !== process.getuid())
        return 'belongs to another user';
    return (mode & 0o022) !== 0 ? 'is writable by other users' : undefined;
}
/** The first bytes of an open file. Its size is not trusted: it may grow, and files of /proc have none. */
function readAtMost(descriptor, maxBytes) {
    const buffer = Buffer.alloc(maxBytes);
    let size = 0;
    for (let count = -1; count !== 0 && size < buffer.length; size += count) {
        count = readSync(descriptor, buffer, size, buffer.length - size, null);
    }
    return buffer.subarray(0, size);
}
/**
 * Runs a write that appends to a command file, and restores the previous size if it fails. A partial entry, as after a
 * full disk, fails the step on GitHub (read in the runner's FileCommandManager.cs), and every shell that reads BASH_ENV
 * on CircleCI.
 *
 * @throws what `write` throws
 */
function writeAllOrNothing(file = '', write) {
    const size = (0,external_node_fs_.statSync)(file, { throwIfNoEntry: false })?.size;
    try {
        write();
    }
    catch (error) {
        if (size !== undefined)
            (0,external_node_fs_.truncateSync)(file, size);
        throw error;
    }
}
/**
 * Writes a file to a directory that others can write to, such as a checkout. A symlink of that name is removed, not
 * followed.
 */
function replaceFile(path, content) {
    rmSync(path, { force: true });
    try {
        writeFileSync(path, content, { flag: 'wx' });
    }
    catch (error) {
        // A partial file, as after a full disk, would be read as a complete one.
        rmSync(path, { force: true });
        throw error;
    }
}


/***/ }),

/***/ 792:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Lr: () => (/* binding */ removeRunDir)
});

// UNUSED EXPORTS: createRunDir, createSession, writeConfiguration

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
// EXTERNAL MODULE: ./build/src/schema/errors.js + 3 modules
var errors = __nccwpck_require__(355);
;// CONCATENATED MODULE: ./build/src/lib/fs-retry.js
// Apart from fs.ts, which is loaded before the first line of the log: node:fs/promises takes 4 ms to load.





/** Milliseconds for a removal or a rename, with all retries. */
const retryTimeoutMs = 2000;
/** Runs an operation, and runs it again for 2 s while it fails with an error that may pass. */
async function runPatiently(run, mayPass) {
    const deadline = performance.now() + retryTimeoutMs;
    for (;;) {
        try {
            return await run();
        }
        catch (error) {
            if (!mayPass(error) || performance.now() > deadline)
                throw error;
            await (0,external_node_timers_promises_namespaceObject.setTimeout)(100);
        }
    }
}
/**
 * Removes a file or directory with everything in it, if it exists. Windows refuses while a process that was just stopped or
 * a virus scanner holds a file, and a process that still writes makes a directory reappear, so it is retried for 2 s.
 * (`maxRetries` of `rm` starts over on each level: minutes for a deep directory.)
 */
async function remove(path) {
    await runPatiently(() => (0,promises_namespaceObject.rm)(path, { recursive: true, force: true }), () => true);
}
/** Errors of a rename on Windows while a virus scanner or an indexer has a file open. */
const busyErrors = (/* unused pure expression or super */ null && (['EPERM', 'EBUSY', 'EACCES']));
/**
 * Renames a file or directory. On Windows, retried for 2 s while something has it open; a target that exists is an error
 * at once.
 *
 * @param isRetried true for a system on which this happens
 * @throws the error of the last try
 */
async function renamePatiently(from, to, isRetried = process.platform === 'win32') {
    const isBusy = (error) => busyErrors.includes(getErrorCode(error) ?? '') && !existsSync(to);
    await runPatiently(() => rename(from, to), (error) => isRetried && isBusy(error));
}
/**
 * Removes abandoned directories of this user from a directory. Failures are ignored.
 *
 * @param isMeant selects by name
 * @param age minimum time since the last change in milliseconds; a younger one may be in use
 */
async function fs_retry_removeStale(directory, isMeant, age) {
    for (const path of findStale(directory, isMeant, age))
        await remove(path).catch(() => { });
}
function findStale(directory, isMeant, age) {
    if (!existsSync(directory))
        return [];
    const paths = readdirSync(directory)
        .filter(isMeant)
        .map((name) => join(directory, name));
    return paths.filter((path) => {
        // Another run may remove it at the same time.
        const stats = lstatSync(path, { throwIfNoEntry: false });
        const isOurs = process.getuid === undefined || stats?.uid === process.getuid();
        return stats?.isDirectory() && isOurs && stats.mtimeMs <= Date.now() - age;
    });
}

;// CONCATENATED MODULE: ./build/src/lib/owner.js




/** The file in a directory that names the process that made it. */
const ownerFile = 'owner';
/** Milliseconds between two updates of the time of a directory in use. */
const heartbeatMs = 3600000;
/**
 * Marks a directory as in use while this process lives: by its id, and by the time of the directory, which is updated every
 * hour for processes that cannot see the id, such as those in another container.
 */
async function owner_markInUse(directory) {
    await writeFile(join(directory, ownerFile), identify(process.pid), { mode: 0o600 });
    setInterval(() => utimes(directory, new Date(), new Date()).catch(() => { }), heartbeatMs).unref();
}
/** True if the process that marked a directory is still alive. */
function owner_isInUse(directory) {
    try {
        const owner = readFileSync(join(directory, ownerFile), 'utf8');
        const pid = Number.parseInt(owner, 10);
        return pid > 0 && isAlive(pid) && owner === identify(pid);
    }
    catch {
        return false;
    }
}
function isAlive(pid) {
    try {
        return process.kill(pid, 0);
    }
    catch (error) {
        // Another user's.
        return getErrorCode(error) === 'EPERM';
    }
}
/** The id of a process; on Linux with the time of its start (field 22 of proc_pid_stat(5)), because ids are reused. */
function identify(pid) {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // The second field is the name of the program, which may have spaces in it.
        const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
        return `${pid} ${start}`;
    }
    catch {
        return `${pid}`;
    }
}

;// CONCATENATED MODULE: ./build/src/ntcli/session.js






/** Creates the directories of a session, mode 0700, below the directory of this run. */
async function createSession(runDir) {
    const below = (name) => join(runDir, name);
    const [home, work, temp, bin] = [below('home'), below('work'), below('temp'), below('bin')];
    const directories = [join(home, '.ntcli'), work, temp, bin];
    await Promise.all(directories.map((directory) => mkdir(directory, { recursive: true, mode: 0o700 })));
    return { home, work, temp, bin, guard: below('guard.cjs') };
}
/** Writes ntcli's configuration file, mode 0600. */
async function writeConfiguration({ home }, configuration) {
    const file = join(home, '.ntcli', 'config.json');
    await writeFile(file, JSON.stringify(configuration), { mode: 0o600 });
}
const prefix = 'ntcli-deploy-';
/** Complete names: a directory of another program may have the same prefix, and is never removed. */
const runDirPattern = new RegExp(`^${prefix}[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`);
/** Directories of the engine loader in the templates, left by killed jobs. */
const engineDirPattern = /^ntcli-engine-\w{6}$/;
/** Milliseconds after its last use after which the directory of a process that has ended is abandoned. */
const staleAfterMs = 86400000;
/**
 * Creates the directory for everything that this run writes, mode 0700, outside the checkout. It is registered for cleanup
 * first, so that a job that is killed in between leaves nothing. Abandoned directories of killed jobs are removed.
 *
 * @returns its absolute path
 */
async function createRunDir(temp, registerCleanup) {
    const directory = join(temp, prefix + randomUUID());
    registerCleanup(directory);
    const isLeft = (name) => engineDirPattern.test(name) || (runDirPattern.test(name) && !isInUse(join(temp, name)));
    // A runner may name a directory that nothing has created yet.
    await mkdir(temp, { recursive: true });
    await removeStale(temp, isLeft, staleAfterMs);
    await mkdir(directory, { mode: 0o700 });
    await markInUse(directory);
    return directory;
}
/** ntcli's configuration file in the directory of a run: the only file that holds the token. */
function getTokenFile(directory) {
    return (0,external_node_path_.join)(directory, 'home', '.ntcli', 'config.json');
}
/**
 * Removes the directory of a run, the file with the token first. A directory of any other name is not touched.
 *
 * @returns undefined when it is gone, else what is left, in one sentence
 */
async function removeRunDir(directory) {
    if (!runDirPattern.test((0,external_node_path_.basename)(directory)))
        return undefined;
    const tokenFile = getTokenFile(directory);
    await remove(tokenFile).catch(() => { });
    try {
        await remove(directory);
        return undefined;
    }
    catch {
        const content = (0,external_node_fs_.existsSync)(tokenFile) ? 'It contains the token.' : 'The token in it was removed.';
        return `Failed to remove ${directory}. ${content}`;
    }
}


/***/ }),

/***/ 779:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(210);
/* harmony import */ var _ci_report_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(201);
/* harmony import */ var _ci_token_binding_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(130);
/* harmony import */ var _lib_fs_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(911);
/* harmony import */ var _ntcli_session_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(792);
/* harmony import */ var _schema_constants_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(260);







const directory = _actions_core__WEBPACK_IMPORTED_MODULE_6__/* .getState */ .Gu(_schema_constants_js__WEBPACK_IMPORTED_MODULE_5__/* .stateKeys */ .OX.directory);
if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(directory)) {
    const problem = await (0,_ntcli_session_js__WEBPACK_IMPORTED_MODULE_4__/* .removeRunDir */ .Lr)(directory);
    if (problem)
        (0,_ci_report_js__WEBPACK_IMPORTED_MODULE_1__/* .reportNotice */ .tX)({ annotate: (_, title, text) => _actions_core__WEBPACK_IMPORTED_MODULE_6__/* .warning */ .$e(text, { title }) }, 'clean-up-failed', problem);
    else
        _actions_core__WEBPACK_IMPORTED_MODULE_6__/* .info */ .pq('\u2713 Removed the ntcli session');
}
if (_actions_core__WEBPACK_IMPORTED_MODULE_6__/* .getState */ .Gu(_schema_constants_js__WEBPACK_IMPORTED_MODULE_5__/* .stateKeys */ .OX.tokenExported) !== '')
    _actions_core__WEBPACK_IMPORTED_MODULE_6__/* .info */ .pq(clearToken());
/** Sets NTCLI_TOKEN to empty. The runner can neither unset a variable nor remove a directory from PATH. */
function clearToken() {
    try {
        const file = process.env.GITHUB_ENV ?? '';
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(file)) {
            (0,_lib_fs_js__WEBPACK_IMPORTED_MODULE_3__/* .writeAllOrNothing */ .PQ)(file, () => {
                for (const name of ['NTCLI_TOKEN', _ci_token_binding_js__WEBPACK_IMPORTED_MODULE_2__/* .bindingVariable */ .K9])
                    _actions_core__WEBPACK_IMPORTED_MODULE_6__/* .exportVariable */ .dN(name, '');
            });
            return 'Cleared NTCLI_TOKEN for the remaining steps. The token itself is still valid.';
        }
    }
    catch {
        // The disk is full.
    }
    return 'Could not clear NTCLI_TOKEN: the remaining steps of this job still have it.';
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Ff: () => (/* binding */ RENEWAL_STEPS),
  qM: () => (/* binding */ product),
  OX: () => (/* binding */ stateKeys)
});

// UNUSED EXPORTS: WRAPPER_MARK

;// CONCATENATED MODULE: ./build/package.json
const package_namespaceObject = {"rE":"1.0.0"};
;// CONCATENATED MODULE: ./build/src/schema/constants.js

/** Names and numbers that more than one module needs. Each is defined once, here. */
const product = {
    /** The action as users name it in `uses:`. */
    action: 'NimbleBrainInc/ntcli-deploy',
    title: 'Deploy to NimbleTools',
    description: 'Installs ntcli, protects NTCLI_TOKEN, selects the workspace, deploys MCP servers and waits until they are healthy.',
    /** The release tag is `v` plus this. */
    version: package_namespaceObject.rE,
    repository: 'https://github.com/NimbleBrainInc/ntcli-deploy',
    ntcli: {
        package: '@nimbletools/ntcli',
        /** The newest published version, and the one that everything is tested with. */
        version: '0.4.4',
    },
    /** The domain that ntcli itself uses by default (`ntcli domain show`, measured with 0.4.4). */
    domain: 'nimbletools.ai',
    /** Files that a job on GitLab or CircleCI writes to its working directory. */
    files: {
        outputs: 'ntcli-deploy.env',
        annotations: 'ntcli-deploy-annotations.json',
        report: 'ntcli-deploy-report.md',
        /** A directory in the checkout: these systems cache only files inside it. */
        cache: '.ntcli-cache',
    },
    studio: 'NimbleBrain Studio, Workspace Settings, API Tokens',
};
/** How to renew a token of each type. Nothing in a token tells its type, so both ways are listed. */
const RENEWAL_STEPS = `Standard token: Refresh in ${product.studio} adds 30 days to the same token, and the secret stays the same. Long-Lived token: create a new one, update the secret, deploy, then revoke the old one.`;
/** A line of the `ntcli` that is written for later steps, by which a later run recognizes it. */
const WRAPPER_MARK = 'ntcli, signed in for this job by ntcli-deploy';
/** What the main step leaves for the post step, by the names under which the runner keeps it. */
const stateKeys = {
    /** The private directory of the run. */
    directory: 'directory',
    /** Set when the token was exported to later steps. */
    tokenExported: 'token-exported',
};


/***/ }),

/***/ 355:
/***/ ((__unused_webpack___webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {


// UNUSED EXPORTS: DeployError, createError, errorCatalogue, getErrorCode, toErrorInfo

// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(260);
;// CONCATENATED MODULE: ./build/src/schema/exit-codes.js
/** Process exit codes, the same on every CI system. Scripts rely on them, so a number never changes. */
const exitCodes = {
    done: 0,
    internal: 1,
    input: 2,
    token: 3,
    target: 4,
    ntcli: 5,
    deploy: 6,
    health: 7,
    unreachable: 8,
    expiring: 75,
    interrupted: 130,
    terminated: 143,
};
/** Meaning of each code, for `--help` and the table in docs/reference.md. */
const exitMeanings = {
    0: 'success, or skipped as requested',
    1: 'internal error, or a problem of the machine (disk, temporary directory, runner files)',
    2: 'bad input',
    3: 'token missing, malformed, expired, rejected (401) or not allowed (403)',
    4: 'workspace or server not found, ambiguous, or in conflict (409)',
    5: 'ntcli or the engine could not be installed or used (also with Node.js before 20), or is not the requested file',
    6: 'the deploy, a secret or a removal was refused, or the deploy failed',
    7: 'deployed but not healthy (or MCP verification failed)',
    8: 'unreachable, timed out, or outcome unknown',
    75: 'token close to expiry, with `fail-on-expiring`',
    130: 'cancelled (SIGINT)',
    143: 'cancelled (SIGTERM, SIGHUP or SIGBREAK)',
};

;// CONCATENATED MODULE: ./build/src/schema/error-catalogue.js


/**
 * Every kind of failure. A run fails only with one of these. The code that fails adds the sentence that says what
 * happened; cause and hint are defined here.
 */
const errorCatalogue = {
    internal: {
        exit: exitCodes.internal,
        title: 'Internal error',
        cause: 'This is a bug in ntcli-deploy, not in your workflow.',
        hint: `Report it with this line at ${constants/* product */.qM.repository}/issues.`,
    },
    'disk-unusable': {
        exit: exitCodes.internal,
        title: 'File system error',
        cause: 'The disk is full, or the job has no access to the directory.',
        hint: 'Free disk space, or set RUNNER_TEMP (GitHub), TMPDIR or the project directory of the job to a writable directory, and run again.',
    },
    'temp-in-checkout': {
        exit: exitCodes.internal,
        title: 'Temporary directory inside the checkout',
        cause: 'The session with the token is never written to the checkout, where a later step could upload or commit it.',
        hint: 'Set RUNNER_TEMP (GitHub) or TMPDIR to a directory outside the checkout, or set `deploy-with: api`, which writes no session.',
    },
    'runner-incomplete': {
        exit: exitCodes.internal,
        title: 'Runner command files are missing',
        cause: 'Without its command files, a value reaches later steps only through the log, and the token is never printed.',
        hint: 'Update the runner (2.327.1 or newer), or set `export-token: false`.',
    },
    'bad-input': {
        exit: exitCodes.input,
        title: 'Bad input',
        cause: 'All inputs are validated before anything is installed or deployed.',
        hint: 'Correct every input named here and run again. docs/reference.md lists the accepted values.',
    },
    'preview-unnamed': {
        exit: exitCodes.input,
        title: 'The preview has no name',
        cause: 'CI_PROJECT_ID and CI_MERGE_REQUEST_IID name the workspace of a preview on GitLab, and one of them is missing or not a number.',
        hint: 'Run this job in merge request pipelines only, and delete CI/CD variables with these names.',
    },
    'inputs-lost': {
        exit: exitCodes.input,
        title: 'Inputs with a hyphen are missing',
        cause: 'The runner sets a variable for every input. A shell between the runner and Node.js drops those with a hyphen in the name, such as `INPUT_DRY-RUN`, so a dry run would become a deploy.',
        hint: 'Start Node.js without that shell: check the entry point of the job container and wrapper scripts of the runner. `env` and bash keep such variables, dash and BusyBox sh do not.',
    },
    'proxy-invalid': {
        exit: exitCodes.input,
        title: 'Invalid proxy address',
        cause: 'The proxy variables of the job are checked before anything is sent.',
        hint: 'Correct the variable, or list the hosts to reach directly in NO_PROXY (`*` for all).',
    },
    'shell-trace': {
        exit: exitCodes.input,
        title: 'Shell tracing is enabled',
        cause: 'With `set -x` or CI_DEBUG_TRACE the shell prints every value it expands, including the token, and a printed token cannot be recalled.',
        hint: 'Disable tracing for this job; the log of ntcli-deploy shows what it does. If the token has been printed, revoke it.',
    },
    'debug-output': {
        exit: exitCodes.input,
        title: 'Debug output of Node.js is enabled',
        cause: 'With NODE_DEBUG or DEBUG, Node.js and its libraries print requests with the token in them and the password of a proxy, and ntcli-deploy cannot redact that.',
        hint: 'Remove the variable from the environment of this job; the debug log of ntcli-deploy shows every request. If the token has been printed, revoke it.',
    },
    'token-missing': {
        exit: exitCodes.token,
        title: 'NTCLI_TOKEN is missing',
        cause: 'No secret of that name exists, or this job does not get it: runs from forks and Dependabot get no secrets, and a secret of an environment or context reaches only the jobs that name it.',
        hint: 'Create NTCLI_TOKEN as a secret (GitHub: and pass it with `token: ${{ secrets.NTCLI_TOKEN }}`), a masked CI/CD variable (GitLab) or a context variable (CircleCI).',
    },
    'token-not-expanded': {
        exit: exitCodes.token,
        title: 'NTCLI_TOKEN was not expanded',
        cause: 'A line such as `NTCLI_TOKEN: $NTCLI_TOKEN` in `variables:` (GitLab) or `environment:` (CircleCI) passes this text as the value: the variable does not exist, is protected while the branch is not, or is not expanded there. The line also overrides the real variable.',
        hint: 'Delete that line. A CI/CD variable (GitLab) or a context variable (CircleCI) reaches the job without it.',
    },
    'token-malformed': {
        exit: exitCodes.token,
        title: 'NTCLI_TOKEN is malformed',
        cause: 'The stored secret is not a bare token. Its value is not shown here.',
        hint: `Store the bare token again, on one line and without quotes. If you no longer have it, create a new one in ${constants/* product */.qM.studio}.`,
    },
    'token-expired': {
        exit: exitCodes.token,
        title: 'The token has expired',
        cause: 'The token is past its expiry, and the platform rejected it or could not be reached. Nothing was installed or deployed.',
        hint: `Standard token: Refresh in ${constants/* product */.qM.studio} adds 30 days to the same token. Long-Lived token: create a new one and update the secret.`,
    },
    'token-expiring': {
        exit: exitCodes.expiring,
        title: 'The token expires soon',
        cause: 'The token expires within `expiry-warning-days`. With `fail-on-expiring`, the run exits with this code after everything else is done.',
        hint: constants/* RENEWAL_STEPS */.Ff,
    },
    'token-rejected': {
        exit: exitCodes.token,
        title: 'The token was rejected (401)',
        cause: 'The token has expired, was revoked, or belongs to another workspace.',
        hint: `Create a new token in ${constants/* product */.qM.studio}, update the secret, and check the workspace.`,
    },
    'token-not-allowed': {
        exit: exitCodes.token,
        title: 'The token is not allowed to do this (403)',
        cause: 'A Read-Only token was used for a write, or the token belongs to another workspace.',
        hint: `Use a Standard or Long-Lived token of that workspace, from ${constants/* product */.qM.studio}.`,
    },
    'workspace-not-found': {
        exit: exitCodes.target,
        title: 'Workspace not found',
        cause: 'The token has no access to a workspace with that name or id.',
        hint: 'Correct `workspace`, or use a token of that workspace.',
    },
    'workspace-not-created': {
        exit: exitCodes.target,
        title: 'The workspace could not be created',
        cause: 'There is no workspace of that name, and the platform did not create it.',
        hint: 'Fix the reported problem and run again, or create the workspace in Studio.',
    },
    'workspace-unknown': {
        exit: exitCodes.unreachable,
        title: 'It is unknown whether the workspace was created',
        cause: 'The platform failed or did not respond when the workspace was created, and did not list it afterwards. It may appear later. Nothing was deployed.',
        hint: 'Run again: a workspace that exists by then is used. If you do not run again, check the workspaces in Studio, and remove the one named here.',
    },
    'workspace-not-allowed': {
        exit: exitCodes.token,
        title: 'The token may not create or remove workspaces (403)',
        cause: 'A token of one workspace usually has access to that workspace only.',
        hint: `Use a token that may manage workspaces. Or create one workspace for previews in Studio, leave out \`create-workspace\` and \`remove-workspace\`, and remove the servers by name.`,
    },
    'workspace-ambiguous': {
        exit: exitCodes.target,
        title: 'Workspace is ambiguous',
        cause: 'More than one workspace matches, and a deploy must not go to the wrong one.',
        hint: 'Set `workspace` to one of the ids named here.',
    },
    'workspace-list-incomplete': {
        exit: exitCodes.target,
        title: 'The list of workspaces is incomplete',
        cause: 'The platform returned a part of the list, so the workspace may exist. Nothing was created or removed.',
        hint: 'Set `workspace` to the UUID of the workspace.',
    },
    'server-not-found': {
        exit: exitCodes.target,
        title: 'Server not found in the registry',
        cause: 'The server registry has no server with that id, or not in that version.',
        hint: 'Correct `server`. `ntcli registry list` lists the available servers.',
    },
    'server-conflict': {
        exit: exitCodes.target,
        title: 'Server is already deployed (409)',
        cause: 'The platform cannot update this server in place, and ntcli-deploy never removes a running server without being told to.',
        hint: 'Set `replace: true` to remove the server and deploy it again; it is unavailable in between.',
    },
    'server-id-taken': {
        exit: exitCodes.target,
        title: 'Another server has this id',
        cause: 'On the platform, the id of a server is the last part of its registry id, so this deploy would replace another server.',
        hint: 'Deploy to another workspace. Or, if that server is not needed, remove it first: `command: remove` with its id on the platform, such as `server: echo`.',
    },
    'server-not-identified': {
        exit: exitCodes.target,
        title: 'The server to remove was not identified',
        cause: 'On the platform, the id of a server is the last part of its registry id, so a server of that id may be another one. It was not removed.',
        hint: 'Correct `server`. To remove the server of the workspace whatever it is, name it by its id on the platform, as `ntcli server list` shows it: `server: echo`.',
    },
    'node-too-old': {
        exit: exitCodes.ntcli,
        title: 'Node.js 20 or newer is required',
        cause: 'The image or machine of this job has an older Node.js, or none.',
        hint: 'Use an image such as node:24-alpine (GitLab: `image`) or cimg/node (CircleCI), or install Node.js in an earlier step, on GitHub with actions/setup-node.',
    },
    'engine-unavailable': {
        exit: exitCodes.ntcli,
        title: 'The engine file cannot be read',
        cause: 'The job loads the ntcli-deploy engine from a URL or path, and that failed.',
        hint: 'Check the network and proxy of the runner, or set `engine` to a mirror or a local path.',
    },
    'engine-altered': {
        exit: exitCodes.ntcli,
        title: 'Engine checksum mismatch',
        cause: 'The SHA-256 of the engine file differs from the one in the template, so it was not run.',
        hint: 'Use the template and the engine of the same release. For your own engine file, set `engine-sha256` as well.',
    },
    'npm-missing': {
        exit: exitCodes.ntcli,
        title: 'npm was not found',
        cause: 'ntcli is installed with npm, and this machine has no npm next to Node.js or on PATH outside the checkout.',
        hint: 'Add a step that installs Node.js (actions/setup-node), or set `ntcli-package: preinstalled`.',
    },
    'ntcli-unavailable': {
        exit: exitCodes.ntcli,
        title: 'ntcli not found in the npm registry',
        cause: 'The registry does not have the package in that version, or this job has no access to it.',
        hint: 'Set `deploy-with: api` to deploy without ntcli; or set `ntcli-package` to a .tgz path or URL, set `npm-registry` to a registry that hosts it, or install ntcli in an earlier step and set `ntcli-package: preinstalled`.',
    },
    'npm-credentials': {
        exit: exitCodes.ntcli,
        title: 'The npm registry rejected the credentials',
        cause: 'The registry requires credentials that this job does not have, or that are wrong or expired.',
        hint: 'Check the npm configuration of the job: the token in ~/.npmrc or NPM_CONFIG_USERCONFIG, and the variable that it names. A `.npmrc` of the checkout does not count.',
    },
    'ntcli-install-failed': {
        exit: exitCodes.ntcli,
        title: 'ntcli could not be installed',
        cause: 'npm failed; its output is in the log above.',
        hint: 'Run the job again in case the registry failed temporarily. Otherwise check `npm-registry`, the proxy settings and the npm configuration of the job.',
    },
    'ntcli-not-written': {
        exit: exitCodes.ntcli,
        title: 'ntcli could not be written to the disk',
        cause: 'The disk is full, or the job has no access to the directory.',
        hint: 'Free at least 50 MB in RUNNER_TEMP (GitHub), TMPDIR and the home directory of the job, or set `deploy-with: api`, which installs nothing.',
    },
    'ntcli-unexpected': {
        exit: exitCodes.ntcli,
        title: 'Unexpected ntcli package',
        cause: 'The package differs from the requested one: the registry rewrites packages or holds back new versions, or the package is not ntcli. None of its code was run.',
        hint: 'Check `ntcli-package`, `ntcli-version`, `ntcli-integrity` and the npm configuration of the job.',
    },
    'ntcli-not-preinstalled': {
        exit: exitCodes.ntcli,
        title: 'ntcli is not on PATH',
        cause: '`ntcli-package: preinstalled` uses an ntcli that an earlier step installed: an ntcli package, or a program that starts one, such as a shim. Files inside the checkout are ignored.',
        hint: 'Install ntcli in an earlier step, or remove `ntcli-package`.',
    },
    'ntcli-sign-in-failed': {
        exit: exitCodes.ntcli,
        title: 'ntcli could not select the workspace',
        cause: 'This ntcli failed to select the workspace; its output is in the log above.',
        hint: `Run again in case the platform failed temporarily. Otherwise set \`ntcli-version: ${constants/* product */.qM.ntcli.version}\`, the tested version.`,
    },
    'secret-not-set': {
        exit: exitCodes.deploy,
        title: 'A workspace secret could not be set',
        cause: 'The platform refused it or did not respond. Nothing was deployed; secrets listed before this one may have been set.',
        hint: 'Fix the reported problem and run again. Setting a secret twice is safe.',
    },
    'deploy-refused': {
        exit: exitCodes.deploy,
        title: 'The deploy was refused',
        cause: 'The platform or ntcli refused it; its message is here or in the log above.',
        hint: 'Fix the reported problem and run again. Nothing was removed.',
    },
    'update-unsupported': {
        exit: exitCodes.deploy,
        title: 'The platform cannot update the server',
        cause: 'The platform refused to update a server that exists. The server is unchanged and keeps running.',
        hint: 'Set `replace: true` to remove the server and deploy it again; it is unavailable in between.',
    },
    'replace-incomplete': {
        exit: exitCodes.deploy,
        title: 'The server was removed, but not deployed again',
        cause: '`replace: true` removed the server, and the deploy that followed failed. The server is gone.',
        hint: 'Fix the reported problem and run again.',
    },
    'removal-unknown': {
        exit: exitCodes.unreachable,
        title: 'The removal was not confirmed in time',
        cause: 'The removal was sent, and the platform still shows what was to be removed, or did not respond. With `replace: true`, nothing was deployed.',
        hint: 'Check it in Studio or with `ntcli server info <server>`, and run again. A longer `timeout` may help.',
    },
    'removal-not-sent': {
        exit: exitCodes.unreachable,
        title: 'The removal was not sent',
        cause: 'The steps before it used up `timeout`. Nothing was removed, and nothing was deployed.',
        hint: 'Run again, with a longer `timeout` if the platform is slow.',
    },
    'deploy-not-sent': {
        exit: exitCodes.unreachable,
        title: 'The deploy was not sent',
        cause: 'The steps before it used up `timeout`. Nothing was deployed.',
        hint: 'Run again, with a longer `timeout` if the platform is slow.',
    },
    'removal-refused': {
        exit: exitCodes.deploy,
        title: 'The removal was refused',
        cause: 'The platform refused it; its message is here. Nothing was removed.',
        hint: 'Fix the reported problem and run again.',
    },
    'deploy-not-shown': {
        exit: exitCodes.deploy,
        title: 'Server missing after deploy',
        cause: 'The deploy was reported as successful, but the workspace does not list the server.',
        hint: 'Check the workspace in Studio, and run again if the server is missing.',
    },
    'deploy-other-version': {
        exit: exitCodes.deploy,
        title: 'Unexpected version deployed',
        cause: 'The server registry returned a different version than the requested one, and ntcli deploys whatever it returns; or the platform did not store the deploy.',
        hint: 'Request the version that the registry has, or remove `@version`. If the platform still shows the version or bundle from before, set `replace: true`.',
    },
    'server-unhealthy': {
        exit: exitCodes.health,
        title: 'The server is not healthy',
        cause: 'It was deployed but is not running. If it wrote a log, the last lines are above.',
        hint: 'Fix what its log reports (often a missing secret or variable) and deploy again. If it only starts slowly, increase `timeout`.',
    },
    'mcp-failed': {
        exit: exitCodes.health,
        title: 'MCP verification failed',
        cause: 'The server was deployed, but did not return a valid MCP response when `verify` requested its tools.',
        hint: 'Check its log (`ntcli server logs <server>`), fix the server and deploy again. If it only starts slowly, increase `timeout`.',
    },
    'smoke-test-failed': {
        exit: exitCodes.health,
        title: 'Smoke test failed',
        cause: 'The server was deployed and lists its tools, but a tool call of `smoke-test` did not return what the file expects.',
        hint: 'Check the reported differences and the log of the server (`ntcli server logs <server>`), fix the server or the file, and deploy again.',
    },
    'tools-changed': {
        exit: exitCodes.health,
        title: 'Breaking change in the tools',
        cause: 'Clients that worked with the tools in `tools-snapshot` may fail with the tools of this server.',
        hint: 'Restore what changed. If the change is intended, write the file again with `update-tools-snapshot: true`, review it, and inform the users of the server.',
    },
    'mcp-refused': {
        exit: exitCodes.health,
        title: 'The server refused the MCP client',
        cause: 'The server, or a proxy in front of it, returned 401, 403 or 421 itself. The API accepted the same token before, so the reason is most likely a sign-in or a check of the Host header that the server has itself; a proxy of the platform may also not accept the token for this server.',
        hint: 'If the server has its own sign-in, leave `verify` out. If it checks the Host header, allow the host named here. Otherwise, check that the token belongs to the workspace of the server.',
    },
    'mcp-unsupported': {
        exit: exitCodes.health,
        title: 'No common version of MCP',
        cause: 'The server supports only versions of MCP that this release of ntcli-deploy does not know.',
        hint: 'Use a newer release of ntcli-deploy, or let the server support an older version as well.',
    },
    'health-unknown': {
        exit: exitCodes.unreachable,
        title: 'The health of the server is unknown',
        cause: 'The deploy was accepted, but the platform did not return the status of the server often enough to confirm it.',
        hint: 'Check the server in Studio or with `ntcli server info <server>`. You do not need to deploy again. A longer `timeout` may help.',
    },
    'deploy-unknown': {
        exit: exitCodes.unreachable,
        title: 'The outcome of the deploy is unknown',
        cause: 'No response was received. The platform may have deployed the server anyway, so the deploy was not sent again.',
        hint: 'Check the server in Studio or with `ntcli server info <server>`, and deploy again only if it is missing. A longer `timeout` may help.',
    },
    'api-unreachable': {
        exit: exitCodes.unreachable,
        title: 'NimbleTools cannot be reached',
        cause: 'The API did not respond: a problem with name resolution, network, proxy or certificate.',
        hint: 'Check `domain`, HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS of the job, and run again.',
    },
    'api-unexpected': {
        exit: exitCodes.unreachable,
        title: 'Unexpected response from NimbleTools',
        cause: 'The API failed, or something in between (a proxy, a login page) responded instead.',
        hint: 'Run again in a few minutes. If the problem persists, check `domain` and the proxy settings, then contact NimbleTools support.',
    },
    interrupted: {
        exit: exitCodes.interrupted,
        title: 'Cancelled',
        cause: 'The job was cancelled while this step was running.',
        hint: 'If a deploy had started, check the server before you run again.',
    },
    terminated: {
        exit: exitCodes.terminated,
        title: 'Terminated',
        cause: 'The job was stopped by the runner, a timeout or a user.',
        hint: 'If a deploy had started, check the server before you run again.',
    },
};

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: ./build/src/schema/file-access.js


/** Errors whose cause is seen in the owner and mode of a path. */
const accessErrors = (/* unused pure expression or super */ null && (['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR']));
/**
 * Describes why a path cannot be used: the path, its owner and mode, and the user of this process. For a path that is
 * missing, the nearest directory above it counts.
 *
 * @param code of the operating system, such as EACCES
 */
function file_access_describeAccess(path, code) {
    if (!accessErrors.includes(code))
        return `${code} at ${path}`;
    const found = findExisting(path);
    const stats = found === undefined ? undefined : statSync(found, { throwIfNoEntry: false });
    if (found === undefined || stats === undefined || process.getuid === undefined)
        return `${code} at ${path}`;
    const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
    const whose = `${found} belongs to uid ${stats.uid} (mode ${mode}), and this process runs as uid ${process.getuid()}`;
    return `${code} at ${path}; ${whose}`;
}
/** The path itself, or the nearest directory above it that this process can see. */
function findExisting(path) {
    try {
        if (statSync(path, { throwIfNoEntry: false }))
            return path;
    }
    catch {
        // A directory above does not let this process in.
    }
    const above = dirname(path);
    return above === path ? undefined : findExisting(above);
}

;// CONCATENATED MODULE: ./build/src/schema/errors.js



/** Thrown anywhere; `run()` turns it into the exit code. */
class DeployError extends Error {
    constructor(failure) {
        super(failure.message);
        this.failure = failure;
        this.name = 'DeployError';
    }
}
/** Returns the error to throw. `message` is one or more complete sentences. */
function createError(code, message, isUnreachable = false) {
    return new DeployError({ code, message, ...(isUnreachable && { isUnreachable }) });
}
/** Error codes of the operating system for an unusable disk or directory. */
const fileSystemErrors = (/* unused pure expression or super */ null && ([
    'ENOSPC',
    'EDQUOT',
    'EROFS',
    'EACCES',
    'EPERM',
    'ENOENT',
    'ENOTDIR',
    'EISDIR',
    'ERR_FS_EISDIR',
    'EIO',
    // A virus scanner or an indexer of Windows has the file open.
    'EBUSY',
    // Too many open files in this process, and on this machine.
    'EMFILE',
    'ENFILE',
    // Node.js has no name for the error, as for a locked or cloud-only file of Windows.
    'UNKNOWN',
]));
/** The code of an error of the operating system or of Node.js, such as ENOENT; undefined without one. */
function getErrorCode(error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return typeof code === 'string' ? code : undefined;
}
/** The code, with the path that it is about if the error names one. */
function describePath(error, code) {
    const path = error instanceof Error && 'path' in error ? error.path : undefined;
    return typeof path === 'string' && path !== '' ? describeAccess(path, code) : code;
}
/** Converts anything that was thrown to a catalogue entry. The text of an unexpected error is dropped, because it may quote a secret. */
function toErrorInfo(error) {
    if (error instanceof DeployError)
        return error.failure;
    const code = getErrorCode(error) ?? '';
    if (fileSystemErrors.includes(code))
        return { code: 'disk-unusable', message: `The operating system returned ${describePath(error, code)}.` };
    const name = error instanceof Error ? error.name : typeof error;
    const place = error instanceof Error ? (error.stack?.match(/^\s+at (\S+)/m)?.[1] ?? '') : '';
    return { code: 'internal', message: `Unexpected ${name}${place && ` in ${place}`}.` };
}


/***/ }),

/***/ 210:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  dN: () => (/* binding */ exportVariable),
  Gu: () => (/* binding */ getState),
  pq: () => (/* binding */ info),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, addPath, debug, endGroup, error, getBooleanInput, getIDToken, getInput, getMultilineInput, group, isDebug, markdownSummary, notice, platform, saveState, setCommandEcho, setFailed, setOutput, setSecret, startGroup, summary, toPlatformPath, toPosixPath, toWin32Path

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function utils_toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = () => __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject().randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = utils_toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return file_command_issueFileCommand('ENV', file_command_prepareKeyValueMessage(name, val));
    }
    command_issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(os.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(779);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
