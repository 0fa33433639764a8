// @ts-check
import { mutation } from '../mutation.js';

/**
 * Mutations that rows of the fault tables notice, in addition to those that unit tests notice.
 *
 * @type {readonly { file: string, mutations: readonly import('../mutation.js').Mutation[] }[]}
 */
export const rowMutations = [
  {
    file: 'src/ci/github.ts',
    mutations: [
      mutation('output of programs is printed as it is', "prefixLines(sanitizeOutput(text), '│ ')", '[text]'),
      mutation('outputs of names are printed', "if (!isUsable('GITHUB_OUTPUT')) return;", ''),
      mutation(
        'there is always a tool cache',
        '...(env.RUNNER_TOOL_CACHE ? { toolCache: createRunnerToolCache(resolve(env.RUNNER_TOOL_CACHE)) } : {}),',
        'toolCache: createRunnerToolCache(resolve(env.RUNNER_TOOL_CACHE ?? `${env.RUNNER_TEMP}/tools`)),',
      ),
      mutation(
        'a failed write of an output counts',
        'writeAllOrNothing(env.GITHUB_OUTPUT, () => core.setOutput(name, value));',
        'core.setOutput(name, value);',
      ),
      mutation('the token is exported without command files', 'if (missing.length > 0) {', 'if (false) {'),
      mutation('a lost report is not reported', 'return reasons.length > 0 ?', 'return false ?'),
      mutation(
        'the directory of the session is not registered',
        "if (isUsable('GITHUB_STATE')) core.saveState(stateKeys.directory, directory);",
        '',
      ),
      mutation(
        'the end of the job is not registered',
        "core.saveState(stateKeys.tokenExported, 'true');",
        '',
      ),
    ],
  },
  {
    file: 'src/ci/command-files.ts',
    mutations: [
      mutation(
        'a symlink counts as a command file',
        '!lstatSync(path, { throwIfNoEntry: false })?.isFile()',
        '!lstatSync(path, { throwIfNoEntry: false })',
      ),
      mutation(
        'a file that is missing counts as a command file',
        "return { kind: 'missing' };",
        "return { kind: 'usable' };",
      ),
    ],
  },
  {
    file: 'src/lib/exec.ts',
    mutations: [
      mutation('a program that does not end is waited for', 'delay: drainTimeoutMs', 'delay: 600_000'),
      mutation(
        'a failed exit counts as success',
        "return result.kind === 'exit' && result.code === 0;",
        "return result.kind === 'exit';",
      ),
    ],
  },
  {
    file: 'src/lib/lines.ts',
    mutations: [
      mutation(
        'a line of any length is kept',
        'MAX_LINE_BYTES = 16_384',
        'MAX_LINE_BYTES = 512 * 1024 * 1024',
      ),
    ],
  },
  {
    file: 'src/lib/abort.ts',
    mutations: [
      mutation(
        'signals end the process at once',
        'for (const name of terminationSignals) process.on(name, () => stop.abort(name));',
        '',
      ),
    ],
  },
  {
    file: 'src/lib/env.ts',
    mutations: [
      mutation(
        'children get NODE_TLS_REJECT_UNAUTHORIZED',
        "  'PATHEXT',\n",
        "  'PATHEXT',\n  'NODE_TLS_REJECT_UNAUTHORIZED',\n",
      ),
      mutation(
        'children get variables of ntcli and Node.js',
        "  'PATHEXT',\n",
        "  'PATHEXT',\n  'NTCLI_DEBUG',\n  'NODE_ENV',\n",
      ),
      mutation(
        'children get the credentials of npm',
        "  'PATHEXT',\n",
        "  'PATHEXT',\n  'NODE_AUTH_TOKEN',\n  'NPM_CONFIG_USERCONFIG',\n",
      ),
      mutation('children get the token', "  'PATHEXT',\n", "  'PATHEXT',\n  'NTCLI_TOKEN',\n"),
      mutation('children get no certificates', "  'SSL_CERT_FILE',\n", ''),
      mutation(
        'hosts of this machine are reached through a proxy',
        "localHosts = 'localhost,127.0.0.1'",
        "localHosts = 'localhost'",
      ),
    ],
  },
  {
    file: 'src/lib/http.ts',
    mutations: [
      mutation('plain HTTP goes through a proxy', "if (url.protocol === 'http:') return directHttp;", ''),
      mutation(
        'the agent of the job is used',
        'const directHttp = new HttpAgent(keepAlive);',
        'const directHttp = undefined as unknown as HttpAgent;',
      ),
      mutation(
        'errors of the network have no code',
        "return getErrorCode(error) ?? (error instanceof Error ? error.name : 'unknown error');",
        "return error instanceof Error ? error.name : 'unknown error';",
      ),
      mutation(
        'a proxy that refuses is retried',
        'giveUp(`the proxy returned ${statusCode}`, statusCode >= 500)',
        'giveUp(`the proxy returned ${statusCode}`, true)',
      ),
      mutation(
        'a proxy that fails is not retried',
        'giveUp(`the proxy returned ${statusCode}`, statusCode >= 500)',
        'giveUp(`the proxy returned ${statusCode}`, false)',
      ),
      mutation('a byte order mark stays', ".replace(/^\\uFEFF/, '')", ''),
      mutation(
        'there is no time limit',
        'const bound = anySignal([signal], timeout);',
        'const bound = anySignal([signal]);',
      ),
      mutation(
        'every chunk stays in memory',
        "  response.on('data', read);\n",
        "  const all: Buffer[] = [];\n  response.on('data', (chunk) => all.push(chunk));\n  response.on('data', read);\n",
      ),
    ],
  },
  {
    file: 'src/lib/network.ts',
    mutations: [
      mutation(
        'there is no proxy',
        "return url.protocol === 'https:' ? httpsProxy : httpProxy;",
        'return undefined;',
      ),
      mutation(
        'an address without a scheme is not a proxy',
        'test(value) ? value : `http://${value}`',
        'test(value) ? value : ``',
      ),
      mutation(
        'any address is a proxy',
        "if (url.protocol !== 'http:' && url.protocol !== 'https:')",
        'if (false)',
      ),
      mutation(
        'an address that is invalid is ignored',
        'if (!URL.canParse(text)) return',
        'if (!URL.canParse(text)) return undefined;\n  if (false) return',
      ),
      mutation('the password of a proxy is shown', 'proxy ? urlSecrets(proxy) : []', '[]'),
    ],
  },
  {
    file: 'src/lib/retry.ts',
    mutations: [
      mutation(
        'nothing is retried',
        'if (decision === false || usual === undefined) return result;',
        'return result;\n    if (decision === false || usual === undefined) return result;',
      ),
      mutation(
        'Retry-After is ignored',
        'if (/^\\d+$/.test(text)) return Number(text) * 1000;',
        'if (/^\\d+$/.test(text)) return 1;',
      ),
      mutation(
        'a long Retry-After ends the run',
        'Math.min(decision, MAX_RETRY_AFTER_MS)',
        'Math.min(decision, 1_000)',
      ),
      mutation(
        'a date in Retry-After counts by the clock of the machine',
        'Number.isNaN(now) ? Date.now() : now',
        'Date.now()',
      ),
      mutation(
        'every refusal is retried',
        'if (!isTransient && (status !== 429 || after === undefined)) return false;',
        'if (status < 400) return false;',
      ),
      mutation(
        'no status is retried',
        'if (!isTransient && (status !== 429 || after === undefined)) return false;',
        'if (status > 0) return false;',
      ),
      mutation(
        'a lost connection is not retried',
        'if (!result.ok) return result.retryable;',
        'if (!result.ok) return false;',
      ),
    ],
  },
  {
    file: 'src/api/client.ts',
    mutations: [
      mutation(
        'a body that is not JSON counts as no response',
        "return createError('api-unexpected', `${call} returned ${status} with a body that is not JSON.`);",
        "return createError('api-unreachable', `${call} returned ${status} with a body that is not JSON.`);",
      ),
      mutation(
        'a proxy decides about the token',
        'token !== undefined && isForeignStatus(status, parseJson(text));',
        'false;',
      ),
      mutation(
        'a request takes two seconds at most',
        'requestTimeoutMs = 15_000',
        'requestTimeoutMs = 2_000',
      ),
      mutation('a request takes any time', 'requestTimeoutMs = 15_000', 'requestTimeoutMs = 3_600_000'),
      mutation('a body that is not JSON is a success of a change', 'if (isPlain) throw notJson(answer);', ''),
      mutation(
        'a failed status is a success',
        'if (failure) throw createError(failure.code, failure.message);',
        '',
      ),
      mutation('401 is an unexpected response', 'code: refusal ??', 'code:'),
      mutation(
        'redirects are followed',
        'const result = await sendRequest({ method, url, network, ...content, timeout: requestTimeoutMs, signal });',
        'const first = await sendRequest({ method, url, network, ...content, timeout: requestTimeoutMs, signal });\n    const next = first.ok && first.status >= 300 && first.status < 400 ? first.headers.location : undefined;\n    const result = next ? await sendRequest({ method, url: new URL(next), network, ...content, timeout: requestTimeoutMs, signal }) : first;',
      ),
      mutation(
        'errors of the API are not redacted',
        'const detail = errorDetail(text, redact);',
        'const detail = errorDetail(text, (same) => same);',
      ),
    ],
  },
  {
    file: 'src/api/json.ts',
    mutations: [mutation('JSON of any depth is read', 'if (isTooDeep(text)) return undefined;', '')],
  },
  {
    file: 'src/api/server-clock.ts',
    mutations: [
      mutation('a wrong clock is not noticed', 'toleranceMs = 5 * 60_000', 'toleranceMs = 500 * 60_000'),
    ],
  },
  {
    file: 'src/api/deploy.ts',
    mutations: [
      mutation(
        'a gateway without a response is a refusal',
        'gatewayStatuses = [502, 504]',
        'gatewayStatuses = [504]',
      ),
    ],
  },
  {
    file: 'src/mcp/transport.ts',
    mutations: [
      mutation(
        'redirects to another origin are followed',
        'target?.origin === from.origin &&',
        'target !== undefined &&',
      ),
    ],
  },
  {
    file: 'src/deploy/wait.ts',
    mutations: [
      mutation(
        'any failed request ends the wait',
        "if (error.code !== 'api-unreachable' && error.code !== 'api-unexpected') {",
        'if (true) {',
      ),
      mutation(
        'a rejected token does not end the wait',
        "if (error.code !== 'api-unreachable' && error.code !== 'api-unexpected') {",
        'if (false) {',
      ),
      mutation(
        'a server that is not shown yet is gone',
        'const state = await readServer(api, workspaceId, serverId);',
        "const state = await readServer(api, workspaceId, serverId);\n        if (!state) return unhealthy(serverId, 'is gone');",
      ),
      mutation(
        'the wait has no end',
        'const timeLeft = () => Math.max(0, deadline - performance.now());',
        'const timeLeft = () => 600_000;',
      ),
      mutation(
        'a server that nothing is known of is unhealthy',
        'return unknown(`${serverId} was deployed, but its status could not be read. ${problem}`.trim());',
        "return unhealthy(serverId, 'failed');",
      ),
      mutation(
        'an unknown phase ends the wait',
        'health = evaluateHealth(observations, target);',
        "health = evaluateHealth(observations, target);\n        if (state && !knownPhases.includes(state.phase)) return unhealthy(serverId, 'failed');",
      ),
    ],
  },
  {
    file: 'src/deploy/secrets.ts',
    mutations: [
      mutation(
        'a secret that was not set does not end the run',
        "throw createError('secret-not-set', `${name}: ${message}`);",
        'ci.debug(message);',
      ),
      mutation('a rejected token is a secret that was not set', 'if (isTokenRefusal(code)) throw error;', ''),
    ],
  },
  {
    file: 'src/deploy/send.ts',
    mutations: [
      mutation(
        'a refused deploy is looked up',
        "if (outcome.kind === 'refused') return fail(server, 'failed', outcome);",
        "if (outcome.kind === 'refused') return { deployStatus: 'deployed' };",
      ),
      mutation(
        'a state that cannot be read is a failed deploy',
        "return fail(server, 'unknown', { code: 'deploy-unknown', message });",
        "return fail(server, 'failed', { code: 'deploy-refused', message });",
      ),
      mutation(
        'the state after the deploy is read once',
        'server.platformId, deadline), {',
        'server.platformId), {',
      ),
    ],
  },
  {
    file: 'src/deploy/server.ts',
    mutations: [
      mutation(
        'a status that cannot be read does not stop the deploy',
        'const state = await readServer(apiFor(signal), workspace.id, server.platformId);',
        'const state = await readServer(apiFor(signal), workspace.id, server.platformId).catch(() => undefined);',
      ),
      mutation(
        'a time limit that ends before the deploy is another error',
        'if (context.inputs.dryRun || limited.reason !== TIMED_OUT) throw error;',
        'throw error;',
      ),
      mutation(
        'a deploy has no time limit',
        'return withDeadline(context.runtime.signal, deadline, async',
        'return withDeadline(context.runtime.signal, deadline + 3_600_000, async',
      ),
    ],
  },
  {
    file: 'src/deploy/outcome.ts',
    mutations: [
      mutation(
        'an open outcome is a failure',
        "    kind: 'unknown',\n    code: 'deploy-unknown',",
        "    kind: 'failed',\n    code: 'deploy-refused',",
      ),
      mutation(
        'a server on the platform proves every deploy',
        'const isNew = before === undefined && after !== undefined;',
        'const isNew = after !== undefined;',
      ),
      mutation('a new server proves nothing', 'if (isNew) return', 'if (false) return'),
      mutation(
        'an open outcome is a success',
        "    kind: 'unknown',\n    code: 'deploy-unknown',\n    message: `${message} Status",
        "    kind: 'deployed',\n    note: `${message} Status",
      ),
    ],
  },
  {
    file: 'src/deploy/deployers.ts',
    mutations: [
      mutation(
        'the response to a deploy is not read',
        "outcome.kind === 'server-error' || outcome.kind === 'unclear' ? await hook.read() : undefined",
        'undefined',
      ),
      mutation(
        'a deploy is sent twice',
        'isWorkspaceOptionUnknown(output)',
        "(isWorkspaceOptionUnknown(output) || output.exit.kind !== 'exit')",
      ),
    ],
  },
  {
    file: 'src/ntcli/deploy.ts',
    mutations: [
      mutation('values of variables end at a space', '`${key}=${value}`', "`${key}=${value.split(' ')[0]}`"),

      mutation('messages are not mapped to errors', 'contract.refusals.find(', '[].find('),
      mutation(
        'the text of another line counts as a missing option',
        "/^error: unknown option '?--workspace\\b/.test(lines.find((line) => line.trim() !== '') ?? '')",
        "lines.some((line) => /unknown option '?--workspace\\b/.test(line))",
      ),
      mutation(
        'an exit with 0 is a deploy',
        "return { kind: 'unclear', message: 'ntcli exited with 0, but did not report a deploy.' };",
        "return { kind: 'deployed', message: '' };",
      ),
      mutation('a missing option is not told from a deploy', 'isFailure && /^error', '/^error'),
      mutation(
        'a name of a server counts as a message',
        'meant.some((line) => contract.lostResponse.test(line))',
        "lines.some((line) => contract.lostResponse.test(line.replaceAll(registryId, 'ID')))",
      ),
      mutation(
        'a program that was stopped refused the deploy',
        "if (exit.kind !== 'exit') return { kind: 'unclear', message: 'ntcli was stopped before it finished.' };",
        "if (exit.kind !== 'exit') return { kind: 'refused', code: 'deploy-refused', message: 'x' };",
      ),
      mutation(
        'a program that took too long refused the deploy',
        "if (exit.kind === 'timeout') return { kind: 'unclear', message: 'ntcli did not finish in time.' };",
        "if (exit.kind === 'timeout') return { kind: 'refused', code: 'deploy-refused', message: 'x' };",
      ),
      mutation(
        'a lost response refused the deploy',
        "return { kind: 'unclear', message: `ntcli got no usable response to the deploy (exit ${exit.code}).` };",
        "return { kind: 'refused', code: 'deploy-refused', message };",
      ),
    ],
  },
  {
    file: 'src/ntcli/contract-v0-4.ts',
    mutations: [
      mutation('an unknown failure is unclear', "unknownFailure: 'refused'", "unknownFailure: 'unclear'"),
      mutation('server errors are refusals', 'serverError: /^Server error', 'serverError: /^No server error'),
      mutation(
        'ntcli gets the token in its environment',
        'environment: () => ({}),',
        'environment: (token) => ({ NTCLI_TOKEN: token }),',
      ),
    ],
  },
  {
    file: 'src/ntcli/contract-v1.ts',
    mutations: [
      mutation(
        'the token is an argument',
        "['workspace', 'select', name],",
        "['workspace', 'select', name, process.env.INPUT_TOKEN ?? ''],",
      ),
      mutation(
        'no workspace is selected',
        "    ['workspace', 'select', name],\n    ['workspace', 'switch', name],\n",
        '',
      ),
    ],
  },
  {
    file: 'src/ntcli/cli.ts',
    mutations: [
      mutation('ntcli runs in the directory of the step', 'cwd: who.session.work,', 'cwd: process.cwd(),'),
      mutation(
        'ntcli has the home of the job',
        '...homeEnvironment(who.session.home),',
        '...homeEnvironment(who.job.HOME ?? who.session.home),',
      ),
      mutation('ntcli runs without the guard', "'--require', session.guard, ...links", '...links'),
      mutation(
        'the token is an argument',
        'ntcli.entry, ...args] };',
        "ntcli.entry, ...args, ...(args[1] === 'deploy' ? ['--env', process.env.INPUT_TOKEN ?? ''] : [])] };",
      ),
      mutation(
        'ntcli gets the whole environment of the job',
        '...childEnvironment(who.job),',
        "...childEnvironment(who.job), ...Object.fromEntries(Object.entries(who.job).map(([name, value]) => [name, value ?? ''])),",
      ),
      mutation(
        'a failed selection of the workspace counts',
        "throw createError('ntcli-sign-in-failed', `ntcli ${who.ntcli.version} failed at \\`workspace select\\`.`);",
        'return signedIn;',
      ),
      mutation('ntcli does not use the proxy settings', '...ntcliProxyEnvironment(who.job),', ''),
      mutation(
        'ntcli has the directory for temporary files of the job',
        '...tempEnvironment(who.session.temp),',
        "...tempEnvironment(process.env.RUNNER_TEMP ?? ''),",
      ),
    ],
  },
  {
    file: 'src/ntcli/session.ts',
    mutations: [
      mutation(
        'a directory of any prefix is abandoned',
        'engineDirPattern.test(name) || (runDirPattern.test(name) && !isInUse(join(temp, name)))',
        'name.startsWith(prefix)',
      ),
      mutation(
        'the directory of a run has a name that can be predicted',
        'join(temp, prefix + randomUUID())',
        'join(temp, `${prefix}1`)',
      ),
      mutation(
        'the file with the token stays',
        'await remove(directory);\n    return undefined;',
        'return undefined;',
      ),
    ],
  },
  {
    file: 'src/ntcli/wrapper.ts',
    mutations: [
      mutation(
        'later steps use the proxy for hosts of this machine',
        'NO_PROXY="${localHosts},',
        'NO_PROXY="',
      ),
    ],
  },
  {
    file: 'src/ntcli/install/npm.ts',
    mutations: [
      mutation('scripts of packages are run', "  '--ignore-scripts',\n", "  '--ignore-scripts=false',\n"),
      mutation('npm uses a parent project', "  '--location=project',\n", "  '--workspaces',\n"),
      mutation('npm is not told about workspaces', "  '--workspaces=false',\n", ''),
      mutation('npm does not retry', "'--fetch-retries=2'", "'--fetch-retries=0'"),
      mutation('npm takes two seconds at most', 'npmTimeoutMs = 180_000', 'npmTimeoutMs = 2_000'),
      mutation(
        'npm is not run again',
        'shouldRetry: (last) => last.ending.kind',
        'shouldRetry: (last) => false && last.ending.kind',
      ),
      mutation(
        'npm is run again for every error',
        "last.ending.kind === 'exit' && transient.test(last.errorCode)",
        "last.ending.kind === 'exit' && last.ending.code !== 0",
      ),
      mutation('errors of npm are not told apart', 'errorCode ||= /^npm', 'errorCode ||= /^NPM'),
      mutation('npm uses the cache of the user', '`--cache=${npmCacheDir(tempDir)}`, ', ''),
      mutation(
        'npm of a relative path is found',
        "throw createError('npm-missing', `No npm found.${describeRefused(refused)}`);",
        "return { file: node, args: ['npm'] };",
      ),
      mutation('a failed npm counts as an install', 'if (isSuccess(ending)) return;', 'return;'),
      mutation(
        'npm runs in the checkout',
        'cwd,\n      env: { ...npmEnvironment',
        'cwd: checkout,\n      env: { ...npmEnvironment',
      ),
      mutation(
        'npm gets the whole environment of the job',
        'env: { ...npmEnvironment({ job, checkout, tempDir, hasOwnSecret }), ...npm.shim },',
        "env: { ...Object.fromEntries(Object.entries(job).map(([name, value]) => [name, value ?? ''])), ...npmEnvironment({ job, checkout, tempDir, hasOwnSecret }), ...npm.shim },",
      ),
    ],
  },
  {
    file: 'src/ntcli/install/npm-config.ts',
    mutations: [
      mutation(
        'npm gets no settings of the job',
        'settings.filter((name) => !isFileOfCheckout(name, job, checkout))',
        '[].concat()',
      ),
      mutation(
        'there is always a home',
        'const isOwnHome = !isInside(getHome(job), checkout);',
        'const isOwnHome = !isInside(job.HOME!.normalize(), checkout);',
      ),
      mutation(
        'variables that a .npmrc names are not passed on',
        '    ...namedVariables(job, checkout),\n',
        '',
      ),
      mutation(
        'credentials of npm are shown',
        "return [...found, job.NODE_AUTH_TOKEN ?? ''].filter((secret) => secret !== '');",
        'return found.slice(0, 0);',
      ),
    ],
  },
  {
    file: 'src/ntcli/install/npm-install.ts',
    mutations: [
      mutation('lockfiles of npm stay as they are', '  await removeSources(directory);\n', ''),
      mutation(
        'the newest version is installed',
        "if (request.kind === 'registry') return request.version;",
        "if (request.kind === 'registry') return 'latest';",
      ),
      mutation(
        'dependencies are not pinned',
        'const isLocked = hasLockfile(request);',
        'const isLocked = false;',
      ),
      mutation(
        'the registry of the user is not used',
        'return [`--registry=${request.registry}`, ...ofScope];',
        'return [];',
      ),
    ],
  },
  {
    file: 'src/ntcli/install/install.ts',
    mutations: [
      mutation('the integrity is not compared', 'if (integrity !== request.integrity) {', 'if (false) {'),
      mutation(
        'the version is not compared',
        'if (version === undefined || found.version === version) return found;',
        'return found;',
      ),
      mutation(
        'a tarball with credentials is given to npm',
        'if (!hasCredentials(url)) return request;',
        'return request;',
      ),
      mutation(
        'a cache that cannot be written fails the install',
        'context, options).catch(ignoreUnwritableCache);',
        'context, options);',
      ),
      mutation(
        'a directory that cannot be created fails the install',
        'if (!(await tryMkdir(staging))) return undefined;',
        'await mkdir(staging, { recursive: true });',
      ),
      mutation(
        'what an install left stays',
        'await remove(staging).catch(() => {});\n    // Nothing stays',
        '// Nothing stays',
      ),
      mutation(
        'the directory of the tool stays',
        "    await rmdir(join(staging, '..')).catch(() => {});\n",
        '',
      ),
      mutation(
        'a full disk is not told from an error of a file',
        "throw code === 'disk-unusable' ? createError('ntcli-not-written', message) : error;",
        'throw error;',
      ),
      mutation('ntcli is not cached', 'if (toolCache !== undefined && key !== undefined) {', 'if (false) {'),
    ],
  },
  {
    file: 'src/ntcli/install/download.ts',
    mutations: [
      mutation(
        'another origin gets the credentials',
        'url.origin === first.origin ? authorization(first) : {}',
        'authorization(first)',
      ),
    ],
  },
  {
    file: 'src/ntcli/install/preinstalled.ts',
    mutations: [
      mutation(
        'a script of the checkout is run',
        'if (isInside(script, machine.checkout)) return',
        'if (false) return',
      ),
      mutation(
        'any text is a version',
        "const version = lines.map((line) => line.replace(/^v/, '')).findLast(isExact);",
        "const version = lines[0] ?? '1.0.0';",
      ),
    ],
  },
  {
    file: 'src/ntcli/install/package.ts',
    mutations: [mutation('any text is a version', '!isExact(manifest.version) || ', '')],
  },
  {
    file: 'src/ntcli/install/tool-cache.ts',
    mutations: [
      mutation(
        'a copy that cannot be published fails the install',
        '    // Another job holds the lock, the disk is full, or the copy belongs to a user who does not release it.\n',
        "    throw new Error('not published');\n",
      ),

      mutation(
        'a copy is not checked',
        'const check = await checkTree(place, [fingerprintFile]);\n    if (!check.ok) return check.problem;',
        "if (place !== '') return undefined;\n    const check = await checkTree(place, [fingerprintFile]);\n    if (!check.ok) return check.problem;",
      ),
      mutation(
        'a slower job fails',
        'const isMoved = await tryRename(finished, place);',
        'await rename(finished, place);\n    const isMoved = true;',
      ),
    ],
  },
  {
    file: 'src/deploy/sign-in.ts',
    mutations: [
      mutation('`export-token` is ignored', 'afterDeploy ? inputs.exportToken', 'afterDeploy ? true'),
      mutation(
        'a session that cannot be exported is',
        'if (!isWanted || unavailableReason === undefined) return isWanted;',
        'return isWanted;',
      ),
    ],
  },
  {
    file: 'src/deploy/deploy.ts',
    mutations: [
      mutation(
        'the API also gets a session',
        'return reason ? deployWithApi(context, reason, isExported) : deployWithNtcli(context, isExported);',
        'return deployWithNtcli(context, isExported);',
      ),
      mutation(
        'a session without later steps stays',
        'if (!isSessionExported) await removeSession(context.ci, runDir);',
        '',
      ),
    ],
  },
  {
    file: 'src/deploy/summary.ts',
    mutations: [
      mutation(
        'the summary has no configuration of a client',
        "formatDetails('MCP client configuration', formatClientConfiguration(servers)),",
        "'',",
      ),
    ],
  },
  {
    file: 'src/deploy/summary-servers.ts',
    mutations: [
      mutation(
        'the summary has names as they are',
        'joinFirst(names.map(formatCode), limit)',
        'joinFirst(names, limit)',
      ),
    ],
  },
  {
    file: 'src/run.ts',
    mutations: [
      mutation('the token is not masked', 'ci.mask(ci.rawInputs.token);', ''),
      mutation(
        'secrets are not masked',
        'for (const secret of secrets.values()) ci.mask(secret, [...origins, ...names]);',
        '',
      ),
      mutation(
        'the password of a proxy is not masked',
        'for (const secret of proxySecrets(network.network)) ci.mask(secret);',
        '',
      ),
      mutation(
        'a report that was lost is not reported',
        'if (ci.outputUnavailableReason) reportNotice',
        'if (false) reportNotice',
      ),
    ],
  },
  {
    file: 'src/post.ts',
    mutations: [
      mutation(
        'the session stays',
        'const problem = await removeRunDir(directory);',
        'const problem = undefined;',
      ),
      mutation(
        'the token stays exported',
        "if (core.getState(stateKeys.tokenExported) !== '') core.info(clearToken());",
        '',
      ),
    ],
  },
  {
    file: 'src/inputs/parse.ts',
    mutations: [
      mutation(
        'any date is accepted',
        "if (Number.isNaN(expiresAt)) read.addIssue('token-expires-at', 'not a valid date');",
        '',
      ),
      mutation(
        'only the first issue is reported',
        'const lines = formatInputIssues(issues);',
        'const lines = formatInputIssues(issues.slice(0, 1));',
      ),
      mutation(
        'the same server may be given twice',
        'if (other === undefined) known.set',
        'if (other === undefined || other) known.set',
      ),
    ],
  },
  {
    file: 'src/inputs/readers.ts',
    mutations: [
      mutation(
        'issues of one input are not counted',
        'MAX_ISSUES_PER_INPUT = 5',
        'MAX_ISSUES_PER_INPUT = 500_000',
      ),
    ],
  },
  {
    file: 'src/lib/checkout.ts',
    mutations: [
      mutation(
        'without a variable there is no temporary directory',
        'const candidates = [preferred || tmpdir(), tmpdir(), ofSystem]',
        "const candidates = [preferred || '/proc/none']",
      ),
    ],
  },
  {
    file: 'src/ntcli/install/search-path.ts',
    mutations: [
      mutation(
        'programs of the checkout are run',
        'if (isInside(place, checkout) || isInside(target, checkout))',
        'if (false)',
      ),
    ],
  },
  {
    file: 'src/lib/urls.ts',
    mutations: [
      mutation(
        'any URL can be decoded',
        '  } catch {\n    return false;\n  }',
        '  } catch {\n    return true;\n  }',
      ),
    ],
  },
  {
    file: 'src/schema/errors.ts',
    mutations: [
      mutation('a full disk is an internal error', 'if (fileSystemErrors.includes(code))', 'if (false)'),
    ],
  },
  {
    file: 'src/deploy/servers.ts',
    mutations: [
      mutation(
        'a deploy takes two seconds at most',
        'const deadline = performance.now() + inputs.timeout;',
        'const deadline = performance.now() + 2_000;',
      ),
      mutation(
        'the log of a server takes any time',
        'withTimeLimit(runtime.signal, POST_DEADLINE_GRACE_MS, (signal) =>',
        'withTimeLimit(runtime.signal, 3_600_000, (signal) =>',
      ),
    ],
  },
  {
    file: 'src/api/servers.ts',
    mutations: [mutation('a phase is taken as it is', "quoteLine(phase || 'Unknown')", "phase || 'Unknown'")],
  },
  {
    file: 'src/api/registry.ts',
    mutations: [
      mutation('a version is taken as it is', 'in version ${quoteLine(found)}', 'in version ${found}'),
    ],
  },
  {
    file: 'src/mcp/session.ts',
    mutations: [
      mutation(
        'a server that does not answer is refused',
        "return createError('mcp-failed', `${formatEndpoint(call)} did not",
        "return createError('mcp-refused', `${formatEndpoint(call)} did not",
      ),
    ],
  },
  {
    file: 'src/mcp/client.ts',
    mutations: [
      mutation(
        'names of tools are not redacted',
        "sanitizeDetail(textField(tool, 'name') ?? '', redact, MAX_NAME_LENGTH)",
        "sanitizeDetail(textField(tool, 'name') ?? '', (same) => same, MAX_NAME_LENGTH)",
      ),
    ],
  },
  {
    file: 'src/deploy/tools-snapshot.ts',
    mutations: [
      mutation('a snapshot with a secret is written', 'if (ci.redact(text) !== text)', 'if (false)'),
    ],
  },
  {
    file: 'src/inputs/package.ts',
    mutations: [
      mutation(
        'any name is a file',
        'if (!/\\.(tgz|tar\\.gz)$/.test(isUrl',
        'if (false && !/\\.(tgz|tar\\.gz)$/.test(isUrl',
      ),
    ],
  },
  {
    file: 'src/api/secrets.ts',
    mutations: [
      mutation(
        'values of secrets end at a space',
        'secret_value: value }',
        "secret_value: value.split(' ')[0] ?? '' }",
      ),
    ],
  },
];
