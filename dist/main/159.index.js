export const id = 159;
export const ids = [159];
export const modules = {

/***/ 7159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runRequestedCommand: () => (/* binding */ runRequestedCommand)
});

// EXTERNAL MODULE: ./build/src/api/endpoints.js
var api_endpoints = __webpack_require__(4300);
// EXTERNAL MODULE: ./build/src/ci/report.js + 1 modules
var report = __webpack_require__(7201);
// EXTERNAL MODULE: ./build/src/schema/errors.js + 1 modules
var errors = __webpack_require__(2543);
// EXTERNAL MODULE: ./build/src/schema/exit-codes.js
var exit_codes = __webpack_require__(6634);
;// CONCATENATED MODULE: ./build/src/deploy/progress.js
/** Interval in milliseconds of the progress line, so that no CI system considers the job stalled. */
const heartbeatMs = 25000;
/**
 * Runs a step in a group of the log, with a progress line unless live lines show the time, and measures its duration for
 * the summary.
 */
function withProgress({ ci, timings, live }, title, body) {
    const started = performance.now();
    const seconds = () => Math.round((performance.now() - started) / 1000);
    const beat = () => live ? undefined : setInterval(() => ci.info(`Still running (${seconds()} s)`), heartbeatMs);
    return timings.measure(title, () => ci.group(title, async () => {
        const timer = beat();
        try {
            return await body();
        }
        finally {
            clearInterval(timer);
        }
    }));
}
/** Runs the body with lines that show what each server does, if the CI provider has them. */
async function withLiveLines(context, body) {
    const { ci, inputs } = context;
    if (inputs.dryRun || inputs.servers.length === 0)
        return body(context);
    const live = await ci.openLiveLines?.(inputs.servers.map(({ label }) => label));
    try {
        return await body({ ...context, ...(live && { live }) });
    }
    finally {
        live?.close();
    }
}

;// CONCATENATED MODULE: ./build/src/schema/outputs.js
/** All outputs. action.yml and docs/reference.md are generated from this table. */
const outputTable = {
    'ntcli-version': 'Version of the ntcli that was used.',
    'ntcli-path': 'Executable that runs ntcli, signed in to the workspace. Empty when `export-token` is false.',
    'cache-hit': '`true` when ntcli came from the tool cache.',
    'workspace-id': 'UUID of the workspace.',
    'workspace-name': 'Name of the workspace.',
    'server-id': 'Id of the first server on the platform.',
    'server-url': 'MCP URL of the first server.',
    'deployed-with': 'What sent the deploys: `ntcli` or `api`.',
    'deploy-status': '`deployed`, `removed`, `failed`, `unknown`, `skipped` or `dry-run`; the worst of all servers. `unknown`: no response was received; check before deploying again.',
    'health-status': '`healthy`, `idle` (scaled to zero; starts on the first request), `unhealthy`, `unknown` or `skipped`; the worst of all servers.',
    servers: 'JSON array with one object per server: `server`, `id`, `url`, `deployStatus`, `healthStatus`, and `failure` if it failed. At most 120 KiB, then a warning says how many are in it.',
    tools: 'JSON array of the tool names of the first server, after `verify`. At most 120 KiB, as `servers`.',
    'token-status': '`valid`, `expiring`, `expired`, `unknown` or `missing`.',
    'token-expires-at': 'When the token expires (ISO 8601); empty if unknown.',
    'token-days-left': 'Whole days until then, rounded down.',
};
/** All names, in the order of the table. */
const outputNames = Object.keys(outputTable).filter(isOutputName);
function isOutputName(name) {
    return Object.hasOwn(outputTable, name);
}
/**
 * The variable that carries an output to later jobs (GitLab) or steps (CircleCI). An output whose plain name is the
 * variable of an input gets another name, because it would change the next run.
 */
function outputVariable(name) {
    if (name === 'ntcli-version')
        return 'NTCLI_INSTALLED_VERSION';
    if (name === 'token-expires-at')
        return 'NTCLI_TOKEN_EXPIRY';
    return `NTCLI_${name.toUpperCase().replaceAll('-', '_')}`.replace('NTCLI_NTCLI_', 'NTCLI_');
}
/** Result of the deploy of one server, the worst last. */
const deployStatuses = ['skipped', 'dry-run', 'removed', 'deployed', 'unknown', 'failed'];
/** Health of a server after its deploy, the worst last. */
const healthStatuses = ['skipped', 'healthy', 'idle', 'unknown', 'unhealthy'];

;// CONCATENATED MODULE: ./build/src/deploy/results.js



/**
 * Bytes of a list in an output. Linux starts no program with a variable of 128 KiB (MAX_ARG_STRLEN, with its name), and a
 * step gets an output as a variable. GitHub takes 1 MB of outputs from a job, with two bytes for each character.
 */
const MAX_LIST_BYTES = 122880;
/** Sets the outputs of all servers, and reports a list that was too long. */
function setServerOutputs(ci, results) {
    const { outputs, cuts } = formatServerOutputs(results);
    if (cuts.length > 0)
        (0,report/* reportNotice */.tX)(ci, 'outputs-cut', `${cuts.join(', ')}.`);
    ci.setOutputs(outputs);
}
/**
 * The results of all servers, as outputs. `server-id` and `server-url` are those of the first. A list that is too long is
 * cut between two entries.
 */
function formatServerOutputs(results) {
    const [first] = results;
    const deploys = results.map(({ deployStatus }) => deployStatus);
    const healths = results.map(({ healthStatus }) => healthStatus);
    const listed = results.map(({ server, url, deployStatus, healthStatus, error }) => ({
        server: server.label,
        id: server.platformId,
        url,
        deployStatus,
        healthStatus,
        ...(error && { failure: error.code }),
    }));
    const servers = formatList(listed);
    const tools = first?.tools && formatList(first.tools);
    const outputs = {
        ...(first && { 'server-id': first.server.platformId, 'server-url': first.url }),
        'deploy-status': findWorstDeployStatus(deploys) ?? 'skipped',
        'health-status': healthStatuses.findLast((status) => healths.includes(status)) ?? 'skipped',
        servers: servers.text,
        ...(tools && { tools: tools.text }),
    };
    return { outputs, cuts: describeCuts({ servers, tools }) };
}
/** The first entries of a list as JSON, as many as {@link MAX_LIST_BYTES} takes. */
function formatList(entries) {
    const texts = entries.map((entry) => JSON.stringify(entry));
    let bytes = 1;
    // A comma or the closing bracket follows each entry.
    const end = texts.findIndex((text) => {
        bytes += Buffer.byteLength(text) + 1;
        return bytes > MAX_LIST_BYTES;
    });
    const shown = end < 0 ? texts.length : end;
    return { text: `[${texts.slice(0, shown).join(',')}]`, shown, total: texts.length };
}
function describeCuts(lists) {
    return Object.entries(lists).flatMap(([name, list]) => list && list.shown < list.total ? [`\`${name}\` has the first ${list.shown} of ${list.total}`] : []);
}
/** The worst of several; undefined for none. */
function findWorstDeployStatus(statuses) {
    return deployStatuses.findLast((status) => statuses.includes(status));
}
/**
 * The error of a run. There is only one exit code, so an expiring token is a notice beside another error.
 *
 * @param worst already reported
 * @param expiring the error of `fail-on-expiring`; it is reported here
 */
function concludeWithExpiry(ci, worst, expiring) {
    if (worst && expiring)
        (0,report/* reportNotice */.tX)(ci, 'token-expiring', expiring.message);
    if (!worst && expiring)
        (0,report/* reportError */.N7)(ci, expiring);
    return worst ?? expiring;
}
/** The error with the highest exit code; undefined if there is none. */
function findWorstError(results) {
    return results
        .flatMap(({ error }) => error ?? [])
        .sort((a, b) => errors/* errorCatalogue */.OP[b.code].exit - errors/* errorCatalogue */.OP[a.code].exit)[0];
}

// EXTERNAL MODULE: ./build/src/api/json.js
var api_json = __webpack_require__(4402);
;// CONCATENATED MODULE: ./build/src/api/tokens.js


/**
 * Finds a token in the list of its workspace; undefined if the platform has no such list or entry.
 *
 * @throws DeployError api-unexpected if it is missing from an incomplete list; or as {@link Api.read}
 */
async function findToken(api, workspaceId, id) {
    const listed = (0,api_json/* platformList */._P)(await api.read(`/v1/workspaces/${workspaceId}/tokens`), 'tokens');
    const entry = listed?.entries.find((one) => (0,api_json/* isRecord */.u4)(one) && one.jti === id);
    if (listed && !entry && !listed.isComplete)
        throw (0,errors/* createError */.$5)('api-unexpected', `The API listed ${listed.entries.length} of ${listed.total} tokens.`);
    return (0,api_json/* isRecord */.u4)(entry) ? { createdAt: entry.created_at, expiresAt: entry.expires_at } : undefined;
}

// EXTERNAL MODULE: ./build/src/lib/sanitize.js
var sanitize = __webpack_require__(6518);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: ./build/src/lib/abort.js + 1 modules
var abort = __webpack_require__(2323);
;// CONCATENATED MODULE: ./build/src/lib/byte-buffer.js
/** Smallest block of memory, in bytes. */
const MIN_BLOCK_BYTES = 4096;
/**
 * Collects bytes in one block of memory, which doubles when it is full. (A list of chunks takes 300 bytes for each: 2.4 GB for
 * 8 MB that arrive byte by byte.)
 */
function createByteBuffer() {
    let block = Buffer.alloc(0);
    let size = 0;
    return {
        get size() {
            return size;
        },
        add(chunk) {
            if (size + chunk.length > block.length) {
                const larger = Buffer.allocUnsafe(Math.max(MIN_BLOCK_BYTES, 2 * block.length, size + chunk.length));
                block.copy(larger, 0, 0, size);
                block = larger;
            }
            block.set(chunk, size);
            size += chunk.length;
        },
        bytes: () => block.subarray(0, size),
        clear() {
            size = 0;
        },
    };
}

// EXTERNAL MODULE: ./build/src/lib/network.js
var lib_network = __webpack_require__(2527);
;// CONCATENATED MODULE: ./build/src/lib/http.js






/** Redirects that a caller follows at most. */
const MAX_REDIRECTS = 5;
/** Milliseconds in which a response that is no longer needed may end by itself, so that its connection can be used again. */
const DRAIN_MS = 500;
/** LF and CR, one of which ends an event of a stream. */
const lineEnds = [10, 13];
/** More than any response of an API needs: a long log is far smaller. */
const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;
/**
 * Sends a request and reads the response. HTTPS goes through the proxy of `network`. Plain HTTP, which is only
 * for a platform on this machine, never does. Node.js itself honors NODE_EXTRA_CA_CERTS. (Not `fetch`: before Node 24 it
 * has no proxy support.)
 *
 * @returns a response of any status, or why there is none; never throws, and always returns within `timeout`
 */
async function sendRequest(request) {
    const { timeout, signal, body } = request;
    const bound = (0,abort/* anySignal */.JG)([signal], timeout);
    try {
        const agent = await chooseAgent(request, bound.signal);
        return await new Promise((resolve) => {
            const giveUp = (reason, retryable = true) => resolve({ ok: false, reason, retryable });
            // The end must not depend on the request: one that waits for the proxy ignores `destroy`.
            const stop = () => giveUp(bound.signal.reason === abort/* TIMED_OUT */.VP ? 'timed out' : 'cancelled');
            if (bound.signal.aborted)
                return stop();
            bound.signal.addEventListener('abort', stop, { once: true });
            const outgoing = openRequest(request, agent, bound.signal, (response) => readResponse(response, request, resolve, giveUp));
            outgoing.once('proxyConnect', ({ statusCode }) => {
                if (statusCode !== 200)
                    giveUp(`the proxy returned ${statusCode}`, statusCode >= 500);
            });
            outgoing.once('error', (error) => giveUp(describeNetworkError(error)));
            outgoing.end(body);
        });
    }
    catch (error) {
        // An invalid proxy URL and an invalid header are thrown.
        return { ok: false, reason: describeNetworkError(error), retryable: true };
    }
    finally {
        bound.dispose();
    }
}
/**
 * The line of the debug log for a request.
 *
 * @param started the moment of `performance.now()` at which it was sent
 * @param purpose what it was sent for
 */
function formatExchange({ method, url }, result, started, purpose = '') {
    const status = result.ok ? result.status : result.reason;
    const duration = Math.round(performance.now() - started);
    return `${method} ${url.host}${url.pathname}${purpose && ` ${purpose}`}: ${status} after ${duration} ms`;
}
/** True for a status of success, 2xx. */
function isOkStatus(status) {
    return status >= 200 && status < 300;
}
/** Not left to the default, which NODE_TLS_REJECT_UNAUTHORIZED=0 of the job changes: then any server would get the token. */
const verified = { rejectUnauthorized: true };
// With NODE_USE_ENV_PROXY=1, as in the template for GitLab, the global agents of Node.js choose a proxy themselves.
const keepAlive = { keepAlive: true, timeout: 5000 };
const directHttp = new external_node_http_.Agent(keepAlive);
const directHttps = new external_node_https_.Agent(keepAlive);
/** The agent for a request. That for a proxy is loaded on demand: it takes 8 ms. */
async function chooseAgent({ url, network }, signal) {
    if (url.protocol === 'http:')
        return directHttp;
    const proxy = (0,lib_network/* findProxy */.EE)(network, url);
    if (proxy === undefined)
        return directHttps;
    // The library would print the address of the proxy with its password.
    delete process.env.DEBUG;
    const { HttpsProxyAgent } = await Promise.resolve(/* import() eager */).then(__webpack_require__.t.bind(__webpack_require__, 3669, 19));
    return new HttpsProxyAgent(proxy, { signal, ...verified });
}
function openRequest({ method, url, headers }, agent, signal, onResponse) {
    const options = {
        method,
        headers: { accept: 'application/json', 'user-agent': 'ntcli-deploy', ...headers },
        agent,
        signal,
    };
    if (url.protocol === 'http:')
        return (0,external_node_http_.request)(url, options, onResponse);
    return (0,external_node_https_.request)(url, { ...options, ...verified }, onResponse);
}
function readResponse(response, { stream, maxBytes = MAX_RESPONSE_BYTES }, resolve, giveUp) {
    const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, value === undefined ? value : `${value}`]));
    const status = response.statusCode ?? 0;
    const onPiece = stream?.({ status, headers });
    const collected = createByteBuffer();
    const decoder = new TextDecoder();
    let size = 0;
    const finish = () => {
        const bytes = onPiece ? Buffer.alloc(0) : collected.bytes();
        // A byte order mark before JSON text is tolerated (RFC 8259, 8.1), but not by JSON.parse.
        const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
        resolve({ ok: true, status, headers, text, bytes });
    };
    const read = (chunk) => {
        size += chunk.length;
        if (size > maxBytes) {
            giveUp('response too large', false);
            response.destroy();
            return;
        }
        collected.add(chunk);
        // The head itself is worth a piece. After it, only the end of a line is: pieces of one byte take too much memory.
        if (onPiece === undefined || !(size === 0 || lineEnds.some((end) => chunk.includes(end))))
            return;
        const isEnd = onPiece(decoder.decode(collected.bytes(), { stream: true }));
        collected.clear();
        if (!isEnd)
            return;
        finish();
        response.off('data', read).resume();
        setTimeout(() => response.destroy(), DRAIN_MS).unref();
    };
    response.once('error', (error) => giveUp(describeNetworkError(error)));
    response.once('end', finish);
    response.on('data', read);
    if (onPiece)
        read(Buffer.alloc(0));
}
/** Only codes and names: the message may quote a URL with credentials. */
function describeNetworkError(error) {
    return (0,errors/* getErrorCode */.E2)(error) ?? (error instanceof Error ? error.name : 'unknown error');
}

;// CONCATENATED MODULE: ./build/src/api/error-detail.js


/**
 * True for an error body in a shape of the platform: `{detail}` (control plane) or `{error: {...}}` (hosted edition). False
 * for a proxy's page, for a gateway's `{message}`, for JSON-RPC, and for what OAuth servers return
 * (`{error: "invalid_token"}`).
 */
function isPlatformError(json) {
    if (!(0,api_json/* isRecord */.u4)(json) || json.jsonrpc !== undefined)
        return false;
    const { detail, error } = json;
    return typeof detail === 'string' || (typeof detail === 'object' && detail !== null) || (0,api_json/* isRecord */.u4)(error);
}
/** Statuses by which the API rejects the token, or says that something is absent. */
const decisiveStatuses = [401, 403, 404];
/** True for a status that only the API itself may decide by, in a response of a proxy, CDN or ingress in front of it. */
function isForeignStatus(status, body) {
    return decisiveStatuses.includes(status) && !isPlatformError(body);
}
/** True for an error of {@link tokenRefusalCode}: every further request with the token would end the same. */
function isTokenRefusal(code) {
    return code === 'token-rejected' || code === 'token-not-allowed';
}
/**
 * What the platform's response to a request says about its token; undefined if nothing. 401 and 403 of a proxy or CDN in
 * front of the platform, or of a server on it, have other reasons.
 */
function tokenRefusalCode(status, body) {
    if ((status !== 401 && status !== 403) || !isPlatformError(body))
        return undefined;
    return status === 401 ? 'token-rejected' : 'token-not-allowed';
}
/**
 * The reason in an error body, on one line: `{detail}` as text, object or list (FastAPI), `{error: {code, message}}`
 * (hosted edition, JSON-RPC), `{error: "text"}` (registry), `{error, error_description}` (OAuth), `{message}`. If the
 * text quotes another JSON body, as the control plane does with the responses of Kubernetes, the message of that body.
 *
 * @param redact hides secrets; it runs before the text is cut
 * @returns an empty text if the body gives no reason, such as a proxy's HTML page
 */
function errorDetail(body, redact) {
    const json = (0,api_json/* parseJson */.qF)(body);
    const { message, code } = parseDetail((0,api_json/* isRecord */.u4)(json) ? (json.detail ?? json.error ?? json) : undefined);
    const description = (0,api_json/* textField */.M8)(json, 'error_description');
    const reason = [message && innermostMessage(message), code && `(${code})`, description];
    // It is quoted within a sentence that has a period of its own.
    return sanitizeDetail(reason.filter(Boolean).join(' '), redact).replace(/\.$/, '');
}
/**
 * Text of the other side in a form that is safe to quote: on one line, printable, cut to length.
 *
 * @param redact hides secrets; it runs before the text is cut
 * @param maxLength as of {@link quoteLine}
 */
function sanitizeDetail(text, redact, maxLength) {
    return (0,sanitize/* quoteLine */.tQ)(redact((0,sanitize/* stripControlChars */.BF)((0,sanitize/* cutLine */.Hh)(text))), maxLength);
}
function parseDetail(detail) {
    if (typeof detail === 'string')
        return { message: detail };
    // FastAPI lists everything that it could not validate. The first entry is enough to act on.
    if (Array.isArray(detail)) {
        const place = ((0,api_json/* listField */.FZ)(detail[0], 'loc') ?? []).filter((part) => part !== 'body').join('.');
        return { message: [place, (0,api_json/* textField */.M8)(detail[0], 'msg')].filter(Boolean).join(': ') };
    }
    return {
        message: (0,api_json/* textField */.M8)(detail, 'message'),
        code: (0,api_json/* textField */.M8)(detail, 'error_code') ?? (0,api_json/* textField */.M8)(detail, 'code'),
    };
}
/**
 * The message of the JSON body that a text quotes, or the text without what only its authors need.
 * (Kubernetes: `Deployment error: (422)\nReason: ...\nHTTP response body: {"message": "..."}`.)
 */
function innermostMessage(text) {
    const quoted = (0,api_json/* parseJson */.qF)(text.slice(text.indexOf('{"'), text.lastIndexOf('}') + 1));
    const inner = (0,api_json/* textField */.M8)(quoted, 'message');
    return inner === undefined ? withoutPydanticNoise(text) : innermostMessage(inner);
}
/** `field: message` of each error in a pydantic report; any other text as it is. */
function withoutPydanticNoise(text) {
    const errors = [...text.matchAll(/^(\S+)\n {2}(.+?) \[type=\w+, .*\]$/gm)];
    return errors.length === 0 ? text : errors.map(([, field, message]) => `${field}: ${message}`).join('; ');
}

;// CONCATENATED MODULE: ./build/src/api/change.js


/**
 * A 5xx leaves open what was done: the open control plane answers 500 to a removal of what is gone (recorded). What another
 * run removed a moment ago is gone as well.
 */
function parseRemoval({ status, message, body }) {
    if (status !== undefined && isForeignStatus(status, body))
        return { kind: 'refused', code: 'api-unexpected', message };
    if (status === undefined || status < 400 || status === 404 || status >= 500)
        return { kind: 'sent', message };
    return { kind: 'refused', code: tokenRefusalCode(status, body) ?? 'removal-refused', message };
}
/** A success has a JSON body, or none at all (204); a page of a proxy is not one, whatever its status. */
function parseRestart({ status = 0, message, body }) {
    if (isOkStatus(status) && (body !== undefined || status === 204))
        return { kind: 'restarted', message };
    return { kind: status >= 400 && status < 500 ? 'refused' : 'unclear', message };
}

;// CONCATENATED MODULE: ./build/src/api/workspaces.js





/** Creates a workspace. Sent once. */
async function createWorkspace(api, name) {
    const { status, message, body } = await api.post('/v1/workspaces', { name });
    const created = status !== undefined && status < 300 ? parseWorkspace(body) : undefined;
    if (created)
        return { kind: 'created', workspace: created };
    if (status === undefined || status < 400 || status >= 500)
        return { kind: 'unclear', message };
    if (status === 409)
        return { kind: 'exists', message };
    if (isForeignStatus(status, body))
        return { kind: 'refused', code: 'api-unexpected', message };
    const refusal = tokenRefusalCode(status, body);
    const code = refusal === 'token-not-allowed' ? 'workspace-not-allowed' : refusal;
    return { kind: 'refused', code: code ?? 'workspace-not-created', message };
}
/**
 * A workspace by its id; undefined if there is none.
 *
 * @throws DeployError api-unexpected for a workspace that cannot be used, or as {@link Api.read}
 */
async function readWorkspace(api, id) {
    const body = await api.read(workspacePath(id));
    if (body === undefined)
        return undefined;
    const workspace = parseWorkspace(body);
    if (workspace?.id.toLowerCase() === id)
        return workspace;
    throw (0,errors/* createError */.$5)('api-unexpected', `The API returned workspace ${id} without a usable id and name.`);
}
/**
 * True as long as the platform has a workspace: only a 404 of it is proof that it is gone. One that is being removed may
 * show anything.
 *
 * @param deadline moment of `performance.now()` until which transient faults are retried
 * @throws DeployError as {@link Api.read}
 */
async function workspaceExists(api, id, deadline) {
    return (await api.read(workspacePath(id), deadline)) !== undefined;
}
/** Removes a workspace with everything in it. Sent once; the platform may do it later. */
async function removeWorkspace(api, id) {
    const outcome = parseRemoval(await api.delete(workspacePath(id)));
    const isForbidden = outcome.kind === 'refused' && outcome.code === 'token-not-allowed';
    return isForbidden ? { ...outcome, code: 'workspace-not-allowed' } : outcome;
}
/** Maximum number of workspaces listed in an error. */
const MAX_CANDIDATES = 10;
/**
 * Finds the requested workspace.
 *
 * @throws DeployError workspace-not-found, which is certain; workspace-ambiguous with the candidates;
 *   workspace-list-incomplete if it may be among those that were not listed; or as {@link Api.read}
 */
async function findWorkspace(api, request) {
    if (request.kind === 'id') {
        const found = await readWorkspace(api, request.id);
        if (found)
            return found;
        throw (0,errors/* createError */.$5)('workspace-not-found', `No workspace with id ${request.id}.`);
    }
    const listed = (0,api_json/* platformList */._P)(await api.read('/v1/workspaces'), 'workspaces');
    if (!listed)
        throw (0,errors/* createError */.$5)('api-unexpected', 'The API did not return a list of workspaces.');
    return request.kind === 'name' ? findNamed(listed, request.name) : findOnly(listed);
}
function findNamed(listed, name) {
    const all = parseWorkspaces(listed);
    const fitting = all.filter((one) => one.name === name);
    const [first] = fitting;
    if (first && fitting.length === 1)
        return first;
    if (first) {
        const candidates = formatCandidates(fitting);
        const message = `This token can access ${fitting.length} workspaces named ${name}: ${candidates}.`;
        throw (0,errors/* createError */.$5)('workspace-ambiguous', `${message}${describeRest(listed)}`);
    }
    const names = listed.entries.map((entry) => (0,api_json/* textField */.M8)(entry, 'workspace_name'));
    if (names.some((one) => one === undefined || one === name))
        throw (0,errors/* createError */.$5)('api-unexpected', 'The API listed a workspace without a usable id and name.');
    const others = all.length > 0 ? ` This token can access: ${formatCandidates(all)}.` : '';
    const code = listed.isComplete ? 'workspace-not-found' : 'workspace-list-incomplete';
    throw (0,errors/* createError */.$5)(code, `No workspace named ${name}.${others}${describeRest(listed)}`);
}
/** The only one that is listed may not be the only one, and one whose name cannot be read counts as well. */
function findOnly(listed) {
    const { entries, total, isComplete } = listed;
    const all = parseWorkspaces(listed);
    const [first] = all;
    if (first && entries.length === 1 && isComplete)
        return first;
    if (entries.length > 1 || first) {
        const count = Math.max(entries.length, total);
        const candidates = first ? `: ${formatCandidates(all)}` : '';
        throw (0,errors/* createError */.$5)('workspace-ambiguous', `This token can access ${count} workspaces${candidates}.${describeRest(listed)}`);
    }
    if (entries.length === 1)
        throw (0,errors/* createError */.$5)('workspace-not-found', 'The API listed one workspace, without a usable id and name.');
    if (!isComplete)
        throw (0,errors/* createError */.$5)('workspace-list-incomplete', `No workspace was named.${describeRest(listed)}`);
    throw (0,errors/* createError */.$5)('workspace-not-found', 'This token cannot access any workspace.');
}
/** What a list leaves out, in a sentence; empty if it is complete. */
function describeRest({ entries, total, isComplete }) {
    return isComplete ? '' : ` The API listed ${entries.length} of ${total}; name the workspace by its UUID.`;
}
function formatCandidates(workspaces) {
    const named = workspaces.map(({ name, id }) => `${name} (${id})`);
    return (0,sanitize/* joinFirst */.FS)(named, MAX_CANDIDATES);
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
function parseWorkspaces({ entries }) {
    return entries.flatMap((entry) => parseWorkspace(entry) ?? []);
}
function workspacePath(id) {
    return `/v1/workspaces/${id}`;
}
/** Only UUIDs are accepted as ids, because they are used in paths and in ntcli's configuration. */
function parseWorkspace(entry) {
    const id = (0,api_json/* textField */.M8)(entry, 'workspace_id');
    const name = (0,api_json/* textField */.M8)(entry, 'workspace_name');
    if (!id || !uuid.test(id) || !name || !/^[\w.-]{1,64}$/.test(name))
        return undefined;
    return { id, name };
}

;// CONCATENATED MODULE: ./build/src/token/expiry.js
const DAY_MS = 86400000;
/**
 * @param at when the token expires; undefined if unknown
 * @param now the current time
 * @param warningDays the token counts as expiring with this many days left or fewer
 */
function computeExpiry(at, now, warningDays) {
    if (at === undefined)
        return { kind: 'unknown' };
    if (at === 'never')
        return { kind: 'never' };
    const left = at - now;
    const kind = left <= 0 ? 'expired' : left <= warningDays * DAY_MS ? 'expiring' : 'valid';
    return { kind, at, daysLeft: Math.floor(left / DAY_MS) };
}
/** Formats a time as an ISO date (UTC). */
function formatDate(at) {
    return new Date(at).toISOString().slice(0, 10);
}
/** Formats the time left in days, or in hours if it is less than one day. */
function formatTimeLeft(at, now) {
    const left = Math.abs(at - now);
    if (left < 3600000)
        return at > now ? 'in less than an hour' : 'less than an hour ago';
    const [count, unit] = left >= DAY_MS ? [Math.floor(left / DAY_MS), 'day'] : [Math.floor(left / 3600000), 'hour'];
    const text = `${count} ${unit}${count === 1 ? '' : 's'}`;
    return at > now ? `in ${text}` : `${text} ago`;
}

// EXTERNAL MODULE: ./build/src/token/jwt.js
var jwt = __webpack_require__(1278);
;// CONCATENATED MODULE: ./build/src/deploy/token-expiry.js







/** The dates of the token that are known without a request. */
function readTokenAge({ inputs }) {
    return mergeTokenAge(inputs.token.claims, undefined, inputs.expiry.expiresAt);
}
/** True if the token's own expiry has passed, by the clock of this machine. */
function isLocallyExpired(context) {
    const { expiresAt } = readTokenAge(context);
    return typeof expiresAt === 'number' && expiresAt <= Date.now();
}
/**
 * Looks up the workspace, and the dates of the token if the token does not contain them or is about to expire. Changes
 * nothing by itself.
 *
 * @param find finds the workspace in another way
 * @throws DeployError token-expired instead of token-rejected if the token has expired; otherwise as {@link findWorkspace}
 */
async function lookUpWorkspace(context, signal, find = (api) => findWorkspace(api, context.inputs.workspace)) {
    const { inputs, clock } = context;
    const api = context.apiFor(signal);
    const claims = inputs.token.claims;
    try {
        const workspace = await find(api);
        context.ci.addPublicTexts(listPublicTexts(inputs, workspace));
        context.ci.setOutputs({ 'workspace-id': workspace.id, 'workspace-name': workspace.name });
        // Some editions have no such list, or this token has no access to it: use the dates of the token.
        const listed = claims?.id === undefined || !isListUseful(context, claims)
            ? undefined
            : await findToken(api, workspace.id, claims.id).catch((error) => {
                context.ci.debug(`list of tokens: ${(0,errors/* toErrorInfo */.K$)(error).message}`);
                return undefined;
            });
        const age = mergeTokenAge(claims, listed && { expiresAt: listed.expiresAt, createdAt: listed.createdAt }, inputs.expiry.expiresAt);
        return { workspace, age };
    }
    catch (error) {
        const { expiresAt } = readTokenAge(context);
        const { code } = (0,errors/* toErrorInfo */.K$)(error);
        // Without a response, trust the token's own expiry, but not the date set by the user.
        const isSilent = code === 'api-unreachable' || code === 'api-unexpected';
        const fits = code === 'token-rejected' || (isSilent && claims?.expiresAt !== undefined);
        if (!fits || typeof expiresAt !== 'number' || expiresAt > clock.now() || signal.aborted)
            throw error;
        context.ci.setOutputs(formatExpiryOutputs(computeExpiry(expiresAt, clock.now(), inputs.expiry.warningDays)));
        throw (0,errors/* createError */.$5)('token-expired', `It expired on ${formatDate(expiresAt)} (${formatTimeLeft(expiresAt, clock.now())}).`);
    }
}
/** Texts that outputs and messages contain from now on, which a secret, such as the URL of another server, may have too. */
function listPublicTexts({ endpoints, servers }, { id, name }) {
    const urls = servers.map(({ platformId }) => (0,api_endpoints/* formatServerUrl */.ej)(endpoints, id, platformId));
    return [id, name, `/v1/workspaces/${id}/servers/`, ...urls];
}
/**
 * True if the list of tokens may know more than the token: a date that it does not contain, or a later expiry. A refresh
 * extends the same token, whose own expiry stays (the vendor's page "API Tokens").
 */
function isListUseful({ inputs, clock }, { expiresAt, issuedAt }) {
    if (expiresAt === undefined || issuedAt === undefined)
        return true;
    return computeExpiry(expiresAt, clock.now(), inputs.expiry.warningDays).kind !== 'valid';
}
/**
 * Merges the dates of the token, the platform and the user, in this order of precedence. The expiry is the later one of
 * token and platform.
 */
function mergeTokenAge(claims, listed, given) {
    const known = [claims?.expiresAt, (0,jwt/* parseTimestamp */.E)(listed?.expiresAt)].filter((at) => at !== undefined);
    const expiresAt = known.length > 0 ? Math.max(...known) : given;
    return {
        expiresAt: expiresAt ?? (claims?.neverExpires ? 'never' : undefined),
        createdAt: claims?.issuedAt ?? (0,jwt/* parseTimestamp */.E)(listed?.createdAt),
    };
}
/** Step: report the expiry of the token, and what to do about it. */
function reportExpiry({ ci, inputs, clock }, age) {
    const { warningDays, rotationDays, failOnExpiring } = inputs.expiry;
    const now = clock.now();
    const expiry = computeExpiry(age.expiresAt, now, warningDays);
    ci.setOutputs(formatExpiryOutputs(expiry));
    const minutes = Math.round(Math.abs(clock.skewMs()) / 60000);
    if (minutes > 0) {
        const way = clock.skewMs() > 0 ? 'ahead of' : 'behind';
        (0,report/* reportNotice */.tX)(ci, 'clock-off', `It is ${minutes} minutes ${way} the platform.`);
    }
    if (age.createdAt !== undefined && rotationDays > 0 && now - age.createdAt > rotationDays * DAY_MS) {
        (0,report/* reportNotice */.tX)(ci, 'token-old', `It is ${Math.floor((now - age.createdAt) / DAY_MS)} days old.`);
    }
    if (expiry.kind === 'never')
        (0,report/* reportNotice */.tX)(ci, 'token-never-expires', 'It has no expiry date.');
    if (expiry.kind === 'unknown')
        (0,report/* reportNotice */.tX)(ci, 'token-expiry-unknown', 'Neither the token nor the platform reports it.');
    if (expiry.kind !== 'expiring' && expiry.kind !== 'expired')
        return { expiry };
    const when = `${formatDate(expiry.at)} (${formatTimeLeft(expiry.at, now)})`;
    const message = expiry.kind === 'expired' ? `It should have expired on ${when}.` : `It expires on ${when}.`;
    if (failOnExpiring)
        return { expiry, error: { code: 'token-expiring', message } };
    (0,report/* reportNotice */.tX)(ci, expiry.kind === 'expired' ? 'token-accepted' : 'token-expiring', message);
    return { expiry };
}
/** Step: report the workspace and the expiry of the token. */
function reportWorkspace(context, workspace, age) {
    reportFoundWorkspace(context.ci, workspace);
    return reportExpiry(context, age);
}
function reportFoundWorkspace(ci, { id, name }) {
    ci.info(`\u2713 Workspace ${name} (${id})`);
}
function formatExpiryOutputs(expiry) {
    if (expiry.kind === 'never')
        return { 'token-status': 'valid' };
    if (expiry.kind === 'unknown')
        return { 'token-status': 'unknown' };
    return {
        'token-status': expiry.kind,
        'token-expires-at': new Date(expiry.at).toISOString(),
        'token-days-left': `${expiry.daysLeft}`,
    };
}

// EXTERNAL MODULE: ./build/src/lib/time.js
var lib_time = __webpack_require__(6016);
;// CONCATENATED MODULE: ./build/src/lib/retry.js

/** Longest Retry-After that is honored, in milliseconds. */
const MAX_RETRY_AFTER_MS = 20000;
/**
 * Repeats an attempt until its result is accepted, or no attempt, no time or no signal is left. An attempt returns its
 * failures; what it throws is not retried.
 *
 * @returns the result of the last attempt
 */
async function retry(attempt, { delays, repeatLastDelay = false, deadline = Number.POSITIVE_INFINITY, signal, shouldRetry, }) {
    for (let number = 1;; number++) {
        const result = await attempt(number);
        const decision = signal.aborted ? false : shouldRetry(result, number);
        const usual = delays[number - 1] ?? (repeatLastDelay ? delays.at(-1) : undefined);
        if (decision === false || usual === undefined)
            return result;
        const wait = decision === true ? withJitter(usual) : Math.min(decision, MAX_RETRY_AFTER_MS) + Math.random() * 250;
        if (performance.now() + wait > deadline)
            return result;
        await sleep(wait, signal);
        if (signal.aborted)
            return result;
    }
}
/** A delay of 75 to 125 %, so that many jobs that fail at the same time do not retry at the same time. */
function withJitter(milliseconds) {
    return milliseconds * (0.75 + Math.random() / 2);
}
/** Waits, but no longer than until the signal aborts. Never rejects. (Unlike `timers/promises`, tests can fake its timer.) */
function sleep(milliseconds, signal) {
    if (signal.aborted)
        return Promise.resolve();
    return new Promise((resolve) => {
        const end = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', end);
            resolve();
        };
        const timer = setTimeout(end, milliseconds);
        signal.addEventListener('abort', end);
    });
}
/** Statuses of 5xx that last: Not Implemented, HTTP Version Not Supported. */
const lastingStatuses = [501, 505];
/**
 * Whether a request that may be repeated is worth it: after a transient fault (no response, 408, 5xx, 429 with Retry-After).
 *
 * @returns as `shouldRetry` of {@link RetryOptions}
 */
function decideRetry(result) {
    if (!result.ok)
        return result.retryable;
    const { status, headers } = result;
    const after = parseRetryAfter(headers);
    // 408: the request arrived too slowly, and may be repeated unchanged (RFC 9110, 15.5.9).
    const isTransient = status === 408 || (status >= 500 && !lastingStatuses.includes(status));
    if (!isTransient && (status !== 429 || after === undefined))
        return false;
    return after ?? true;
}
/**
 * The wait that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date). A date counts from the date of the
 * response, whatever the clock of this machine says.
 *
 * @returns milliseconds; undefined without a usable header
 */
function parseRetryAfter({ 'retry-after': text = '', date = '' }) {
    if (/^\d+$/.test(text))
        return Number(text) * 1000;
    const now = (0,lib_time/* parseTime */.p)(date);
    const time = (0,lib_time/* parseTime */.p)(text) - (Number.isNaN(now) ? Date.now() : now);
    return Number.isNaN(time) ? undefined : Math.max(0, time);
}

// EXTERNAL MODULE: ./node_modules/eventsource-parser/dist/parse.js + 1 modules
var parse = __webpack_require__(6085);
;// CONCATENATED MODULE: ./build/src/mcp/transport.js



/** Largest response in bytes. A list of tools with a schema of 1 kB each has 30,000 of them. */
const transport_MAX_RESPONSE_BYTES = 32 * 1024 * 1024;
/**
 * Sends one message over streamable HTTP, once. An event stream is read up to the response to the message; other
 * messages in it (notifications, requests of the server) are ignored. A notification is done with the status.
 *
 * @param headers the headers that the protocol version and the session need
 * @param attempt for the debug log
 * @returns whatever came back; never throws
 */
async function sendMessage(endpoint, headers, message, attempt) {
    let response;
    const events = (0,parse/* createParser */.C)({
        onEvent: ({ data }) => {
            response ?? (response = findResponse((0,api_json/* parseJson */.qF)(data), message.id));
        },
    });
    const body = {
        method: 'POST',
        headers: {
            'content-type': 'application/json',
            accept: 'application/json, text/event-stream',
            ...headers,
        },
        body: JSON.stringify({ jsonrpc: '2.0', ...message }),
        stream: (head) => {
            if (!isOkStatus(head.status))
                return undefined;
            if (message.id === undefined)
                return () => true;
            if (!isEventStream(head))
                return undefined;
            return (piece) => {
                events.feed(piece);
                return response !== undefined;
            };
        },
    };
    const http = await sendWithinOrigin(endpoint, body, `${message.method} (attempt ${attempt})`);
    if (http.ok && response === undefined)
        response = findResponse((0,api_json/* parseJson */.qF)(http.text), message.id);
    return { http, response };
}
/** Ends a session, as the specification demands of a client that no longer needs it. Takes 2 s at most; never throws. */
async function sendDelete(endpoint, headers) {
    const deadline = performance.now() + 2000;
    await sendWithinOrigin({ ...endpoint, deadline }, { method: 'DELETE', headers, stream: () => () => true }, 'end');
}
/**
 * Sends a request, and sends it again to the target of a redirect that keeps method and body (307, 308) and stays within
 * the origin, as a Starlette mount answers `/mcp`. A client would turn a POST into a GET after 301 and 302.
 *
 * @param purpose for the debug log
 */
async function sendWithinOrigin({ url: first, network, token, deadline, signal, debug }, request, purpose) {
    let url = first;
    for (let redirects = 0;; redirects++) {
        const started = performance.now();
        const http = await sendRequest({
            ...request,
            url,
            network,
            headers: { authorization: `Bearer ${token}`, ...request.headers },
            timeout: Math.max(0, deadline - started),
            signal,
            maxBytes: transport_MAX_RESPONSE_BYTES,
        });
        debug(formatExchange({ method: request.method, url }, http, started, purpose));
        const target = redirects < MAX_REDIRECTS ? findRedirectTarget(url, http) : undefined;
        if (target === undefined)
            return http;
        url = target;
    }
}
function findRedirectTarget(from, http) {
    if (!http.ok || (http.status !== 307 && http.status !== 308))
        return undefined;
    const target = parseLocation(from, http.headers.location);
    const isWithinOrigin = target?.origin === from.origin && target.username === '' && target.password === '';
    return isWithinOrigin ? target : undefined;
}
/** The target of a redirect; undefined without a usable one. */
function parseLocation(from, location) {
    return location !== undefined && URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}
/** True for a response that comes as an event stream. */
function isEventStream({ headers }) {
    return /^text\/event-stream\b/i.test(headers['content-type'] ?? '');
}
/** The response with that id, alone or in a batch. A request of the server may have the same id, and has a method. */
function findResponse(json, id) {
    const messages = Array.isArray(json) ? json : [json];
    return messages.find((one) => id !== undefined && (0,api_json/* isRecord */.u4)(one) && one.id === id && one.method === undefined);
}

;// CONCATENATED MODULE: ./build/src/mcp/outcome.js






/** Errors of the connection that occur before anything is sent. */
const connectErrors = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** Statuses by which a server or its proxy refuses a client: Unauthorized, Forbidden, Misdirected Request (Host check). */
const refusals = [401, 403, 421];
/**
 * Tells what a reply means.
 *
 * @param hasSession true if the message was sent in a session that the server had created before
 */
function evaluateReply(endpoint, message, { http, response }, hasSession) {
    const call = `${message.method} at ${formatEndpoint(endpoint)}`;
    const failed = (text, code = 'mcp-failed') => ({
        kind: 'failed',
        error: (0,errors/* createError */.$5)(code, `${call} ${text}.`),
    });
    const lost = (text, flags) => ({
        kind: 'lost',
        error: (0,errors/* createError */.$5)('mcp-failed', `${call} ${text}.`),
        reason: `${message.method} ${text}`,
        isDoubtful: false,
        isUnprocessed: false,
        ...flags,
    });
    if (!http.ok) {
        const text = `failed: ${http.reason}`;
        return http.retryable ? lost(text, { isUnprocessed: connectErrors.includes(http.reason) }) : failed(text);
    }
    const { status } = http;
    const isStarting = message.method === 'initialize' && status >= 500;
    const error = (0,api_json/* isRecord */.u4)(response) ? response.error : undefined;
    if ((0,api_json/* isRecord */.u4)(response) && response.result !== undefined && isOkStatus(status)) {
        return { kind: 'result', result: response.result };
    }
    if (isOkStatus(status)) {
        if (message.id === undefined)
            return { kind: 'result', result: undefined };
        if (error !== undefined)
            return failed(`returned an error${quote(JSON.stringify(response), endpoint)}`);
        // A proxy or a process that stops ends a stream without the response.
        if (isEventStream(http))
            return lost('ended its event stream without a response', { isDoubtful: true });
        return failed(`returned ${status} with a body that is not an MCP response`);
    }
    const text = `returned ${status}${quote(http.text, endpoint)}`;
    // Only the platform itself can tell anything of the token; a server, or a proxy, has reasons of its own.
    if (refusals.includes(status))
        return failed(text, tokenRefusalCode(status, (0,api_json/* parseJson */.qF)(http.text)) ?? 'mcp-refused');
    // An error of JSON-RPC with the id of the message is the server's response to this message.
    if (error !== undefined && !isStarting)
        return failed(text);
    if (status >= 300 && status < 400)
        return failed(describeRedirect(endpoint, status, http.headers.location));
    if (hasSession && status === 404)
        return lost(text, { isUnprocessed: true });
    // How the examples of the TypeScript SDK answer a session that they do not know.
    if (hasSession && status === 400)
        return lost(text, { isDoubtful: true, isUnprocessed: true });
    const decision = decideRetry(http);
    if (decision === false)
        return failed(text);
    const isUnprocessed = status === 429 || status === 503;
    return lost(text, { isUnprocessed, ...(decision !== true && { retryAfter: decision }) });
}
/** Why a redirect was not followed. Only origin and path of its target are shown: a query may hold anything. */
function describeRedirect({ url, redact }, status, location) {
    const target = parseLocation(url, location);
    if (target === undefined)
        return `returned ${status}, a redirect without a usable target`;
    const redirect = `returned ${status}, a redirect to ${sanitizeDetail(target.origin + target.pathname, redact)}`;
    if (target.username !== '' || target.password !== '')
        return `${redirect}, not followed: it has credentials`;
    if (target.origin !== url.origin)
        return `${redirect}, not followed: the token is for ${url.origin} only`;
    if (status === 307 || status === 308)
        return `${redirect}, not followed: too many redirects`;
    return `${redirect}, not followed: only 307 and 308 keep the message`;
}
/** What a body says, ready to be put after a status; empty for a body that says nothing. */
function quote(body, { redact }) {
    const detail = errorDetail(body, redact) || quoteText(body, redact);
    return detail && `: ${detail.replace(/\.$/, '')}`;
}
/** A plain text, or the title of a page; nothing of JSON. */
function quoteText(body, redact) {
    if ((0,api_json/* parseJson */.qF)(body) !== undefined)
        return '';
    const isPage = /^\s*</.test(body);
    return sanitizeDetail(isPage ? (/<title>([^<]*)/i.exec(body)?.[1] ?? '') : body.slice(0, 20000), redact);
}
/** The endpoint in words. */
function formatEndpoint({ url }) {
    return url.host + url.pathname;
}

;// CONCATENATED MODULE: ./build/src/mcp/client.js




/** Tools that are read; a client that loads so many into a model has other problems. */
const MAX_TOOLS = 10000;
/** Characters of a tool's name. A longer one is cut, and ends with `\u2026`. */
const MAX_NAME_LENGTH = 128;
/**
 * Reads the tools of a server, page by page.
 *
 * @param keep what is kept of a tool: pages are not held in memory
 */
function readTools(call, session, keep) {
    // Cursors belong to a session, so a lost session begins with the first page again.
    return session.repeat(async () => {
        const tools = [];
        if (session.server.capabilities.tools === undefined)
            return { tools };
        const cursors = new Set();
        for (let cursor;;) {
            const result = await session.request('tools/list', cursor === undefined ? {} : { cursor });
            const page = (0,api_json/* listField */.FZ)(result, 'tools');
            if (!page) {
                throw (0,errors/* createError */.$5)('mcp-failed', `tools/list at ${formatEndpoint(call)} returned no list of tools.`);
            }
            for (const tool of page) {
                if (tools.length >= MAX_TOOLS)
                    return { tools, truncated: `only the first ${MAX_TOOLS} are read` };
                tools.push(...keep(tool));
            }
            cursor = (0,api_json/* textField */.M8)(result, 'nextCursor');
            if (cursor === undefined)
                return { tools };
            if (cursors.has(cursor))
                return { tools, truncated: 'the server returned the same cursor twice' };
            cursors.add(cursor);
        }
    });
}
/** The name of a tool in a form that is safe to show; none if it has no name. */
function getToolName(tool, redact) {
    const name = sanitizeDetail((0,api_json/* textField */.M8)(tool, 'name') ?? '', redact, MAX_NAME_LENGTH);
    return name === '' ? [] : [name];
}

// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __webpack_require__(5260);
;// CONCATENATED MODULE: ./build/src/mcp/handshake.js






/** Versions that begin with `initialize`, newest first. The first one is offered: every server since then knows it. */
const handshakeVersions = ['2025-06-18', '2025-11-25', '2025-03-26', '2024-11-05'];
/** The version without a handshake: each request says who sends it. */
const statelessVersion = '2026-07-28';
const sessionHeader = 'mcp-session-id';
const clientInfo = { name: 'ntcli-deploy', version: constants/* product */.qM.version };
/**
 * Agrees with a server on a version: offers the usual one, then, if the server names others that it supports, the first
 * of them that this client supports, too.
 *
 * @param attempt for the debug log
 * @returns the connection; `failed` with mcp-unsupported if there is no common version
 */
async function connect(endpoint, attempt) {
    const first = await initialize(endpoint, handshakeVersions[0] ?? '', attempt);
    if (first.kind !== 'unsupported')
        return first;
    const { supported } = first;
    const common = handshakeVersions.slice(1).find((version) => supported.includes(version));
    const second = common !== undefined
        ? await initialize(endpoint, common, attempt)
        : supported.includes(statelessVersion)
            ? await discover(endpoint, attempt)
            : first;
    return second.kind === 'unsupported'
        ? { kind: 'failed', error: unsupported(endpoint, second.supported) }
        : second;
}
function unsupported(endpoint, versions) {
    const ours = [...handshakeVersions, statelessVersion].sort().join(', ');
    return (0,errors/* createError */.$5)('mcp-unsupported', `${formatEndpoint(endpoint)} supports only MCP ${(0,sanitize/* joinFirst */.FS)(versions, 10)}; this client supports ${ours}.`);
}
/** The handshake of the versions up to 2025-11-25. */
async function initialize(endpoint, version, attempt) {
    const message = {
        id: 0,
        method: 'initialize',
        params: { protocolVersion: version, capabilities: {}, clientInfo },
    };
    const reply = await sendMessage(endpoint, {}, message, attempt);
    const supported = findSupportedVersions(reply);
    if (supported)
        return { kind: 'unsupported', supported };
    const outcome = evaluateReply(endpoint, message, reply, false);
    if (outcome.kind !== 'result')
        return outcome;
    const { result } = outcome;
    const protocolVersion = (0,api_json/* textField */.M8)(result, 'protocolVersion');
    // It becomes a header, so nothing but the date that a version is counts.
    if (protocolVersion === undefined || !isVersion(protocolVersion)) {
        return {
            kind: 'failed',
            error: (0,errors/* createError */.$5)('mcp-failed', `initialize at ${formatEndpoint(endpoint)} returned no MCP protocol version.`),
        };
    }
    const sessionId = reply.http.ok ? reply.http.headers[sessionHeader] : undefined;
    const headers = {
        'mcp-protocol-version': protocolVersion,
        ...(sessionId && { [sessionHeader]: sessionId }),
    };
    const connection = {
        server: { protocolVersion, ...readServerInfo(result, (0,api_json/* isRecord */.u4)(result) ? result.serverInfo : undefined) },
        ...(sessionId && { sessionHeaders: headers }),
        send: (later, tries) => sendMessage(endpoint, headers, later, tries),
    };
    const initialized = { method: 'notifications/initialized' };
    const accepted = evaluateReply(endpoint, initialized, await connection.send(initialized, attempt), sessionId !== undefined);
    return accepted.kind === 'result' ? { kind: 'connected', connection } : accepted;
}
/** The first request of version 2026-07-28, which has no session: who sends a request, and its version, come with each. */
async function discover(endpoint, attempt) {
    const send = (message, tries) => {
        const name = (0,api_json/* textField */.M8)(message.params, 'name');
        const headers = {
            'mcp-protocol-version': statelessVersion,
            'mcp-method': message.method,
            ...(message.method === 'tools/call' && name !== undefined && { 'mcp-name': encodeHeader(name) }),
        };
        const _meta = {
            'io.modelcontextprotocol/protocolVersion': statelessVersion,
            'io.modelcontextprotocol/clientInfo': clientInfo,
            'io.modelcontextprotocol/clientCapabilities': {},
        };
        return sendMessage(endpoint, headers, { ...message, params: { ...message.params, _meta } }, tries);
    };
    const message = { id: 0, method: 'server/discover' };
    const reply = await send(message, attempt);
    const supported = findSupportedVersions(reply);
    if (supported)
        return { kind: 'unsupported', supported };
    const outcome = evaluateReply(endpoint, message, reply, false);
    if (outcome.kind !== 'result')
        return outcome;
    const meta = (0,api_json/* isRecord */.u4)(outcome.result) ? outcome.result._meta : undefined;
    const serverInfo = (0,api_json/* isRecord */.u4)(meta) ? meta['io.modelcontextprotocol/serverInfo'] : undefined;
    const server = { protocolVersion: statelessVersion, ...readServerInfo(outcome.result, serverInfo) };
    return { kind: 'connected', connection: { server, send } };
}
/** The versions that a server names when it refuses one (`error.data.supported`, in every version of MCP). */
function findSupportedVersions({ http, response }) {
    // A server may not know the id of what it refuses.
    const json = response ?? (http.ok ? (0,api_json/* parseJson */.qF)(http.text) : undefined);
    const error = (0,api_json/* isRecord */.u4)(json) ? json.error : undefined;
    const supported = (0,api_json/* listField */.FZ)((0,api_json/* isRecord */.u4)(error) ? error.data : undefined, 'supported');
    const versions = supported?.filter((version) => typeof version === 'string' && isVersion(version));
    return versions?.length ? versions.map(String) : undefined;
}
function isVersion(text) {
    return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
function readServerInfo(result, info) {
    const capabilities = (0,api_json/* isRecord */.u4)(result) ? result.capabilities : undefined;
    const name = (0,api_json/* textField */.M8)(info, 'name');
    const version = (0,api_json/* textField */.M8)(info, 'version');
    return {
        capabilities: (0,api_json/* isRecord */.u4)(capabilities) ? capabilities : {},
        ...(name !== undefined && { name: (0,sanitize/* quoteLine */.tQ)(name) }),
        ...(version !== undefined && { version: (0,sanitize/* quoteLine */.tQ)(version) }),
    };
}
/** A header value as version 2026-07-28 wants it: anything but visible ASCII goes as Base64. */
function encodeHeader(value) {
    const isPlain = /^[!-~](?:[ -~]*[!-~])?$/.test(value) && !value.startsWith('=?base64?');
    return isPlain ? value : `=?base64?${Buffer.from(value).toString('base64')}?=`;
}

;// CONCATENATED MODULE: ./build/src/mcp/session.js





/** Milliseconds before the second, the third, ... session; the last one repeats. */
const retryDelays = [500, 1000, 2000];
/** How often a session is started again for a reason that may be permanent. */
const MAX_DOUBTFUL_RETRIES = 2;
/** No session starts with less time than this. */
const MIN_ATTEMPT_MS = 1000;
/**
 * Opens a session with an MCP server, waiting for the server until the deadline, and closes it after `use`.
 *
 * @throws DeployError as `request` and `use`
 */
async function withMcpSession(call, use) {
    const reportWaiting = createWaitReporter(call);
    const state = {
        attempt: 1,
    };
    /** Throws the error of an outcome that is not usable, and takes note of a lost session. */
    const fail = (outcome) => {
        if (outcome.kind === 'lost')
            Object.assign(state, { connection: undefined, lost: outcome });
        throw outcome.error;
    };
    const open = async () => {
        if (state.connection)
            return state.connection;
        const handshake = await connect(call, state.attempt);
        if (handshake.kind === 'lost')
            return fail({ ...handshake, isUnprocessed: true });
        if (handshake.kind === 'failed')
            return fail(handshake);
        state.connection = handshake.connection;
        state.server = handshake.connection.server;
        return handshake.connection;
    };
    let lastId = 0;
    const request = async (method, params = {}) => {
        const { send, sessionHeaders } = await open();
        lastId += 1;
        const message = { id: lastId, method, params };
        const outcome = evaluateReply(call, message, await send(message, state.attempt), sessionHeaders !== undefined);
        return outcome.kind === 'result' ? outcome.result : fail(outcome);
    };
    const repeat = async (body, { isRepeatable } = { isRepeatable: true }) => {
        let doubtful = 0;
        let isWorthwhile = false;
        const run = async (attempt) => {
            Object.assign(state, { attempt, lost: undefined });
            try {
                return { isDone: true, value: await body() };
            }
            catch (error) {
                if (state.lost === undefined)
                    throw error;
                return { isDone: false, lost: state.lost, error };
            }
        };
        const last = await retry(run, {
            delays: retryDelays,
            repeatLastDelay: true,
            deadline: call.deadline - MIN_ATTEMPT_MS,
            signal: call.signal,
            shouldRetry(result) {
                if (result.isDone)
                    return false;
                const { isDoubtful, isUnprocessed, reason, retryAfter } = result.lost;
                if (isDoubtful)
                    doubtful += 1;
                isWorthwhile = doubtful <= MAX_DOUBTFUL_RETRIES && (isRepeatable || isUnprocessed);
                if (isWorthwhile)
                    reportWaiting(reason);
                return isWorthwhile && (retryAfter ?? true);
            },
        });
        if (last.isDone)
            return last.value;
        throw isWorthwhile && !call.signal.aborted ? outOfTime(call, last.lost.reason) : last.error;
    };
    try {
        const { server } = await repeat(open);
        return await use({
            get server() {
                return state.server ?? server;
            },
            request,
            repeat,
        });
    }
    finally {
        const headers = state.connection?.sessionHeaders;
        if (headers && !call.signal.aborted)
            await sendDelete(call, headers);
    }
}
function outOfTime(call, reason) {
    return (0,errors/* createError */.$5)('mcp-failed', `${formatEndpoint(call)} did not respond to MCP in time (${reason}).`);
}
/** Reports why a server is waited for, in a line for each change of the reason. */
function createWaitReporter(call) {
    let last;
    return (reason) => {
        if (reason === last)
            return;
        last = reason;
        const seconds = Math.max(0, Math.ceil((call.deadline - performance.now()) / 1000));
        call.onWaiting(`Waiting for ${formatEndpoint(call)}: ${reason} (${seconds} s left)`);
    };
}

// EXTERNAL MODULE: ./build/src/mcp/tools.js
var mcp_tools = __webpack_require__(6349);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(714);
;// CONCATENATED MODULE: ./build/src/mcp/expectation.js



/** Milliseconds for one regular expression: one that backtracks without end must not hang the job. */
const REGEX_TIMEOUT_MS = 1000;
/** Characters of a value that a difference shows. */
const MAX_SHOWN = 200;
/**
 * Compares the result of a `tools/call` with what was expected.
 *
 * @returns the difference in one phrase; undefined when the result is as expected
 */
function findMismatch(result, expectation) {
    const failed = (0,api_json/* isRecord */.u4)(result) && result.isError === true;
    const text = getText(result);
    if (failed !== (expectation?.isError ?? false)) {
        return failed ? `the tool reported an error: ${show(text)}` : 'the tool reported no error';
    }
    return expectation && compare(result, text, expectation);
}
function compare(result, text, expectation) {
    if (expectation.type === 'any')
        return expectation.not && negate(result, text, expectation.not);
    if (text === undefined && expectation.type === 'text')
        return 'the result has no text';
    const value = expectation.type === 'text' ? text : getJson(result, text);
    if (value === undefined)
        return `the result is not JSON: ${show(text)}`;
    if (expectation.type === 'object' && !(0,api_json/* isRecord */.u4)(value))
        return `the result is not an object: ${show(value)}`;
    const actual = expectation.field === undefined ? value : getField(value, expectation.field);
    const name = expectation.field === undefined ? 'the result' : `\`${expectation.field}\``;
    if (actual === undefined)
        return `${name} is missing in ${show(value)}`;
    return (compareValue(name, actual, expectation) ?? (expectation.not && negate(result, text, expectation.not)));
}
function compareValue(name, actual, expectation) {
    const { equals, contains, matches, hasKeys = [] } = expectation;
    const text = typeof actual === 'string' ? actual : JSON.stringify(actual);
    if (equals !== undefined && !isEqual(actual, equals))
        return `${name} is ${show(actual)}, expected ${show(equals)}`;
    if (contains !== undefined && !text.includes(contains)) {
        return `${name} does not contain ${show(contains)}: ${show(actual)}`;
    }
    if (matches !== undefined) {
        const found = test(matches, text);
        if (found === undefined)
            return `\`matches\` took longer than ${REGEX_TIMEOUT_MS / 1000} s`;
        if (!found)
            return `${name} does not match /${matches}/: ${show(actual)}`;
    }
    const missing = hasKeys.filter((key) => !(0,api_json/* isRecord */.u4)(actual) || !Object.hasOwn(actual, key));
    return missing.length > 0 ? `${name} has no ${missing.join(', ')}` : undefined;
}
function negate(result, text, not) {
    return compare(result, text, not) === undefined
        ? `the result is what it must not be: ${show(text)}`
        : undefined;
}
/** The first text of a result. */
function getText(result) {
    const content = (0,api_json/* listField */.FZ)(result, 'content') ?? [];
    const first = content.find((one) => (0,api_json/* textField */.M8)(one, 'type') === 'text');
    const text = (0,api_json/* isRecord */.u4)(first) ? first.text : undefined;
    return typeof text === 'string' ? text : undefined;
}
/** The JSON in the text of a result; without text, its structured content. */
function getJson(result, text) {
    const structured = (0,api_json/* isRecord */.u4)(result) ? result.structuredContent : undefined;
    return (text === undefined ? undefined : (0,api_json/* parseJson */.qF)(text)) ?? structured;
}
function getField(value, path) {
    if ((0,api_json/* isRecord */.u4)(value) && Object.hasOwn(value, path))
        return value[path];
    return path.split('.').reduce((at, name) => {
        if (Array.isArray(at))
            return /^\d+$/.test(name) ? at[Number(name)] : undefined;
        return (0,api_json/* isRecord */.u4)(at) && Object.hasOwn(at, name) ? at[name] : undefined;
    }, value);
}
/** Equal whatever the order of keys is. */
function isEqual(a, b) {
    if (Array.isArray(a) && Array.isArray(b)) {
        return a.length === b.length && a.every((one, index) => isEqual(one, b[index]));
    }
    if (!(0,api_json/* isRecord */.u4)(a) || !(0,api_json/* isRecord */.u4)(b))
        return a === b;
    const keys = Object.keys(a);
    return (keys.length === Object.keys(b).length &&
        keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key] ?? null, b[key] ?? null)));
}
/** @returns undefined when the expression took too long */
function test(pattern, text) {
    try {
        return ((0,external_node_vm_.runInNewContext)('new RegExp(pattern, "u").test(text)', { pattern, text }, { timeout: REGEX_TIMEOUT_MS }) === true);
    }
    catch {
        return undefined;
    }
}
function show(value) {
    return (0,sanitize/* cutText */.IN)(value === undefined ? 'nothing' : JSON.stringify(value), MAX_SHOWN);
}

;// CONCATENATED MODULE: ./build/src/deploy/smoke-test.js




/**
 * Calls the tools of a smoke test one after the other, each once, with a line for each. The next one runs even if
 * a test fails.
 *
 * @param deadline the moment of `performance.now()` at which no further tool is called
 * @throws DeployError token-rejected or token-not-allowed
 */
async function runSmokeTest({ ci, runtime }, session, { tests, skipReason, hasEnvironment }, deadline) {
    if (skipReason !== undefined) {
        (0,report/* reportNotice */.tX)(ci, 'smoke-test-skipped', `${skipReason}.`);
        return [];
    }
    if (hasEnvironment)
        (0,report/* reportNotice */.tX)(ci, 'smoke-test-environment', '`environment` of the file is not used.');
    const results = [];
    for (const test of tests) {
        const isOver = runtime.signal.aborted || performance.now() >= deadline;
        const difference = isOver ? 'not run: out of time' : await callTool(session, test);
        const { name, tool } = test;
        results.push({ name, tool, ...(difference !== undefined && { difference }) });
        ci.info(difference === undefined ? `\u2713 ${name} (${tool})` : `\u2717 ${name} (${tool}): ${difference}`);
    }
    return results;
}
async function callTool(session, { tool, arguments: args, expect }) {
    try {
        // A tool may have effects, so it is called again only if the server cannot have run it.
        const result = await session.repeat(() => session.request('tools/call', { name: tool, arguments: args }), {
            isRepeatable: false,
        });
        return findMismatch(result ?? null, expect);
    }
    catch (thrown) {
        const { code, message } = (0,errors/* toErrorInfo */.K$)(thrown);
        if (isTokenRefusal(code))
            throw thrown;
        return message;
    }
}
/** The error of a smoke test; undefined when every test passed. */
function findSmokeTestError(results) {
    const failed = results.filter(({ difference }) => difference !== undefined);
    const [first] = failed;
    if (first === undefined)
        return undefined;
    const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
    return {
        code: 'smoke-test-failed',
        message: `${failed.length} of ${results.length} tool calls failed. ${first.name} (${first.tool}): ${first.difference}${more}.`,
    };
}

// EXTERNAL MODULE: ./build/src/lib/fs.js + 1 modules
var fs = __webpack_require__(7911);
;// CONCATENATED MODULE: ./build/src/mcp/schema-fields.js

/** A keyword with a list, each entry as text that can be compared; undefined if it is not set. */
function listOf(schema, key) {
    const list = (0,api_json/* getPath */.Yn)(schema, key);
    return Array.isArray(list) ? list.map((one) => JSON.stringify(one)) : undefined;
}
/** The types that a schema accepts; undefined for any. */
function typesOf(schema) {
    const type = (0,api_json/* getPath */.Yn)(schema, 'type');
    if (typeof type === 'string')
        return [type];
    return Array.isArray(type) ? type.map((one) => `${one}`) : undefined;
}
/** The properties that a schema requires. */
function requiredOf(schema) {
    const required = (0,api_json/* getPath */.Yn)(schema, 'required');
    return new Set(Array.isArray(required) ? required.filter((one) => typeof one === 'string') : []);
}
/** True for schemas that are equal in the form of `normalizeSchema`. */
function isSameSchema(before, after) {
    return JSON.stringify(before) === JSON.stringify(after);
}

;// CONCATENATED MODULE: ./build/src/mcp/tool-change.js
/** A value as a difference shows it. */
function tool_change_show(value) {
    return value === undefined ? 'not set' : JSON.stringify(value);
}

;// CONCATENATED MODULE: ./build/src/mcp/compare-schemas.js



/** Below this depth, any difference is breaking; no schema of a real tool comes near. */
const MAX_DEPTH = 16;
/** Keywords that accept fewer values when they are added or changed. */
const constraints = [
    'const',
    'format',
    'pattern',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minProperties',
    'maxProperties',
    'propertyNames',
    'not',
];
/** Keywords that are compared by a rule. A difference in any other is breaking: nothing tells what it means. */
const compared = new Set([
    ...constraints,
    'type',
    'enum',
    'anyOf',
    'oneOf',
    'properties',
    'required',
    'additionalProperties',
    'items',
    '$defs',
    'definitions',
]);
/**
 * Compares two versions of a JSON Schema, in the form of `withoutAnnotations`.
 *
 * Definitions (`$defs`) are compared by their names, not where they are used: `$ref` may be recursive.
 */
function compareSchemas(comparison) {
    const { tool, side, before, after, path = [] } = comparison;
    if (isSameSchema(before, after))
        return [];
    const place = [side, ...path].join('.');
    if (path.length > MAX_DEPTH || before === false || after === false) {
        const kind = before === false && side === 'input' ? 'addition' : 'breaking';
        return [{ kind, tool, place, before: tool_change_show(before), after: tool_change_show(after) }];
    }
    const nested = (name, was, is) => compareSchemas({ tool, side, before: was, after: is, path: [...path, name] });
    return [
        ...compareKeywords(comparison).map((change) => ({ ...change, tool, place })),
        ...compareProperties(comparison, place, nested),
        ...nested('[]', (0,api_json/* getPath */.Yn)(before, 'items') ?? {}, (0,api_json/* getPath */.Yn)(after, 'items') ?? {}),
        ...nested('*', valuesOf(before), valuesOf(after)),
        ...['$defs', 'definitions'].flatMap((key) => compareDefinitions(key, before, after, nested)),
    ];
}
function compareKeywords(comparison) {
    const { before, after } = comparison;
    return [
        ...compareSets(comparison, 'type', typesOf),
        ...['enum', 'anyOf', 'oneOf'].flatMap((key) => compareSets(comparison, key, listOf)),
        ...constraints.flatMap((key) => compareConstraint(comparison, key)),
        ...compareOthers(before, after),
        ...compareClosed(comparison),
    ];
}
/** What is accepted under names that `properties` does not list; `false` is compared by {@link compareClosed}. */
function valuesOf(schema) {
    const values = (0,api_json/* getPath */.Yn)(schema, 'additionalProperties');
    return (0,api_json/* isRecord */.u4)(values) ? values : {};
}
/** Definitions that both have. One that only one of them has matters only where `$ref` names it. */
function compareDefinitions(key, before, after, nested) {
    const [was, is] = [(0,api_json/* recordField */.Qb)(before, key), (0,api_json/* recordField */.Qb)(after, key)];
    return Object.keys(was)
        .filter((name) => Object.hasOwn(is, name))
        .sort()
        .flatMap((name) => nested(`${key}.${name}`, was[name], is[name]));
}
function compareOthers(before, after) {
    const [was, is] = [(0,api_json/* toRecord */.Lv)(before), (0,api_json/* toRecord */.Lv)(after)];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])]
        .filter((key) => !compared.has(key) && !isSameSchema(was[key], is[key]))
        .sort()
        .map((key) => ({
        kind: 'breaking',
        before: `${key} ${tool_change_show(was[key])}`,
        after: `${key} ${tool_change_show(is[key])}`,
    }));
}
/**
 * A set of what is allowed: an input may not lose a member, and of an output a client does not know a new one.
 *
 * @param membersOf reads the set; undefined if any value is allowed
 */
function compareSets({ side, before, after }, keyword, membersOf) {
    const [was, is] = [membersOf(before, keyword), membersOf(after, keyword)];
    if (was === undefined && is === undefined)
        return [];
    const isNarrower = is !== undefined && (was?.some((one) => !is.includes(one)) ?? true);
    const isWider = was !== undefined && (is?.some((one) => !was.includes(one)) ?? true);
    if (!isNarrower && !isWider)
        return [];
    const isBreaking = side === 'input' ? isNarrower : isWider && keyword !== 'enum';
    const text = (set) => `${keyword} ${set?.join(' | ') ?? 'any'}`;
    return [{ kind: isBreaking ? 'breaking' : 'addition', before: text(was), after: text(is) }];
}
function compareConstraint({ side, before, after }, key) {
    const [was, is] = [(0,api_json/* getPath */.Yn)(before, key), (0,api_json/* getPath */.Yn)(after, key)];
    if (isSameSchema(was, is))
        return [];
    const isBreaking = side === 'input' ? is !== undefined : is === undefined;
    const kind = isBreaking ? 'breaking' : 'addition';
    return [{ kind, before: `${key} ${tool_change_show(was)}`, after: `${key} ${tool_change_show(is)}` }];
}
/** `additionalProperties: false` refuses what a client may have sent so far. */
function compareClosed({ side, before, after }) {
    const isClosed = (schema) => (0,api_json/* getPath */.Yn)(schema, 'additionalProperties') === false;
    const [was, is] = [isClosed(before), isClosed(after)];
    if (was === is)
        return [];
    const text = (closed) => `additionalProperties ${closed ? 'false' : 'allowed'}`;
    const isBreaking = is && side === 'input';
    return [{ kind: isBreaking ? 'breaking' : 'addition', before: text(was), after: text(is) }];
}
function compareProperties({ tool, side, before, after }, place, nested) {
    const [was, is] = [(0,api_json/* recordField */.Qb)(before, 'properties'), (0,api_json/* recordField */.Qb)(after, 'properties')];
    const [requiredBefore, requiredAfter] = [requiredOf(before), requiredOf(after)];
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
    return names.flatMap((name) => {
        const at = { tool, place: `${place}.${name}` };
        const [wasRequired, isRequired] = [requiredBefore.has(name), requiredAfter.has(name)];
        if (!Object.hasOwn(is, name))
            return [{ kind: 'breaking', ...at, before: 'present', after: 'removed' }];
        if (!Object.hasOwn(was, name)) {
            const kind = side === 'input' && isRequired ? 'breaking' : 'addition';
            return [{ kind, ...at, before: 'absent', after: isRequired ? 'added, required' : 'added' }];
        }
        const changes = nested(name, was[name], is[name]);
        if (wasRequired === isRequired)
            return changes;
        // An input must not become required, an output must not become optional.
        const kind = isRequired === (side === 'input') ? 'breaking' : 'addition';
        const text = (required) => (required ? 'required' : 'optional');
        return [{ kind, ...at, before: text(wasRequired), after: text(isRequired) }, ...changes];
    });
}

// EXTERNAL MODULE: ./build/src/mcp/normalize-schema.js
var normalize_schema = __webpack_require__(6805);
;// CONCATENATED MODULE: ./build/src/mcp/compare-tools.js




/**
 * Compares the tools of a server with a snapshot of what clients rely on. Breaking are: a tool or property that is gone,
 * a new required input, a changed type, an input value or constraint that is narrower, an output that is no longer
 * promised, and an annotation that no longer promises a safe tool.
 */
function compareTools(before, after) {
    const now = new Map(after.map((tool) => [tool.name, tool]));
    const known = new Set(before.map(({ name }) => name));
    const changed = before.flatMap((tool) => {
        const current = now.get(tool.name);
        return current ? compareTool(tool, current) : [removed(tool.name, '')];
    });
    const others = after.filter(({ name }) => !known.has(name));
    return [...changed, ...others.map(({ name }) => added(name, ''))];
}
function compareTool(before, after) {
    const { name } = before;
    return [
        ...compareSchemas({
            tool: name,
            side: 'input',
            before: (0,normalize_schema/* withoutAnnotations */.Jz)(before.inputSchema),
            after: (0,normalize_schema/* withoutAnnotations */.Jz)(after.inputSchema),
        }),
        ...compareOutputs(before, after),
        ...compareAnnotations(before, after),
    ];
}
function compareOutputs({ name, outputSchema: before }, { outputSchema: after }) {
    if (before === undefined)
        return after === undefined ? [] : [added(name, 'output')];
    if (after === undefined)
        return [removed(name, 'output')];
    return compareSchemas({
        tool: name,
        side: 'output',
        before: (0,normalize_schema/* withoutAnnotations */.Jz)(before),
        after: (0,normalize_schema/* withoutAnnotations */.Jz)(after),
    });
}
function added(tool, place) {
    return { kind: 'addition', tool, place, before: 'absent', after: 'added' };
}
function removed(tool, place) {
    return { kind: 'breaking', tool, place, before: 'present', after: 'removed' };
}
/** Hints by which clients decide whether a person must confirm a call, and the value that promises more. */
const safeHints = {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
};
function compareAnnotations({ name, annotations: before }, { annotations: after }) {
    return Object.entries(safeHints).flatMap(([hint, safe]) => {
        const [was, is] = [(0,api_json/* getPath */.Yn)(before, hint), (0,api_json/* getPath */.Yn)(after, hint)];
        if (was === is)
            return [];
        const kind = was === safe ? 'breaking' : 'addition';
        return [{ kind, tool: name, place: `annotations.${hint}`, before: tool_change_show(was), after: tool_change_show(is) }];
    });
}

;// CONCATENATED MODULE: ./build/src/deploy/tools-snapshot.js





/** Changes that the log lists at most. */
const MAX_CHANGES = 50;
/**
 * Compares the tools of a server with its snapshot, with a line for each change, or writes the snapshot.
 *
 * @returns the changes; none after the snapshot was written
 * @throws DeployError mcp-failed for tools that contain a secret; or an error of the file system
 */
function applySnapshot(ci, snapshot, tools) {
    if (snapshot.kind === 'update') {
        const text = (0,mcp_tools/* formatSnapshot */.Q)(tools);
        // A server can put what it gets with a request into a schema, and the file is meant to be committed.
        if (ci.redact(text) !== text)
            throw (0,errors/* createError */.$5)('mcp-failed', 'A tool contains the token or another secret, so no snapshot was written.');
        (0,fs/* replaceFile */.fR)(snapshot.path, text);
        ci.info(`\u2713 Wrote ${tools.length} tools to ${snapshot.path}`);
        return [];
    }
    const changes = compareTools(snapshot.tools, tools);
    for (const change of changes.slice(0, MAX_CHANGES)) {
        ci.info(`${change.kind === 'breaking' ? '\u2717 Breaking' : '+ Addition'}: ${formatChange(change)}`);
    }
    if (changes.length > MAX_CHANGES)
        ci.info(`And ${changes.length - MAX_CHANGES} more changes`);
    if (changes.length === 0)
        ci.info(`\u2713 The tools match ${snapshot.path}`);
    const additions = changes.filter(({ kind }) => kind === 'addition');
    const [first] = additions;
    if (first && additions.length === changes.length) {
        const more = additions.length > 1 ? ` (and ${additions.length - 1} more)` : '';
        (0,report/* reportNotice */.tX)(ci, 'tools-added', `${formatChange(first)}${more}.`);
    }
    return changes;
}
/** The error for breaking changes; undefined without any. */
function findSnapshotError(changes) {
    const breaking = changes.filter(({ kind }) => kind === 'breaking');
    const [first] = breaking;
    if (first === undefined)
        return undefined;
    const count = breaking.length === 1 ? '1 breaking change' : `${breaking.length} breaking changes`;
    return { code: 'tools-changed', message: `${count} of the tools. ${formatChange(first)}.` };
}
/** A change on one line: `search input.query: type string -> type number`. */
function formatChange({ tool, place, before, after }) {
    return `${tool}${place && ` ${place}`}: ${before} -> ${after}`;
}

;// CONCATENATED MODULE: ./build/src/deploy/verify.js







/** Milliseconds for the version of a server before its update, which only helps to prove the update. */
const VERSION_TIMEOUT_MS = 5000;
/**
 * Connects to a deployed server as an MCP client: `initialize`, `tools/list`, and what `tools-snapshot` and `smoke-test`
 * require. Starts a server that is scaled to zero.
 *
 * @param url the server's MCP URL
 * @param deadline the moment of `performance.now()` at which the server must have answered
 */
async function verifyServer(context, url, deadline) {
    const { ci, runtime } = context;
    const call = createCall(context, url, deadline, runtime.signal);
    try {
        const checks = await withMcpSession(call, (session) => runChecks(context, call, session));
        const { names, serverVersion, truncated, toolChanges, smokeTests } = checks;
        if (truncated !== undefined)
            ci.info(`The list of tools is not complete: ${truncated}.`);
        const error = findSnapshotError(toolChanges ?? []) ?? findSmokeTestError(smokeTests ?? []);
        return {
            tools: names,
            healthStatus: 'healthy',
            ...(serverVersion && { serverVersion }),
            ...(toolChanges && { toolChanges }),
            ...(smokeTests && { smokeTests }),
            ...(error && { error }),
        };
    }
    catch (thrown) {
        return describeFailure(context, (0,errors/* toErrorInfo */.K$)(thrown));
    }
}
async function runChecks(context, call, session) {
    const { ci, inputs } = context;
    const { snapshot, smokeTest } = inputs.verification ?? {};
    const { tools, truncated } = await readTools(call, session, (json) => {
        // Whole tools are kept only for a snapshot: their schemas may be large.
        const tool = snapshot && (0,mcp_tools/* parseTool */.qd)(json);
        return getToolName(json, call.redact).map((name) => ({
            name,
            ...(tool && { tool }),
        }));
    });
    const names = tools.map(({ name }) => name);
    ci.info(`Tools: ${names.join(', ') || 'none'}`);
    // A tool that was not read would look like one that was removed.
    if (snapshot && truncated !== undefined) {
        const message = `The list of tools is not complete (${truncated}), so it is neither compared with the snapshot nor written to it.`;
        throw (0,errors/* createError */.$5)('mcp-failed', message);
    }
    const toolChanges = snapshot &&
        applySnapshot(ci, snapshot, tools.flatMap(({ tool }) => tool ?? []));
    const smokeTests = smokeTest && (await runSmokeTest(context, session, smokeTest, call.deadline));
    const serverVersion = session.server.version;
    return {
        names,
        ...(serverVersion && { serverVersion }),
        ...(truncated !== undefined && { truncated }),
        ...(toolChanges && { toolChanges }),
        ...(smokeTests && { smokeTests }),
    };
}
/** The version that a running server reports over MCP; undefined if it does not within some seconds. Never throws. */
async function readServerVersion(context, url, signal) {
    const call = createCall(context, url, performance.now() + VERSION_TIMEOUT_MS, signal);
    const version = withMcpSession({ ...call, onWaiting: context.ci.debug }, async (session) => session.server.version);
    return version.catch(() => undefined);
}
function createCall({ ci, inputs, network }, url, deadline, signal) {
    return {
        url: new URL(url),
        network,
        token: inputs.token.value,
        redact: ci.redact,
        deadline,
        signal,
        debug: ci.debug,
        onWaiting: ci.info,
    };
}
function describeFailure({ ci, inputs, runtime }, error) {
    // Without a common version, the tools cannot be compared or called: no reason to fail unless the user wants just that.
    if (error.code === 'mcp-unsupported' && inputs.verification === undefined) {
        (0,report/* reportNotice */.tX)(ci, 'mcp-unsupported', error.message);
        return { healthStatus: 'unknown' };
    }
    // A client that is refused, or a cancel, says nothing about the health of the server.
    const isUnhealthy = error.code === 'mcp-failed' && !runtime.signal.aborted;
    return { error, healthStatus: isUnhealthy ? 'unhealthy' : 'unknown' };
}

;// CONCATENATED MODULE: ./build/src/deploy/check.js








/** The command `check`: checks token and workspace, and verifies servers. Changes and installs nothing. */
async function runCheck(context) {
    const { workspace, age } = await lookUpWorkspace(context, context.runtime.signal).catch((error) => {
        // Report the token's expiry even if the workspace is not found.
        if (errors/* errorCatalogue */.OP[(0,errors/* toErrorInfo */.K$)(error).code].exit === exit_codes/* exitCodes */.h.target)
            reportExpiry(context, readTokenAge(context));
        throw error;
    });
    const { error } = reportWorkspace(context, workspace, age);
    if (error)
        (0,report/* reportError */.N7)(context.ci, error);
    return (await verifyServers(context, workspace)) ?? error;
}
/** Verifies servers without deploying them, for scheduled runs. */
async function verifyServers(context, workspace) {
    const { ci, inputs, runtime } = context;
    if (!inputs.verify)
        return undefined;
    const results = [];
    for (const server of inputs.servers) {
        if (runtime.signal.aborted)
            break;
        const url = (0,api_endpoints/* formatServerUrl */.ej)(inputs.endpoints, workspace.id, server.platformId);
        const deadline = performance.now() + inputs.timeout;
        const verified = await withProgress(context, `Verify ${server.label}`, () => verifyServer(context, url, deadline));
        const result = {
            server,
            url,
            deployStatus: 'skipped',
            healthStatus: 'skipped',
            ...verified,
        };
        results.push(result);
        if (result.error)
            (0,report/* reportError */.N7)(ci, result.error);
        else
            ci.info(`\u2713 ${server.label} is ${result.healthStatus}: ${url}`);
    }
    setServerOutputs(ci, results);
    return findWorstError(results);
}

;// CONCATENATED MODULE: ./build/src/api/client.js





/** Time limit of one request in milliseconds. */
const requestTimeoutMs = 15000;
/** Milliseconds before the second, the third, ... attempt of a read, before jitter. */
const client_retryDelays = [500, 2000];
function createApi({ origin, network, token, redact, clock, signal, debug }) {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const request = async (method, url, body, attempt = 1) => {
        // FastAPI 0.116 and newer read a body without this header as text, and answer 422 (measured).
        const json = { headers: { ...authorization, 'content-type': 'application/json' } };
        const content = body === undefined ? { headers: authorization } : { ...json, body: JSON.stringify(body) };
        const started = performance.now();
        const result = await sendRequest({ method, url, network, ...content, timeout: requestTimeoutMs, signal });
        debug(formatExchange({ method, url }, result, started, `(attempt ${attempt})`));
        if (result.ok)
            clock.observe(result.headers.date);
        return result;
    };
    /** True for a status that only the API itself may decide by, in a response that a proxy or CDN in front of it sent. */
    const isForeign = ({ status, text }) => token !== undefined && isForeignStatus(status, (0,api_json/* parseJson */.qF)(text));
    /** The response, if the caller can go on with it. */
    const expect = (method, url, result) => {
        const call = `${method} ${url.host}${url.pathname}`;
        if (!result.ok)
            throw (0,errors/* createError */.$5)('api-unreachable', `${call} failed: ${result.reason}.`);
        if (isForeign(result)) {
            throw (0,errors/* createError */.$5)('api-unexpected', `${call} returned ${result.status} with a body that is not from the API.`);
        }
        if (method === 'GET' && result.status === 404)
            return undefined;
        const failure = errorForStatus(call, result, redact, token !== undefined);
        if (failure)
            throw (0,errors/* createError */.$5)(failure.code, failure.message);
        return { call, ...result };
    };
    const send = async (method, path, body) => {
        const url = new URL(origin + path);
        const result = await request(method, url, body);
        const call = `${method} ${url.host}${url.pathname}`;
        if (!result.ok)
            return { message: `${call} failed: ${result.reason}.`, reason: '' };
        const answered = (0,api_json/* parseJson */.qF)(result.text);
        const reason = errorDetail(result.text, redact);
        const message = `${call} returned ${result.status}${reason && `: ${reason}`}.`;
        return { status: result.status, message, reason, ...(answered === undefined ? {} : { body: answered }) };
    };
    return {
        async read(path, deadline) {
            const url = new URL(origin + path);
            const result = await retry((attempt) => request('GET', url, undefined, attempt), {
                delays: client_retryDelays,
                signal,
                shouldRetry(last) {
                    // An ingress without a route, as during a restart of the platform, is as transient as a 502.
                    const isUnrouted = last.ok && last.status === 404 && isForeign(last);
                    return isUnrouted || decideRetry(last);
                },
                ...(deadline !== undefined && { deadline, repeatLastDelay: true }),
            });
            const answer = expect('GET', url, result);
            if (answer === undefined)
                return undefined;
            const body = (0,api_json/* parseJson */.qF)(answer.text);
            if (body !== undefined)
                return body;
            throw notJson(answer);
        },
        async put(path, body) {
            const url = new URL(origin + path);
            const answer = expect('PUT', url, await request('PUT', url, body));
            const isPlain = answer !== undefined && answer.text.trim() !== '' && (0,api_json/* parseJson */.qF)(answer.text) === undefined;
            if (isPlain)
                throw notJson(answer);
        },
        post: (path, body) => send('POST', path, body),
        delete: (path) => send('DELETE', path),
    };
}
function notJson({ call, status }) {
    return (0,errors/* createError */.$5)('api-unexpected', `${call} returned ${status} with a body that is not JSON.`);
}
/**
 * Maps a status of the API to an error. What a server that got no token refuses says nothing about it.
 *
 * @param call the request in words
 * @param hasToken true if the request had one
 */
function errorForStatus(call, { status, text }, redact, hasToken) {
    if (isOkStatus(status))
        return undefined;
    const detail = errorDetail(text, redact);
    const refusal = hasToken ? tokenRefusalCode(status, (0,api_json/* parseJson */.qF)(text)) : undefined;
    return {
        code: refusal ?? 'api-unexpected',
        message: `${call} returned ${status}${detail && `: ${detail}`}.`,
    };
}

;// CONCATENATED MODULE: ./build/src/api/server-clock.js

/** Tolerated difference in milliseconds: headers have whole seconds, and responses take time. */
const toleranceMs = 5 * 60000;
function createServerClock() {
    let difference = 0;
    const skewMs = () => (Math.abs(difference) > toleranceMs ? difference : 0);
    return {
        observe(header) {
            const time = (0,lib_time/* parseTime */.p)(header ?? '');
            if (!Number.isNaN(time))
                difference = Date.now() - time;
        },
        now: () => Date.now() - skewMs(),
        skewMs,
    };
}

;// CONCATENATED MODULE: ./build/src/lib/timings.js
function createTimings() {
    const start = performance.now();
    const entries = [];
    return {
        entries,
        async measure(name, part) {
            const startMs = performance.now() - start;
            try {
                return await part();
            }
            finally {
                entries.push({ name, startMs, endMs: performance.now() - start });
            }
        },
    };
}

;// CONCATENATED MODULE: ./build/src/deploy/context.js




function createContext(ci, job, inputs, network) {
    const runtime = { ...job, env: (0,lib_network/* normalizeEnvironment */.J2)(job.env, network) };
    const clock = createServerClock();
    const { redact, debug } = ci;
    const { api, registry } = inputs.endpoints;
    const apiFor = (signal) => createApi({ origin: api, network, token: inputs.token.value, redact, clock, signal, debug });
    const registryFor = (signal) => createApi({ origin: registry, network, redact, clock: createServerClock(), signal, debug });
    return { ci, runtime, inputs, network, clock, timings: createTimings(), apiFor, registryFor };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
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
            await (0,external_node_timers_promises_.setTimeout)(100);
        }
    }
}
/**
 * Removes a file or directory with everything in it, if it exists. Windows refuses while a process that was just stopped or
 * a virus scanner holds a file, and a process that still writes makes a directory reappear, so it is retried for 2 s.
 * (`maxRetries` of `rm` starts over on each level: minutes for a deep directory.)
 */
async function remove(path) {
    await runPatiently(() => (0,promises_.rm)(path, { recursive: true, force: true }), () => true);
}
/** Errors of a rename on Windows while a virus scanner or an indexer has a file open. */
const busyErrors = ['EPERM', 'EBUSY', 'EACCES'];
/**
 * Renames a file or directory. On Windows, retried for 2 s while something has it open; a target that exists is an error
 * at once.
 *
 * @param isRetried true for a system on which this happens
 * @throws the error of the last try
 */
async function renamePatiently(from, to, isRetried = process.platform === 'win32') {
    const isBusy = (error) => busyErrors.includes((0,errors/* getErrorCode */.E2)(error) ?? '') && !(0,external_node_fs_.existsSync)(to);
    await runPatiently(() => (0,promises_.rename)(from, to), (error) => isRetried && isBusy(error));
}
/**
 * Removes abandoned directories of this user from a directory. Failures are ignored.
 *
 * @param isMeant selects by name
 * @param age minimum time since the last change in milliseconds; a younger one may be in use
 */
async function removeStale(directory, isMeant, age) {
    for (const path of findStale(directory, isMeant, age))
        await remove(path).catch(() => { });
}
function findStale(directory, isMeant, age) {
    if (!(0,external_node_fs_.existsSync)(directory))
        return [];
    const paths = (0,external_node_fs_.readdirSync)(directory)
        .filter(isMeant)
        .map((name) => (0,external_node_path_.join)(directory, name));
    return paths.filter((path) => {
        // Another run may remove it at the same time.
        const stats = (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
        const isOurs = process.getuid === undefined || stats?.uid === process.getuid();
        return stats?.isDirectory() && isOurs && stats.mtimeMs <= Date.now() - age;
    });
}

;// CONCATENATED MODULE: ./build/src/lib/owner.js




/** The file in a directory that names the process that made it. */
const ownerFile = 'owner';
/** Milliseconds between two updates of the time of a directory in use. */
const owner_heartbeatMs = 3600000;
/**
 * Marks a directory as in use while this process lives: by its id, and by the time of the directory, which is updated every
 * hour for processes that cannot see the id, such as those in another container.
 */
async function markInUse(directory) {
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, ownerFile), identify(process.pid), { mode: 0o600 });
    setInterval(() => (0,promises_.utimes)(directory, new Date(), new Date()).catch(() => { }), owner_heartbeatMs).unref();
}
/** True if the process that marked a directory is still alive. */
function isInUse(directory) {
    try {
        const owner = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(directory, ownerFile), 'utf8');
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
        return (0,errors/* getErrorCode */.E2)(error) === 'EPERM';
    }
}
/** The id of a process; on Linux with the time of its start (field 22 of proc_pid_stat(5)), because ids are reused. */
function identify(pid) {
    try {
        const stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'utf8');
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
    const below = (name) => (0,external_node_path_.join)(runDir, name);
    const [home, work, temp, bin] = [below('home'), below('work'), below('temp'), below('bin')];
    const directories = [(0,external_node_path_.join)(home, '.ntcli'), work, temp, bin];
    await Promise.all(directories.map((directory) => (0,promises_.mkdir)(directory, { recursive: true, mode: 0o700 })));
    return { home, work, temp, bin, guard: below('guard.cjs') };
}
/** Writes ntcli's configuration file, mode 0600. */
async function writeConfiguration({ home }, configuration) {
    const file = (0,external_node_path_.join)(home, '.ntcli', 'config.json');
    await (0,promises_.writeFile)(file, JSON.stringify(configuration), { mode: 0o600 });
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
    const directory = (0,external_node_path_.join)(temp, prefix + (0,external_node_crypto_.randomUUID)());
    registerCleanup(directory);
    const isLeft = (name) => engineDirPattern.test(name) || (runDirPattern.test(name) && !isInUse((0,external_node_path_.join)(temp, name)));
    // A runner may name a directory that nothing has created yet.
    await (0,promises_.mkdir)(temp, { recursive: true });
    await removeStale(temp, isLeft, staleAfterMs);
    await (0,promises_.mkdir)(directory, { mode: 0o700 });
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

// EXTERNAL MODULE: ./build/src/lib/env.js + 1 modules
var lib_env = __webpack_require__(9455);
// EXTERNAL MODULE: external "node:async_hooks"
var external_node_async_hooks_ = __webpack_require__(6698);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __webpack_require__(3053);
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 3 modules
var exec = __webpack_require__(1260);
// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./build/src/lib/lines.js

/** Longest line that is kept, in bytes. The rest is counted and dropped, so that memory stays bounded. */
const MAX_LINE_BYTES = 16384;
const LF = 10;
const CR = 13;
/**
 * Splits a byte stream into lines as the runners do: at LF, CRLF and a bare CR. Invalid UTF-8 becomes U+FFFD.
 *
 * @param onLines gets one or more complete lines, with LF between them: all of a chunk at once take a third of the time
 */
function splitLines(onLines) {
    /** The start of a line that has not ended yet. */
    const rest = Buffer.alloc(MAX_LINE_BYTES);
    let size = 0;
    let dropped = 0;
    let endedWithCr = false;
    const keep = (bytes) => {
        const kept = bytes.copy(rest, size);
        size += kept;
        dropped += bytes.length - kept;
    };
    const emitRest = () => {
        const line = rest.toString('utf8', 0, size);
        onLines(dropped > 0 ? `${line} ... (${dropped} more bytes)` : line);
        [size, dropped] = [0, 0];
    };
    /** Ends the line that has begun before. @returns where the next one starts */
    const endLine = (chunk, from) => {
        const end = findLineEnd(chunk, from);
        keep(chunk.subarray(from, end));
        emitRest();
        return chunk[end] === CR && chunk[end + 1] === LF ? end + 2 : end + 1;
    };
    return {
        push(chunk) {
            if (chunk.length === 0)
                return;
            let from = endedWithCr && chunk[0] === LF ? 1 : 0;
            endedWithCr = chunk.at(-1) === CR;
            const last = Math.max(chunk.lastIndexOf(LF), chunk.lastIndexOf(CR));
            if (size > 0 && from <= last)
                from = endLine(chunk, from);
            if (from <= last) {
                const end = chunk[last] === LF && last > from && chunk[last - 1] === CR ? last - 1 : last;
                const lines = decode(chunk.subarray(from, end));
                if (!hasLongLine(lines))
                    onLines(lines);
                else
                    while (from <= last)
                        from = endLine(chunk, from);
            }
            keep(chunk.subarray(Math.max(from, last + 1)));
        },
        end() {
            if (size > 0)
                emitRest();
        },
    };
}
/** The index of the first line end from an index on; there is one. */
function findLineEnd(chunk, from) {
    const [lf, cr] = [chunk.indexOf(LF, from), chunk.indexOf(CR, from)];
    return lf < 0 || (cr >= 0 && cr < lf) ? cr : lf;
}
/** The text of whole lines, with LF as the only line end. */
function decode(bytes) {
    // Decoded as Latin-1, ASCII takes half the time.
    const text = bytes.toString((0,external_node_buffer_.isAscii)(bytes) ? 'latin1' : 'utf8');
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
/** True if a line has more than {@link MAX_LINE_BYTES} characters. */
function hasLongLine(lines) {
    let at = 0;
    while (lines.length - at > MAX_LINE_BYTES) {
        const end = lines.lastIndexOf('\n', at + MAX_LINE_BYTES);
        if (end < at)
            return true;
        at = end + 1;
    }
    return false;
}

;// CONCATENATED MODULE: ./build/src/lib/child-process.js

const onWindows = process.platform === 'win32';
/**
 * Reads both pipes of a program that was just spawned. While the reader of our own stdout is slower than the program,
 * the pipes are paused: what waits for stdout would otherwise fill our memory.
 *
 * @returns passes on what is left after the last line end
 */
function readLines(child, onLines) {
    const log = process.stdout;
    const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
    const resume = () => {
        log.off('drain', resume);
        for (const stream of streams)
            stream.resume();
    };
    const splitters = streams.map((stream) => {
        const splitter = splitLines(onLines);
        // exec searches its whole unfinished line again with every chunk: 100 MB without a line end take minutes.
        stream.removeAllListeners('data');
        stream.on('data', (chunk) => {
            splitter.push(chunk);
            // What is in the pipe at the end is bounded by the system, and exec waits for it only for a second.
            if (!log.writableNeedDrain || child.exitCode !== null || child.signalCode !== null)
                return;
            for (const each of streams)
                each.pause();
            log.off('drain', resume).once('drain', resume);
        });
        return splitter;
    });
    child.once('exit', resume);
    return () => {
        resume();
        for (const splitter of splitters)
            splitter.end();
    };
}
function isSpawnable(child) {
    return 'spawn' in child && typeof child.spawn === 'function';
}
/**
 * Changes two things that `exec` gives no access to. A process group lets signals reach grandchildren. And a command
 * line that is too long (E2BIG), which Node.js throws, becomes an `error` event like every other failed start: inside
 * `exec` it would be an unhandled rejection.
 */
function hookSpawn(child) {
    if (!isSpawnable(child))
        return;
    const spawn = child.spawn.bind(child);
    child.spawn = (options) => {
        try {
            return spawn({ ...options, detached: !onWindows, windowsHide: true });
        }
        catch (error) {
            process.nextTick(() => child.emit('error', error));
            return undefined;
        }
    };
}
/** Signals the process group of a child; on Windows, and without a group, the child alone. */
function killGroup(child, signal) {
    if (child?.pid === undefined)
        return;
    try {
        if (!onWindows)
            return void process.kill(-child.pid, signal);
    }
    catch {
        // The group is gone, or there is none.
    }
    child.kill(signal);
}

;// CONCATENATED MODULE: ./build/src/lib/exec.js







/** True for a program that exited by itself with code 0. */
function isSuccess(result) {
    return result.kind === 'exit' && result.code === 0;
}
/** Milliseconds between the first signal and SIGKILL. The GitHub runner kills the whole job 10 s after a cancel. */
const killDelayMs = 2000;
/** Milliseconds that output is still read after the program has exited: a grandchild may hold the pipe open. */
const drainTimeoutMs = 1000;
/**
 * `exec` returns no ChildProcess, so signals and time limits would be out of reach. Node.js publishes each one on this
 * diagnostics channel before it is spawned; the storage connects it to the call of `runCommand` that started it.
 * https://nodejs.org/api/diagnostics_channel.html#process
 */
const supervisors = new external_node_async_hooks_.AsyncLocalStorage();
(0,external_node_diagnostics_channel_.subscribe)('child_process', (message) => {
    if (!(message instanceof Object && 'process' in message))
        return;
    if (message.process instanceof external_node_child_process_.ChildProcess)
        supervisors.getStore()?.(message.process);
});
/**
 * Runs a program with `@actions/exec`, passes on its output in whole lines, and stops it on abort or timeout: SIGINT or
 * SIGTERM first, SIGKILL 2 s later, for its whole process group. A program that does not start is a result, not an error.
 */
async function runCommand(command, options) {
    const started = performance.now();
    const result = await runToEnd(command, options);
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    options.debug(`Ran ${[command.file, ...command.args].join(' ')} (${seconds} s): ${JSON.stringify(result)}`);
    return result;
}
async function runToEnd(command, options) {
    if (options.signal.aborted)
        return { kind: 'cancel' };
    const reason = await findStartError(command);
    if (reason !== undefined)
        return { kind: 'not-started', reason };
    const { attach, finish } = createSupervisor(command.timeout, options);
    const { cwd, env } = command;
    const settings = { cwd, env: { ...env }, silent: true, ignoreReturnCode: true, delay: drainTimeoutMs };
    let problem = 'unknown';
    try {
        await supervisors.run(attach, () => (0,exec/* exec */.m)(quotePath(command.file), [...command.args], settings));
    }
    catch (error) {
        // After a start, the supervisor knows more from the `error` event.
        if (error instanceof Error)
            problem = error.message;
    }
    return finish(problem);
}
function createSupervisor(timeout, { onLines, signal }) {
    let child;
    let result;
    let stopResult;
    let endLines = () => { };
    const timers = [];
    const stop = (why, name) => {
        stopResult ?? (stopResult = why);
        killGroup(child, name);
        timers.push(setTimeout(() => killGroup(child, 'SIGKILL'), killDelayMs));
    };
    const cancel = () => stop({ kind: 'cancel' }, signal.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT');
    signal.addEventListener('abort', cancel, { once: true });
    return {
        attach(started) {
            hookSpawn(started);
            started.once('error', (error) => {
                if (child === undefined)
                    result = { kind: 'not-started', reason: error.code ?? error.name };
            });
            started.once('spawn', () => {
                child = started;
                // No program may wait for an answer that never comes.
                child.stdin?.destroy();
                endLines = readLines(child, onLines);
                timers.push(setTimeout(() => stop({ kind: 'timeout' }, 'SIGTERM'), timeout));
                if (signal.aborted)
                    cancel();
            });
            started.once('exit', (code, name) => {
                result = code === null ? { kind: 'signal', signal: `${name}` } : { kind: 'exit', code };
                // Grandchildren must not outlive the program.
                killGroup(started, 'SIGKILL');
            });
        },
        finish(problem) {
            timers.forEach(clearTimeout);
            signal.removeEventListener('abort', cancel);
            endLines();
            child?.stdout?.destroy();
            child?.stderr?.destroy();
            return stopResult ?? result ?? { kind: 'not-started', reason: problem };
        },
    };
}
/**
 * The error code for a program that cannot start, checked first because `exec` names no code, prints an unexpected one
 * to the log, and turns a NUL in an argument into an unhandled rejection.
 */
async function findStartError({ file, args, cwd, env }) {
    const texts = [file, cwd, ...args, ...Object.entries(env).flat()];
    if (texts.some((text) => text.includes('\0')))
        return 'EINVAL';
    try {
        await (0,promises_.access)(file, promises_.constants.X_OK);
        await (0,promises_.access)(cwd, promises_.constants.X_OK);
        return undefined;
    }
    catch (error) {
        return (0,errors/* getErrorCode */.E2)(error) ?? 'unknown';
    }
}
/**
 * A path as `exec` wants it, which takes a command line: quotes around everything but backslashes, which it reads
 * literally outside quotes only, and a space at the end, without which it would trim the path.
 */
function quotePath(path) {
    const quoted = path.replace(/"|[^\\"]+/g, (part) => (part === '"' ? '"\\""' : `"${part}"`));
    return `${quoted} `;
}

;// CONCATENATED MODULE: ./build/src/ntcli/windows-access.js



/** Owner, SYSTEM and Administrators, by the numbers that they have in every language of Windows. */
const allowed = ['*S-1-3-4', '*S-1-5-18', '*S-1-5-32-544'];
/** Milliseconds for the command, which takes some 50. */
const timeout = 10000;
/**
 * The command that gives a directory and everything that is created in it later to its owner, SYSTEM and Administrators
 * alone. https://learn.microsoft.com/windows-server/administration/windows-commands/icacls
 *
 * @param systemRoot `%SystemRoot%`
 */
function restrictCommand(directory, systemRoot) {
    return {
        file: external_node_path_.win32.join(systemRoot, 'System32', 'icacls.exe'),
        args: [directory, '/inheritance:r', ...allowed.flatMap((sid) => ['/grant:r', `${sid}:(OI)(CI)F`]), '/q'],
    };
}
/**
 * Closes a directory to other users of a Windows machine, where the modes of Node.js mean nothing.
 *
 * @returns false if that failed
 */
async function restrictToOwner(directory, job, options) {
    const command = restrictCommand(directory, job.SystemRoot ?? 'C:\\Windows');
    const result = await runCommand({ ...command, cwd: directory, env: (0,lib_env/* childEnvironment */.Qc)(job), timeout }, { ...options, onLines: options.debug });
    return isSuccess(result);
}

;// CONCATENATED MODULE: ./build/src/api/deploy.js



/** Sends a deploy, once. */
async function postDeploy(api, workspaceId, body) {
    return parseApiOutcome(await api.post(`/v1/workspaces/${workspaceId}/servers`, body));
}
/** Statuses that mean that nothing was deployed. */
const refusalStatuses = {
    400: 'deploy-refused',
    404: 'workspace-not-found',
    409: 'server-conflict',
    422: 'deploy-refused',
    429: 'deploy-refused',
};
/** A gateway that got no response from the platform: the deploy may go on (RFC 9110, 15.6.3 and 15.6.5). */
const gatewayStatuses = [502, 504];
/**
 * What the response to a deploy means. A success must name the server, as ntcli requires too; a proxy's page does not.
 * The open control plane reports refusals of Kubernetes and of its own validation as 500 with a reason (measured).
 */
function parseApiOutcome({ status, message, reason, body }) {
    if (status === undefined)
        return { kind: 'unclear', message };
    const refusal = tokenRefusalCode(status, body) ?? refusalStatuses[status];
    const code = isForeignStatus(status, body) ? 'api-unexpected' : refusal;
    if (code !== undefined)
        return { kind: 'refused', code, message };
    if (status >= 500 && reason !== '' && !gatewayStatuses.includes(status))
        return { kind: 'server-error', message, reason, isRefusal: isRefusalReason(body) };
    const isAccepted = isOkStatus(status) && (0,api_json/* textField */.M8)(body, 'server_id') !== undefined;
    return isAccepted ? { kind: 'deployed', message } : { kind: 'unclear', message };
}
/**
 * True for a 500 of the open control plane in whose reason Kubernetes, or its own validation, refuses the deploy before
 * anything is stored (recorded).
 */
function isRefusalReason(body) {
    return /^Deployment error: (\(422\)\s|\d+ validation errors? for )/.test((0,api_json/* textField */.M8)(body, 'detail') ?? '');
}
/**
 * True for the reason of a platform that cannot update a server in place. nimbletools-core 0add62c replaces the object
 * without its resourceVersion, which Kubernetes refuses (measured).
 */
function isUpdateUnsupported(reason) {
    return /resourceVersion\b.*must be specified for an update/.test(reason);
}

;// CONCATENATED MODULE: ./build/src/api/quantity.js
/** Bytes of each suffix of a Kubernetes memory quantity. */
const suffixes = {
    '': 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
};
/**
 * A CPU quantity in the form that the control plane accepts: whole cores or millicores (`^[0-9]+m?$`,
 * nimbletools-core, mcp_server_models.py).
 *
 * @param cpu a Kubernetes quantity, such as `0.5` or `500m`
 */
function toPlatformCpu(cpu) {
    const millicores = parseCpu(cpu);
    return millicores % 1000 === 0 ? `${millicores / 1000}` : `${millicores}m`;
}
/**
 * A memory quantity in the form that the control plane accepts: whole Mi or Gi (`^[0-9]+(Mi|Gi)$`). Rounded up, because
 * a limit must not become smaller.
 *
 * @param memory a Kubernetes quantity, such as `512M` or `1Gi`
 */
function toPlatformMemory(memory) {
    const mebibytes = Math.ceil(parseMemory(memory) / 2 ** 20);
    return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}
/** Millicores, rounded up; NaN for anything else. */
function parseCpu(cpu) {
    const [, number, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(cpu) ?? [];
    // 0.1 + 0.2 must not become 301 millicores.
    return Math.ceil(Number((Number(number) * (milli ? 1 : 1000)).toFixed(6)));
}
/** Bytes; NaN for anything else. */
function parseMemory(memory) {
    const [, number, suffix = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(memory) ?? [];
    return Number(number) * (suffixes[suffix] ?? Number.NaN);
}

// EXTERNAL MODULE: ./build/src/api/server-shape.js
var server_shape = __webpack_require__(2879);
;// CONCATENATED MODULE: ./build/src/api/deploy-body.js



/** The key under which ntcli writes limits and replicas (measured with 0.4.4). No open control plane reads it. */
const NTCLI_META_KEY = 'ai.nimblebrain.mcp/v1';
/** Requests that the control plane adds to an entry without any (nimbletools-core, mcp_server_models.py). */
const defaultRequests = { cpu: '50m', memory: '128Mi' };
/**
 * The body of a deploy: what ntcli 0.4.4 sends (measured), and every setting also in the place from which the open
 * control plane reads it (measured with nimbletools-core 0add62c).
 *
 * @param id the server as the user named it
 * @param currentReplicas replicas of the deployed server; without them, a deploy would undo a manual scale
 */
function buildDeployBody(id, { spec }, settings, currentReplicas) {
    const env = Object.fromEntries(settings.env);
    const hasEnv = settings.env.size > 0;
    const meta = (0,api_json/* recordField */.Qb)(spec, '_meta');
    const scaling = buildScaling(settings);
    // An entry without a runtime has other limits than one with an empty runtime, so none is added without need.
    const hasRuntime = (0,api_json/* isRecord */.u4)(meta[server_shape/* RUNTIME_META_KEY */.R]) || settings.cpu || settings.memory;
    const runtimes = [...(hasRuntime ? [server_shape/* RUNTIME_META_KEY */.R] : []), NTCLI_META_KEY].map((key) => [
        key,
        buildRuntimeMeta((0,api_json/* recordField */.Qb)(meta, key), settings),
    ]);
    const server = {
        ...spec,
        ...(hasEnv && { transport: { ...(0,api_json/* recordField */.Qb)(spec, 'transport'), env: { ...getEnv(spec), ...env } } }),
        ...(hasEnv && Array.isArray(spec.packages) && { packages: setVariables(spec.packages, settings.env) }),
        _meta: { ...meta, ...Object.fromEntries(runtimes) },
    };
    const replicas = desiredReplicas(settings, currentReplicas);
    return {
        server,
        name: id,
        ...(hasEnv && { environment: { ...getEnv(spec), ...env } }),
        ...(replicas !== undefined && { replicas }),
        ...(Object.keys(scaling).length > 0 && { scaling }),
    };
}
/**
 * The replicas to ask for; undefined for the platform's default of 1. The open control plane starts exactly so many:
 * nothing there scales between the limits, or starts a server again that has 0.
 *
 * @param current the replicas of the deployed server, within which the limits leave it
 */
function desiredReplicas({ minReplicas, maxReplicas }, current) {
    if (minReplicas === undefined && maxReplicas === undefined)
        return (current ?? 1) <= 1 ? undefined : current;
    const atLeast = Math.max(current ?? 1, minReplicas ?? 1, 1);
    return Math.min(atLeast, maxReplicas ?? atLeast);
}
/** The environment that a registry entry brings along. */
function getEnv(spec) {
    return (0,api_json/* recordField */.Qb)((0,api_json/* recordField */.Qb)(spec, 'transport'), 'env');
}
/** A variable that a package declares wins over `environment` with its default, unless it has a value there (measured). */
function setVariables(packages, env) {
    return packages.map((entry) => {
        if (!(0,api_json/* isRecord */.u4)(entry) || !Array.isArray(entry.environmentVariables))
            return entry;
        const environmentVariables = entry.environmentVariables.map((variable) => {
            const value = (0,api_json/* isRecord */.u4)(variable) ? env.get(`${variable.name}`) : undefined;
            if (!(0,api_json/* isRecord */.u4)(variable) || value === undefined)
                return variable;
            // The operator takes an empty value for none, and uses the default (read in its source).
            return { ...variable, value, ...(value === '' && { default: '' }) };
        });
        return { ...entry, environmentVariables };
    });
}
function buildRuntimeMeta(runtime, settings) {
    const { cpu, memory } = settings;
    const resources = (0,api_json/* recordField */.Qb)(runtime, 'resources');
    const limits = {
        ...(0,api_json/* recordField */.Qb)(resources, 'limits'),
        ...(cpu && { cpu: toPlatformCpu(cpu) }),
        ...(memory && { memory: toPlatformMemory(memory) }),
    };
    const scaling = { ...(0,api_json/* recordField */.Qb)(runtime, 'scaling'), ...buildScaling(settings) };
    return {
        ...runtime,
        ...(Object.keys(limits).length > 0 && {
            resources: { ...resources, limits, ...buildRequests(resources, settings) },
        }),
        ...(Object.keys(scaling).length > 0 && { scaling }),
    };
}
/** Kubernetes refuses a request above its limit, so a request is lowered to the limit. */
function buildRequests(resources, { cpu, memory }) {
    const given = (0,api_json/* recordField */.Qb)(resources, 'requests');
    const requests = { ...defaultRequests, ...given };
    const lowered = {
        ...(cpu && parseCpu(`${requests.cpu}`) > parseCpu(cpu) && { cpu: toPlatformCpu(cpu) }),
        ...(memory &&
            parseMemory(`${requests.memory}`) > parseMemory(memory) && { memory: toPlatformMemory(memory) }),
    };
    return Object.keys(lowered).length > 0 ? { requests: { ...given, ...lowered } } : {};
}
function buildScaling({ minReplicas, maxReplicas }) {
    return {
        ...(minReplicas === undefined ? {} : { minReplicas }),
        ...(maxReplicas === undefined ? {} : { maxReplicas }),
    };
}

// EXTERNAL MODULE: ./build/src/ntcli/compat.js + 3 modules
var compat = __webpack_require__(9684);
;// CONCATENATED MODULE: ./build/src/ntcli/guard.js


/**
 * Writes the script that Node.js runs before ntcli (`--require`), mode 0600, to the directory of the run.
 *
 * - Node.js searches for a missing package in the `node_modules` of every parent directory, in which another user may put
 *   one at any time. The script rejects modules outside the installed tree as if they did not exist.
 * - A later step may use the ntcli of an earlier session after NTCLI_TOKEN has changed. The script ends such a process
 *   before it sends the token to the platform of the session.
 * - It updates the time of the directory, at its start and every hour: a directory in use is not abandoned.
 */
async function writeGuard(file, guard) {
    await (0,promises_.writeFile)(file, guardScript(guard), { mode: 0o600 });
}
/** The source of the script, in CommonJS for Node.js 20 and newer. */
function guardScript({ root, token }) {
    const boundary = root === undefined ? '' : boundaryScript(root);
    const binding = token === undefined ? '' : bindingScript(token);
    return `'use strict';\n${heartbeatScript}${binding}${boundary}`;
}
const heartbeatScript = `const { utimesSync } = require('node:fs');
const touch = () => {
  try {
    utimesSync(__dirname, new Date(), new Date());
  } catch {}
};
touch();
setInterval(touch, 3_600_000).unref();
`;
/** The token itself is not written to the disk. */
function bindingScript(token) {
    const digest = (0,external_node_crypto_.createHash)('sha256').update(token).digest('hex');
    return `const token = (process.env.NTCLI_TOKEN ?? '').trim();
if (token !== '' && require('node:crypto').createHash('sha256').update(token).digest('hex') !== '${digest}') {
  console.error('Error: this ntcli is signed in with another token than NTCLI_TOKEN. Use the ntcli of the step that exported that token.');
  process.exit(3);
}
`;
}
/**
 * Node.js 22.15, 23.5 and newer have synchronous hooks for `import` and `require`; older versions have hooks for `import`
 * in a thread, and none for `require`. https://nodejs.org/api/module.html#customization-hooks
 */
function boundaryScript(root) {
    const check = `const { fileURLToPath } = require('node:url');
const { isAbsolute, sep } = require('node:path');
const fold = (path) => (sep === '\\\\' ? path.toLowerCase() : path);
const inside = fold(${JSON.stringify(root)} + sep);
const check = (specifier, place, code) => {
  const path = place.startsWith('file:') ? fileURLToPath(place) : place;
  if (!isAbsolute(path) || fold(path).startsWith(inside)) return;
  throw Object.assign(new Error("Cannot find module '" + specifier + "' in the installed ntcli"), { code });
};
`;
    const hooks = `import { createRequire } from 'node:module';
const require = createRequire(${JSON.stringify(root)} + '/x');
${check}export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  check(specifier, found.url, 'ERR_MODULE_NOT_FOUND');
  return found;
}
`;
    return `const Module = require('node:module');
${check}if (Module.registerHooks) {
  Module.registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      check(specifier, found.url, context.conditions.includes('require') ? 'MODULE_NOT_FOUND' : 'ERR_MODULE_NOT_FOUND');
      return found;
    },
  });
} else {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (specifier, ...rest) {
    const found = resolve.call(this, specifier, ...rest);
    check(specifier, found, 'MODULE_NOT_FOUND');
    return found;
  };
  Module.register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));
}
`;
}

;// CONCATENATED MODULE: ./build/src/ntcli/cli.js







/** Number of lines that are kept for parsing. */
const MAX_KEPT_LINES = 200;
/** npm installs without symlinks for commands, so there are none. Not resolving them saves 25 ms of each start. */
const withoutLinks = ['--preserve-symlinks', '--preserve-symlinks-main'];
/** Time limit in milliseconds of a command that only changes ntcli's configuration. */
const shortTimeout = 60000;
/**
 * Runs one ntcli command in the private session. The token is passed in the environment or a file, never as an argument.
 *
 * @param timeout milliseconds
 * @param nodeOptions for the Node.js that runs ntcli; without effect on a program of its own
 */
async function runNtcli(who, args, timeout, options, nodeOptions = []) {
    const lines = [];
    const exit = await runCommand({
        ...startCommand(who, nodeOptions, args),
        cwd: who.session.work,
        env: {
            ...(0,lib_env/* childEnvironment */.Qc)(who.job),
            ...(0,lib_env/* homeEnvironment */.PC)(who.session.home),
            ...(0,lib_env/* tempEnvironment */.kj)(who.session.temp),
            ...who.contract.environment(who.token),
            ...(0,lib_env/* ntcliProxyEnvironment */.mN)(who.job),
            ...who.ntcli.shim,
            CI: 'true',
            NO_COLOR: '1',
        },
        timeout,
    }, {
        ...options,
        onLines(text) {
            lines.push(...text.split('\n').slice(-MAX_KEPT_LINES));
            lines.splice(0, lines.length - MAX_KEPT_LINES);
            options.onLines(text);
        },
    });
    return { exit, lines: lines.map(sanitize/* stripControlChars */.BF) };
}
/** The program that runs ntcli: Node.js with its JavaScript file, or the program that was found on PATH. */
function startCommand({ ntcli, node, session }, nodeOptions, args) {
    if (ntcli.shim)
        return { file: ntcli.entry, args };
    const links = ntcli.source === 'preinstalled' ? [] : withoutLinks;
    return { file: node, args: [...nodeOptions, '--require', session.guard, ...links, ntcli.entry, ...args] };
}
/**
 * Signs ntcli in to the workspace by the contract of its version, or by the fallback if it does not know the first command.
 * Its output is shown only when all fails. Neither `auth login` nor `auth status` is run: the first does not exist, the
 * second prints a part of the token.
 *
 * @throws DeployError ntcli-sign-in-failed
 */
async function signIn(who, to, options) {
    const by = async (contract) => {
        options.debug(`ntcli ${who.ntcli.version} is signed in by contract ${contract.name}`);
        await writeConfiguration(who.session, contract.configuration(to));
        const { NTCLI_TOKEN: token } = contract.environment(to.token);
        const { root } = who.ntcli;
        await writeGuard(who.session.guard, { ...(root && { root }), ...(token && { token }) });
        return { ...who, contract, token: to.token };
    };
    const signedIn = await by((0,compat/* selectContract */.Xi)(who.ntcli.version));
    const commands = signedIn.contract.selectWorkspace(to.workspace.name);
    const failures = [];
    for (const command of commands) {
        const output = await runNtcliSilently(signedIn, command, options);
        if (isSuccess(output.exit))
            return signedIn;
        failures.push(output);
    }
    const [first] = failures;
    if (first === undefined)
        return signedIn;
    if ((0,compat/* isUnsupportedCommand */.Bq)(first.lines))
        return by(compat/* fallbackContract */.rD);
    options.onLines(first.lines.join('\n'));
    throw (0,errors/* createError */.$5)('ntcli-sign-in-failed', `ntcli ${who.ntcli.version} failed at \`workspace select\`.`);
}
/**
 * Enables the automatic refresh of the token.
 *
 * @returns false if this ntcli does not support it
 */
async function enableAutoRefresh(who, options) {
    const { autoRefresh } = who.contract;
    if (autoRefresh === undefined)
        return false;
    const { exit } = await runNtcliSilently(who, autoRefresh, options);
    return isSuccess(exit);
}
/** Runs a command that only changes ntcli's configuration. Its output is returned, not shown. */
function runNtcliSilently(who, args, options) {
    return runNtcli(who, args, shortTimeout, { ...options, onLines: () => { } });
}

;// CONCATENATED MODULE: ./build/src/ntcli/deploy.js



/**
 * The arguments of `ntcli server deploy`, in the form `--option=value`: 0.4.4 interprets `--version 1.2.0` as two arguments as
 * a request for its own version, prints it, deploys nothing and exits 0 (measured).
 */
function deployArguments(command) {
    const { registryId, workspaceId, version, env, cpu, memory, minReplicas, maxReplicas } = command;
    const options = [
        ['--workspace', workspaceId],
        ['--version', version],
        ...[...env].map(([key, value]) => ['--env', `${key}=${value}`]),
        ['--cpu', cpu],
        ['--memory', memory],
        ['--min-replicas', minReplicas],
        ['--max-replicas', maxReplicas],
    ];
    const given = options.filter(([, value]) => value !== undefined);
    return ['server', 'deploy', registryId, ...given.map(([name, value]) => `${name}=${value}`)];
}
/**
 * Interprets the result of `ntcli server deploy`. The exit code alone is not enough: 0.4.x exits with 0 without a deploy in
 * some cases, and describes every error in prose. Output that is not recognized never counts as success.
 *
 * @param command what was requested; the registry may ignore the version and return the newest
 */
function parseNtcliOutcome({ exit, lines }, contract, { registryId, version }) {
    if (exit.kind === 'not-started') {
        return {
            kind: 'refused',
            code: 'ntcli-unexpected',
            message: `ntcli could not be started (${exit.reason}).`,
        };
    }
    if (exit.kind === 'timeout')
        return { kind: 'unclear', message: 'ntcli did not finish in time.' };
    if (exit.kind !== 'exit')
        return { kind: 'unclear', message: 'ntcli was stopped before it finished.' };
    if (exit.code === 0) {
        const deployed = lines.flatMap((line) => /^\s*Version:\s*(\S+)$/.exec(line)?.[1] ?? [])[0];
        if (deployed && version && version !== 'latest' && deployed !== version) {
            return { kind: 'other-version', version: deployed };
        }
        if (lines.some((line) => /deployment successful|server deployed/i.test(line))) {
            return { kind: 'deployed', message: 'ntcli reported success.' };
        }
        return { kind: 'unclear', message: 'ntcli exited with 0, but did not report a deploy.' };
    }
    const meant = lines.flatMap((line) => lineVariants(line.trim(), registryId));
    const reason = lines.map((line) => errorDetail(line, (text) => text)).find(Boolean);
    const message = `ntcli exited with ${exit.code}${reason ? `: ${reason}` : ''}.`;
    if (meant.some((line) => contract.lostResponse.test(line))) {
        return { kind: 'unclear', message: `ntcli got no usable response to the deploy (exit ${exit.code}).` };
    }
    if (meant.some((line) => contract.serverError.test(line))) {
        return { kind: 'server-error', message: 'ntcli got a server error (500 or more).', reason: '' };
    }
    const refusal = contract.refusals.find(([pattern]) => meant.some((line) => pattern.test(line)));
    if (refusal)
        return { kind: 'refused', code: refusal[1], message };
    return contract.unknownFailure === 'refused'
        ? { kind: 'refused', code: 'deploy-refused', message }
        : { kind: 'unclear', message };
}
/**
 * What a response of 500 or more means that ntcli got: the same as if the API had been called directly.
 *
 * @param redact hides secrets
 */
function parseFailedResponse({ status, text }, redact) {
    const reason = errorDetail(text, redact);
    const body = (0,api_json/* parseJson */.qF)(text);
    return parseApiOutcome({
        status,
        message: `ntcli got ${status} for the deploy${reason && `: ${reason}`}.`,
        reason,
        ...(body === undefined ? {} : { body }),
    });
}
/**
 * A line unchanged, and with a placeholder for the id of the server, which may itself be a word of ntcli's messages. In the
 * platform's JSON only the second counts.
 */
function lineVariants(line, id) {
    const without = line.replaceAll(`'${id}'`, 'ID').replaceAll(id, 'ID');
    return line.startsWith('{') ? [without] : [line, without];
}
/**
 * True if ntcli did not start the deploy, because it has no option for the workspace: commander then prints this error first,
 * and ntcli fails. The same text on a later line may come from the platform.
 */
function isWorkspaceOptionUnknown({ exit, lines }) {
    const isFailure = exit.kind === 'exit' && exit.code !== 0;
    return (isFailure && /^error: unknown option '?--workspace\b/.test(lines.find((line) => line.trim() !== '') ?? ''));
}

;// CONCATENATED MODULE: ./build/src/ntcli/response-hook.js




/** Characters of a response that are recorded at most. */
const MAX_TEXT = 65536;
/**
 * Prepares a file that Node.js loads before ntcli. ntcli 0.4 prints "Server error" for every response of 500 or more (read
 * in its source): a refusal and a gateway that lost the response look the same, and only the first means that nothing
 * was deployed. The file writes the response to the private session, and changes nothing else.
 */
async function createResponseHook({ work }) {
    const name = (0,external_node_crypto_.randomUUID)();
    // Not in the directory for temporary files: ntcli may list or remove those.
    const [hook, recorded] = [(0,external_node_path_.join)(work, '..', `${name}.cjs`), (0,external_node_path_.join)(work, '..', `${name}.json`)];
    await (0,promises_.writeFile)(hook, hookSource(recorded), { mode: 0o600 });
    return {
        nodeOptions: ['--require', hook],
        async read() {
            const json = (0,api_json/* parseJson */.qF)(await (0,promises_.readFile)(recorded, 'utf8').catch(() => ''));
            const status = (0,api_json/* numberField */.sJ)(json, 'status');
            if (!(0,api_json/* isRecord */.u4)(json) || status === undefined)
                return undefined;
            return { status, text: (0,api_json/* textField */.M8)(json, 'text') ?? '' };
        },
    };
}
function hookSource(file) {
    return `'use strict';
const { writeFileSync } = require('node:fs');
const send = globalThis.fetch;
globalThis.fetch = async (resource, init) => {
  const response = await send(resource, init);
  if (response.status < 500 || String(init?.method).toUpperCase() !== 'POST') return response;
  const text = await response.text().catch(() => '');
  try {
    writeFileSync(${JSON.stringify(file)}, JSON.stringify({ status: response.status, text: text.slice(0, ${MAX_TEXT}) }), { mode: 0o600 });
  } catch {}
  const { status, statusText, headers } = response;
  return new Response(text, { status, statusText, headers });
};
`;
}

;// CONCATENATED MODULE: ./build/src/deploy/time-limit.js

/** Milliseconds after the deadline in which the state on the platform is still read. */
const POST_DEADLINE_GRACE_MS = 4000;
/** Runs an action until a deadline, and after it only as long as the state on the platform is read. */
function withDeadline(signal, deadline, action) {
    return (0,abort/* withTimeLimit */.Bv)(signal, deadline + POST_DEADLINE_GRACE_MS - performance.now(), (limited) => action({ deadline, signal: limited }));
}
/** Why no change may be sent anymore, in a sentence; undefined while there is time. */
function describeEnd({ deadline, signal }) {
    if (signal.aborted && signal.reason !== abort/* TIMED_OUT */.VP)
        return 'The run was cancelled first.';
    return signal.aborted || performance.now() >= deadline ? 'The time limit ended first.' : undefined;
}

;// CONCATENATED MODULE: ./build/src/deploy/deployers.js








/**
 * Deploys with one request, which carries the registry entry and the settings.
 *
 * @param reason why the API sends the deploys
 */
function createApiDeployer({ apiFor, inputs }, workspace, reason) {
    return {
        name: 'api',
        reason,
        async send({ server, entry, before }, limit) {
            if (entry === undefined)
                return { kind: 'refused', code: 'server-not-found', message: 'It has no registry entry.' };
            const replicas = (0,api_json/* numberField */.sJ)(before?.spec, 'replicas');
            const body = buildDeployBody(server.registryId, entry, inputs.settings, replicas);
            return refuseAfterEnd(limit, (timeout) => (0,abort/* withTimeLimit */.Bv)(limit.signal, timeout, (limited) => postDeploy(apiFor(limited), workspace.id, body)));
        },
    };
}
/**
 * Deploys with `ntcli server deploy`, and parses its output.
 *
 * @param reason why ntcli sends the deploys
 */
function createNtcliDeployer({ ci, inputs, runtime }, workspace, ntcli, reason) {
    const options = { onLines: ci.childOutput, signal: runtime.signal, debug: ci.debug };
    return {
        name: 'ntcli',
        reason,
        ntcliVersion: ntcli.ntcli.version,
        async send({ server }, limit) {
            const plainCommand = { ...inputs.settings, ...server };
            const hook = await createResponseHook(ntcli.session);
            const call = (command) => refuseAfterEnd(limit, async (timeout) => {
                const output = await runNtcli(ntcli, deployArguments(command), timeout, options, hook.nodeOptions);
                // Nothing was sent, and `workspace select` has already selected the workspace.
                if (command.workspaceId !== undefined && isWorkspaceOptionUnknown(output))
                    return call(plainCommand);
                const outcome = parseNtcliOutcome(output, ntcli.contract, command);
                const failed = outcome.kind === 'server-error' || outcome.kind === 'unclear' ? await hook.read() : undefined;
                return failed ? parseFailedResponse(failed, ci.redact) : outcome;
            });
            return call({ ...plainCommand, workspaceId: workspace.id });
        },
    };
}
/**
 * Sends a deploy, unless its time is over: it would be cut short, and its outcome would be unknown.
 *
 * @param send gets the milliseconds that are left
 */
async function refuseAfterEnd(limit, send) {
    const end = describeEnd(limit);
    if (end !== undefined)
        return { kind: 'refused', code: 'deploy-not-sent', message: end };
    return send(Math.max(1, limit.deadline - performance.now()));
}

;// CONCATENATED MODULE: ./build/src/api/registry.js



/** Servers that an error suggests at most. */
const registry_MAX_CANDIDATES = 5;
/**
 * Finds a server in the server registry.
 *
 * @param registry reads from the registry's origin, without the token
 * @param id `namespace/name`, as the registry names it
 * @param version absent or `latest` for the newest
 * @throws DeployError server-not-found, with the version or the servers that there are; api-unexpected; or as
 *   {@link Api.read}
 */
async function findInRegistry(registry, id, version = 'latest') {
    const entry = await registry.read(entryPath(id, version));
    if (entry === undefined)
        throw await describeMissing(registry, id, version);
    if (!(0,api_json/* isRecord */.u4)(entry))
        throw (0,errors/* createError */.$5)('api-unexpected', `The registry returned an invalid entry for ${id}.`);
    const found = (0,api_json/* textField */.M8)(entry, 'version') ?? 'unknown';
    if (version !== 'latest' && found !== version)
        throw otherVersion(id, version, found);
    return { version: (0,sanitize/* quoteLine */.tQ)(found), spec: entry };
}
/** True if the registry has a server in a version. Rejects as {@link Api.read}. */
async function isInRegistry(registry, id, version) {
    return (await registry.read(entryPath(id, version))) !== undefined;
}
function entryPath(id, version) {
    return `/v0.1/servers/${encodeURIComponent(id)}/versions/${encodeURIComponent(version)}`;
}
/** Suggestions for a server that is not in the registry. Best effort: the search may be unavailable. */
async function describeMissing(registry, id, version) {
    const newest = version === 'latest' ? undefined : await registry.read(entryPath(id, 'latest')).catch(() => undefined);
    if (newest !== undefined)
        return otherVersion(id, version, (0,api_json/* textField */.M8)(newest, 'version') ?? 'unknown');
    const names = await search(registry, id.slice(id.lastIndexOf('/') + 1)).catch(() => []);
    const form = id.includes('/') ? '' : ' An id is `namespace/name`.';
    const hint = names.length > 0 ? ` Did you mean ${names.join(', ')}?` : '';
    return (0,errors/* createError */.$5)('server-not-found', `${id} is not in the registry.${form}${hint}`);
}
function otherVersion(id, version, found) {
    const message = `The registry has ${id} in version ${(0,sanitize/* quoteLine */.tQ)(found)}, not ${version}.`;
    return (0,errors/* createError */.$5)('server-not-found', message);
}
/** Names of servers that fit a word, those with exactly this name first. */
async function search(registry, word) {
    const found = await registry.read(`/v0.1/servers?search=${encodeURIComponent(word)}&limit=50`);
    const names = ((0,api_json/* listField */.FZ)(found, 'servers') ?? []).flatMap((entry) => (0,api_json/* textField */.M8)(entry, 'name') ?? []);
    const usable = names.filter((name) => /^[\w.-]+\/[\w.-]+$/.test(name));
    const isExact = (name) => name.endsWith(`/${word}`);
    return usable.sort((a, b) => Number(isExact(b)) - Number(isExact(a))).slice(0, registry_MAX_CANDIDATES);
}

;// CONCATENATED MODULE: ./build/src/deploy/entries.js



/** Looks up all servers of a run at once, while something else is done. What fails is reported when it is needed. */
function startEntryLookups(context) {
    const { inputs, runtime } = context;
    const findEntry = createEntryLookup(context);
    for (const server of inputs.servers)
        findEntry(server, runtime.signal).catch(() => { });
    return findEntry;
}
function createEntryLookup({ registryFor, runtime }) {
    const found = new Map();
    const find = (server) => {
        if (server.entry)
            return Promise.resolve(server.entry);
        const known = found.get(server);
        if (known)
            return known;
        const entry = findInRegistry(registryFor(runtime.signal), server.registryId, server.version);
        // A rejection is for those that await it.
        entry.catch(() => { });
        found.set(server, entry);
        return entry;
    };
    // The lookup is shared by all servers, so that the time limit of one ends only its own wait.
    return (server, signal) => (0,abort/* rejectOnAbort */.dX)(find(server), signal, () => (0,errors/* createError */.$5)('api-unreachable', `The registry did not return ${server.registryId} in time.`));
}

// EXTERNAL MODULE: ./build/src/api/replica-limits.js
var replica_limits = __webpack_require__(4339);
;// CONCATENATED MODULE: ./build/src/api/same-server.js


/**
 * Compares a deployed server with a registry entry of the same id on the platform: the last part of the registry id
 * (`io.exa/mcp`, `io.tavily/mcp`). The platform does not show the registry id, so titles and the origins of the packages
 * are compared. A common origin is enough. So is the same title, if the packages do not have two publishers: servers for one
 * product often have the same title and the same last part of the id. It is another server if origins and titles differ;
 * without a title, which is optional, only if the publishers differ too, because one may have moved the packages.
 *
 * @param deployed the stored settings that the platform shows
 */
function compareIdentity({ spec }, deployed) {
    const [ours, theirs] = [readOrigins(spec), readOrigins(deployed)];
    const title = (0,api_json/* textField */.M8)(deployed, 'title');
    const isTitleEqual = title !== undefined && title === (0,api_json/* textField */.M8)(spec, 'title');
    if (share(ours, theirs, ({ source }) => source))
        return { kind: 'same' };
    const isComparable = ours.length > 0 && theirs.length > 0;
    const mayShare = !isComparable || share(ours, theirs, ({ publisher }) => publisher);
    if (isTitleEqual)
        return { kind: mayShare ? 'same' : 'unknown' };
    if (!isComparable || (title === undefined && mayShare))
        return { kind: 'unknown' };
    const sources = [...new Set(theirs.map(({ source }) => source))].join(', ');
    return { kind: 'other', description: (0,sanitize/* quoteLine */.tQ)(title === undefined ? sources : `${title} (${sources})`) };
}
function share(some, others, select) {
    return some.some((one) => others.some((other) => select(one) === select(other)));
}
function readOrigins(spec) {
    return ((0,api_json/* listField */.FZ)(spec, 'packages') ?? []).flatMap((one) => {
        const identifier = (0,api_json/* textField */.M8)(one, 'identifier');
        return identifier === undefined ? [] : toOrigin(identifier, (0,api_json/* textField */.M8)(one, 'version') ?? '');
    });
}
function toOrigin(identifier, version) {
    const [, host, path = ''] = /^(https?:\/+[^/]+)\/+([^?#]*)/.exec(identifier) ?? [];
    const image = identifier.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
    const source = (host === undefined ? image : `${host}/${cutPath(path, version)}`).toLowerCase();
    const [owner, name] = source.split('/').slice(-2);
    // Projects of GitLab have numbers instead of owners there.
    return { source, publisher: name === undefined || owner === 'projects' ? source : (owner ?? source) };
}
/** The first two parts of a path. A version in them differs in every release; a number alone may be part of a name. */
function cutPath(path, version) {
    const withoutVersion = /\d\.\d/.test(version) ? path.replaceAll(version, '*') : path;
    // The package registry of GitLab has the same first parts for all projects.
    const [cut = ''] = /^(?:api\/v4\/projects\/[^/]+|[^/]+\/[^/]+|.*)/.exec(withoutVersion) ?? [];
    return cut;
}

// EXTERNAL MODULE: ./build/src/api/server-spec.js + 1 modules
var server_spec = __webpack_require__(8871);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/src/api/servers.js




/**
 * The state of a server; undefined if the workspace has no such server.
 *
 * @param deadline moment of `performance.now()` until which transient faults are retried
 * @throws DeployError as {@link Api.read}
 */
async function readServer(api, workspaceId, serverId, deadline) {
    const body = await api.read(serverPath(workspaceId, serverId), deadline);
    return body === undefined ? undefined : parseServer(body);
}
function parseServer(body) {
    const { status, spec } = (0,api_json/* isRecord */.u4)(body) ? body : {};
    const replicas = (0,api_json/* numberField */.sJ)(status, 'replicas');
    // The open control plane uses snake case, the types of ntcli camel case (both read in their source).
    const ready = (0,api_json/* numberField */.sJ)(status, 'readyReplicas') ?? (0,api_json/* numberField */.sJ)(status, 'ready_replicas');
    const created = (0,api_json/* textField */.M8)(body, 'created');
    const phase = typeof status === 'string' ? status : (0,api_json/* textField */.M8)(status, 'phase');
    return {
        phase: (0,sanitize/* quoteLine */.tQ)(phase || 'Unknown'),
        ...(replicas === undefined ? {} : { replicas }),
        ...(ready === undefined ? {} : { readyReplicas: ready }),
        ...(created === undefined ? {} : { created }),
        ...((0,api_json/* isRecord */.u4)(spec) ? { spec } : {}),
    };
}
/**
 * True if two states show the same server with the same stored settings, or both no server. False in editions that do not
 * show the settings: they show the same of every version.
 */
function isSameServer(one, other) {
    if (one === undefined || other === undefined)
        return one === other;
    return one.created === other.created && one.spec !== undefined && (0,external_node_util_.isDeepStrictEqual)(one.spec, other.spec);
}
/**
 * The newest lines of a server's log, oldest first.
 *
 * @param limit number of lines, 1 to 1000
 * @throws DeployError as {@link Api.read}
 */
async function readServerLog(api, workspaceId, serverId, limit) {
    const entries = (0,api_json/* listField */.FZ)(await api.read(`${serverPath(workspaceId, serverId)}/logs?limit=${limit}`), 'logs') ?? [];
    return entries
        .slice(0, limit)
        .reverse()
        .flatMap((entry) => {
        const text = ['timestamp', 'level', 'message']
            .flatMap((name) => (0,api_json/* textField */.M8)(entry, name) ?? [])
            .join(' ');
        return text.split(/[\r\n]+/).map(sanitize/* cutLine */.Hh);
    })
        .slice(-limit);
}
/** Log entries that are read for the names of pods: enough for the newest pods of a server that logs much. */
const POD_ENTRIES = 100;
/**
 * The pods that wrote the newest log entries of a server.
 *
 * @throws DeployError as {@link Api.read}
 */
async function readPods(api, workspaceId, serverId) {
    const path = `${serverPath(workspaceId, serverId)}/logs?limit=${POD_ENTRIES}`;
    const entries = (0,api_json/* listField */.FZ)(await api.read(path), 'logs') ?? [];
    const names = entries.flatMap((entry) => (0,api_json/* textField */.M8)(entry, 'pod_name') ?? []);
    return [...new Set(names.map((name) => (0,sanitize/* quoteLine */.tQ)(name)))];
}
/** Removes a server. Sent once; the platform accepts it and removes the server later. */
async function removeServer(api, workspaceId, serverId) {
    return parseRemoval(await api.delete(serverPath(workspaceId, serverId)));
}
/** Starts new processes of a server, which get the secrets as they are now. Sent once. */
async function restartServer(api, workspaceId, serverId) {
    return parseRestart(await api.post(`${serverPath(workspaceId, serverId)}/restart`, {}));
}
function serverPath(workspaceId, serverId) {
    return `/v1/workspaces/${workspaceId}/servers/${encodeURIComponent(serverId)}`;
}

;// CONCATENATED MODULE: ./build/src/deploy/removal.js





/** Milliseconds between two reads of what is being removed, before jitter. */
const pollDelays = [250, 500, 1000];
/** Removes a server, and waits until the platform no longer has it. */
function removeServerAndWait(api, { id }, serverId, limit) {
    return removeAndWait(() => removeServer(api, id, serverId), async () => (await readServer(api, id, serverId, limit.deadline)) !== undefined, limit);
}
/** Removes a workspace with everything in it, and waits until the platform no longer has it. */
function removeWorkspaceAndWait(api, { id }, limit) {
    return removeAndWait(() => removeWorkspace(api, id), () => workspaceExists(api, id, limit.deadline), limit);
}
/**
 * A removal is sent once. The platform accepts it and carries it out later, and what it shows decides: a lost response
 * may have removed everything, and an accepted removal may have removed nothing yet.
 */
async function removeAndWait(send, isThere, limit) {
    const end = describeEnd(limit);
    if (end !== undefined)
        return { kind: 'not-sent', error: { code: 'removal-not-sent', message: end } };
    const sent = await send();
    if (sent.kind === 'refused')
        return { kind: 'refused', error: sent };
    try {
        const isLeft = await retry(isThere, {
            delays: pollDelays,
            repeatLastDelay: true,
            ...limit,
            shouldRetry: (found) => found,
        });
        if (!isLeft)
            return { kind: 'removed' };
    }
    catch (error) {
        const message = `${sent.message} ${(0,errors/* toErrorInfo */.K$)(error).message}`;
        return { kind: 'unknown', error: { code: 'removal-unknown', message } };
    }
    return { kind: 'unknown', error: { code: 'removal-unknown', message: sent.message } };
}
/** @param outcome undefined in a dry run */
function toRemovalResult(name, outcome) {
    if (outcome === undefined)
        return { name, status: 'dry-run' };
    if (outcome.kind === 'removed')
        return { name, status: 'removed' };
    const { code, message } = outcome.error;
    const status = outcome.kind === 'unknown' ? 'unknown' : 'failed';
    return { name, status, error: { code, message: `${name}: ${message}` } };
}

;// CONCATENATED MODULE: ./build/src/deploy/replace.js

/**
 * Removes a server for `replace: true`, and waits until the platform no longer has it: a deploy before that would be
 * an update again.
 *
 * @returns an error if the server is still there, or may be
 */
async function removeForReplace({ ci, apiFor, workspace }, serverId, limit) {
    ci.info(`Removing ${serverId}, because \`replace\` is true`);
    const outcome = await removeServerAndWait(apiFor(limit.signal), workspace, serverId, limit);
    ci.debug(`replace: ${JSON.stringify(outcome)}`);
    if (outcome.kind === 'removed') {
        ci.info(`\u2713 Removed ${serverId}`);
        return undefined;
    }
    const { code, message } = outcome.error;
    // Nothing was removed, so the deploy is what was refused.
    return outcome.kind === 'refused' && code === 'removal-refused'
        ? { code: 'deploy-refused', message: `It could not be removed: ${message}` }
        : { code, message };
}

;// CONCATENATED MODULE: ./build/src/api/settings-diff.js



/**
 * Compares the requested settings with those that the platform shows after a deploy.
 *
 * @param spec the `spec` of the deployed server
 * @returns a sentence for each setting that did not arrive, without the values of variables
 */
function findSettingDifferences(settings, spec) {
    const limits = (0,api_json/* getPath */.Yn)(spec, 'resources', 'limits');
    return [
        ...settings_diff_compare('cpu', settings.cpu, (0,api_json/* getPath */.Yn)(limits, 'cpu'), parseCpu),
        ...settings_diff_compare('memory', settings.memory, (0,api_json/* getPath */.Yn)(limits, 'memory'), parseMemory),
        ...settings_diff_compare('min-replicas', settings.minReplicas, (0,api_json/* getPath */.Yn)(spec, 'scaling', 'minReplicas'), Number),
        ...settings_diff_compare('max-replicas', settings.maxReplicas, (0,api_json/* getPath */.Yn)(spec, 'scaling', 'maxReplicas'), Number),
        ...compareEnv(settings.env, spec),
    ];
}
function settings_diff_compare(input, asked, shown, parse) {
    if (asked === undefined)
        return [];
    const isShown = typeof shown === 'string' || typeof shown === 'number';
    // A limit is rounded up to what the platform can store: a difference of less than 1 MiB or 1 millicore is none.
    if (isShown && Math.abs(parse(`${shown}`) - parse(`${asked}`)) < tolerance(input))
        return [];
    return [`\`${input}\` is ${isShown ? (0,sanitize/* quoteLine */.tQ)(`${shown}`) : 'not set'} instead of ${asked}`];
}
/**
 * Compares the packages that were deployed with those that the platform stored and shows, by what is certain: their
 * versions, and the SHA-256 of the bundle that the open control plane runs.
 *
 * @param entry what was deployed
 * @param spec the `spec` of the deployed server
 * @returns a phrase if the platform shows others; undefined if it shows one of them, or none
 */
function findPackageDifference(entry, spec) {
    const hash = (0,api_json/* textField */.M8)((0,api_json/* getPath */.Yn)(spec, 'environment'), 'BUNDLE_SHA256');
    return (describeOthers(listVersions(entry), listVersions(spec)) ??
        describeOthers(listPackageFields(entry, 'fileSha256'), hash ? [hash.toLowerCase()] : []));
}
function describeOthers(asked, shown) {
    const isStored = asked.length === 0 || shown.length === 0 || asked.some((one) => shown.includes(one));
    return isStored ? undefined : `the platform shows ${(0,sanitize/* quoteLine */.tQ)(shown.join(', '))}, not ${asked.join(', ')}`;
}
/**
 * Packages that the platform shows and that were not deployed, by their URL or name, which a platform with a mirror may
 * show in another form. If there are some, settings that did not change do not prove that the server is up to date.
 *
 * @param entry what was deployed
 * @param spec the `spec` of the deployed server
 */
function findOtherPackages(entry, spec) {
    const asked = listPackageFields(entry, 'identifier');
    if (asked.length === 0)
        return [];
    return listPackageFields(spec, 'identifier').filter((one) => !asked.includes(one));
}
/** The versions of the packages of a registry entry or a deployed server, each once. */
function listVersions(spec) {
    return listPackageFields(spec, 'version');
}
function listPackageFields(spec, field) {
    const values = ((0,api_json/* listField */.FZ)(spec, 'packages') ?? []).flatMap((one) => (0,api_json/* textField */.M8)(one, field) ?? []);
    return [...new Set(field === 'fileSha256' ? values.map((hash) => hash.toLowerCase()) : values)];
}
function tolerance(input) {
    return input === 'memory' ? 2 ** 20 : 1;
}
/** A variable arrives if its value is in the environment, and no package that declares it overrides it. */
function compareEnv(env, spec) {
    const environment = (0,api_json/* getPath */.Yn)(spec, 'environment');
    const packages = (0,api_json/* getPath */.Yn)(spec, 'packages');
    const declared = (Array.isArray(packages) ? packages : []).flatMap((entry) => {
        const variables = (0,api_json/* getPath */.Yn)(entry, 'environmentVariables');
        return Array.isArray(variables) ? variables : [];
    });
    return [...env].flatMap(([name, value]) => {
        const overrides = declared.filter((variable) => (0,api_json/* getPath */.Yn)(variable, 'name') === name);
        const isOverridden = overrides.some((variable) => (0,api_json/* getPath */.Yn)(variable, 'value') !== value);
        const shown = (0,api_json/* getPath */.Yn)(environment, name);
        if (shown === value && !isOverridden)
            return [];
        if (overrides.length > 0 && !isOverridden)
            return [];
        return [
            `the variable ${name} of \`env\` ${shown === undefined && overrides.length === 0 ? 'is not set' : 'has another value'}`,
        ];
    });
}

;// CONCATENATED MODULE: ./build/src/deploy/rollout.js


/** The replicas in the stored settings. Absent in editions that do not show them. */
function wantedReplicas(state) {
    return (0,api_json/* numberField */.sJ)(state?.spec, 'replicas');
}
/** Ready replicas; undefined if the platform gives no numbers for a server that runs. */
function readyReplicas(state) {
    // The control plane writes null for 0, and a phase other than Running means that none is ready (read in its source).
    return state?.phase === 'Running' ? state.readyReplicas : 0;
}
/**
 * True if a deploy changed nothing that a process sees: more or fewer replicas need no new process. False in editions
 * that do not show the settings.
 */
function isUnchanged(before, after) {
    return before.spec !== undefined && (0,external_node_util_.isDeepStrictEqual)(processSettings(before), processSettings(after));
}
/** True if a process that ran before a deploy is to be replaced, or if the platform does not show that it may stay. */
function needsNewProcess(before, after, { isRestarted, hasOtherPackage }) {
    return isRestarted === true || hasOtherPackage === true || !isUnchanged(before, after);
}
function processSettings(state) {
    const { replicas: _, scaling: __, ...settings } = state?.spec ?? {};
    return settings;
}
/**
 * The first sign that a new process was started since a deploy. The platform shows no generation and no count of
 * updated replicas, so only its side effects can be seen: a rolling update has one replica too many for a while
 * (Kubernetes starts the new pod before it removes the old one), and its pods belong to another ReplicaSet.
 *
 * @param observations since the deploy, oldest first
 * @returns the index of the observation, and what was seen in it; undefined if nothing was
 */
function findRolloutEvidence(before, observations) {
    // A surplus of replicas that stays is an autoscaler's work.
    const isOver = !hasSurplus(before, observations.at(-1)?.state);
    const found = observations.map((one) => evidenceInPods(before, one) ?? (isOver ? evidenceInCounts(before, one) : undefined));
    const index = found.findIndex((reason) => reason !== undefined);
    const reason = found[index];
    return reason === undefined ? undefined : { index, reason };
}
/** True if there are more replicas than in the settings, and than there were before. */
function hasSurplus(before, state) {
    return (state?.replicas ?? 0) > restingReplicas(before, state);
}
/**
 * The replicas of a server that is at rest. A change of their number alone starts and ends processes of the old version,
 * so the greater number counts. Infinity if it is unknown.
 */
function restingReplicas(before, state) {
    const known = [wantedReplicas(before?.state), wantedReplicas(state), before?.state.replicas];
    return Math.max(...known.map((count) => count ?? 0)) || Number.POSITIVE_INFINITY;
}
function evidenceInPods(before, { state, pods }) {
    if (state === undefined)
        return 'the server was gone for a while';
    if (state.created !== before.state.created)
        return 'the server was created again';
    const pod = findNewPod(before, pods ?? []);
    return pod && `${pod} is a new pod`;
}
function evidenceInCounts(before, { state }) {
    // `Unknown` is what the platform shows if it could not read the Deployment; its numbers say nothing.
    if (state === undefined || state.phase === 'Unknown')
        return undefined;
    if (hasSurplus(before, state))
        return `${state.replicas} replicas instead of ${restingReplicas(before, state)}`;
    const [wantedBefore, wanted] = [wantedReplicas(before.state), wantedReplicas(state)];
    const needed = wanted ?? 1;
    const wasReady = (readyReplicas(before.state) ?? needed) >= needed;
    const ready = readyReplicas(state) ?? needed;
    const isLess = wantedBefore === wanted && wasReady && ready < needed;
    return isLess ? `${ready} of ${needed} replicas ready` : undefined;
}
/** A pod that did not exist before. Without any pod before, every pod is new, unless one ran that wrote no log. */
function findNewPod(before, pods) {
    if (before.pods === undefined)
        return undefined;
    if (before.pods.length === 0 && readyReplicas(before.state) !== 0)
        return undefined;
    const known = before.pods.map(getReplicaSet);
    return pods.find((pod) => !known.includes(getReplicaSet(pod)));
}
/** The ReplicaSet of a pod, which Kubernetes names `<ReplicaSet>-<5 characters>`. A new template makes a new one. */
function getReplicaSet(pod) {
    return pod.replace(/-[a-z0-9]{5}$/, '');
}

;// CONCATENATED MODULE: ./build/src/deploy/health.js


/** Phases that this program knows; any other is treated as Pending, and reported once. */
const knownPhases = ['Running', 'Pending', 'Failed', 'Stopped', 'Unknown'];
/**
 * Milliseconds after a deploy in which the platform begins to replace the old process. Measured: 0.5 s, plus the lag of
 * the controller, which is several seconds under load.
 */
const SETTLE_MS = 15000;
/** Milliseconds after which the numbers of replicas show what the log shows already: a pod writes before it is counted. */
const CONFIRM_MS = 1000;
/** Milliseconds that a server without a readiness probe must run: a process that crashes at its start is ready, too. */
const UNPROBED_MS = 10000;
/**
 * Milliseconds that `Stopped` must last to be a state of rest. A new server passes it before its first pod (measured:
 * 0.2 s to several seconds); after a pod was seen, it has been scaled down; settings with replicas contradict it.
 */
const IDLE_MS = { afterPod: 5000, usual: 10000, contradicted: 15000 };
/**
 * Decides from the states of a server since its deploy. A state counts if it was observed twice in a row.
 *
 * @param observations since the deploy, oldest first
 */
function evaluateHealth(observations, expected) {
    const now = observations.at(-1);
    const verdicts = observations.map(({ state }) => classify(state, expected));
    const verdict = verdicts.at(-1) ?? 'other';
    if (now === undefined || verdict === 'other')
        return waiting(`it is ${formatState(now?.state)}`);
    if (verdicts.at(-2) !== verdict)
        return {
            ...waiting(`it is ${verdict} for the first time`),
            isUnconfirmed: true,
            isReady: verdict === 'ready',
        };
    const first = observations[verdicts.findLastIndex((other) => other !== verdict) + 1];
    const lasted = now.at - (first?.at ?? now.at);
    if (verdict === 'stopped')
        return evaluateStopped(observations, lasted);
    if (verdict === 'failed')
        return evaluateFailed(verdicts, lasted, expected);
    const health = evaluateReady(observations, now, lasted, expected);
    return { ...health, isReady: true };
}
function evaluateReady(observations, now, lasted, { before, since, ...needs }) {
    const isProbed = (0,api_json/* recordField */.Qb)(now.state?.spec, 'routing').healthCheck !== false;
    if (!isProbed && lasted < UNPROBED_MS)
        return waiting('it has no readiness probe, and must stay ready');
    // One replica too many is a rollout that is not over, unless it stays: then it is an autoscaler's.
    if (hasSurplus(before, now.state) && lasted < SETTLE_MS)
        return waiting('it has a replica too many');
    if (before === undefined)
        return { kind: 'healthy', reason: 'a new server is ready' };
    const evidence = findRolloutEvidence(before, observations);
    if (evidence !== undefined) {
        const later = observations.slice(evidence.index + 1);
        const passed = now.at - (observations[evidence.index]?.at ?? now.at);
        const isConfirmed = later.length >= 2 && passed >= CONFIRM_MS;
        return isConfirmed ? { kind: 'healthy', reason: evidence.reason } : waiting(evidence.reason);
    }
    if (!needsNewProcess(before.state, now.state, needs))
        return { kind: 'healthy', reason: 'the settings are unchanged', isUnchanged: true };
    if (now.at - since < SETTLE_MS)
        return waiting('no new process seen yet');
    return { kind: 'unproven', reason: `no new process seen in ${SETTLE_MS / 1000} s` };
}
function evaluateStopped(observations, lasted) {
    const hadPod = observations.some(({ state }) => (state?.replicas ?? 0) > 0);
    const wanted = wantedReplicas(observations.at(-1)?.state) ?? 0;
    const needed = hadPod ? IDLE_MS.afterPod : wanted > 0 ? IDLE_MS.contradicted : IDLE_MS.usual;
    if (lasted < needed)
        return waiting(`stopped for ${Math.round(lasted)} ms of ${needed}`);
    return { kind: 'idle', reason: `stopped for ${Math.round(lasted)} ms` };
}
/** A failure may be left from before an update, unless another state was seen in between. */
function evaluateFailed(verdicts, lasted, { before }) {
    const isOld = before?.state.phase === 'Failed' && verdicts.every((verdict) => verdict === 'failed');
    if (isOld && lasted < SETTLE_MS)
        return waiting('it was failed before the deploy');
    return { kind: 'failed', reason: 'failed twice in a row' };
}
/** What one state means. Ready: every replica is, and there are as many as wanted. */
function classify(state, { minReplicas = 0 }) {
    const { phase, replicas } = state ?? {};
    if (phase === 'Failed')
        return 'failed';
    if (phase === 'Stopped' && (replicas ?? 0) === 0 && minReplicas === 0)
        return 'stopped';
    if (phase !== 'Running')
        return 'other';
    const ready = readyReplicas(state);
    // Without numbers, the phase decides.
    if (ready === undefined)
        return 'ready';
    const wanted = wantedReplicas(state) ?? Math.max(minReplicas, 1);
    return ready >= wanted && ready === (replicas ?? ready) ? 'ready' : 'other';
}
function waiting(reason) {
    return { kind: 'waiting', reason };
}
/** A state as text. */
function formatState(state) {
    if (!state)
        return 'not found yet';
    const { phase, replicas, readyReplicas: ready } = state;
    return replicas === undefined ? phase : `${phase}, ${ready ?? 0} of ${replicas} replicas ready`;
}

;// CONCATENATED MODULE: ./build/src/deploy/outcome.js



/**
 * Decides whether a server was deployed. For a success, the deployer and the platform must agree. After a server error
 * the deploy was refused if the server is unchanged, or if the reason proves it. If the response was lost, a new server
 * proves the deploy; an existing one proves nothing.
 *
 * @param before the server before the deploy; undefined if there was none
 * @param after the server after it
 */
function concludeDeploy(outcome, before, after) {
    const { kind, message } = outcome;
    const isNew = before === undefined && after !== undefined;
    if (kind === 'deployed') {
        return after === undefined ? { kind: 'failed', code: 'deploy-not-shown', message } : { kind };
    }
    const isProven = kind === 'server-error' &&
        !before === !after &&
        (outcome.isRefusal || isUpdateUnsupported(outcome.reason));
    if (kind === 'server-error' && (isProven || isSameServer(before, after))) {
        if (isUpdateUnsupported(outcome.reason))
            return { kind: 'failed', code: 'update-unsupported', message };
        if (outcome.reason !== '')
            return { kind: 'failed', code: 'deploy-refused', message };
    }
    if (isNew)
        return { kind: 'deployed', note: `${message} However, the server now exists on the platform.` };
    return {
        kind: 'unknown',
        code: 'deploy-unknown',
        message: `${message} Status on the platform: ${formatState(after)}.`,
    };
}

;// CONCATENATED MODULE: ./build/src/api/secrets.js


/**
 * Sets a workspace secret. Sent once.
 *
 * @throws DeployError as {@link Api.put}
 */
async function setSecret(api, workspaceId, name, value) {
    await api.put(`${secretsPath(workspaceId)}/${encodeURIComponent(name)}`, { secret_value: value });
}
/**
 * The names of the secrets of a workspace.
 *
 * @throws DeployError api-unexpected without such a list, or with a part of it; or as {@link Api.read}
 */
async function listSecrets(api, workspaceId) {
    const listed = (0,api_json/* platformList */._P)(await api.read(secretsPath(workspaceId)), 'secrets');
    if (listed === undefined)
        throw (0,errors/* createError */.$5)('api-unexpected', 'The API did not return a list of secrets.');
    const { entries, total, isComplete } = listed;
    if (!isComplete)
        throw (0,errors/* createError */.$5)('api-unexpected', `The API listed ${entries.length} of ${total} secrets.`);
    return entries.filter((name) => typeof name === 'string');
}
function secretsPath(workspaceId) {
    return `/v1/workspaces/${workspaceId}/secrets`;
}

;// CONCATENATED MODULE: ./build/src/api/variables.js

/** The variables that the packages of an entry declare, each once. */
function declaredVariables({ spec }) {
    const all = ((0,api_json/* listField */.FZ)(spec, 'packages') ?? [])
        .flatMap((one) => (0,api_json/* listField */.FZ)(one, 'environmentVariables') ?? [])
        .flatMap((variable) => {
        const name = (0,api_json/* textField */.M8)(variable, 'name');
        if (name === undefined)
            return [];
        const hasDefault = ['value', 'default'].some((field) => (0,api_json/* textField */.M8)(variable, field) !== undefined);
        return [{ name, isRequired: (0,api_json/* isRecord */.u4)(variable) && variable.isRequired === true, hasDefault }];
    });
    return [...new Map(all.map((variable) => [variable.name, variable])).values()];
}

;// CONCATENATED MODULE: ./build/src/deploy/secrets.js






/**
 * Step: set the workspace secrets, before the deploy of any server that needs them. Each is sent once.
 *
 * @throws DeployError secret-not-set, token-rejected or token-not-allowed
 */
async function setSecrets({ ci, inputs, runtime, apiFor }, workspace) {
    const names = [...inputs.secrets.keys()];
    if (names.length === 0)
        return;
    const count = `${names.length} workspace secret${names.length === 1 ? '' : 's'}`;
    if (inputs.dryRun)
        return ci.info(`\u2713 Would set ${count}: ${names.join(', ')}`);
    const api = apiFor(runtime.signal);
    for (const [name, value] of inputs.secrets) {
        try {
            await setSecret(api, workspace.id, name, value);
        }
        catch (error) {
            const { code, message } = (0,errors/* toErrorInfo */.K$)(error);
            // It explains the failure better than one of the secret.
            if (isTokenRefusal(code))
                throw error;
            throw (0,errors/* createError */.$5)('secret-not-set', `${name}: ${message}`);
        }
    }
    ci.info(`\u2713 Set ${count}: ${names.join(', ')}`);
}
/** Milliseconds that this check waits for the registry: without an entry, it only reports less. */
const LOOKUP_MS = 5000;
/**
 * Step: warn of secrets that reach no server, and of required variables without a value. Both leave a server that looks
 * deployed and does not work. If an entry or the list of secrets cannot be read, nothing is reported here: the deploy does.
 */
async function checkSecrets(context, workspace, findEntry) {
    const { ci, inputs, runtime, apiFor } = context;
    const found = await (0,abort/* withTimeLimit */.Bv)(runtime.signal, LOOKUP_MS, (signal) => Promise.allSettled(inputs.servers.map((server) => findEntry(server, signal))));
    const entries = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const declared = new Set(entries.flatMap(declaredVariables).map(({ name }) => name));
    const undeclared = [...inputs.secrets.keys()].filter((name) => !declared.has(name));
    if (undeclared.length > 0 && entries.length === inputs.servers.length) {
        (0,report/* reportNotice */.tX)(ci, 'secret-undeclared', `No package declares ${undeclared.join(', ')}.`);
    }
    const open = entries.map((entry) => ({ entry, names: findOpenVariables(context, entry) }));
    if (open.every(({ names }) => names.length === 0))
        return;
    const known = await listSecrets(apiFor(runtime.signal), workspace.id).catch((error) => {
        ci.debug(`workspace secrets: ${(0,errors/* toErrorInfo */.K$)(error).message}`);
        return undefined;
    });
    if (known)
        ci.debug(`workspace secrets: ${known.join(', ')}`);
    for (const { entry, names } of known ? open : []) {
        const missing = names.filter((name) => !known?.includes(name));
        if (missing.length > 0)
            (0,report/* reportNotice */.tX)(ci, 'variable-missing', `${entry.spec.name} requires ${missing.join(', ')}.`);
    }
}
/** The required variables of an entry that this run gives no value. */
function findOpenVariables({ inputs }, entry) {
    return declaredVariables(entry)
        .filter(({ isRequired, hasDefault }) => isRequired && !hasDefault)
        .map(({ name }) => name)
        .filter((name) => !inputs.secrets.has(name) && !inputs.settings.env.get(name));
}
/** True if a server gets one of the secrets of this run, or if that is not known. */
function usesSecrets({ inputs }, entry) {
    if (inputs.secrets.size === 0)
        return false;
    return entry === undefined || declaredVariables(entry).some(({ name }) => inputs.secrets.has(name));
}

;// CONCATENATED MODULE: ./build/src/deploy/send.js









/**
 * Sends the deploy of one server once, and concludes from the deployer's report and the state on the platform.
 *
 * @param before the server that is updated; undefined for a new one
 */
async function sendAndConclude(context, request, before, limit) {
    const { ci, deployer } = context;
    const { server, entry } = request;
    const outcome = await deployer.send(request, limit);
    ci.debug(`${server.label} sent with ${deployer.name}: ${JSON.stringify(outcome)}`);
    if (outcome.kind === 'refused')
        return fail(server, 'failed', outcome);
    if (outcome.kind === 'other-version') {
        const message = `Deployed version ${outcome.version}, but ${server.version} was requested.`;
        return fail(server, 'failed', { code: 'deploy-other-version', message });
    }
    try {
        const state = await readDeployed(context, request, limit);
        const conclusion = concludeDeploy(outcome, before?.state, state);
        if (conclusion.kind !== 'deployed')
            return fail(server, conclusion.kind, conclusion);
        if (conclusion.note)
            ci.info(conclusion.note);
        const other = entry && state?.spec && findPackageDifference(entry.spec, state.spec);
        if (other)
            return fail(server, 'failed', { code: 'deploy-other-version', message: `After the deploy, ${other}.` });
        reportSettingDifferences(context, request, state);
        const hasOtherPackage = reportOtherPackages(context, request, state);
        const isRestarted = before !== undefined && usesSecrets(context, entry) && (await restart(context, server, limit));
        const shown = { ...(state && { state }), ...(before && { before }) };
        return { deployStatus: 'deployed', ...shown, isRestarted, hasOtherPackage };
    }
    catch (error) {
        const message = `${outcome.message} ${(0,errors/* toErrorInfo */.K$)(error).message}`;
        return fail(server, 'unknown', { code: 'deploy-unknown', message });
    }
}
/**
 * Reads the server after a deploy. Transient failures of the platform are retried until the deadline, and what an
 * eventually consistent read shows of the version before, for a few seconds.
 */
function readDeployed({ apiFor, workspace }, { server, entry }, { deadline, signal }) {
    return retry(() => readServer(apiFor(signal), workspace.id, server.platformId, deadline), {
        delays: [500, 1000, 2000],
        deadline,
        signal,
        shouldRetry: (state) => entry !== undefined &&
            state?.spec !== undefined &&
            (findPackageDifference(entry.spec, state.spec) !== undefined ||
                findOtherPackages(entry.spec, state.spec).length > 0),
    });
}
/** Warns about settings that did not take effect: a platform that ignores one reports no error. */
function reportSettingDifferences({ ci, inputs }, { server }, state) {
    if (state?.spec === undefined)
        return;
    const differences = findSettingDifferences(inputs.settings, state.spec);
    if (differences.length > 0)
        (0,report/* reportNotice */.tX)(ci, 'setting-not-applied', `${server.label}: ${differences.join('; ')}.`);
}
/** Warns if the platform shows packages that were not deployed, such as those of a release before. */
function reportOtherPackages({ ci }, { server, entry }, state) {
    const others = entry && state?.spec ? findOtherPackages(entry.spec, state.spec) : [];
    if (others.length === 0)
        return false;
    const message = `${server.label}: after the deploy, the platform shows ${(0,sanitize/* quoteLine */.tQ)(others.join(', '))}.`;
    (0,report/* reportNotice */.tX)(ci, 'package-not-shown', message);
    return true;
}
/**
 * Restarts a server that may run with secrets from before, and warns if that is not certain.
 *
 * @returns true if it was restarted, or may have been: then a new process may replace the one that runs
 */
async function restart({ ci, apiFor, workspace }, { label, platformId }, limit) {
    const end = describeEnd(limit);
    const outcome = end === undefined
        ? await restartServer(apiFor(limit.signal), workspace.id, platformId)
        : { kind: 'refused', message: end };
    ci.debug(`restart of ${platformId}: ${JSON.stringify(outcome)}`);
    if (outcome.kind === 'restarted')
        ci.info(`Restarting ${platformId}, so that it gets the new secrets`);
    else {
        const verb = outcome.kind === 'refused' ? 'was not' : 'may not have been';
        (0,report/* reportNotice */.tX)(ci, 'secrets-not-delivered', `${label}: ${platformId} ${verb} restarted: ${outcome.message}`);
    }
    return outcome.kind !== 'refused';
}
function fail(server, deployStatus, { code, message }) {
    return { deployStatus, error: { code, message: `${server.registryId}: ${message}` } };
}

;// CONCATENATED MODULE: ./build/src/deploy/server-log.js



/** Lines of the log of an unhealthy server that are printed. */
const MAX_LOG_LINES = 50;
/** Milliseconds for a reading of the log that only completes what the state shows. */
const PODS_TIMEOUT_MS = 3000;
/** Prints the last lines of a server's log, folded. A log that cannot be read is reported, and fails nothing. */
async function showServerLog(ci, api, { workspaceId, serverId }) {
    await ci.group(`Last ${MAX_LOG_LINES} log lines of ${serverId}`, async () => {
        try {
            const lines = await readServerLog(api, workspaceId, serverId, MAX_LOG_LINES);
            for (const line of lines)
                ci.childOutput(line);
            if (lines.length === 0)
                ci.info('The log is empty.');
        }
        catch (error) {
            ci.info(`The log could not be read. ${(0,errors/* toErrorInfo */.K$)(error).message}`);
        }
    });
}
/**
 * The pods that wrote to a server's log lately; undefined if the log cannot be read within some seconds. Never throws.
 *
 * @param apiFor the API, bound to a signal that ends it
 */
async function tryReadPods(apiFor, { workspaceId, serverId }, signal) {
    return (0,abort/* withTimeLimit */.Bv)(signal, PODS_TIMEOUT_MS, (limited) => readPods(apiFor(limited), workspaceId, serverId)).catch(() => undefined);
}

;// CONCATENATED MODULE: ./build/src/deploy/server.js














/** Milliseconds of the time limit that a removal for `replace` leaves for the deploy; at most half of them. */
const DEPLOY_RESERVE_MS = 30000;
/**
 * Deploys one server: sends the deploy once, and concludes from the deployer's report and the state on the platform.
 *
 * @param deadline the moment of `performance.now()` at which the deploy ends
 */
function deployServer(context, server, deadline) {
    return withDeadline(context.runtime.signal, deadline, async (limit) => {
        const prepared = await prepareInTime(context, server, limit);
        if (context.inputs.dryRun)
            return { deployStatus: 'dry-run' };
        return replaceAndSend(context, prepared, limit);
    }).catch((error) => fail(server, 'failed', (0,errors/* toErrorInfo */.K$)(error)));
}
/** Prepares within the time limit: after it, nothing may be sent. */
function prepareInTime(context, server, limit) {
    const timeLeft = limit.deadline - performance.now();
    return (0,abort/* withTimeLimit */.Bv)(limit.signal, timeLeft, async (limited) => {
        try {
            return await prepare(context, server, limited);
        }
        catch (error) {
            if (context.inputs.dryRun || limited.reason !== abort/* TIMED_OUT */.VP)
                throw error;
            throw (0,errors/* createError */.$5)('deploy-not-sent', `The time limit ended first. ${(0,errors/* toErrorInfo */.K$)(error).message}`);
        }
    });
}
/** Looks at the registry and the workspace. Nothing is changed. Throws for what would stop the deploy. */
async function prepare(context, server, signal) {
    const { ci, inputs, workspace, apiFor, deployer, findEntry } = context;
    const place = { workspaceId: workspace.id, serverId: server.platformId };
    const state = await readServer(apiFor(signal), workspace.id, server.platformId);
    // ntcli looks the entry up by itself, in a registry of its own if `domain` is set.
    const isNeeded = server.entry !== undefined ||
        inputs.dryRun ||
        deployer.name === 'api' ||
        (inputs.replace && state !== undefined);
    // The public registry ignores the version that ntcli requests, and returns the newest (measured): ntcli would deploy that.
    const isVersioned = server.version !== undefined && server.version !== 'latest';
    const { minReplicas, maxReplicas } = inputs.settings;
    const hasLimit = minReplicas !== undefined || maxReplicas !== undefined;
    const isUseful = isNeeded || isVersioned || hasLimit || state !== undefined;
    const entry = isUseful
        ? await findEntry(server, signal).catch((error) => {
            if (isNeeded || (isVersioned && (0,errors/* toErrorInfo */.K$)(error).code === 'server-not-found'))
                throw error;
            return undefined;
        })
        : undefined;
    if (entry)
        assertLimitsFit(context, server, entry);
    if (entry && state)
        assertIsUpdate(server, entry, state, inputs.replace);
    if (inputs.dryRun || inputs.replace)
        assertAccepted(entry);
    if (server.entry)
        await reportRegistryGap(context, server, signal);
    if (inputs.dryRun && entry) {
        const removal = inputs.replace && state ? `remove ${server.platformId}, and then ` : '';
        ci.info(`Would ${removal}deploy ${server.registryId}@${entry.version} to workspace ${workspace.name}`);
    }
    if (state === undefined || inputs.dryRun)
        return { server, ...(entry && { entry }) };
    const [pods, versionBefore] = inputs.replace
        ? []
        : await Promise.all([
            inputs.wait ? tryReadPods(apiFor, place, signal) : undefined,
            inputs.verify && state.phase === 'Running'
                ? readServerVersion(context, getUrl(context, server), signal)
                : undefined,
        ]);
    const before = { state, ...(pods && { pods }) };
    return { server, ...(entry && { entry }), before, ...(versionBefore && { versionBefore }) };
}
/** Throws if a limit of the user contradicts the entry. `inputs/parse.ts` does the same for a file, before anything is sent. */
function assertLimitsFit({ inputs }, { registryId }, { spec }) {
    const conflict = (0,replica_limits/* findLimitConflict */.r)(inputs.settings, registryId, spec);
    if (conflict)
        throw (0,errors/* createError */.$5)('bad-input', `\`${conflict.input}\`: ${conflict.problem}.`);
}
/**
 * Throws if the deploy would replace another server. A server that cannot be compared is updated, which keeps it, but not
 * removed for `replace`, unless it is named by its id on the platform.
 */
function assertIsUpdate(server, entry, state, isReplace) {
    const { registryId, platformId } = server;
    const identity = compareIdentity(entry, state.spec);
    if (identity.kind === 'other')
        throw (0,errors/* createError */.$5)('server-id-taken', `The workspace has ${identity.description} as ${platformId}.`);
    if (identity.kind === 'unknown' && isReplace && registryId !== platformId)
        throw (0,errors/* createError */.$5)('server-not-identified', `The platform does not show enough of ${platformId} to compare it with ${registryId}, so \`replace\` does not remove it. If it is the same server, remove it once with \`command: remove\` and \`server: ${platformId}\`, and run again.`);
}
/** Milliseconds for a question to the registry whose answer is only for the log. */
const GAP_TIMEOUT_MS = 3000;
/** Reports that the registry does not have what a file describes. It does not wait long for a registry that does not answer. */
async function reportRegistryGap({ ci, registryFor }, { registryId, version = '' }, signal) {
    const isKnown = await (0,abort/* withTimeLimit */.Bv)(signal, GAP_TIMEOUT_MS, (limited) => isInRegistry(registryFor(limited), registryId, version)).catch(() => true);
    if (!isKnown)
        ci.info(`The registry does not have ${registryId}@${version}: the file is deployed as it is`);
}
/** Throws what the platform would refuse. For `replace` that must be known before anything is removed. */
function assertAccepted(entry) {
    const issues = entry ? (0,server_spec/* findSpecIssues */.T)(entry.spec) : [];
    if (!entry || issues.length === 0)
        return;
    const message = `The platform would refuse version ${entry.version}: ${(0,api_json/* formatIssues */.og)(issues)}.`;
    throw (0,errors/* createError */.$5)('deploy-refused', message);
}
async function replaceAndSend(context, { server, entry, before, versionBefore }, limit) {
    const { inputs } = context;
    announce(context);
    const request = { server, ...(entry && { entry }), ...(before && { before: before.state }) };
    if (!inputs.replace || !before) {
        const result = await sendAndConclude(context, request, before, limit);
        return { ...result, ...(versionBefore && { versionBefore }) };
    }
    // Without time for the deploy, the server would be gone, and the deploy cut short.
    const timeLeft = limit.deadline - performance.now();
    const removalLimit = { ...limit, deadline: limit.deadline - Math.min(DEPLOY_RESERVE_MS, timeLeft / 2) };
    const error = await removeForReplace(context, server.platformId, removalLimit);
    if (error?.code === 'removal-unknown')
        return { ...fail(server, 'unknown', error), wasRemoved: true };
    if (error)
        return fail(server, 'failed', error);
    const result = { ...(await sendAndConclude(context, request, undefined, limit)), wasRemoved: true };
    if (!result.error || result.error.code === 'deploy-other-version')
        return result;
    const { code, message } = result.error;
    if (result.deployStatus !== 'failed')
        return {
            ...result,
            error: { code, message: `${server.registryId} was removed for \`replace\`. ${message}` },
        };
    const gone = `${server.registryId} was removed and is gone now. ${message}`;
    return { ...result, error: { code: 'replace-incomplete', message: gone } };
}
function getUrl({ inputs, workspace }, server) {
    return (0,api_endpoints/* formatServerUrl */.ej)(inputs.endpoints, workspace.id, server.platformId);
}
/** Leaves outputs that are true if this process is killed from now on. Later ones replace them. */
function announce({ ci, inputs, workspace }) {
    const [first] = inputs.servers;
    if (first === undefined)
        return;
    const url = getUrl({ inputs, workspace }, first);
    ci.setOutputs({ 'deploy-status': 'unknown', 'server-id': first.platformId, 'server-url': url });
}

;// CONCATENATED MODULE: ./build/src/deploy/dry-run.js






/**
 * A dry run that would create the workspace. What would be deployed is checked as far as that needs no workspace.
 *
 * @returns the worst error, already reported
 */
async function dryRunWithoutWorkspace(context) {
    const { ci, inputs, runtime } = context;
    const { error: expiring } = reportExpiry(context, readTokenAge(context));
    const findEntry = createEntryLookup(context);
    const checks = inputs.servers.map(async (server) => {
        try {
            assertAccepted(await findEntry(server, runtime.signal));
            return {};
        }
        catch (thrown) {
            const { code, message } = (0,errors/* toErrorInfo */.K$)(thrown);
            return { error: { code, message: `${server.registryId}: ${message}` } };
        }
    });
    const results = await Promise.all(checks);
    const worst = findWorstError(results);
    ci.setOutputs({ 'deploy-status': worst ? 'failed' : 'dry-run' });
    // After a cancel, run() reports one error for the whole run.
    if (!runtime.signal.aborted)
        for (const { error } of results)
            if (error)
                (0,report/* reportError */.N7)(ci, error);
    const names = inputs.servers.map(({ label }) => label).join(', ');
    if (!worst)
        ci.info(`\u2713 Would create the workspace${names && `, and deploy ${names} to it`}`);
    return concludeWithExpiry(ci, worst, expiring);
}

// EXTERNAL MODULE: ./build/src/lib/redact.js + 3 modules
var lib_redact = __webpack_require__(4644);
// EXTERNAL MODULE: ./build/src/lib/urls.js
var urls = __webpack_require__(2631);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./build/src/ntcli/install/lockfile.json
const lockfile_namespaceObject = /*#__PURE__*/JSON.parse('{"ntcli":{"name":"@nimbletools/ntcli","version":"0.4.4","dependencies":{"@types/inquirer":"^9.0.8","chalk":"^5.5.0","commander":"^14.0.0","dotenv":"^17.2.1","express":"^5.1.0","inquirer":"^12.9.0","open":"^10.1.0","ora":"^8.2.0","uuid":"^11.0.3"}},"packages":{"node_modules/@inquirer/ansi":{"version":"1.0.2","integrity":"sha512-S8qNSZiYzFd0wAcyG5AXCvUHC5Sr7xpZ9wZ2py9XR88jUz8wooStVx5M6dRzczbBWjic9NP7+rY0Xi7qqK/aMQ=="},"node_modules/@inquirer/checkbox":{"version":"4.3.2","integrity":"sha512-VXukHf0RR1doGe6Sm4F0Em7SWYLTHSsbGfJdS9Ja2bX5/D5uwVOEjr07cncLROdBvmnvCATYEWlHqYmXv2IlQA==","dependencies":{"@inquirer/ansi":"^1.0.2","@inquirer/core":"^10.3.2","@inquirer/figures":"^1.0.15","@inquirer/type":"^3.0.10","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/confirm":{"version":"5.1.21","integrity":"sha512-KR8edRkIsUayMXV+o3Gv+q4jlhENF9nMYUZs9PA2HzrXeHI8M5uDag70U7RJn9yyiMZSbtF5/UexBtAVtZGSbQ==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/core":{"version":"10.3.2","integrity":"sha512-43RTuEbfP8MbKzedNqBrlhhNKVwoK//vUFNW3Q3vZ88BLcrs4kYpGg+B2mm5p2K/HfygoCxuKwJJiv8PbGmE0A==","dependencies":{"@inquirer/ansi":"^1.0.2","@inquirer/figures":"^1.0.15","@inquirer/type":"^3.0.10","cli-width":"^4.1.0","mute-stream":"^2.0.0","signal-exit":"^4.1.0","wrap-ansi":"^6.2.0","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/editor":{"version":"4.2.23","integrity":"sha512-aLSROkEwirotxZ1pBaP8tugXRFCxW94gwrQLxXfrZsKkfjOYC1aRvAZuhpJOb5cu4IBTJdsCigUlf2iCOu4ZDQ==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/external-editor":"^1.0.3","@inquirer/type":"^3.0.10"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/expand":{"version":"4.0.23","integrity":"sha512-nRzdOyFYnpeYTTR2qFwEVmIWypzdAx/sIkCMeTNTcflFOovfqUk+HcFhQQVBftAh9gmGrpFj6QcGEqrDMDOiew==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/external-editor":{"version":"1.0.3","integrity":"sha512-RWbSrDiYmO4LbejWY7ttpxczuwQyZLBUyygsA9Nsv95hpzUWwnNTVQmAq3xuh7vNwCp07UTmE5i11XAEExx4RA==","dependencies":{"chardet":"^2.1.1","iconv-lite":"^0.7.0"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/figures":{"version":"1.0.15","integrity":"sha512-t2IEY+unGHOzAaVM5Xx6DEWKeXlDDcNPeDyUpsRc6CUhBfU3VQOEl+Vssh7VNp1dR8MdUJBWhuObjXCsVpjN5g=="},"node_modules/@inquirer/input":{"version":"4.3.1","integrity":"sha512-kN0pAM4yPrLjJ1XJBjDxyfDduXOuQHrBB8aLDMueuwUGn+vNpF7Gq7TvyVxx8u4SHlFFj4trmj+a2cbpG4Jn1g==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/number":{"version":"3.0.23","integrity":"sha512-5Smv0OK7K0KUzUfYUXDXQc9jrf8OHo4ktlEayFlelCjwMXz0299Y8OrI+lj7i4gCBY15UObk76q0QtxjzFcFcg==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/password":{"version":"4.0.23","integrity":"sha512-zREJHjhT5vJBMZX/IUbyI9zVtVfOLiTO66MrF/3GFZYZ7T4YILW5MSkEYHceSii/KtRk+4i3RE7E1CUXA2jHcA==","dependencies":{"@inquirer/ansi":"^1.0.2","@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/prompts":{"version":"7.10.1","integrity":"sha512-Dx/y9bCQcXLI5ooQ5KyvA4FTgeo2jYj/7plWfV5Ak5wDPKQZgudKez2ixyfz7tKXzcJciTxqLeK7R9HItwiByg==","dependencies":{"@inquirer/checkbox":"^4.3.2","@inquirer/confirm":"^5.1.21","@inquirer/editor":"^4.2.23","@inquirer/expand":"^4.0.23","@inquirer/input":"^4.3.1","@inquirer/number":"^3.0.23","@inquirer/password":"^4.0.23","@inquirer/rawlist":"^4.1.11","@inquirer/search":"^3.2.2","@inquirer/select":"^4.4.2"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/rawlist":{"version":"4.1.11","integrity":"sha512-+LLQB8XGr3I5LZN/GuAHo+GpDJegQwuPARLChlMICNdwW7OwV2izlCSCxN6cqpL0sMXmbKbFcItJgdQq5EBXTw==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/search":{"version":"3.2.2","integrity":"sha512-p2bvRfENXCZdWF/U2BXvnSI9h+tuA8iNqtUKb9UWbmLYCRQxd8WkvwWvYn+3NgYaNwdUkHytJMGG4MMLucI1kA==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/figures":"^1.0.15","@inquirer/type":"^3.0.10","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/select":{"version":"4.4.2","integrity":"sha512-l4xMuJo55MAe+N7Qr4rX90vypFwCajSakx59qe/tMaC1aEHWLyw68wF4o0A4SLAY4E0nd+Vt+EyskeDIqu1M6w==","dependencies":{"@inquirer/ansi":"^1.0.2","@inquirer/core":"^10.3.2","@inquirer/figures":"^1.0.15","@inquirer/type":"^3.0.10","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/type":{"version":"3.0.10","integrity":"sha512-BvziSRxfz5Ov8ch0z/n3oijRSEcEsHnhggm4xFZe93DHcUCTlutlq9Ox4SVENAfcRD22UQq7T/atg9Wr3k09eA==","peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@types/inquirer":{"version":"9.0.10","integrity":"sha512-vFW2WbXwO9eZpRT5GJGFJ/shgyMNnYozmnjakt9jCQSS1lvqX8pZEQMjJ9RdDPct/YxwciQ8+V8OYn9euIrZDA==","dependencies":{"@types/through":"*","rxjs":"^7.2.0"}},"node_modules/@types/node":{"version":"26.6.6","integrity":"sha512-MzQj+8Kx3XI40OmUAE6Qoh58ZMNstNNMwn2nfd3qWsfe7nDNSqJNzes4njhz6AHwrSHOffSLwXU6yb474Q4aog==","dependencies":{"undici-types":"~8.9.0"}},"node_modules/@types/through":{"version":"0.0.33","integrity":"sha512-HsJ+z3QuETzP3cswwtzt2vEIiHBk/dCcHGhbmG5X3ecnwFD/lPrMpliGXxSCg03L9AhrdwA4Oz/qfspkDW+xGQ==","dependencies":{"@types/node":"*"}},"node_modules/accepts":{"version":"2.0.0","integrity":"sha512-5cvg6CtKwfgdmVqY1WIiXKc3Q1bkRqGLi+2W/6ao+6Y7gu/RCwRuAhGEzh5B4KlszSuTLgZYuqFqo5bImjNKng==","dependencies":{"mime-types":"^3.0.0","negotiator":"^1.0.0"}},"node_modules/ansi-regex":{"version":"6.6.0","integrity":"sha512-XZ5apbzreCbXSKwPjJstu8R0zOi247w3XYwWxtwBXgpZrCyc1Ka7p9/xY0A9/diMewmHbEKz+FIraWaEWjlN5g=="},"node_modules/ansi-styles":{"version":"4.3.0","integrity":"sha512-zbB9rCJAT1rbjiVDb2hqKFHNYLxgtk8NURxZ3IZwD3F6NtxbXZQCnnSi1Lkx+IDohdPlFp222wVALIheZJQSEg==","dependencies":{"color-convert":"^2.0.1"}},"node_modules/async-function":{"version":"1.0.0","integrity":"sha512-hsU18Ae8CDTR6Kgu9DYf0EbCr/a5iGL0rytQDobUcdpYOKokk8LEjVphnXkDkgpi0wYVsqrXuP0bZxJaTqdgoA=="},"node_modules/async-generator-function":{"version":"1.0.0","integrity":"sha512-+NAXNqgCrB95ya4Sr66i1CL2hqLVckAk7xwRYWdcm39/ELQ6YNn1aw5r0bdQtqNZgQpEWzc5yc/igXc7aL5SLA=="},"node_modules/body-parser":{"version":"2.4.0","integrity":"sha512-Ifk1KcLrxaGt1occQagQNFNNOqRt1LFuehEnHHzB8Z6cRgIxRU1TBaiIsUiCdA+gy5PL7Y1IX31DNKkRmxtXjQ==","dependencies":{"bytes":"^3.1.2","content-type":"^2.1.0","debug":"^4.4.3","http-errors":"^2.0.1","iconv-lite":"^0.7.3","on-finished":"^2.4.1","qs":"^6.16.1","raw-body":"^3.0.2","type-is":"^2.1.0"}},"node_modules/bundle-name":{"version":"4.1.1","integrity":"sha512-DdH81/zPLVS11EUgWq3tEu/xn+EzljlMYooDNdzWEnFha3R3NBMpMV1UqYIpjYHV/SgpFKMIX1Oh7o06SjM/oA==","dependencies":{"run-applescript":"^7.0.0"}},"node_modules/bytes":{"version":"3.1.2","integrity":"sha512-/Nf7TyzTx6S3yRJObOAV7956r8cr2+Oj8AC5dt8wSP3BQAoeX58NoHyCU8P8zGkNXStjTSi6fzO6F0pBdcYbEg=="},"node_modules/call-bind-apply-helpers":{"version":"1.0.2","integrity":"sha512-Sp1ablJ0ivDkSzjcaJdxEunN5/XvksFJ2sMBFfq6x0ryhQV/2b/KwFe21cMpmHtPOSij8K99/wSfoEuTObmuMQ==","dependencies":{"es-errors":"^1.3.0","function-bind":"^1.1.2"}},"node_modules/call-bound":{"version":"1.0.4","integrity":"sha512-+ys997U96po4Kx/ABpBCqhA9EuxJaQWDQg7295H4hBphv3IZg0boBKuwYpt4YXp6MZ5AmZQnU/tyMTlRpaSejg==","dependencies":{"call-bind-apply-helpers":"^1.0.2","get-intrinsic":"^1.3.0"}},"node_modules/chalk":{"version":"5.6.2","integrity":"sha512-7NzBL0rN6fMUW+f7A6Io4h40qQlG+xGmtMxfbnH/K7TAtt8JQWVQK+6g0UXKMeVJoyV5EkkNsErQ8pVD3bLHbA=="},"node_modules/chardet":{"version":"2.2.0","integrity":"sha512-rddelWYNPRrXq6PtNEN2S3f6t9ILzvqaN5pVgi4kqt9jHQaXIial9PznB5iSPVlQSLNaaH22ItWz3EJtQ10+OA=="},"node_modules/cli-cursor":{"version":"5.0.0","integrity":"sha512-aCj4O5wKyszjMmDT4tZj93kxyydN/K5zPWSCe6/0AV/AA1pqe5ZBIw0a2ZfPQV7lL5/yb5HsUreJ6UFAF1tEQw==","dependencies":{"restore-cursor":"^5.0.0"}},"node_modules/cli-spinners":{"version":"2.9.2","integrity":"sha512-ywqV+5MmyL4E7ybXgKys4DugZbX0FC6LnwrhjuykIjnK9k8OQacQ7axGKnjDXWNhns0xot3bZI5h55H8yo9cJg=="},"node_modules/cli-width":{"version":"4.1.0","integrity":"sha512-ouuZd4/dm2Sw5Gmqy6bGyNNNe1qt9RpmxveLSO7KcgsTnU7RXfsw+/bukWGo1abgBiMAic068rclZsO4IWmmxQ=="},"node_modules/color-convert":{"version":"2.0.1","integrity":"sha512-RRECPsj7iu/xb5oKYcsFHSppFNnsj/52OVTRKb4zP5onXwVF3zVmmToNcOfGC+CRDpfK/U584fMg38ZHCaElKQ==","dependencies":{"color-name":"~1.1.4"}},"node_modules/color-name":{"version":"1.1.4","integrity":"sha512-dOy+3AuW3a2wNbZHIuMZpTcgjGuLU/uBL/ubcZF9OXbDo8ff4O8yVp5Bf0efS8uEoYo5q4Fx7dY9OgQGXgAsQA=="},"node_modules/commander":{"version":"14.0.3","integrity":"sha512-H+y0Jo/T1RZ9qPP4Eh1pkcQcLRglraJaSLoyOtHxu6AapkjWVCy2Sit1QQ4x3Dng8qDlSsZEet7g5Pq06MvTgw=="},"node_modules/content-disposition":{"version":"2.0.1","integrity":"sha512-e+H0ZXHSWYrENhQzw1LPuP4oF5MzVKmDU6d3hxlvaPEYLLg62MxtQNPRx4SYSuYJSBUgnQIG4HIN2tEtNv7Dog=="},"node_modules/content-type":{"version":"2.1.0","integrity":"sha512-mj7UPXE0jaqaOsukNZRUEfEi2AcL7C/vwmwcHV0O97eO1E1pxBZuyjlZrx5seTaNBg1U6+o35wpa35Qfcc+7ag=="},"node_modules/cookie":{"version":"0.7.2","integrity":"sha512-yki5XnKuf750l50uGTllt6kKILY4nQ1eNIQatoXEByZ5dWgnKqbnqmTrBE5B4N7lrMJKQ2ytWMiTO2o0v6Ew/w=="},"node_modules/cookie-signature":{"version":"1.2.2","integrity":"sha512-D76uU73ulSXrD1UXF4KE2TMxVVwhsnCgfAyTg9k8P6KGZjlXKrOLe4dJQKI3Bxi5wjesZoFXJWElNWBjPZMbhg=="},"node_modules/debug":{"version":"4.4.3","integrity":"sha512-RGwwWnwQvkVfavKVt22FGLw+xYSdzARwm0ru6DhTVA3umU5hZc28V3kO4stgYryrTlLpuvgI9GiijltAjNbcqA==","dependencies":{"ms":"^2.1.3"},"peerDependenciesMeta":{"supports-color":{"optional":true}}},"node_modules/default-browser":{"version":"5.5.1","integrity":"sha512-m1pAzaJgZ/gssEqlOhJkPJp8Xly7QyW6xcrkUa2KKcDeDSEMP7X8xipU3snUcfisTQx0w1AGae+9UtJSfVnXGw==","dependencies":{"bundle-name":"^4.1.0","default-browser-id":"^5.0.0"}},"node_modules/default-browser-id":{"version":"5.0.1","integrity":"sha512-x1VCxdX4t+8wVfd1so/9w+vQ4vx7lKd2Qp5tDRutErwmR85OgmfX7RlLRMWafRMY7hbEiXIbudNrjOAPa/hL8Q=="},"node_modules/define-lazy-prop":{"version":"3.0.0","integrity":"sha512-N+MeXYoqr3pOgn8xfyRPREN7gHakLYjhsHhWGT3fWAiL4IkAt0iDw14QiiEm2bE30c5XX5q0FtAA3CK5f9/BUg=="},"node_modules/depd":{"version":"2.0.0","integrity":"sha512-g7nH6P6dyDioJogAAGprGpCtVImJhpPk/roCzdb3fIh61/s/nPsfR6onyMwkCAR/OlC3yBC0lESvUoQEAssIrw=="},"node_modules/dotenv":{"version":"17.4.2","integrity":"sha512-nI4U3TottKAcAD9LLud4Cb7b2QztQMUEfHbvhTH09bqXTxnSie8WnjPALV/WMCrJZ6UV/qHJ6L03OqO3LcdYZw=="},"node_modules/dunder-proto":{"version":"1.0.1","integrity":"sha512-KIN/nDJBQRcXw0MLVhZE9iQHmG68qAVIBg9CqmUYjmQIhgij9U5MFvrqkUL5FbtyyzZuOeOt0zdeRe4UY7ct+A==","dependencies":{"call-bind-apply-helpers":"^1.0.1","es-errors":"^1.3.0","gopd":"^1.2.0"}},"node_modules/ee-first":{"version":"1.1.1","integrity":"sha512-WMwm9LhRUo+WUaRN+vRuETqG89IgZphVSNkdFgeb6sS/E4OrDIN7t48CAewSHXc6C8lefD8KKfr5vY61brQlow=="},"node_modules/emoji-regex":{"version":"10.6.0","integrity":"sha512-toUI84YS5YmxW219erniWD0CIVOo46xGKColeNQRgOzDorgBi1v4D71/OFzgD9GO2UGKIv1C3Sp8DAn0+j5w7A=="},"node_modules/encodeurl":{"version":"2.0.3","integrity":"sha512-mIteYONiEfc4xWf2F1WXovh1c8npzS00vNeiUPdwFF+QlVJni+gNvpQltLMQhob8rew/bWWc/bGTuUr0EUGt0w=="},"node_modules/es-define-property":{"version":"1.0.1","integrity":"sha512-e3nRfgfUZ4rNGL232gUgX06QNyyez04KdjFrF+LTRoOXmrOgFKDg4BCdsjW8EnT69eqdYGmRpJwiPVYNrCaW3g=="},"node_modules/es-errors":{"version":"1.3.0","integrity":"sha512-Zf5H2Kxt2xjTvbJvP2ZWLEICxA6j+hAmMzIlypy4xcBg1vKVnx89Wy0GbS+kf5cwCVFFzdCFh2XSCFNULS6csw=="},"node_modules/es-object-atoms":{"version":"1.1.2","integrity":"sha512-HWcBoN6NileqtSydK2FqHbS/LoDd2pqrnQHLyJzBj4kOp/ky2MWMN694xOfkK8/SnUsW2DH7EfyVlydKCsm1Zw==","dependencies":{"es-errors":"^1.3.0"}},"node_modules/escape-html":{"version":"1.0.3","integrity":"sha512-NiSupZ4OeuGwr68lGIeym/ksIZMJodUGOSCZ/FSnTxcrekbvqrgdUxlJOMpijaKZVjAJrWrGs/6Jy8OMuyj9ow=="},"node_modules/etag":{"version":"1.8.1","integrity":"sha512-aIL5Fx7mawVa300al2BnEE4iNvo1qETxLrPI/o05L7z6go7fCw1J6EQmbK4FmJ2AS7kgVF/KEZWufBfdClMcPg=="},"node_modules/express":{"version":"5.3.0","integrity":"sha512-qCqy1xSoaugxOD4IVHb1ZWdkvCF2W3aE2okKouWj8VwJ+ztskSiXoBnCSJqfKT+cVPJhuJqe9YLbY425+Zh00g==","dependencies":{"accepts":"^2.0.0","body-parser":"^2.3.0","content-disposition":"^2.0.1","content-type":"^2.0.0","cookie":"^0.7.1","cookie-signature":"^1.2.1","debug":"^4.4.0","depd":"^2.0.0","encodeurl":"^2.0.0","escape-html":"^1.0.3","etag":"^1.8.1","finalhandler":"^2.1.0","fresh":"^2.0.0","http-errors":"^2.0.0","merge-descriptors":"^2.0.0","mime-types":"^3.0.0","on-finished":"^2.4.1","once":"^1.4.0","parseurl":"^1.3.3","proxy-addr":"^2.0.8","qs":"^6.16.0","range-parser":"^1.2.1","router":"^2.2.0","send":"^1.1.0","serve-static":"^2.2.0","statuses":"^2.0.1","type-is":"^2.1.0","vary":"^1.1.2"}},"node_modules/finalhandler":{"version":"2.1.1","integrity":"sha512-S8KoZgRZN+a5rNwqTxlZZePjT/4cnm0ROV70LedRHZ0p8u9fRID0hJUZQpkKLzro8LfmC8sx23bY6tVNxv8pQA==","dependencies":{"debug":"^4.4.0","encodeurl":"^2.0.0","escape-html":"^1.0.3","on-finished":"^2.4.1","parseurl":"^1.3.3","statuses":"^2.0.1"}},"node_modules/forwarded":{"version":"0.2.0","integrity":"sha512-buRG0fpBtRHSTCOASe6hD258tEubFoRLb4ZNA6NxMVHNw2gOcwHo9wyablzMzOA5z9xA9L1KNjk/Nt6MT9aYow=="},"node_modules/fresh":{"version":"2.0.0","integrity":"sha512-Rx/WycZ60HOaqLKAi6cHRKKI7zxWbJ31MhntmtwMoaTeF7XFH9hhBp8vITaMidfljRQ6eYWCKkaTK+ykVJHP2A=="},"node_modules/function-bind":{"version":"1.1.2","integrity":"sha512-7XHNxH7qX9xG5mIwxkhumTox/MIRNcOgDrxWsMt2pAr23WHp6MrRlN7FBSFpCpr+oVO0F744iUgR82nJMfG2SA=="},"node_modules/generator-function":{"version":"2.0.1","integrity":"sha512-SFdFmIJi+ybC0vjlHN0ZGVGHc3lgE0DxPAT0djjVg+kjOnSqclqmj0KQ7ykTOLP6YxoqOvuAODGdcHJn+43q3g=="},"node_modules/get-east-asian-width":{"version":"1.7.0","integrity":"sha512-XjH1AECxf0giL2V1aU8vKyRR2ppRUb5c0EvT7zuJTokQ74bNo52zOtghqdWIqrhUD79fo3x0WfKZdOqxF6LG1Q=="},"node_modules/get-intrinsic":{"version":"1.3.1","integrity":"sha512-fk1ZVEeOX9hVZ6QzoBNEC55+Ucqg4sTVwrVuigZhuRPESVFpMyXnd3sbXvPOwp7Y9riVyANiqhEuRF0G1aVSeQ==","dependencies":{"async-function":"^1.0.0","async-generator-function":"^1.0.0","call-bind-apply-helpers":"^1.0.2","es-define-property":"^1.0.1","es-errors":"^1.3.0","es-object-atoms":"^1.1.1","function-bind":"^1.1.2","generator-function":"^2.0.0","get-proto":"^1.0.1","gopd":"^1.2.0","has-symbols":"^1.1.0","hasown":"^2.0.2","math-intrinsics":"^1.1.0"}},"node_modules/get-proto":{"version":"1.0.1","integrity":"sha512-sTSfBjoXBp89JvIKIefqw7U2CCebsc74kiY6awiGogKtoSGbgjYE/G/+l9sF3MWFPNc9IcoOC4ODfKHfxFmp0g==","dependencies":{"dunder-proto":"^1.0.1","es-object-atoms":"^1.0.0"}},"node_modules/gopd":{"version":"1.2.0","integrity":"sha512-ZUKRh6/kUFoAiTAtTYPZJ3hw9wNxx+BIBOijnlG9PnrJsCcSjs1wyyD6vJpaYtgnzDrKYRSqf3OO6Rfa93xsRg=="},"node_modules/has-symbols":{"version":"1.1.0","integrity":"sha512-1cDNdwJ2Jaohmb3sg4OmKaMBwuC48sYni5HUw2DvsC8LjGTLK9h+eb1X6RyuOHe4hT0ULCW68iomhjUoKUqlPQ=="},"node_modules/hasown":{"version":"2.0.4","integrity":"sha512-T2UbfbBEF32wiepXIsMlTW9+dDYC6wMh/t/vYA4tuOMKqWz/n3vr1NFSxQiyP+zk2mXsoMA/i/7qV6LKut1t1A==","dependencies":{"function-bind":"^1.1.2"}},"node_modules/http-errors":{"version":"2.0.1","integrity":"sha512-4FbRdAX+bSdmo4AUFuS0WNiPz8NgFt+r8ThgNWmlrjQjt1Q7ZR9+zTlce2859x4KSXrwIsaeTqDoKQmtP8pLmQ==","dependencies":{"depd":"~2.0.0","inherits":"~2.0.4","setprototypeof":"~1.2.0","statuses":"~2.0.2","toidentifier":"~1.0.1"}},"node_modules/iconv-lite":{"version":"0.7.3","integrity":"sha512-IKXpvIzjnC9XTAUbVBcMfGS0EPaIXtW6v+zr+RRp+hqULEpo0owZax6wyRwPOJbWbzjYspQwusTsfVr0ifh4uQ==","dependencies":{"safer-buffer":">= 2.1.2 < 3.0.0"}},"node_modules/inherits":{"version":"2.0.4","integrity":"sha512-k/vGaX4/Yla3WzyMCvTQOXYeIHvqOKtnqBduzTHpzpQZzAskKMhZ2K+EnBiSM9zGSoIFeMpXKxa4dYeZIQqewQ=="},"node_modules/inquirer":{"version":"12.11.1","integrity":"sha512-9VF7mrY+3OmsAfjH3yKz/pLbJ5z22E23hENKw3/LNSaA/sAt3v49bDRY+Ygct1xwuKT+U+cBfTzjCPySna69Qw==","dependencies":{"@inquirer/ansi":"^1.0.2","@inquirer/core":"^10.3.2","@inquirer/prompts":"^7.10.1","@inquirer/type":"^3.0.10","mute-stream":"^2.0.0","run-async":"^4.0.6","rxjs":"^7.8.2"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/ipaddr.js":{"version":"1.9.1","integrity":"sha512-0KI/607xoxSToH7GjN1FfSbLoU0+btTicjsQSWQlh/hZykN8KpmMf7uYwPW3R+akZ6R/w18ZlXSHBYXiYUPO3g=="},"node_modules/is-docker":{"version":"3.0.0","integrity":"sha512-eljcgEDlEns/7AXFosB5K/2nCM4P7FQPkGc/DWLy5rmFEWvZayGrik1d9/QIY5nJ4f9YsVvBkA6kJpHn9rISdQ=="},"node_modules/is-fullwidth-code-point":{"version":"3.0.0","integrity":"sha512-zymm5+u+sCsSWyD9qNaejV3DFvhCKclKdizYaJUuHA83RLjb7nSuGnddCHGv0hk+KY7BMAlsWeK4Ueg6EV6XQg=="},"node_modules/is-inside-container":{"version":"1.0.0","integrity":"sha512-KIYLCCJghfHZxqjYBE7rEy0OBuTd5xCHS7tHVgvCLkx7StIoaxwNW3hCALgEUjFfeRk+MG/Qxmp/vtETEF3tRA==","dependencies":{"is-docker":"^3.0.0"}},"node_modules/is-interactive":{"version":"2.0.0","integrity":"sha512-qP1vozQRI+BMOPcjFzrjXuQvdak2pHNUMZoeG2eRbiSqyvbEf/wQtEOTOX1guk6E3t36RkaqiSt8A/6YElNxLQ=="},"node_modules/is-promise":{"version":"4.0.0","integrity":"sha512-hvpoI6korhJMnej285dSg6nu1+e6uxs7zG3BYAm5byqDsgJNWwxzM6z6iZiAgQR4TJ30JmBTOwqZUw3WlyH3AQ=="},"node_modules/is-unicode-supported":{"version":"2.1.0","integrity":"sha512-mE00Gnza5EEB3Ds0HfMyllZzbBrmLOX3vfWoj9A9PEnTfratQ/BcaJOuMhnkhjXvb2+FkY3VuHqtAGpTPmglFQ=="},"node_modules/is-wsl":{"version":"3.1.1","integrity":"sha512-e6rvdUCiQCAuumZslxRJWR/Doq4VpPR82kqclvcS0efgt430SlGIk05vdCN58+VrzgtIcfNODjozVielycD4Sw==","dependencies":{"is-inside-container":"^1.0.0"}},"node_modules/log-symbols":{"version":"6.0.0","integrity":"sha512-i24m8rpwhmPIS4zscNzK6MSEhk0DUWa/8iYQWxhffV8jkI4Phvs3F+quL5xvS0gdQR0FyTCMMH33Y78dDTzzIw==","dependencies":{"chalk":"^5.3.0","is-unicode-supported":"^1.3.0"}},"node_modules/log-symbols/node_modules/is-unicode-supported":{"version":"1.3.0","integrity":"sha512-43r2mRvz+8JRIKnWJ+3j8JtjRKZ6GmjzfaE/qiBJnikNnYv/6bagRJ1kUhNk8R5EX/GkobD+r+sfxCPJsiKBLQ=="},"node_modules/math-intrinsics":{"version":"1.1.0","integrity":"sha512-/IXtbwEk5HTPyEwyKX6hGkYXxM9nbj64B+ilVJnC/R6B0pH5G4V3b0pVbL7DBj4tkhBAppbQUlf6F6Xl9LHu1g=="},"node_modules/media-typer":{"version":"1.1.1","integrity":"sha512-yz3xRaG20c6/BOzvYoDaGtPmGscs7YivItZEEqe6GbwNfHuxu9YNmvnEkMzKldAGY4/80pRcQRZSEnhquk9XuQ=="},"node_modules/merge-descriptors":{"version":"2.0.0","integrity":"sha512-Snk314V5ayFLhp3fkUREub6WtjBfPdCPY1Ln8/8munuLuiYhsABgBVWsozAG+MWMbVEvcdcpbi9R7ww22l9Q3g=="},"node_modules/mime-db":{"version":"1.54.0","integrity":"sha512-aU5EJuIN2WDemCcAp2vFBfp/m4EAhWJnUNSSw0ixs7/kXbd6Pg64EmwJkNdFhB8aWt1sH2CTXrLxo/iAGV3oPQ=="},"node_modules/mime-types":{"version":"3.0.2","integrity":"sha512-Lbgzdk0h4juoQ9fCKXW4by0UJqj+nOOrI9MJ1sSj4nI8aI2eo1qmvQEie4VD1glsS250n15LsWsYtCugiStS5A==","dependencies":{"mime-db":"^1.54.0"}},"node_modules/mimic-function":{"version":"5.0.1","integrity":"sha512-VP79XUPxV2CigYP3jWwAUFSku2aKqBH7uTAapFWCBqutsbmDo96KY5o8uh6U+/YSIn5OxJnXp73beVkpqMIGhA=="},"node_modules/ms":{"version":"2.1.3","integrity":"sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA=="},"node_modules/mute-stream":{"version":"2.0.0","integrity":"sha512-WWdIxpyjEn+FhQJQQv9aQAYlHoNVdzIzUySNV1gHUPDSdZJ3yZn7pAAbQcV7B56Mvu881q9FZV+0Vx2xC44VWA=="},"node_modules/negotiator":{"version":"1.1.0","integrity":"sha512-NMPBRMJgiQHjbd8phG3Vebdx4kZ1H121rbl5IkMqeOsahptB9BKo/d7oJ3zTXqTgagn2bWlNSXkh0QUGM31RYg==","dependencies":{"content-type":"^2.1.0"}},"node_modules/object-inspect":{"version":"1.14.0","integrity":"sha512-IVgHNlp/jwQX271+Xzoq9LZNTWXxZK+cEOrGBOBxXNbn7fapnZ+Ts6TVMgNOuAezwG2wdtnMX97tTPK6VEnuOQ=="},"node_modules/on-finished":{"version":"2.4.2","integrity":"sha512-ATWUv387i+nLD49EiDoOft5scf32Vsdz3ktrQJG9bi7jRFmaXTssvyvj1EmeKVVgvesbqUtvQQvaS2TpTukAZQ==","dependencies":{"ee-first":"1.1.1"}},"node_modules/once":{"version":"1.4.0","integrity":"sha512-lNaJgI+2Q5URQBkccEKHTQOPaXdUxnZZElQTZY0MFUAuaEqe1E+Nyvgdz/aIyNi6Z9MzO5dv1H8n58/GELp3+w==","dependencies":{"wrappy":"1"}},"node_modules/onetime":{"version":"7.0.0","integrity":"sha512-VXJjc87FScF88uafS3JllDgvAm+c/Slfz06lorj2uAY34rlUu0Nt+v8wreiImcrgAjjIHp1rXpTDlLOGw29WwQ==","dependencies":{"mimic-function":"^5.0.0"}},"node_modules/open":{"version":"10.2.0","integrity":"sha512-YgBpdJHPyQ2UE5x+hlSXcnejzAvD0b22U2OuAP+8OnlJT+PjWPxtgmGqKKc+RgTM63U9gN0YzrYc71R2WT/hTA==","dependencies":{"default-browser":"^5.2.1","define-lazy-prop":"^3.0.0","is-inside-container":"^1.0.0","wsl-utils":"^0.1.0"}},"node_modules/ora":{"version":"8.2.0","integrity":"sha512-weP+BZ8MVNnlCm8c0Qdc1WSWq4Qn7I+9CJGm7Qali6g44e/PUzbjNqJX5NJ9ljlNMosfJvg1fKEGILklK9cwnw==","dependencies":{"chalk":"^5.3.0","cli-cursor":"^5.0.0","cli-spinners":"^2.9.2","is-interactive":"^2.0.0","is-unicode-supported":"^2.0.0","log-symbols":"^6.0.0","stdin-discarder":"^0.2.2","string-width":"^7.2.0","strip-ansi":"^7.1.0"}},"node_modules/parseurl":{"version":"1.3.3","integrity":"sha512-CiyeOxFT/JZyN5m0z9PfXw4SCBJ6Sygz1Dpl0wqjlhDEGGBP1GnsUVEL0p63hoG1fcj3fHynXi9NYO4nWOL+qQ=="},"node_modules/path-to-regexp":{"version":"8.4.2","integrity":"sha512-qRcuIdP69NPm4qbACK+aDogI5CBDMi1jKe0ry5rSQJz8JVLsC7jV8XpiJjGRLLol3N+R5ihGYcrPLTno6pAdBA=="},"node_modules/proxy-addr":{"version":"2.0.8","integrity":"sha512-5nnx0yGyVUcY6t9RnWcARWtwT9F1D8O9rt08htPvnd49W1IgZtmLkhu9WfMzQj1cFxjHIO6connUNVW5k7AVyQ==","dependencies":{"forwarded":"0.2.0","ipaddr.js":"1.9.1"}},"node_modules/qs":{"version":"6.17.1","integrity":"sha512-jd3COkaKVgGUW+ZHyEHCG9bH7RoaaiWuMgzsIBjUMVjLAaWGWpoUAVwljVvBHxRu/2qEHnadLGZrkutYUBPQJA==","dependencies":{"es-define-property":"^1.0.1","side-channel":"^1.1.1"}},"node_modules/range-parser":{"version":"1.3.0","integrity":"sha512-hek2mFQpPuI4E1BBKrSto+BU3e3x4xuarsbiwr3+lf7p44juvFMV0XFWQAP3xUyqXA4RrXLIoaSUGbSt056ZMw=="},"node_modules/raw-body":{"version":"3.0.2","integrity":"sha512-K5zQjDllxWkf7Z5xJdV0/B0WTNqx6vxG70zJE4N0kBs4LovmEYWJzQGxC9bS9RAKu3bgM40lrd5zoLJ12MQ5BA==","dependencies":{"bytes":"~3.1.2","http-errors":"~2.0.1","iconv-lite":"~0.7.0","unpipe":"~1.0.0"}},"node_modules/restore-cursor":{"version":"5.1.0","integrity":"sha512-oMA2dcrw6u0YfxJQXm342bFKX/E4sG9rbTzO9ptUcR/e8A33cHuvStiYOwH7fszkZlZ1z/ta9AAoPk2F4qIOHA==","dependencies":{"onetime":"^7.0.0","signal-exit":"^4.1.0"}},"node_modules/router":{"version":"2.3.0","integrity":"sha512-bpowRfGjEPe8t9R6fJIzhwmyCGAXwKvxBUsgJm+bJukwdcWmUXbMo7p22w7aYmQBPQTUMNqMV39YX0kMou3z8w==","dependencies":{"debug":"^4.4.0","depd":"^2.0.0","is-promise":"^4.0.0","parseurl":"^1.3.3","path-to-regexp":"^8.0.0"}},"node_modules/run-applescript":{"version":"7.1.0","integrity":"sha512-DPe5pVFaAsinSaV6QjQ6gdiedWDcRCbUuiQfQa2wmWV7+xC9bGulGI8+TdRmoFkAPaBXk8CrAbnlY2ISniJ47Q=="},"node_modules/run-async":{"version":"4.0.6","integrity":"sha512-IoDlSLTs3Yq593mb3ZoKWKXMNu3UpObxhgA/Xuid5p4bbfi2jdY1Hj0m1K+0/tEuQTxIGMhQDqGjKb7RuxGpAQ=="},"node_modules/rxjs":{"version":"7.8.2","integrity":"sha512-dhKf903U/PQZY6boNNtAGdWbG85WAbjT/1xYoZIC7FAY0yWapOBQVsVrDl58W86//e1VpMNBtRV4MaXfdMySFA==","dependencies":{"tslib":"^2.1.0"}},"node_modules/safer-buffer":{"version":"2.1.2","integrity":"sha512-YZo3K82SD7Riyi0E1EQPojLz7kpepnSQI9IyPbHHg1XXXevb5dJI7tpyN2ADxGcQbHG7vcyRHk0cbwqcQriUtg=="},"node_modules/send":{"version":"1.2.1","integrity":"sha512-1gnZf7DFcoIcajTjTwjwuDjzuz4PPcY2StKPlsGAQ1+YH20IRVrBaXSWmdjowTJ6u8Rc01PoYOGHXfP1mYcZNQ==","dependencies":{"debug":"^4.4.3","encodeurl":"^2.0.0","escape-html":"^1.0.3","etag":"^1.8.1","fresh":"^2.0.0","http-errors":"^2.0.1","mime-types":"^3.0.2","ms":"^2.1.3","on-finished":"^2.4.1","range-parser":"^1.2.1","statuses":"^2.0.2"}},"node_modules/serve-static":{"version":"2.2.1","integrity":"sha512-xRXBn0pPqQTVQiC8wyQrKs2MOlX24zQ0POGaj0kultvoOCstBQM5yvOhAVSUwOMjQtTvsPWoNCHfPGwaaQJhTw==","dependencies":{"encodeurl":"^2.0.0","escape-html":"^1.0.3","parseurl":"^1.3.3","send":"^1.2.0"}},"node_modules/setprototypeof":{"version":"1.2.0","integrity":"sha512-E5LDX7Wrp85Kil5bhZv46j8jOeboKq5JMmYM3gVGdGH8xFpPWXUMsNrlODCrkoxMEeNi/XZIwuRvY4XNwYMJpw=="},"node_modules/side-channel":{"version":"1.1.1","integrity":"sha512-6x6dK6zJdpTzF4sQeNYxwtvBzf6Eg4GtlesS94HOvTudUeyK2WXAaIfmDgsyslYrRBeFIlsi54AYsFGUuhmvrQ==","dependencies":{"es-errors":"^1.3.0","object-inspect":"^1.13.4","side-channel-list":"^1.0.1","side-channel-map":"^1.0.1","side-channel-weakmap":"^1.0.2"}},"node_modules/side-channel-list":{"version":"1.0.1","integrity":"sha512-mjn/0bi/oUURjc5Xl7IaWi/OJJJumuoJFQJfDDyO46+hBWsfaVM65TBHq2eoZBhzl9EchxOijpkbRC8SVBQU0w==","dependencies":{"es-errors":"^1.3.0","object-inspect":"^1.13.4"}},"node_modules/side-channel-map":{"version":"1.0.1","integrity":"sha512-VCjCNfgMsby3tTdo02nbjtM/ewra6jPHmpThenkTYh8pG9ucZ/1P8So4u4FGBek/BjpOVsDCMoLA/iuBKIFXRA==","dependencies":{"call-bound":"^1.0.2","es-errors":"^1.3.0","get-intrinsic":"^1.2.5","object-inspect":"^1.13.3"}},"node_modules/side-channel-weakmap":{"version":"1.0.2","integrity":"sha512-WPS/HvHQTYnHisLo9McqBHOJk2FkHO/tlpvldyrnem4aeQp4hai3gythswg6p01oSoTl58rcpiFAjF2br2Ak2A==","dependencies":{"call-bound":"^1.0.2","es-errors":"^1.3.0","get-intrinsic":"^1.2.5","object-inspect":"^1.13.3","side-channel-map":"^1.0.1"}},"node_modules/signal-exit":{"version":"4.1.0","integrity":"sha512-bzyZ1e88w9O1iNJbKnOlvYTrWPDl46O1bG0D3XInv+9tkPrxrN8jUUTiFlDkkmKWgn1M6CfIA13SuGqOa9Korw=="},"node_modules/statuses":{"version":"2.0.2","integrity":"sha512-DvEy55V3DB7uknRo+4iOGT5fP1slR8wQohVdknigZPMpMstaKJQWhwiYBACJE3Ul2pTnATihhBYnRhZQHGBiRw=="},"node_modules/stdin-discarder":{"version":"0.2.2","integrity":"sha512-UhDfHmA92YAlNnCfhmq0VeNL5bDbiZGg7sZ2IvPsXubGkiNa9EC+tUTsjBRsYUAz87btI6/1wf4XoVvQ3uRnmQ=="},"node_modules/string-width":{"version":"7.2.0","integrity":"sha512-tsaTIkKW9b4N+AEj+SVA+WhJzV7/zMhcSu78mLKWSk7cXMOSHsBKFWUs0fWwq8QyK3MgJBQRX6Gbi4kYbdvGkQ==","dependencies":{"emoji-regex":"^10.3.0","get-east-asian-width":"^1.0.0","strip-ansi":"^7.1.0"}},"node_modules/strip-ansi":{"version":"7.2.0","integrity":"sha512-yDPMNjp4WyfYBkHnjIRLfca1i6KMyGCtsVgoKe/z1+6vukgaENdgGBZt+ZmKPc4gavvEZ5OgHfHdrazhgNyG7w==","dependencies":{"ansi-regex":"^6.2.2"}},"node_modules/toidentifier":{"version":"1.0.1","integrity":"sha512-o5sSPKEkg/DIQNmH43V0/uerLrpzVedkUh8tGNvaeXpfpuwjKenlSox/2O/BTlZUtEe+JG7s5YhEz608PlAHRA=="},"node_modules/tslib":{"version":"2.9.1","integrity":"sha512-a4Ux9VKuIMHsOS7ENbEq6hK2ZGYIT27Rtl0E4eD9KqwxhKiQeMZE/9xb3IdYwWaSOyIBQLExhQgXDTYoiCxnWA=="},"node_modules/type-is":{"version":"2.1.0","integrity":"sha512-faYHw0anBbc/kWF3zFTEnxSFOAGUX9GFbOBthvDdLsIlEoWOFOtS0zgCiQYwIskL9iGXZL3kAXD8OoZ4GmMATA==","dependencies":{"content-type":"^2.0.0","media-typer":"^1.1.0","mime-types":"^3.0.0"}},"node_modules/undici-types":{"version":"8.9.0","integrity":"sha512-KTDyRTYX8sWmKXAikPHHSyc63CRPETMctyjKFupcC6OBLXT3xsN0e9aF7m+mIXutFWpUXuedtowG7iLOzp0kQg=="},"node_modules/unpipe":{"version":"1.0.0","integrity":"sha512-pjy2bYhSsufwWlKwPc+l3cN7+wuJlK6uz0YdJEOlQDbl6jo/YlPi4mb8agUkVC8BF7V8NuzeyPNqRksA3hztKQ=="},"node_modules/uuid":{"version":"11.1.1","integrity":"sha512-vIYxrBCC/N/K+Js3qSN88go7kIfNPssr/hHCesKCQNAjmgvYS2oqr69kIufEG+O4+PfezOH4EbIeHCfFov8ZgQ=="},"node_modules/vary":{"version":"1.1.2","integrity":"sha512-BNGbWLfd0eUPabhkXUVm0j8uuvREyTh5ovRa/dyow/BqAbZJyC+5fU+IzQOzmAKzYqYRAISoRhdQr3eIZ/PXqg=="},"node_modules/wrap-ansi":{"version":"6.2.0","integrity":"sha512-r6lPcBGxZXlIcymEu7InxDMhdW0KDxpLgoFLcguasxCaJ/SOIZwINatK9KY/tf+ZrlywOKU0UDj3ATXUBfxJXA==","dependencies":{"ansi-styles":"^4.0.0","string-width":"^4.1.0","strip-ansi":"^6.0.0"}},"node_modules/wrap-ansi/node_modules/ansi-regex":{"version":"5.0.1","integrity":"sha512-quJQXlTSUGL2LH9SUXo8VwsY4soanhgo6LNSm84E1LBcE8s3O0wpdiRzyR9z/ZZJMlMWv37qOOb9pdJlMUEKFQ=="},"node_modules/wrap-ansi/node_modules/emoji-regex":{"version":"8.0.0","integrity":"sha512-MSjYzcWNOA0ewAHpz0MxpYFvwg6yjy1NG3xteoqz644VCo/RPgnr1/GGt+ic3iJTzQ8Eu3TdM14SawnVUmGE6A=="},"node_modules/wrap-ansi/node_modules/string-width":{"version":"4.2.3","integrity":"sha512-wKyQRQpjJ0sIp62ErSZdGsjMJWsap5oRNihHhu6G7JVO/9jIB6UyevL+tXuOqrng8j/cxKTWyWUwvSTriiZz/g==","dependencies":{"emoji-regex":"^8.0.0","is-fullwidth-code-point":"^3.0.0","strip-ansi":"^6.0.1"}},"node_modules/wrap-ansi/node_modules/strip-ansi":{"version":"6.0.1","integrity":"sha512-Y38VPSHcqkFrCpFnQ9vuSXmquuv5oXOKpGeT6aGrr3o3Gc9AlVa6JBfUSOCnbxGGZF+/0ooI7KrPuUSztUdU5A==","dependencies":{"ansi-regex":"^5.0.1"}},"node_modules/wrappy":{"version":"1.0.2","integrity":"sha512-l4Sp/DRseor9wL6EvV2+TuQn63dMkPjZ/sp9XkghTEbV9KlPS1xUsZ3u7/IQO4wxtcFB4bgpQPRcR3QCvezPcQ=="},"node_modules/wsl-utils":{"version":"0.1.0","integrity":"sha512-h3Fbisa2nKGPxCpm89Hk33lBLsnaGBvctQopaBSOW/uIs6FTe1ATyAnKFJrzVs9vpGdsTe73WF3V4lIsk4Gacw==","dependencies":{"is-wsl":"^3.1.0"}},"node_modules/yoctocolors-cjs":{"version":"2.1.3","integrity":"sha512-U/PBtDf35ff0D8X8D0jfdzHYEPFxAI7jJlxZXwCSez5M3190m+QobIfh+sWDWSHMCWWJN2AWamkegn6vr6YBTw=="}}}');
;// CONCATENATED MODULE: ./build/src/ntcli/install/lockfile.js


/** The dependencies of the tested ntcli, each pinned to one version and the SHA-512 of its tarball. */
const pinnedPackages = lockfile_namespaceObject.packages;
/** Changes with any pinned package, so that no cache returns the tree of another release. */
const lockfileDigest = (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(lockfile_namespaceObject)).digest('hex').slice(0, 16);
/**
 * Placeholder for the registry of the machine: npm replaces it with the configured one, including path and protocol
 * (`replace-registry-host=always`, read in the source of npm 9.9 to 11.19).
 */
const REGISTRY_PLACEHOLDER = 'https://registry.invalid';
/** True for the ntcli that the pinned tree belongs to; any other has its own dependencies. */
function hasLockfile(request) {
    const { name, version } = lockfile_namespaceObject.ntcli;
    return request.kind === 'registry' && request.name === name && request.version === version;
}
/**
 * The text of a package-lock.json for an install of the tested ntcli. Its own tarball is checked by the integrity that the
 * registry announces, or by the given one: it was not available on npm when this was written.
 *
 * @param integrity of ntcli itself
 */
function createLockfile(integrity) {
    const { name, version, dependencies } = lockfile_namespaceObject.ntcli;
    const pinned = Object.entries(pinnedPackages).map(([path, entry]) => [
        path,
        { ...entry, resolved: REGISTRY_PLACEHOLDER + tarballPath(path, entry.version) },
    ]);
    const packages = {
        '': { dependencies: { [name]: version } },
        // Without a URL, npm uses the registry that is configured for its scope.
        [`node_modules/${name}`]: { version, dependencies, ...(integrity && { integrity }) },
        ...Object.fromEntries(pinned),
    };
    return JSON.stringify({ lockfileVersion: 3, requires: true, packages });
}
/** The path of a tarball, the same on every npm registry. */
function tarballPath(path, version) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return `/${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/src/ntcli/install/npm-config.js






/** What npm needs besides the variables of every child process. */
const allowedVariables = ['HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'NODE_AUTH_TOKEN'];
/**
 * Settings that say where packages come from, with which credentials, and through which proxy and certificates. npm takes
 * the names in any case, and `-` or `_` in most of them.
 */
const sourceSettings = /^npm_config_(registry|@[^:]+:registry|\/\/.+:(_authtoken|_auth|_password|username|email|certfile|keyfile)|_auth|userconfig|globalconfig|cafile|ca|cert|key|strict[-_]ssl|proxy|https?[-_]proxy|noproxy)$/i;
/**
 * The environment of npm: what a step of the user would have for npm's sources of packages, but nothing that steers npm in
 * another way, nothing of the checkout, and no value that contains the NimbleTools token.
 */
function npmEnvironment({ job, checkout, tempDir, hasOwnSecret }) {
    const settings = Object.keys(job).filter((name) => sourceSettings.test(name));
    const isOwnHome = !(0,fs/* isInside */.FK)(getHome(job), checkout);
    const passed = [
        ...settings.filter((name) => !isFileOfCheckout(name, job, checkout)),
        ...namedVariables(job, checkout),
    ];
    const values = Object.fromEntries(passed.map((name) => [name, job[name] ?? '']));
    const safe = Object.entries(values).filter(([, value]) => value !== '' && !hasOwnSecret(value));
    return {
        ...(0,lib_env/* childEnvironment */.Qc)(job, allowedVariables),
        ...Object.fromEntries(safe),
        ...(0,lib_env/* tempEnvironment */.kj)(tempDir),
        // A home in the checkout has a `.npmrc` that anyone who sends a pull request can write.
        ...(isOwnHome ? {} : (0,lib_env/* homeEnvironment */.PC)(tempDir)),
    };
}
/** Names of npm settings in the environment that are not passed on, for a failed install. */
function ignoredSettings(job) {
    return Object.keys(job).filter((name) => /^npm_config_/i.test(name) && !sourceSettings.test(name));
}
/** The lines of the configuration that say where packages come from: two jobs may have different ones. */
function configuredRegistries(job) {
    const fromFiles = readConfigFiles(job).split(/\r?\n/);
    const fromVariables = Object.entries(job).map(([name, value]) => `${name.replace(/^npm_config_/i, '')}=${value}`);
    return [...fromFiles, ...fromVariables].filter((line) => /^\s*(@[^=\s]+:)?registry\s*=/i.test(line));
}
/**
 * The credentials in npm's configuration, which must not be shown: of the files of the user and of the variables, with
 * `${NAME}` replaced, as written and decoded.
 */
function npmCredentials(job) {
    const fromVariables = Object.entries(job).flatMap(([name, value]) => /^npm_config_/i.test(name) ? [`${name.replace(/^npm_config_/i, '')}=${value}`] : []);
    const settings = [...readConfigFiles(job).split(/\r?\n/), ...fromVariables].map((line) => line.replace(/\$\{(\w+)\??\}/g, (_, name) => job[name] ?? ''));
    const found = settings.flatMap((line) => {
        const [, key = '', value = ''] = /^\s*([^=]+?)\s*=\s*"?(.*?)"?\s*$/.exec(line) ?? [];
        if (URL.canParse(value))
            return (0,urls/* urlSecrets */.F)(new URL(value));
        if (!/(^|:)(_authtoken|_auth|_password|password)$/i.test(key))
            return [];
        const isEncoded = /_(auth|password)$/i.test(key);
        return isEncoded ? [value, Buffer.from(value, 'base64').toString('utf8')] : [value];
    });
    return [...found, job.NODE_AUTH_TOKEN ?? ''].filter((secret) => secret !== '');
}
/** The variables that the user's configuration names, as in `_authToken=${NPM_TOKEN}`. */
function namedVariables(job, checkout) {
    const text = (0,fs/* isInside */.FK)(getHome(job), checkout) ? '' : readConfigFiles(job);
    return [...text.matchAll(/\$\{(\w+)\??\}/g)].map(([, name = '']) => name);
}
function readConfigFiles(job) {
    const userConfig = getVariable(job, 'npm_config_userconfig') ?? (0,external_node_path_.join)(getHome(job), '.npmrc');
    const files = [userConfig, getVariable(job, 'npm_config_globalconfig')];
    return files.map((file) => (file ? readOrEmpty(file) : '')).join('\n');
}
function readOrEmpty(file) {
    try {
        return (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch {
        return '';
    }
}
/** True for a setting that names a configuration file of the checkout. */
function isFileOfCheckout(name, job, checkout) {
    return /^npm_config_(user|global)config$/i.test(name) && (0,fs/* isInside */.FK)(job[name] ?? '', checkout);
}
function getVariable(job, name) {
    return Object.entries(job).find(([key, value]) => key.toLowerCase() === name && value)?.[1];
}
function getHome(job) {
    return job.HOME || job.USERPROFILE || (0,external_node_os_.homedir)();
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/cache-key.js






/**
 * The key of a cached copy: an exact version and its source, or the checksum of a tarball. Without either, nothing is
 * cached.
 */
async function computeCacheKey(request, job) {
    if (request.kind === 'registry') {
        const registries = request.registry ? [request.registry] : configuredRegistries(job);
        const pins = hasLockfile(request) ? lockfileDigest : '';
        const origin = [request.name, ...registries, request.integrity ?? '', pins].join('\n');
        const hash = (0,external_node_crypto_.createHash)('sha256').update(origin).digest('hex').slice(0, 16);
        // @actions/tool-cache ignores build metadata, as npm does.
        return { tool: `ntcli-${hash}`, version: request.version.replace(/\+.*$/, '') };
    }
    const bytes = request.integrity ?? (await computeChecksum(request.location));
    if (bytes === undefined)
        return undefined;
    // Its dependencies come from a registry.
    const origin = request.registry ? `${bytes}\n${request.registry}` : bytes;
    return { tool: 'ntcli-tarball', version: `0.0.0-${(0,external_node_crypto_.createHash)('sha256').update(origin).digest('hex')}` };
}
/** The integrity of a file in npm's format; undefined for a URL, because it is unknown before the download. */
async function computeChecksum(location) {
    if (/^https?:/.test(location))
        return undefined;
    const hash = (0,external_node_crypto_.createHash)('sha512');
    try {
        await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(location), hash);
    }
    catch {
        throw (0,errors/* createError */.$5)('ntcli-unavailable', 'Cannot read the file set as `ntcli-package`.');
    }
    return `sha512-${hash.digest('base64')}`;
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/download.js





/** Milliseconds for one attempt. */
const timeoutMs = 60000;
const download_retryDelays = [1000, 4000];
/** The published tarballs of ntcli have less than 1 MB. */
const MAX_TARBALL_BYTES = 64 * 1024 * 1024;
/** True for a URL with a user name, a password or a query, which may be a signature. */
function hasCredentials(url) {
    return url.username !== '' || url.password !== '' || url.search !== '';
}
/**
 * Downloads a tarball, so that npm installs a file: npm would write the URL to its lockfiles and quote it in errors.
 * Redirects are followed to HTTPS only; another origin does not get the credentials.
 *
 * @throws DeployError ntcli-unavailable, npm-credentials or ntcli-install-failed, none of which has the query in it
 */
async function downloadTarball(url, file, context) {
    const result = await retry(() => followRedirects(url, context), {
        delays: download_retryDelays,
        signal: context.signal,
        shouldRetry: decideRetry,
    });
    if (!result.ok || result.status !== 200)
        throw toDownloadError(url, result);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(file), { recursive: true });
    await (0,promises_.writeFile)(file, result.bytes, { mode: 0o600 });
}
async function followRedirects(first, { network, signal, debug }) {
    for (let url = first, hops = 0;; hops++) {
        const started = performance.now();
        const request = { method: 'GET', url: withoutUser(url) };
        const result = await sendRequest({
            ...request,
            network,
            headers: { accept: '*/*', ...(url.origin === first.origin ? authorization(first) : {}) },
            timeout: timeoutMs,
            signal,
            maxBytes: MAX_TARBALL_BYTES,
        });
        debug(formatExchange(request, result, started));
        const location = result.ok && result.status >= 300 && result.status < 400 ? result.headers.location : '';
        if (!location || !URL.canParse(location, url.href))
            return result;
        url = new URL(location, url);
        if (url.protocol !== 'https:')
            return { ok: false, reason: 'redirected to plain HTTP', retryable: false };
        if (hops === MAX_REDIRECTS)
            return { ok: false, reason: 'too many redirects', retryable: false };
    }
}
function authorization({ username, password }) {
    if (!username && !password)
        return {};
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
/** Node.js would send the credentials of a URL by itself, to any origin. */
function withoutUser(url) {
    const bare = new URL(url.href);
    [bare.username, bare.password] = ['', ''];
    return bare;
}
function toDownloadError({ host, pathname }, result) {
    const what = `The download of ntcli from ${host}${pathname}`;
    if (!result.ok)
        return (0,errors/* createError */.$5)('ntcli-install-failed', `${what} failed: ${result.reason}.`);
    const { status } = result;
    const message = `${what} returned ${status}.`;
    if (status === 401 || status === 403)
        return (0,errors/* createError */.$5)('npm-credentials', message);
    return (0,errors/* createError */.$5)(status === 404 || status === 410 ? 'ntcli-unavailable' : 'ntcli-install-failed', message);
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/search-path.js





/**
 * The directories of PATH.
 *
 * @param style of the paths. On Windows an entry may be in quotes, as in `"C:\Program Files\nodejs"`
 */
function splitPath(path, style = external_node_path_) {
    const places = style.sep === '\\' ? (path.match(/(?:"[^"]*"?|[^;"])+/g) ?? []) : path.split(':');
    return places
        .map((place) => (style.sep === '\\' ? place.replaceAll('"', '').trim() : place))
        .filter((place) => place !== '');
}
/** The directories of PATH from which programs are run: absolute, and outside the checkout. */
function trustedDirectories(path, checkout) {
    return splitPath(path).filter((place) => external_node_path_.isAbsolute(place) && !(0,fs/* isInside */.FK)(place, checkout));
}
/**
 * Finds all files with one of these names in the directories of PATH. Those in the checkout are not used, because a pull
 * request can add a program there.
 */
function findPrograms(names, path, checkout) {
    return splitPath(path).flatMap((place) => {
        const name = names.find((one) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(place, one)));
        if (name === undefined)
            return [];
        const file = (0,external_node_path_.join)(place, name);
        if (!external_node_path_.isAbsolute(place))
            return [{ ok: false, path: file, problem: 'is in a relative directory' }];
        const target = (0,external_node_fs_.realpathSync)(file);
        if ((0,fs/* isInside */.FK)(place, checkout) || (0,fs/* isInside */.FK)(target, checkout))
            return [{ ok: false, path: file, problem: 'is inside the checkout' }];
        return [{ ok: true, path: file, target }];
    });
}
/** True for a file that the operating system can start. */
function isExecutable(file) {
    try {
        (0,external_node_fs_.accessSync)(file, external_node_fs_.constants.X_OK);
        return (0,external_node_fs_.statSync)(file).isFile();
    }
    catch {
        return false;
    }
}
/**
 * What a program needs that starts another one, such as a wrapper script of pnpm or a shim of Volta: PATH without the
 * checkout, and the directory of Volta, which it would search for in the home directory.
 */
function shimEnvironment(job, checkout) {
    const trusted = trustedDirectories(job.PATH ?? '', checkout);
    const volta = job.VOLTA_HOME || (0,external_node_path_.join)(job.HOME || job.USERPROFILE || (0,external_node_os_.homedir)(), '.volta');
    const hasVolta = (0,external_node_fs_.existsSync)(volta) && !(0,fs/* isInside */.FK)(volta, checkout);
    return { PATH: trusted.join(external_node_path_.delimiter), ...(hasVolta && { VOLTA_HOME: volta }) };
}
/** What was found and not used, in one sentence; empty if there is nothing. */
function describeRefused(refused) {
    if (refused.length === 0)
        return '';
    const list = refused.map(({ path, problem }) => `${path} ${problem}`);
    return ` Not used: ${(0,sanitize/* joinFirst */.FS)(list, 5, '; ')}.`;
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/npm.js










/** Time limit in milliseconds of one npm command, including retries. */
const npmTimeoutMs = 180000;
/** npm's error codes (`npm error code <CODE>`) by the catalogue entry that they map to. */
const unavailable = /^(E404|ETARGET|ENOVERSIONS)$/;
const rejected = /^(E401|E403|ENEEDAUTH)$/;
const unexpected = /^(EINTEGRITY|EBADENGINE|EBADPLATFORM)$/;
const unwritable = /^(ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO)$/;
/** Transient errors of a connection or server, without refusals. */
const npm_transient = /^(E5\d\d|ECONNRESET|ECONNABORTED|ETIMEDOUT|EPIPE|EAI_AGAIN|ERR_SOCKET_TIMEOUT|ERR_STREAM_\w+|Z_BUF_ERROR|TAR_\w+)$/;
/** Milliseconds before the second and third run of npm, before jitter. */
const npm_retryDelays = [1000, 4000];
/**
 * The registry could not be reached, or failed: 5xx and rate limits, the network, its certificate, or a page instead of
 * its answer. No code says that other bytes than expected arrived.
 */
const unreachable = /^(E5\d\d|E408|E429|ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EPROTO|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|ERR_STREAM_\w+|ERR_TLS_\w+|ERR_SSL_\w+|\w*CERT\w*|UNABLE_TO_\w+|FETCH_ERROR|EINVALIDPROXY)$/;
/**
 * Finds npm's JavaScript file, next to the running Node.js or through `npm` on PATH; otherwise an executable `npm` on PATH.
 * Never in the checkout, unless the running Node.js is there too. (On Windows, `npm.cmd` cannot be started without a shell.)
 *
 * @throws DeployError npm-missing, which names what was found and not used
 */
function findNpm(node, job, checkout) {
    const home = (0,external_node_path_.dirname)(node);
    const beside = [(0,external_node_path_.join)(home, '..', 'lib'), home].map((place) => (0,external_node_path_.join)(place, 'node_modules', 'npm', 'bin', 'npm-cli.js'));
    // Only next to an `npm`: another user may be able to create directories next to a directory of PATH.
    const onPath = trustedDirectories(job.PATH ?? '', checkout)
        .filter((place) => ['npm', 'npm.cmd'].some((name) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(place, name))))
        .flatMap((place) => [
        (0,external_node_path_.join)(place, 'npm'),
        (0,external_node_path_.join)(place, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
        (0,external_node_path_.join)(place, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ]);
    for (const candidate of [...beside, ...onPath]) {
        if (!(0,external_node_fs_.existsSync)(candidate))
            continue;
        const cli = (0,external_node_fs_.realpathSync)(candidate);
        const isTrusted = !(0,fs/* isInside */.FK)(cli, checkout) || (beside.includes(candidate) && (0,fs/* isInside */.FK)(node, checkout));
        if (cli.endsWith('npm-cli.js') && isTrusted)
            return { file: node, args: [cli] };
    }
    const names = process.platform === 'win32' ? ['npm.exe'] : ['npm'];
    const programs = findPrograms(names, job.PATH ?? '', checkout).map((program) => program.ok && !isExecutable(program.path)
        ? { ok: false, path: program.path, problem: 'is not executable' }
        : program);
    const usable = programs.find(({ ok }) => ok);
    if (usable)
        return { file: usable.path, args: [], shim: shimEnvironment(job, checkout) };
    const refused = programs.flatMap((program) => (program.ok ? [] : [program]));
    throw (0,errors/* createError */.$5)('npm-missing', `No npm found.${describeRefused(refused)}`);
}
/** npm's path and version for the debug log; the version is that of the package around npm's JavaScript file. */
function describeNpm({ file, args: [cli] }) {
    if (cli === undefined)
        return `npm: ${file}`;
    const path = (0,external_node_path_.join)((0,external_node_path_.dirname)(cli), '..', 'package.json');
    const manifest = (0,external_node_fs_.existsSync)(path) ? (0,api_json/* parseJson */.qF)((0,external_node_fs_.readFileSync)(path, 'utf8')) : undefined;
    return `npm ${(0,api_json/* textField */.M8)(manifest, 'version') ?? 'of an unknown version'}: ${cli}`;
}
/**
 * Runs one npm command in our own directory, so that the `.npmrc` of the checkout is ignored, and without the NimbleTools
 * token in its environment. Retries after a connection error: npm itself retries after a 5xx or a timeout, but not after a
 * truncated tarball. Complete downloads are in npm's cache by then.
 *
 * @throws DeployError ntcli-unavailable, npm-credentials, ntcli-unexpected, ntcli-not-written or ntcli-install-failed, by npm's error code
 */
async function runNpm(npm, command, options) {
    const deadline = performance.now() + npmTimeoutMs;
    let lastErrorCode = '';
    const { ending } = await retry(async () => {
        const attempt = await runOnce(npm, command, Math.max(1, deadline - performance.now()), options);
        // An attempt that the time limit cuts short names no code, but the one before it may have.
        lastErrorCode = attempt.errorCode || lastErrorCode;
        return attempt;
    }, {
        delays: npm_retryDelays,
        deadline,
        signal: options.signal,
        shouldRetry: (last) => last.ending.kind === 'exit' && npm_transient.test(last.errorCode),
    });
    if (isSuccess(ending))
        return;
    const ignored = ignoredSettings(command.job);
    if (ignored.length > 0)
        options.debug(`npm settings that were not passed on: ${ignored.join(', ')}`);
    throw toInstallError(ending, lastErrorCode);
}
async function runOnce(npm, { args, cwd, tempDir, job, checkout, hasOwnSecret }, timeout, options) {
    let errorCode = '';
    const ending = await runCommand({
        file: npm.file,
        args: [...npm.args, ...forcedOptions, `--cache=${npmCacheDir(tempDir)}`, ...args],
        cwd,
        env: { ...npmEnvironment({ job, checkout, tempDir, hasOwnSecret }), ...npm.shim },
        timeout,
    }, {
        ...options,
        onLines(text) {
            errorCode || (errorCode = /^npm (?:error|ERR!) code (\w+)/m.exec((0,sanitize/* stripControlChars */.BF)(text))?.[1] ?? '');
            // Caused by our own setting.
            options.onLines(text.replace(/^.*Log files were not written.*$/gm, ''));
        },
    });
    return { ending, errorCode };
}
/** npm's cache in the temporary directory. */
function npmCacheDir(tempDir) {
    return (0,external_node_path_.join)(tempDir, 'cache');
}
function toInstallError(ending, errorCode) {
    if (rejected.test(errorCode))
        return (0,errors/* createError */.$5)('npm-credentials', `npm failed with ${errorCode}.`);
    if (unavailable.test(errorCode))
        return (0,errors/* createError */.$5)('ntcli-unavailable', `npm failed with ${errorCode}.`);
    if (unexpected.test(errorCode))
        return (0,errors/* createError */.$5)('ntcli-unexpected', `npm failed with ${errorCode}.`);
    if (unwritable.test(errorCode))
        return (0,errors/* createError */.$5)('ntcli-not-written', `npm failed with ${errorCode}.`);
    const how = {
        exit: `npm failed${errorCode && ` with ${errorCode}`}`,
        signal: 'npm was killed',
        timeout: `npm did not finish in ${npmTimeoutMs / 1000} s${errorCode && `; its last error was ${errorCode}`}`,
        cancel: 'npm was stopped',
        'not-started': 'npm could not be started',
    }[ending.kind];
    const isUnreachable = ending.kind === 'timeout' || (ending.kind === 'exit' && unreachable.test(errorCode));
    return (0,errors/* createError */.$5)('ntcli-install-failed', `${how}.`, isUnreachable);
}
/** Settings that the user's npm configuration must not change. */
const forcedOptions = [
    '--ignore-scripts',
    '--global=false',
    '--location=project',
    // Otherwise npm uses a package.json in a parent directory, possibly of another user, as the project root.
    '--workspaces=false',
    '--dry-run=false',
    '--save',
    '--package-lock',
    '--package-lock-only=false',
    '--lockfile-version=3',
    '--offline=false',
    // The error code is found by this word.
    '--heading=npm',
    '--omit=dev',
    '--install-strategy=hoisted',
    '--bin-links=false',
    '--audit=false',
    '--fund=false',
    '--update-notifier=false',
    '--loglevel=error',
    '--logs-max=0',
    // npm's default limits let a job hang silently for minutes; these end within one.
    '--fetch-timeout=30000',
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
];

;// CONCATENATED MODULE: ./build/src/ntcli/install/cache-directory.js



/**
 * Reads a file from the directory in the checkout that GitLab and CircleCI cache between jobs. Its content is untrusted:
 * symlinks are not followed, and only a regular file is read.
 *
 * @returns undefined without such a file of at most `maxBytes`
 */
function readCacheFile(directory, name, maxBytes) {
    const path = (0,external_node_path_.join)(directory, name);
    // A named pipe would block otherwise.
    const flags = external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0) | (external_node_fs_.constants.O_NONBLOCK ?? 0);
    try {
        if (!isDirectory(directory) || !(0,external_node_fs_.lstatSync)(path).isFile())
            return undefined;
        const file = (0,external_node_fs_.openSync)(path, flags);
        try {
            const stats = (0,external_node_fs_.fstatSync)(file);
            return stats.isFile() && stats.size <= maxBytes ? (0,fs/* readAtMost */.rU)(file, stats.size) : undefined;
        }
        finally {
            (0,external_node_fs_.closeSync)(file);
        }
    }
    catch {
        return undefined;
    }
}
/**
 * Writes a file into that directory. A symlink in its place is replaced, not followed.
 *
 * @returns why it could not be written; undefined when it was
 */
function writeCacheFile(directory, name, bytes) {
    try {
        (0,external_node_fs_.mkdirSync)(directory, { recursive: true });
        if (!isDirectory(directory))
            return `${(0,external_node_path_.basename)(directory)} is a symlink`;
        (0,fs/* replaceFile */.fR)((0,external_node_path_.join)(directory, name), bytes);
        return undefined;
    }
    catch {
        return `${(0,external_node_path_.basename)(directory)} is not writable`;
    }
}
function isDirectory(path) {
    return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/package-cache.js






/**
 * An archive is one file with the tarballs of the pinned packages: a line of JSON, `{"<integrity>": <bytes>, ...}`, then
 * the tarballs in that order. Its origin is not trusted: only bytes with a sha512 that this release pins are used. ntcli
 * itself is not pinned, so it is never in an archive.
 */
/** The name of the file, different for each pinned tree. */
const archiveName = `ntcli-packages-${lockfileDigest}`;
/** A larger file is not an archive: the pinned tarballs have 2.5 MB. */
const MAX_ARCHIVE_BYTES = 64 * 1024 * 1024;
/** Integrities of everything that an archive may hold, in npm's form. */
const pins = new Set(Object.values(pinnedPackages).map(({ integrity }) => integrity));
/**
 * Extracts the tarballs of an archive into npm's cache, without those that are not pinned.
 *
 * @param archive bytes of any origin
 * @param npmCache directory of npm's cache
 * @returns true when all pinned tarballs are there now
 */
async function extractArchive(archive, npmCache) {
    const verified = readTarballs(archive).filter(({ integrity, bytes }) => pins.has(integrity) && integrity === computeIntegrity(bytes));
    for (const { integrity, bytes } of verified) {
        const path = contentPath(npmCache, integrity);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        await (0,promises_.writeFile)(path, bytes);
    }
    return verified.length === pins.size;
}
/**
 * Creates an archive from npm's cache.
 *
 * @returns undefined when a tarball is missing, because this npm has another cache layout
 */
async function createArchive(npmCache) {
    const sizes = {};
    const tarballs = [];
    for (const integrity of pins) {
        const bytes = await (0,promises_.readFile)(contentPath(npmCache, integrity)).catch(() => undefined);
        if (bytes === undefined)
            return undefined;
        sizes[integrity] = bytes.length;
        tarballs.push(bytes);
    }
    return Buffer.concat([Buffer.from(`${JSON.stringify(sizes)}\n`), ...tarballs]);
}
/** The parts of an archive as its first line lists them, verified or not. */
function readTarballs(archive) {
    const head = archive.indexOf('\n');
    if (archive.length > MAX_ARCHIVE_BYTES || head < 0)
        return [];
    let from = head + 1;
    return parseSizes(archive.toString('utf8', 0, head)).map(([integrity, size]) => {
        const bytes = archive.subarray(from, from + size);
        from += size;
        return { integrity, bytes };
    });
}
function parseSizes(head) {
    try {
        const sizes = JSON.parse(head);
        return Object.entries(sizes ?? {}).filter(isSize);
    }
    catch {
        return [];
    }
}
function isSize(entry) {
    return Number.isSafeInteger(entry[1]) && Number(entry[1]) >= 0;
}
function computeIntegrity(bytes) {
    return `sha512-${(0,external_node_crypto_.createHash)('sha512').update(bytes).digest('base64')}`;
}
/**
 * The file of npm's cache for an integrity. npm reads it without a request when a lockfile has that integrity, and
 * verifies the sha512 again (source: cacache and pacote of npm 11.19; the layout is the same since npm 5).
 */
function contentPath(npmCache, integrity) {
    const hash = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
    return (0,external_node_path_.join)(npmCache, '_cacache', 'content-v2', 'sha512', hash.slice(0, 2), hash.slice(2, 4), hash.slice(4));
}
/**
 * Runs an install of the pinned tree with the tarballs of an earlier job, and saves them for later jobs unless all of
 * them were there. Only the install itself can fail.
 *
 * @param npmTempDir the directory with npm's cache
 */
async function withPackageCache({ directory, info }, npmTempDir, install) {
    const npmCache = npmCacheDir(npmTempDir);
    const name = (0,external_node_path_.basename)(directory);
    const archive = readCacheFile(directory, archiveName, MAX_ARCHIVE_BYTES);
    if (archive)
        info(`Restored packages from ${name} (${formatMegabytes(archive.length)})`);
    const isComplete = archive !== undefined && (await extractArchive(archive, npmCache).catch(() => false));
    await install();
    if (isComplete)
        return;
    const created = await createArchive(npmCache);
    if (created === undefined)
        return;
    const problem = writeCacheFile(directory, archiveName, created);
    info(problem
        ? `Cache not saved: ${problem}.`
        : `Saved packages to ${name} (${formatMegabytes(created.length)})`);
}
/** A number of bytes in megabytes. */
function formatMegabytes(bytes) {
    return `${(bytes / 1e6).toFixed(1)} MB`;
}

// EXTERNAL MODULE: ./build/src/ntcli/install/source.js
var source = __webpack_require__(8089);
;// CONCATENATED MODULE: ./build/src/ntcli/install/npm-install.js









/**
 * Installs ntcli with `npm ci` if its dependencies are pinned, otherwise with `npm install`.
 *
 * @throws DeployError as {@link runNpm}
 */
async function npmInstall(request, directory, context, options) {
    const isLocked = hasLockfile(request);
    await (0,promises_.mkdir)(directory, { recursive: true });
    if (isLocked)
        await (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'package-lock.json'), createLockfile(request.integrity));
    // The user's configuration may disable replacing the URLs of a lockfile.
    const command = isLocked ? ['ci', '--replace-registry-host=always'] : ['install'];
    const install = () => npm(request, directory, context, options, command);
    const { packageCache, npmTempDir, info } = context;
    await (isLocked && packageCache
        ? withPackageCache({ directory: packageCache, info }, npmTempDir, install)
        : install());
    await removeSources(directory);
}
/** Removes the URLs from npm's lockfiles: a registry of the user may have credentials in them, and every user can read the files. */
async function removeSources(directory) {
    for (const path of [(0,external_node_path_.join)(directory, 'package-lock.json'), installedLockfile(directory)]) {
        const text = await (0,promises_.readFile)(path, 'utf8').catch(() => undefined);
        if (text === undefined)
            continue;
        const withoutUrls = JSON.stringify(JSON.parse(text), (key, value) => key === 'resolved' ? undefined : value);
        await (0,promises_.writeFile)(path, withoutUrls);
    }
}
/** The lockfile that npm writes of what it has installed. */
function installedLockfile(directory) {
    return (0,external_node_path_.join)(directory, 'node_modules', '.package-lock.json');
}
/** Resolves a range or tag to an exact version. Only these need a request. */
async function resolveVersion(request, runDir, context, options) {
    if (request.kind !== 'registry' || (0,source/* isExact */.u)(request.version))
        return request;
    const directory = (0,external_node_path_.join)(runDir, `.resolve-${(0,external_node_crypto_.randomUUID)()}`);
    try {
        await (0,promises_.mkdir)(directory, { recursive: true });
        await npm(request, directory, context, options, ['install', '--package-lock-only']);
        const version = await readLockField((0,external_node_path_.join)(directory, 'package-lock.json'), request, 'version');
        if (!version || !(0,source/* isExact */.u)(version)) {
            throw (0,errors/* createError */.$5)('ntcli-unexpected', `npm returned no version for ${request.name}@${request.version}.`);
        }
        return { ...request, version };
    }
    finally {
        await remove(directory);
    }
}
/** The name under which the package is installed; that of a tarball is unknown before the install. */
function getDependencyName(request) {
    return request.kind === 'registry' ? request.name : 'ntcli';
}
/** The integrity of the installed package, as reported by npm. */
function readInstalledIntegrity(directory, request) {
    return readLockField(installedLockfile(directory), request, 'integrity');
}
async function npm(request, directory, { npmTempDir, checkout, job, hasOwnSecret, node }, options, command) {
    // As a dependency of our own package.json, not as an argument, so that no user setting changes how it is saved.
    const dependencies = { [getDependencyName(request)]: formatSpec(request) };
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
    await (0,promises_.mkdir)(npmTempDir, { recursive: true });
    const found = findNpm(node, job, checkout);
    options.debug(describeNpm(found));
    const args = [...command, ...registryOptions(request)];
    await runNpm(found, { args, cwd: directory, tempDir: npmTempDir, job, checkout, hasOwnSecret }, options);
}
function formatSpec(request) {
    if (request.kind === 'registry')
        return request.version;
    return /^https:/.test(request.location) ? request.location : `file:${request.location}`;
}
/** Sets the registry also for the scope of the package, which may have another one in the user's configuration. */
function registryOptions(request) {
    if (!request.registry)
        return [];
    const [scope = ''] = request.kind === 'registry' ? request.name.split('/') : [];
    const ofScope = scope.startsWith('@') ? [`--${scope}:registry=${request.registry}`] : [];
    return [`--registry=${request.registry}`, ...ofScope];
}
async function readLockField(path, request, field) {
    try {
        const lock = JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
        return lock?.packages?.[`node_modules/${getDependencyName(request)}`]?.[field];
    }
    catch {
        throw (0,errors/* createError */.$5)('ntcli-unexpected', 'npm wrote no readable list of installed packages.');
    }
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/package.js




/**
 * Reads the manifest of a package directory. Nothing in it is executed.
 *
 * @throws DeployError ntcli-unexpected if the directory is not a package with an `ntcli` command inside it
 */
async function readNtcliPackage(directory) {
    const manifest = await readManifest(directory);
    const command = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.ntcli;
    if (typeof manifest.version !== 'string' || !(0,source/* isExact */.u)(manifest.version) || typeof command !== 'string') {
        throw (0,errors/* createError */.$5)('ntcli-unexpected', 'The package has no version or no `ntcli` command.');
    }
    const inside = await (0,promises_.realpath)(directory);
    const entry = await (0,promises_.realpath)((0,external_node_path_.join)(inside, command)).catch(() => '');
    if (!entry.startsWith(inside + external_node_path_.sep)) {
        throw (0,errors/* createError */.$5)('ntcli-unexpected', 'The `ntcli` command of the package is not a file inside it.');
    }
    return { version: manifest.version, entry };
}
async function readManifest(directory) {
    try {
        const manifest = JSON.parse(await (0,promises_.readFile)((0,external_node_path_.join)(directory, 'package.json'), 'utf8'));
        return manifest ?? {};
    }
    catch {
        throw (0,errors/* createError */.$5)('ntcli-unexpected', 'The package has no readable package.json.');
    }
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/preinstalled.js













/** Time limit in milliseconds of `ntcli --version`. */
const versionTimeout = 30000;
/** Bytes that are read of a file that may be a script. */
const MAX_SCRIPT_BYTES = 65536;
/**
 * Finds the `ntcli` on PATH: the file of an ntcli package, or a program that starts one, such as a wrapper script or a
 * shim of a version manager.
 *
 * @throws DeployError ntcli-not-preinstalled, which names what was found and not used
 */
async function findPreinstalled(machine, options) {
    const names = process.platform === 'win32' ? ['ntcli.exe', 'ntcli.cmd'] : ['ntcli'];
    const refused = [];
    for (const program of findPrograms(names, machine.job.PATH ?? '', machine.checkout)) {
        const examined = program.ok ? await examine(program.path, program.target, machine, options) : program;
        if (examined.ok)
            return examined.ntcli;
        // Another program with this name does not hide an ntcli later on PATH.
        refused.push({ path: program.path, problem: examined.problem });
    }
    const found = refused.length === 0 ? 'No directory on PATH has an `ntcli` command.' : 'No usable `ntcli` on PATH.';
    throw (0,errors/* createError */.$5)('ntcli-not-preinstalled', found + describeRefused(refused));
}
async function examine(path, target, machine, options) {
    const isCmd = /\.cmd$/i.test(path);
    const script = isCmd ? findScriptOfCmd(path) : target;
    if (script === undefined)
        return { ok: false, problem: 'starts no JavaScript file that could be found' };
    if ((0,fs/* isInside */.FK)(script, machine.checkout))
        return { ok: false, problem: 'starts a file of the checkout' };
    const ntcli = await readPackageOf(script);
    if (ntcli)
        return { ok: true, ntcli };
    // It is never started: cmd.exe would interpret the arguments.
    if (isCmd)
        return { ok: false, problem: 'starts a file that belongs to no ntcli package' };
    if (!isExecutable(path))
        return { ok: false, problem: 'is not executable, and not part of an ntcli package' };
    if (isOwnWrapper(target))
        return { ok: false, problem: 'was added by an earlier run of ntcli-deploy' };
    return await readVersion(path, machine, options);
}
/** The ntcli package whose command is this file; undefined if there is none. */
async function readPackageOf(file) {
    for (let directory = (0,external_node_path_.dirname)(file); directory !== (0,external_node_path_.dirname)(directory); directory = (0,external_node_path_.dirname)(directory)) {
        if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, 'package.json')))
            continue;
        const ntcli = await readNtcliPackage(directory).catch(() => undefined);
        return ntcli?.entry === file ? ntcli : undefined;
    }
    return undefined;
}
function isOwnWrapper(file) {
    return readStart(file).includes(constants/* WRAPPER_MARK */.q6);
}
/** The start of a file that may be a script. */
function readStart(file) {
    const descriptor = (0,external_node_fs_.openSync)(file, 'r');
    try {
        return (0,fs/* readAtMost */.rU)(descriptor, MAX_SCRIPT_BYTES).toString('utf8');
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
/** Runs `ntcli --version` without the token, in a directory of its own. */
async function readVersion(file, machine, options) {
    const home = (0,external_node_path_.join)(machine.runDir, 'version');
    await (0,promises_.mkdir)(home, { recursive: true });
    const environment = shimEnvironment(machine.job, machine.checkout);
    const lines = [];
    const env = {
        ...(0,lib_env/* childEnvironment */.Qc)(machine.job),
        ...(0,lib_env/* homeEnvironment */.PC)(home),
        ...(0,lib_env/* tempEnvironment */.kj)(home),
        ...environment,
    };
    const exit = await runCommand({ file, args: ['--version'], cwd: home, env, timeout: versionTimeout }, {
        ...options,
        onLines: (text) => lines.push(...(0,sanitize/* stripControlChars */.BF)(text)
            .split('\n')
            .map((line) => line.trim())),
    });
    await remove(home).catch(() => { });
    const printed = lines.find((line) => line !== '');
    const quoted = printed ? ` and printed "${printed.slice(0, 100)}"` : ' and printed nothing';
    if (!isSuccess(exit)) {
        const how = exit.kind === 'exit' ? `exited with ${exit.code}` : `failed (${exit.kind})`;
        return { ok: false, problem: `${how} on \`--version\`${quoted}` };
    }
    const version = lines.map((line) => line.replace(/^v/, '')).findLast(source/* isExact */.u);
    if (version === undefined)
        return { ok: false, problem: `does not seem to be ntcli: it got \`--version\`${quoted}` };
    return { ok: true, ntcli: { version, entry: file, shim: environment } };
}
/** The JavaScript file that a `.cmd` of npm or pnpm starts, without symlinks. */
function findScriptOfCmd(path) {
    const script = parseCmdShim(readStart(path), (0,external_node_path_.dirname)(path));
    return script && (0,external_node_fs_.existsSync)(script) ? (0,external_node_fs_.realpathSync)(script) : undefined;
}
/**
 * The JavaScript file that a `.cmd` file of npm, pnpm or yarn starts, as they write it:
 * `"%_prog%"  "%dp0%\node_modules\x\cli.js" %*` or `node "%~dp0\..\x\cli.js" %*`.
 *
 * @param directory of the `.cmd` file
 */
function parseCmdShim(text, directory, style = external_node_path_) {
    const [, relative, absolute] = /"(?:%(?:~dp0|dp0%)\\?([^"]+\.[cm]?js)|([A-Za-z]:\\[^"]+\.[cm]?js))"/i.exec(text) ?? [];
    return absolute ?? (relative === undefined ? undefined : style.join(directory, relative));
}

;// CONCATENATED MODULE: ./build/src/lib/tool-cache.js


/** `<directory>/<tool>/<version>/<arch>`. The file `<arch>.complete` next to it marks it as complete. */
function getToolPath(directory, tool, version) {
    return (0,external_node_path_.join)(directory, tool, version, process.arch);
}
/** A tool cache for machines without a GitHub runner, where the debug lines of the toolkit would be noise. */
function createToolCache(directory) {
    return {
        directory,
        async find(tool, version) {
            const path = getToolPath(directory, tool, version);
            return existsSync(path) && existsSync(`${path}.complete`) ? path : undefined;
        },
    };
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/integrity.js




/** Kinds of files that Node.js never runs and no program reads as code: more than half of the files. */
const nonCode = /\.(?:[mc]?ts|map|md|markdown|txt)$/;
/** Directories between two turns of the event loop: a response from the network must not wait for a whole tree. */
const directoriesPerTurn = 25;
/**
 * Fingerprints every file below a directory that could be run or read as code, by path and size, and checks that no other
 * user can change one. Contents are not read (25 ms for a tree of 1,650 such files, 48 ms with a digest of them): only
 * this user or root can change a file and leave its size, and they could forge a digest too.
 *
 * @param except files at the top that do not count
 */
async function checkTree(directory, except) {
    const entries = [];
    const pending = [''];
    for (let visited = 0;; visited++) {
        const below = pending.pop();
        if (below === undefined)
            break;
        if (visited % directoriesPerTurn === 0)
            await (0,external_node_timers_promises_.setImmediate)();
        const problem = (0,fs/* getAccessProblem */.M9)((0,external_node_fs_.lstatSync)(directory + below));
        if (problem)
            return { ok: false, problem: `${below.slice(1) || 'it'} ${problem}` };
        for (const entry of (0,external_node_fs_.readdirSync)(directory + below, { withFileTypes: true })) {
            const path = `${below}/${entry.name}`;
            if (entry.isDirectory())
                pending.push(path);
            else if (!entry.isFile())
                return { ok: false, problem: `${path.slice(1)} is not a regular file` };
            else if (!nonCode.test(path) && !except.includes(path.slice(1))) {
                const stats = (0,external_node_fs_.lstatSync)(directory + path);
                const fileProblem = (0,fs/* getAccessProblem */.M9)(stats);
                if (fileProblem)
                    return { ok: false, problem: `${path.slice(1)} ${fileProblem}` };
                entries.push(`${path}\0${stats.size}\0`);
            }
        }
    }
    const fingerprint = (0,external_node_crypto_.createHash)('sha256').update(entries.sort().join('')).digest('hex');
    return { ok: true, fingerprint };
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/tool-cache.js








/** Start of the name of a directory next to the versions of a tool in which an install runs. */
const stagingPrefix = '.new-';
/** Part of the name of a corrupt copy that was moved away. */
const quarantineSuffix = '.broken-';
/** End of the name of the directory that locks a copy while it is quarantined. */
const lockSuffix = '.lock';
/** The file in a copy that holds the fingerprint of all others. */
const fingerprintFile = 'ntcli-deploy.fingerprint';
/** Age in milliseconds after which what an install left is considered abandoned. */
const tool_cache_staleAfterMs = 3600000;
/**
 * Why another user could replace a copy at any time: each directory from the root of the cache down must belong to this
 * user or root, and be closed to writes of others. A sticky root is enough: others cannot move what they do not own.
 *
 * @returns undefined when no other user can
 */
function findCacheProblem(entry) {
    try {
        return findOpenDirectory(entry);
    }
    catch {
        return `${entry.cache.directory} cannot be read`;
    }
}
function findOpenDirectory({ cache, tool, version }) {
    const { directory: root } = cache;
    const stats = (0,external_node_fs_.statSync)(root, { throwIfNoEntry: false });
    if (stats === undefined)
        return undefined;
    const isSticky = (stats.mode & 0o1000) !== 0;
    const rootProblem = (0,fs/* getAccessProblem */.M9)(isSticky ? { uid: stats.uid, mode: 0 } : stats);
    if (rootProblem)
        return `${root} ${rootProblem}`;
    for (const directory of [(0,external_node_path_.join)(root, tool), (0,external_node_path_.join)(root, tool, version)]) {
        const below = (0,external_node_fs_.lstatSync)(directory, { throwIfNoEntry: false });
        if (below === undefined)
            return undefined;
        const problem = below.isDirectory() ? (0,fs/* getAccessProblem */.M9)(below) : 'is not a directory';
        if (problem)
            return `${directory} ${problem}`;
    }
    return undefined;
}
/** Finds the copy in the tool cache, if it is complete and no other user could have changed it. */
async function findCached({ cache, tool, version }) {
    const directory = await cache.find(tool, version);
    if (directory === undefined)
        return { ok: false, isAbsent: true, problem: 'the tool cache has no copy' };
    const problem = await findCopyProblem(directory);
    return problem ? { ok: false, isAbsent: false, problem } : { ok: true, directory };
}
/**
 * Fingerprints a finished directory and moves it into the tool cache with one rename, so that every reader sees all of it
 * or nothing. (`cacheDir` of @actions/tool-cache deletes and copies in place.) The copy of a faster job stays. A corrupt
 * copy is quarantined first, under a lock: another job may just have replaced it.
 *
 * @param finished a directory on the file system of the cache
 * @returns the directory in the cache; undefined when the cache does not take it, and `finished` stays where it is
 */
async function publish(finished, { cache, tool, version }) {
    const place = getToolPath(cache.directory, tool, version);
    try {
        const check = await checkTree(finished, [fingerprintFile]);
        if (!check.ok)
            return undefined;
        await (0,promises_.writeFile)((0,external_node_path_.join)(finished, fingerprintFile), check.fingerprint);
        await (0,promises_.mkdir)((0,external_node_path_.join)(place, '..'), { recursive: true });
        const isMoved = await tryRename(finished, place);
        if (!isMoved && (await findCopyProblem(place)))
            await replaceCorruptCopy(finished, place);
        await (0,promises_.writeFile)(`${place}.complete`, '');
        // It was checked a moment ago.
        if (isMoved)
            return place;
    }
    catch {
        // Another job holds the lock, the disk is full, or the copy belongs to a user who does not release it.
        await (0,promises_.rmdir)((0,external_node_path_.join)(place, '..')).catch(() => { });
    }
    return (await findCopyProblem(place)) ? undefined : place;
}
async function replaceCorruptCopy(finished, place) {
    await (0,promises_.mkdir)(place + lockSuffix);
    try {
        if (await findCopyProblem(place))
            await (0,promises_.rename)(place, place + quarantineSuffix + (0,external_node_crypto_.randomUUID)());
        await tryRename(finished, place);
    }
    finally {
        await (0,promises_.rmdir)(place + lockSuffix);
    }
    await removeStale((0,external_node_path_.join)(place, '..'), (name) => name.includes(quarantineSuffix), 0);
}
/** Removes what killed installs have left. */
async function removeAbandoned({ cache, tool, version }) {
    const toolDirectory = (0,external_node_path_.join)(cache.directory, tool);
    await removeStale(toolDirectory, (name) => name.startsWith(stagingPrefix), tool_cache_staleAfterMs);
    const isAbandoned = (name) => name.includes(quarantineSuffix) || name.endsWith(lockSuffix);
    await removeStale((0,external_node_path_.join)(toolDirectory, version), isAbandoned, tool_cache_staleAfterMs);
}
/** False when the target exists already, or the system does not move it. */
async function tryRename(from, to) {
    return renamePatiently(from, to).then(() => true, () => false);
}
/** What is wrong with a copy; undefined when it is complete, and only this user or root could have changed it. */
async function findCopyProblem(place) {
    try {
        const check = await checkTree(place, [fingerprintFile]);
        if (!check.ok)
            return check.problem;
        const expected = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(place, fingerprintFile))
            ? (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(place, fingerprintFile), 'utf8')
            : '';
        return expected === check.fingerprint ? undefined : 'its files are not those that were installed';
    }
    catch {
        return 'it cannot be read';
    }
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/install.js













/**
 * Finds ntcli on PATH, restores it from the tool cache, or installs it with npm in the run directory. Package scripts are not
 * run.
 *
 * @throws DeployError with exit code 5
 */
async function resolveNtcli(request, paths, options) {
    if (request.kind === 'path') {
        const found = await findPreinstalled(paths, options);
        (0,compat/* assertSupported */.hv)(found.version);
        return { ...assertVersion(found, request.version), source: 'preinstalled' };
    }
    const context = { ...paths, npmTempDir: (0,external_node_path_.join)(paths.runDir, 'npm') };
    try {
        const installed = await install(request, paths, context, options);
        (0,compat/* assertSupported */.hv)(installed.version);
        return installed;
    }
    catch (error) {
        const { code, message } = (0,errors/* toErrorInfo */.K$)(error);
        throw code === 'disk-unusable' ? (0,errors/* createError */.$5)('ntcli-not-written', message) : error;
    }
    finally {
        await remove(context.npmTempDir);
    }
}
async function install(request, paths, context, options) {
    const { runDir, toolCache, job } = paths;
    const fetched = await fetchTarball(request, context, options);
    const exact = await resolveVersion(fetched, runDir, context, options);
    if (exact.kind === 'registry')
        (0,compat/* assertSupported */.hv)(exact.version);
    const key = toolCache === undefined ? undefined : await computeCacheKey(exact, job);
    if (toolCache !== undefined && key !== undefined) {
        const installed = await installWithCache({ cache: toolCache, ...key }, exact, context, options);
        if (installed)
            return installed;
    }
    const directory = (0,external_node_path_.join)(runDir, 'ntcli');
    await npmInstall(exact, directory, context, options);
    return { ...(await readInstalled(directory, exact)), source: 'installed' };
}
/** Downloads a tarball whose URL has credentials; returns any other request as it is. */
async function fetchTarball(request, { npmTempDir, network }, { signal, debug }) {
    if (request.kind !== 'tarball' || !/^https:/.test(request.location))
        return request;
    const url = new URL(request.location);
    if (!hasCredentials(url))
        return request;
    const location = (0,external_node_path_.join)(npmTempDir, 'ntcli.tgz');
    await downloadTarball(url, location, { network, signal, debug });
    return { ...request, location };
}
/**
 * Restores ntcli from the tool cache, or installs it there.
 *
 * @returns undefined if the cache cannot be used, which is not an error
 */
async function installWithCache(entry, request, context, options) {
    if (isCacheUnsafe(entry, context, options.debug))
        return undefined;
    const cached = await readCached(entry, request, context, options.debug);
    if (cached)
        return cached;
    await removeAbandoned(entry);
    const staging = (0,external_node_path_.join)(entry.cache.directory, entry.tool, stagingPrefix + (0,external_node_crypto_.randomUUID)());
    // Without this, a umask of 000 (the default of GitLab Runner in containers) would make a copy that every user can change.
    const umask = process.umask(0o022);
    process.umask(umask | 0o022);
    try {
        if (!(await tryMkdir(staging)))
            return undefined;
        // Another user may have made one of the directories since.
        if (isCacheUnsafe(entry, context, options.debug))
            return undefined;
        return await installInto(staging, entry, request, context, options).catch(ignoreUnwritableCache);
    }
    finally {
        process.umask(umask);
        // What cannot be removed now is abandoned, and a later install removes it.
        await remove(staging).catch(() => { });
        // Nothing stays unless something was published: a directory with a copy in it is not removed.
        await (0,promises_.rmdir)((0,external_node_path_.join)(staging, '..')).catch(() => { });
    }
}
/** True if another user, or a pull request, could replace what is in the tool cache. Logged, except on ephemeral machines. */
function isCacheUnsafe(entry, { job, info, checkout }, debug) {
    if ((0,fs/* isInside */.FK)(entry.cache.directory, checkout)) {
        info(`Tool cache not used: ${entry.cache.directory} is inside the checkout ${checkout}.`);
        return true;
    }
    const problem = findCacheProblem(entry);
    // On the machines of GitHub the cache is open to every user, and there is only one.
    const log = job.RUNNER_ENVIRONMENT === 'github-hosted' ? debug : info;
    if (problem)
        log(`Tool cache not used: ${problem}.`);
    return problem !== undefined;
}
async function readCached(entry, request, { info }, debug) {
    const found = await findCached(entry);
    if (found.ok) {
        debug(`Tool cache hit: ${found.directory}`);
        const installed = await readInstalled(found.directory, request).catch(() => undefined);
        if (installed)
            return { ...installed, source: 'cached' };
    }
    const problem = found.ok ? 'it is not the package that was requested' : found.problem;
    if (!found.ok && found.isAbsent)
        debug(`Tool cache miss: ${entry.tool} ${entry.version}`);
    else
        info(`The cached ntcli is replaced: ${problem}.`);
    return undefined;
}
/** Installs next to the place in the cache, checks the result, and moves it there only then. */
async function installInto(staging, entry, request, context, options) {
    await npmInstall(request, staging, context, options);
    await readInstalled(staging, request);
    const published = await publish(staging, entry);
    return published === undefined
        ? undefined
        : { ...(await readInstalled(published, request)), source: 'installed' };
}
/** A full cache disk does not fail the install: the run directory may be on another disk. */
function ignoreUnwritableCache(error) {
    const { code } = (0,errors/* toErrorInfo */.K$)(error);
    if (code !== 'ntcli-not-written' && code !== 'disk-unusable')
        throw error;
}
/** Creates a directory; false if the cache is not writable, which does not fail the install. */
async function tryMkdir(directory) {
    return (0,promises_.mkdir)(directory, { recursive: true }).then(() => true, () => false);
}
/** Reads the package in an install directory, and compares it with the requested one. */
async function readInstalled(directory, request) {
    if (request.integrity) {
        const integrity = await readInstalledIntegrity(directory, request);
        if (integrity !== request.integrity) {
            throw (0,errors/* createError */.$5)('ntcli-unexpected', `The package has integrity ${integrity}, expected ${request.integrity}.`);
        }
    }
    const found = await readNtcliPackage((0,external_node_path_.join)(directory, 'node_modules', getDependencyName(request)));
    return { ...assertVersion(found, request.version), root: await (0,promises_.realpath)(directory) };
}
function assertVersion(found, version) {
    if (version === undefined || found.version === version)
        return found;
    throw (0,errors/* createError */.$5)('ntcli-unexpected', `Found ntcli ${found.version}, but ${version} was requested.`);
}

;// CONCATENATED MODULE: ./build/src/deploy/install.js






/**
 * Step: install ntcli.
 *
 * @throws DeployError with exit code 5
 */
async function installNtcli(context, runDir, signal) {
    const { ci, runtime, inputs, network } = context;
    const { toolCache, packageCache, checkout } = ci.paths;
    maskCredentials(context);
    const started = performance.now();
    const installed = await withProgress(context, 'Install ntcli', () => {
        ci.info(`From ${describeSource(inputs.package)}`);
        return resolveNtcli(inputs.package, {
            runDir,
            ...(inputs.cache && toolCache ? { toolCache } : {}),
            ...(inputs.cache && packageCache ? { packageCache } : {}),
            checkout,
            job: runtime.env,
            network,
            hasOwnSecret: createOwnSecretTest(inputs),
            node: runtime.node,
            info: ci.info,
        }, { onLines: ci.childOutput, signal, debug: ci.debug });
    });
    ci.setOutputs({ 'ntcli-version': installed.version, 'cache-hit': `${installed.source === 'cached'}` });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const how = {
        installed: `installed in ${seconds} s`,
        cached: 'restored from the tool cache',
        preinstalled: 'found on PATH',
    };
    ci.info(`\u2713 ntcli ${installed.version} ${how[installed.source]}`);
    return installed;
}
/** True for a text with the token or a workspace secret in it, which npm must not get. Credentials for npm are no such secret. */
function createOwnSecretTest({ token, secrets }) {
    const { add, redact } = (0,lib_redact/* createRedactor */.l)();
    for (const secret of [token.value, ...secrets.values()])
        add(secret);
    return (text) => redact(text) !== text;
}
function describeSource(request) {
    switch (request.kind) {
        case 'registry':
            return `npm: ${request.name}@${request.version}${request.registry ? ` at ${request.registry}` : ''}`;
        case 'tarball':
            return withoutCredentials(request.location);
        case 'path':
            return 'PATH';
    }
}
/** Masks the credentials that npm uses. A signature in the query of a URL is one. */
function maskCredentials({ ci, runtime, inputs }) {
    const secrets = npmCredentials(runtime.env);
    const { package: request } = inputs;
    const url = request.kind === 'tarball' && URL.canParse(request.location) && new URL(request.location);
    for (const secret of secrets)
        ci.mask(secret);
    // The rest of the address and the name of the package are shown.
    if (url)
        for (const secret of (0,urls/* urlSecrets */.F)(url))
            ci.mask(secret, [url.host + url.pathname, constants/* product */.qM.ntcli.package]);
}
function withoutCredentials(location) {
    if (!URL.canParse(location))
        return location;
    const { protocol, origin, pathname } = new URL(location);
    return protocol === 'https:' ? origin + pathname : location;
}

;// CONCATENATED MODULE: ./build/src/deploy/select-deployer.js


/** The deployer if there is an ntcli: with `auto` the API, if that ntcli cannot deliver everything. */
function selectDeployer(inputs, { ntcli, contract }) {
    if (inputs.deployWith === 'ntcli')
        return { name: 'ntcli', reason: '`deploy-with: ntcli` is set' };
    const reason = explainMissingSettings(inputs, contract, ntcli.version);
    return reason === undefined ? { name: 'ntcli', reason: 'nothing needs the API' } : { name: 'api', reason };
}
/**
 * Why the API sends the deploys and no ntcli is needed: `deploy-with: api`, or `auto` with settings that ntcli cannot
 * deliver and no later steps that would use it.
 *
 * @param isExported true if later steps of the job get ntcli
 * @returns undefined if ntcli has to be installed
 */
function explainNoNtcli(inputs, isExported) {
    if (inputs.deployWith === 'api')
        return '`deploy-with: api` is set';
    const { version } = inputs.package;
    // The dialect of a range or tag is known only after the install.
    if (inputs.deployWith !== 'auto' || inputs.command !== 'deploy' || isExported)
        return undefined;
    if (hasServerFile(inputs))
        return 'ntcli cannot deliver `server-file`';
    if (version === undefined || !(0,source/* isExact */.u)(version))
        return undefined;
    return explainMissingSettings(inputs, (0,compat/* selectContract */.Xi)(version), version);
}
/** What ntcli cannot deliver; undefined if it can deliver everything. */
function explainMissingSettings(inputs, contract, version) {
    const missing = [
        ...(hasServerFile(inputs) ? ['server-file'] : []),
        ...contract.undeliverable(inputs.settings),
    ];
    const names = missing.map((name) => `\`${name}\``);
    return names.length > 0 ? `ntcli ${version} cannot deliver ${names.join(', ')}` : undefined;
}
/** ntcli deploys only what the registry has. */
function hasServerFile({ servers }) {
    return servers.some(({ entry }) => entry !== undefined);
}
/**
 * True if the API sends the deploys after ntcli could not be installed: with `auto`, if the registry does not have ntcli
 * or cannot be reached, or npm is missing. Never if the user set a package, version or checksum, and never after an
 * unexpected package, which may be an attack.
 */
function isApiFallback(inputs, { code, isUnreachable }) {
    if (inputs.deployWith !== 'auto' || inputs.command !== 'deploy' || inputs.isPackageSet)
        return false;
    return code === 'ntcli-unavailable' || code === 'npm-missing' || isUnreachable === true;
}
/**
 * Says what sends the deploys: `with ntcli 0.4.4` or `through the API`.
 *
 * @param formatVersion escapes the version where it is shown
 */
function formatDeployer({ name, ntcliVersion = '' }, formatVersion = (version) => version) {
    return name === 'ntcli' ? `with ntcli ${formatVersion(ntcliVersion)}` : 'through the API';
}

;// CONCATENATED MODULE: ./build/src/deploy/buffered-log.js
/**
 * A log that buffers its lines until its group of the log is open, so that they do not appear in the group of another
 * server.
 *
 * @param isOneOfSeveral true to begin each line with the server
 * @param live shows the progress in place of the log
 */
function createBufferedLog(ci, server, isOneOfSeveral, live) {
    const prefix = isOneOfSeveral ? `${server.label}: ` : '';
    const buffered = [];
    let isOpen = false;
    const info = (text) => {
        if (isOpen)
            ci.info(prefix + text);
        else
            buffered.push(prefix + text);
    };
    return {
        debug: ci.debug,
        info,
        progress(text, secondsLeft) {
            if (live)
                live.show(server.label, text);
            else
                info(`${text} (${secondsLeft} s left)`);
        },
        open() {
            isOpen = true;
            for (const line of buffered.splice(0))
                ci.info(line);
        },
    };
}

;// CONCATENATED MODULE: ./build/src/deploy/wait.js







/** Milliseconds between two polls: short at first, because most servers start at once. Jitter comes on top. */
const wait_pollDelays = [250, 500, 1000, 2000, 4000];
/** Milliseconds between two polls while a new process is looked for: a rollout may be over within two seconds. */
const ROLLOUT_POLL_MS = 1000;
/** Milliseconds in which a platform that works answers a request. */
const RESPONSIVE_MS = 1000;
/** Milliseconds in which even a slow one does. */
const SLOW_MS = 5000;
/**
 * Milliseconds to wait before the next poll, before jitter.
 *
 * @param poll the number of the last poll, from 0
 * @param last what the observations mean so far; undefined if the last poll failed
 */
function pollDelay(poll, isUpdate, last) {
    if (last?.isUnconfirmed)
        return wait_pollDelays[0] ?? 0;
    const usual = wait_pollDelays[poll] ?? wait_pollDelays.at(-1) ?? 0;
    return isUpdate ? Math.min(usual, ROLLOUT_POLL_MS) : usual;
}
/**
 * Waits until the platform shows the server as healthy or idle. A failed request never counts against the server; only
 * a rejected token ends the wait early.
 *
 * @param apiFor the API, bound to a signal that ends it
 * @param first the state right after the deploy, if known
 */
async function waitUntilHealthy(log, apiFor, target, signal, first) {
    const { workspaceId, serverId, deadline, before } = target;
    const timeLeft = () => Math.max(0, deadline - performance.now());
    const bound = (0,abort/* anySignal */.JG)([signal], timeLeft());
    const api = apiFor(bound.signal);
    const observations = first ? [{ at: performance.now(), state: first }] : [];
    const known = observations.length;
    const report = skipRepeats((text) => log.progress(text, Math.ceil(timeLeft() / 1000)));
    const explain = skipRepeats((text) => log.debug(`${serverId}: ${text}`));
    let problem = '';
    try {
        for (let poll = 0; timeLeft() > 0 && !signal.aborted; poll++) {
            const began = performance.now();
            let health;
            try {
                const state = await readServer(api, workspaceId, serverId);
                const isRollout = before && needsNewProcess(before.state, state, target);
                const pods = isRollout ? await tryReadPods(apiFor, target, bound.signal) : undefined;
                observations.push({ at: performance.now(), state, ...(pods && { pods }) });
                problem = '';
                report(formatState(state) + (state && !knownPhases.includes(state.phase) ? ' (unknown state)' : ''));
                health = evaluateHealth(observations, target);
                explain(`${health.kind}: ${health.reason}`);
                const result = toResult(health, serverId, state);
                if (health.isUnchanged)
                    log.info(`${serverId} is unchanged, so it needs no new process`);
                if (result)
                    return result;
            }
            catch (thrown) {
                const error = (0,errors/* toErrorInfo */.K$)(thrown);
                if (error.code !== 'api-unreachable' && error.code !== 'api-unexpected') {
                    return { healthStatus: 'unknown', error };
                }
                if (signal.aborted)
                    break;
                // A request that the deadline cut short is not a fault of the platform, unless it had enough time; a platform
                // that has answered before gets more. (A timer may fire early, so the signal decides, not the clock.)
                const isOver = bound.signal.aborted;
                const isSilent = performance.now() - began > (observations.length === known ? RESPONSIVE_MS : SLOW_MS);
                if (!isOver || isSilent)
                    problem = error.message;
                if (isOver)
                    break;
                report(problem);
            }
            const delay = withJitter(pollDelay(poll, before !== undefined, health));
            await sleep(Math.min(delay, timeLeft()), signal);
        }
    }
    finally {
        bound.dispose();
    }
    if (signal.aborted)
        return unknown(`Waiting for ${serverId} was cancelled.`);
    if (problem || observations.length === 0) {
        return unknown(`${serverId} was deployed, but its status could not be read. ${problem}`.trim());
    }
    // The time to look for a new process is over, too.
    const last = evaluateHealth(observations, { ...target, since: Number.NEGATIVE_INFINITY });
    const state = observations.at(-1)?.state;
    const result = last.kind === 'unproven' ? toResult(last, serverId, state) : undefined;
    if (result)
        return result;
    if (last.isReady)
        return unknown(`${serverId} was ready at last (${formatState(state)}), but not for long enough to tell.`);
    return unhealthy(serverId, `did not become healthy in time (${formatState(state)})`);
}
/** What ends the wait; undefined to go on. */
function toResult({ kind }, serverId, state) {
    const shown = state === undefined ? {} : { state };
    if (kind === 'healthy' || kind === 'idle')
        return { healthStatus: kind, ...shown };
    if (kind === 'unproven')
        return { healthStatus: 'unknown', isUnproven: true, ...shown };
    return kind === 'failed' ? unhealthy(serverId, `failed (${formatState(state)})`) : undefined;
}
/** Passes a text on if it differs from the one before. */
function skipRepeats(pass) {
    let last = '';
    return (text) => {
        if (text !== last)
            pass(text);
        last = text;
    };
}
function unknown(message) {
    return { healthStatus: 'unknown', error: { code: 'health-unknown', message } };
}
function unhealthy(serverId, how) {
    return { healthStatus: 'unhealthy', error: { code: 'server-unhealthy', message: `${serverId} ${how}.` } };
}

;// CONCATENATED MODULE: ./build/src/deploy/servers.js











/**
 * Step: deploy the servers. They are sent in order, and waited for and verified side by side. A server that fails does
 * not stop the others; a cancel does.
 */
async function deployAll(context) {
    const { runtime, ci } = context;
    const { sent, waited, verified } = await withLiveLines(context, runAll);
    const results = [];
    for (const [index, one] of sent.entries()) {
        const result = conclude(context, one, waited[index], verified[index]);
        results.push(result);
        const hasLog = ['server-unhealthy', 'mcp-failed', 'mcp-refused'].some((code) => code === result.error?.code);
        if (hasLog && !runtime.signal.aborted)
            await showLog(context, one);
        // After a cancel, run() reports one error for the whole run. What failed to be sent was reported at once.
        if (result.error && !one.result.error && !runtime.signal.aborted)
            (0,report/* reportError */.N7)(ci, result.error);
        if (!result.error && result.deployStatus !== 'skipped')
            ci.info(`\u2713 ${one.server.label} ${formatStatus(result)}: ${result.url}`);
    }
    return results;
}
async function runAll(context) {
    const sent = [];
    for (const server of context.inputs.servers) {
        const one = await sendOne(context, server);
        const verifying = startVerification(context, one);
        sent.push({ ...one, ...(verifying && { verifying }) });
    }
    const waited = await waitForAll(context, sent);
    return { sent, waited, verified: await verifyAll(context, sent, waited) };
}
async function sendOne(context, server) {
    const { ci, inputs, workspace, apiFor, runtime, live } = context;
    const deadline = performance.now() + inputs.timeout;
    const skipped = {
        server,
        url: (0,api_endpoints/* formatServerUrl */.ej)(inputs.endpoints, workspace.id, server.platformId),
        deployStatus: 'skipped',
        healthStatus: 'skipped',
    };
    if (runtime.signal.aborted)
        return { server, result: skipped, deployed: skipped, deadline };
    const title = `${inputs.dryRun ? 'Dry run:' : 'Deploy'} ${server.label}`;
    live?.show(server.label, 'Deploy');
    const deployed = await withProgress(context, title, () => deployServer(context, server, deadline));
    const { deployStatus, error, state, before, isRestarted, hasOtherPackage, wasRemoved } = deployed;
    const result = { ...skipped, deployStatus, ...(error && { error }) };
    // After a cancel, the error is that of the run, unless a server was removed.
    if (error && (!runtime.signal.aborted || wasRemoved))
        (0,report/* reportError */.N7)(ci, error);
    live?.show(server.label, error ? 'failed' : deployStatus, error !== undefined || !(inputs.wait || inputs.verify));
    if (error || inputs.dryRun || !inputs.wait)
        return { server, result, deployed, deadline };
    const target = {
        workspaceId: workspace.id,
        serverId: server.platformId,
        deadline,
        since: performance.now(),
        ...(isRestarted && { isRestarted }),
        ...(hasOtherPackage && { hasOtherPackage }),
        ...(inputs.settings.minReplicas !== undefined && { minReplicas: inputs.settings.minReplicas }),
        ...(before && { before }),
    };
    const log = createBufferedLog(ci, server, inputs.servers.length > 1, live);
    const wait = waitUntilHealthy(log, apiFor, target, runtime.signal, state).then((waited) => {
        live?.show(server.label, waited.healthStatus, waited.error !== undefined || !inputs.verify);
        return waited;
    });
    return { server, result, deployed, deadline, waiting: { log, result: wait } };
}
async function waitForAll(context, sent) {
    const waiting = sent.filter((one) => one.waiting);
    if (waiting.length === 0)
        return [];
    return withProgress(context, `Wait for ${formatServers(waiting)}`, () => {
        for (const one of waiting)
            one.waiting?.log.open();
        return Promise.all(sent.map((one) => one.waiting?.result));
    });
}
/** Verifies a server as soon as it is healthy: the wait for another one may take all of its time. */
function startVerification(context, one) {
    const { ci, inputs } = context;
    if (one.result.deployStatus !== 'deployed' || !inputs.verify)
        return undefined;
    const log = createBufferedLog(ci, one.server, inputs.servers.length > 1);
    const verify = async () => {
        const waited = await one.waiting?.result;
        return waited?.error ? undefined : verifyOne({ ...context, ci: { ...ci, info: log.info } }, one);
    };
    return { log, result: verify() };
}
async function verifyAll(context, sent, waited) {
    const ready = sent.filter((one, index) => one.verifying && !waited[index]?.error);
    if (ready.length === 0)
        return [];
    return withProgress(context, `Verify ${formatServers(ready)}`, () => {
        for (const one of ready)
            one.verifying?.log.open();
        return Promise.all(sent.map((one) => one.verifying?.result));
    });
}
async function verifyOne(context, { server, result, deadline }) {
    context.live?.show(server.label, 'Verify');
    const verified = await verifyServer(context, result.url, deadline);
    context.live?.show(server.label, verified.error ? 'failed' : 'verified', true);
    return verified;
}
/** Combines what the deploy, the wait and MCP showed of a server. */
function conclude({ ci, inputs }, { server, result, deployed }, waited, verified) {
    const { isUnproven = false, state: _, ...health } = waited ?? {};
    const { serverVersion, ...checks } = verified ?? {};
    const { before, state, versionBefore } = deployed;
    const end = { ...result, ...health, ...checks };
    // Without a wait, only MCP can tell an old process from a new one.
    const isReplaced = before && needsNewProcess(before.state, state, deployed);
    const isOpen = waited ? isUnproven : verified && isReplaced;
    const isNewVersion = Boolean(versionBefore && serverVersion && versionBefore !== serverVersion);
    if (!isOpen || end.error || isNewVersion)
        return end;
    const versions = serverVersion ? ` MCP reports version ${serverVersion}, as before the deploy.` : '';
    (0,report/* reportNotice */.tX)(ci, 'rollout-unproven', `${server.label} is running, possibly still in the old version.${versions}`);
    return { ...end, healthStatus: inputs.wait || inputs.verify ? 'unknown' : end.healthStatus };
}
async function showLog({ ci, apiFor, runtime, workspace }, { server }) {
    const place = { workspaceId: workspace.id, serverId: server.platformId };
    await (0,abort/* withTimeLimit */.Bv)(runtime.signal, POST_DEADLINE_GRACE_MS, (signal) => showServerLog(ci, apiFor(signal), place));
}
function formatServers(sent) {
    return sent.length === 1 ? `${sent[0]?.server.label}` : `${sent.length} servers`;
}
function formatStatus({ deployStatus, healthStatus, tools }) {
    if (deployStatus === 'dry-run')
        return 'would be deployed';
    const count = tools ? `, with ${tools.length} tool${tools.length === 1 ? '' : 's'}` : '';
    if (healthStatus === 'skipped')
        return `deployed${count}`;
    // The warning before this line says why.
    if (healthStatus === 'unknown')
        return `deployed${count}, but not confirmed as healthy`;
    return `deployed and ${healthStatus}${count}`;
}

;// CONCATENATED MODULE: ./build/src/lib/shell.js
/** A text as one word of a POSIX shell, which reads it as it is. */
function shellQuote(text) {
    return `'${text.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./build/src/ntcli/wrapper.js





/**
 * Writes the `ntcli` wrapper for later steps, which runs the installed ntcli in the private session. It changes to the
 * session's empty directory first, because ntcli would load a `.env` of the checkout into a process with the token.
 *
 * @returns path of the wrapper for this system
 */
async function writeWrapper(who) {
    const { bin } = who.session;
    const shellFile = (0,external_node_path_.join)(bin, 'ntcli');
    await (0,promises_.writeFile)(shellFile, shellWrapper(who), { mode: 0o700 });
    // On Windows the first is for Git Bash, the second for PowerShell and cmd.
    if (external_node_path_.delimiter === ':')
        return shellFile;
    const commandFile = (0,external_node_path_.join)(bin, 'ntcli.cmd');
    await (0,promises_.writeFile)(commandFile, commandWrapper(who));
    return commandFile;
}
/** The paths in a wrapper, as its shell reads them. */
function formatPaths({ node, ntcli, session }, format) {
    return {
        home: format(session.home),
        work: format(session.work),
        guard: format(session.guard),
        nodeFile: format(node),
        entry: format(ntcli.entry),
    };
}
/** The wrapper for POSIX shells. */
function shellWrapper(who) {
    const { ntcli, session } = who;
    const { home, work, guard, nodeFile, entry } = formatPaths(who, shellQuote);
    const program = ntcli.shim ? entry : `${nodeFile} --require ${guard} ${entry}`;
    const volta = ntcli.shim?.VOLTA_HOME;
    // Node.js splits this variable itself; in quotes, a backslash is an escape.
    const required = shellQuote(` --require="${session.guard.replace(/[\\"]/g, '\\$&')}"`);
    const also = [
        ...(ntcli.shim ? [`export NODE_OPTIONS="\${NODE_OPTIONS-}"${required}`] : []),
        ...(volta === undefined ? [] : [`export VOLTA_HOME=${shellQuote(volta)}`]),
    ].map((line) => `${line}\n`);
    return `#!/bin/sh
# ${constants/* WRAPPER_MARK */.q6}
HOME=${home} USERPROFILE=${home} NODE_USE_ENV_PROXY=1
NO_PROXY="${lib_env/* localHosts */.fQ},\${no_proxy-\${NO_PROXY-}}" no_proxy=$NO_PROXY
export HOME USERPROFILE NODE_USE_ENV_PROXY NO_PROXY no_proxy
${also.join('')}cd ${work} && exec ${program} "$@"
`;
}
/**
 * The wrapper for cmd and PowerShell on Windows. Paths are relative to its directory if they can be: cmd reads the file in
 * the code page of the machine, in which a name such as `Zo\u00eb` has other bytes.
 */
function commandWrapper(who) {
    const { ntcli, session } = who;
    const { home, work, guard, nodeFile, entry } = formatPaths(who, (path) => {
        const way = external_node_path_.win32.relative(session.bin, path);
        return external_node_path_.win32.isAbsolute(way) ? way.replaceAll('%', '%%') : `%~dp0${way.replaceAll('%', '%%')}`;
    });
    const program = ntcli.shim ? `"${entry}"` : `"${nodeFile}" --require "${guard}" "${entry}"`;
    return [
        '@echo off',
        `rem ${constants/* WRAPPER_MARK */.q6}`,
        'setlocal',
        // Without `..`, which ntcli would show.
        `for %%I in ("${home}") do set "HOME=%%~fI"`,
        'set "USERPROFILE=%HOME%"',
        'set "NODE_USE_ENV_PROXY=1"',
        `set "NO_PROXY=${lib_env/* localHosts */.fQ},%NO_PROXY%"`,
        `cd /d "${work}" && ${program} %*`,
        '',
    ].join('\r\n');
}

;// CONCATENATED MODULE: ./build/src/deploy/sign-in.js






/**
 * Step: sign ntcli in to the workspace, in a private session.
 *
 * @throws DeployError ntcli-sign-in-failed, or bad-input if this ntcli has to deploy and would truncate a variable
 */
async function signInToWorkspace({ ci, runtime, inputs }, runDir, ntcli, workspace) {
    const session = await createSession(runDir);
    const options = { onLines: ci.childOutput, signal: runtime.signal, debug: ci.debug };
    const signedIn = await signIn({ ntcli, session, node: runtime.node, job: runtime.env }, { token: inputs.token.value, domain: inputs.endpoints.domain, workspace }, options);
    const cut = signedIn.contract.truncatedVariables(inputs.settings.env);
    if (cut.length > 0 && inputs.deployWith === 'ntcli')
        throw (0,errors/* createError */.$5)('bad-input', `\`env\`: ${(0,compat/* truncationMessage */.j9)(cut, ntcli.version)}.`);
    if (inputs.autoRefresh && !(await enableAutoRefresh(signedIn, options))) {
        (0,report/* reportNotice */.tX)(ci, 'auto-refresh-missing', `ntcli ${ntcli.version} has no \`config set auto-refresh-token\`.`);
    }
    return signedIn;
}
/**
 * True if later steps of the job get something: the session then belongs to them. A deploy goes on without, with a
 * warning.
 *
 * @throws DeployError runner-incomplete for `setup` on a machine whose later steps cannot get anything
 */
function shouldExport({ ci, inputs }) {
    const { afterDeploy, unavailableReason } = ci.exports;
    const isWanted = afterDeploy ? inputs.exportToken : inputs.command === 'setup';
    if (!isWanted || unavailableReason === undefined)
        return isWanted;
    // `setup` has no other purpose.
    if (inputs.command === 'setup')
        throw (0,errors/* createError */.$5)('runner-incomplete', `${unavailableReason}.`);
    (0,report/* reportNotice */.tX)(ci, 'not-exported', `${unavailableReason}.`);
    return false;
}
/** The token with the domain that it may be sent to. */
function bindToken({ token, endpoints }) {
    return { value: token.value, domain: endpoints.domain };
}
/**
 * Step: export the token and a signed-in `ntcli` to later steps of the job. Runs before the deploy, so that a step that
 * runs on failure can inspect it with `ntcli server logs`.
 *
 * @returns path of the executable that runs ntcli
 * @throws DeployError runner-incomplete
 */
async function exportSession({ ci, inputs }, ntcli) {
    const launcher = await writeWrapper(ntcli);
    ci.info(`\u2713 ${ci.exports.exportSession(bindToken(inputs), ntcli.session.bin)}`);
    return launcher;
}

;// CONCATENATED MODULE: ./build/src/lib/markdown.js
/** A row of a table. Cells must be escaped. */
function formatRow(cells) {
    return `| ${cells.join(' | ')} |`;
}
/** A table; empty without rows. Cells must be escaped. */
function formatTable(head, rows) {
    if (rows.length === 0)
        return '';
    return [head, head.map(() => '---'), ...rows].map(formatRow).join('\n');
}
/** The entries of a table with those that matter most first, and otherwise in their order. */
function putFirst(entries, matters) {
    return [...entries.filter(matters), ...entries.filter((entry) => !matters(entry))];
}
/** A section that the reader opens; empty without a body. Title and body must be escaped. */
function formatDetails(title, body) {
    return body === '' ? '' : `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
/** Text that stays text in a paragraph or a table cell: no line end, no cell end, no markup. */
function escapeMarkdown(text) {
    return text
        .replace(/\s+/g, ' ')
        .replace(/[\\`*_{}[\]<>()#!|~&@]/g, (character) => `&#${character.charCodeAt(0)};`);
}
/** Text in a code span, in which only a backtick and the end of a cell mean anything. */
function formatCode(text) {
    return `\`${text.replace(/\s+/g, ' ').replace(/[`|]/g, "'")}\``;
}
/** Text whose parts in backticks become code spans. All else stays text, as with {@link escapeMarkdown}. */
function formatProse(text) {
    return text
        .split(/(`[^`]+`)/)
        .map((part, index) => (index % 2 === 0 ? escapeMarkdown(part) : formatCode(part.slice(1, -1))))
        .join('');
}

;// CONCATENATED MODULE: ./build/src/deploy/summary-servers.js



/** What is listed at most: GitHub drops a step whose summary is over 1 MiB. */
const summary_servers_MAX_TOOLS = 100;
const MAX_ALERTS = 10;
const MAX_ROWS = 50;
const summary_servers_MAX_TEXT = 300;
const healthMarks = {
    healthy: '\u2705',
    idle: '\ud83d\udca4',
    unhealthy: '\u274c',
    unknown: '\u26a0\ufe0f',
    skipped: '\u2796',
};
/** What failed, in the box that GitHub and GitLab show in red, and how to fix it. */
function formatAlerts(servers) {
    return servers.slice(0, MAX_ALERTS).flatMap(({ server, error }) => {
        if (error === undefined)
            return [];
        const { title, hint } = errors/* errorCatalogue */.OP[error.code];
        const message = formatProse((0,sanitize/* cutText */.IN)(error.message, summary_servers_MAX_TEXT));
        const lines = [`**${escapeMarkdown(`${server.label}: ${title}`)}.** ${message}`, formatProse(hint)];
        return [`> [!CAUTION]\n> ${lines.join('\n>\n> ')}`];
    });
}
/** A row for each server. A URL takes three lines of a row, so that it is in the table only for a single server. */
function summary_servers_formatServers(servers) {
    const withUrl = servers.length === 1;
    const withTests = servers.some(({ smokeTests = [] }) => smokeTests.length > 0);
    const head = [
        '',
        'Server',
        'Deploy',
        'Health',
        ...(withTests ? ['Smoke test'] : []),
        ...(withUrl ? ['MCP URL'] : []),
    ];
    const rows = servers.map((result) => [
        result.error ? '\u274c' : healthMarks[result.healthStatus],
        formatCode(result.server.label),
        result.deployStatus,
        result.healthStatus,
        ...(withTests ? [formatTestCount(result)] : []),
        ...(withUrl ? [formatCode(result.url)] : []),
    ]);
    return formatTable(head, rows);
}
/** What was verified at servers that failed, or at a single one. */
function formatVerification(servers) {
    const limit = Math.floor(MAX_ROWS / Math.max(1, servers.length));
    return formatVerified(servers.filter(({ error }) => error !== undefined || servers.length === 1), limit);
}
function formatVerified(servers, limit) {
    return servers
        .flatMap((result) => [formatSmokeTests(result, limit), formatToolChanges(result, limit)])
        .filter((text) => text !== '')
        .join('\n\n');
}
function formatTestCount({ smokeTests = [] }) {
    const passed = smokeTests.filter(({ difference }) => difference === undefined).length;
    return smokeTests.length === 0 ? '' : `${passed} of ${smokeTests.length} passed`;
}
function formatSmokeTests(result, limit) {
    const { server, smokeTests = [] } = result;
    if (smokeTests.length === 0)
        return '';
    const sorted = putFirst(smokeTests, ({ difference }) => difference !== undefined);
    const rows = sorted
        .slice(0, limit)
        .map(({ name, tool, difference }) => [
        difference === undefined ? '\u2705' : '\u274c',
        escapeMarkdown((0,sanitize/* cutText */.IN)(name, summary_servers_MAX_TEXT)),
        formatCode((0,sanitize/* cutText */.IN)(tool, summary_servers_MAX_TEXT)),
        escapeMarkdown((0,sanitize/* cutText */.IN)(difference ?? '', summary_servers_MAX_TEXT)),
    ]);
    const table = formatTable(['', 'Test', 'Tool', 'Difference'], rows);
    return `Smoke test of ${formatCode(server.label)}: ${formatTestCount(result)}.\n\n${table}`;
}
function formatToolChanges({ server, toolChanges = [] }, limit) {
    if (toolChanges.length === 0)
        return '';
    const sorted = putFirst(toolChanges, ({ kind }) => kind === 'breaking');
    const rows = sorted
        .slice(0, limit)
        .map(({ kind, tool, place, before, after }) => [
        kind === 'breaking' ? '\u274c breaking' : 'addition',
        ...[tool, place, before, after].map((text) => (text === '' ? '' : formatCode((0,sanitize/* cutText */.IN)(text, summary_servers_MAX_TEXT)))),
    ]);
    const table = formatTable(['Change', 'Tool', 'Property', 'Before', 'After'], rows);
    return `Tools of ${formatCode(server.label)}, compared with the snapshot:\n\n${table}`;
}
/** The tools of a single server. */
function formatTools(servers) {
    const [{ server, tools } = {}, ...others] = servers;
    if (!server || !tools || others.length > 0)
        return '';
    return `Tools of ${formatCode(server.label)}: ${formatNames(tools, summary_servers_MAX_TOOLS)}.`;
}
/** Of several servers, what a reader looks up: a section to open with URLs and tools, and one with tests and changes. */
function formatLookups(servers) {
    if (servers.length < 2)
        return [];
    const rows = servers.map(({ server, url, tools }) => [
        formatCode(server.label),
        formatCode(url),
        tools ? formatNames(tools, Math.floor(summary_servers_MAX_TOOLS / servers.length)) : '',
    ]);
    const passed = servers.filter(({ error }) => error === undefined);
    return [
        formatDetails('MCP URLs and tools', formatTable(['Server', 'MCP URL', 'Tools'], rows)),
        formatDetails('Smoke tests and changes of tools', formatVerified(passed, Math.floor(MAX_ROWS / servers.length))),
    ];
}
function formatNames(names, limit) {
    return (0,sanitize/* joinFirst */.FS)(names.map(formatCode), limit) || 'none';
}

;// CONCATENATED MODULE: ./build/src/deploy/summary-timeline.js
/** Bars that the chart shows at most. */
const MAX_BARS = 60;
/** Milliseconds up to which a tick interval suits the chart, and the format of its labels (mermaid, Gantt syntax). */
const scales = [
    { upToMs: 12000, tick: '1second', format: '%-S s' },
    { upToMs: 60000, tick: '10second', format: '%-S s' },
    { upToMs: 720000, tick: '1minute', format: '%-M min' },
    { upToMs: Number.POSITIVE_INFINITY, tick: '10minute', format: '%-M min' },
];
/** Where the time went, as a chart that GitHub and GitLab draw. The duration is in the label of each bar. */
function formatTimeline(timings) {
    const shown = [...timings].sort((a, b) => a.startMs - b.startMs).slice(0, MAX_BARS);
    const end = Math.max(0, ...shown.map(({ endMs }) => endMs));
    const { tick, format } = scales.find(({ upToMs }) => end <= upToMs) ?? scales[3];
    const bars = shown.map(({ name, startMs, endMs }) => {
        // Everything but letters, digits and a few other characters has a meaning in Mermaid.
        const label = `${name.replace(/[^\w ./@-]/g, ' ')} (${formatDuration(endMs - startMs)})`;
        return `  ${label} :${Math.round(startMs)}, ${Math.round(Math.max(endMs, startMs + 1))}`;
    });
    const head = ['gantt', '  dateFormat x', `  axisFormat ${format}`, `  tickInterval ${tick}`];
    return ['```mermaid', ...head, ...bars, '```'].join('\n');
}
/** A duration in ms as `0.4 s` or `2 min 5 s`. */
function formatDuration(ms) {
    if (ms < 59950)
        return `${(ms / 1000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

;// CONCATENATED MODULE: ./build/src/deploy/summary.js





/** What is listed at most: GitHub drops a step whose summary is over 1 MiB. */
const MAX_SERVERS = 50;
const MAX_CLIENT_ENTRIES = 10;
/**
 * The report of a run in Markdown, at most 64 KiB: failures first, then the servers, what was verified, and the time. With
 * several servers, what is only looked up is in sections to open, so that the result fits on one screen.
 */
function formatSummary(data) {
    const { workspace, deployer, servers, expiry, timings } = data;
    const failuresFirst = putFirst(servers, ({ error }) => error !== undefined);
    const shown = failuresFirst.slice(0, MAX_SERVERS);
    const more = servers.length - shown.length;
    const timeline = formatTimeline(timings);
    const sections = [
        `### NimbleTools: ${formatCode(workspace.name)}`,
        ...formatAlerts(shown),
        summary_servers_formatServers(shown),
        more > 0 ? `And ${more} more.` : '',
        formatVerification(shown),
        formatTools(shown),
        `Workspace ${formatCode(workspace.id)}, deployed ${formatDeployer(deployer, formatCode)} (${formatProse(deployer.reason)}), token ${formatExpiry(expiry)}.`,
        ...formatLookups(shown),
        servers.length === 1 ? timeline : formatDetails('Duration of each step', timeline),
        formatDetails('MCP client configuration', formatClientConfiguration(servers)),
    ];
    return `${sections.filter((text) => text !== '').join('\n\n')}\n\n`;
}
function formatExpiry(expiry) {
    if (expiry.kind === 'never')
        return 'without expiry';
    if (expiry.kind === 'unknown')
        return 'with unknown expiry';
    if (expiry.kind === 'expired')
        return `expired on ${formatDate(expiry.at)} but still accepted`;
    const end = `${formatDate(expiry.at)} (${expiry.daysLeft} days left)`;
    return expiry.kind === 'expiring' ? `**expires soon**, on ${end}` : `valid until ${end}`;
}
/** What the configuration of an MCP client needs for the deployed servers, with a placeholder for the token. */
function formatClientConfiguration(servers) {
    const deployed = servers.filter(({ deployStatus }) => deployStatus === 'deployed');
    if (deployed.length === 0)
        return '';
    const entries = deployed
        .slice(0, MAX_CLIENT_ENTRIES)
        .map(({ server, url }) => [
        server.platformId,
        { type: 'http', url, headers: { Authorization: 'Bearer YOUR_WORKSPACE_TOKEN' } },
    ]);
    return `\`\`\`json\n${JSON.stringify({ mcpServers: Object.fromEntries(entries) }, null, 2)}\n\`\`\``;
}

;// CONCATENATED MODULE: ./build/src/deploy/workspace.js





/**
 * Looks up the workspace.
 *
 * @returns undefined if there is none, and `create-workspace` is set
 * @throws DeployError as {@link lookUpWorkspace}
 */
function lookUpOrNone(context, signal) {
    return lookUpWorkspace(context, signal).catch((error) => {
        const isAbsent = (0,errors/* toErrorInfo */.K$)(error).code === 'workspace-not-found';
        if (!isAbsent || !context.inputs.createWorkspace)
            throw error;
        return undefined;
    });
}
/**
 * Creates the workspace that {@link lookUpOrNone} did not find.
 *
 * @throws DeployError workspace-not-created, workspace-not-allowed, workspace-unknown, or as {@link lookUpWorkspace}
 */
function createAndLookUp(context, signal) {
    return lookUpWorkspace(context, signal, (api) => create(context, api, signal));
}
async function create({ ci, inputs }, api, signal) {
    const { workspace: request, timeout } = inputs;
    // Inputs are not accepted without a name for it.
    if (request.kind !== 'name')
        return findWorkspace(api, request);
    const outcome = await createWorkspace(api, request.name);
    ci.debug(`create workspace ${request.name}: ${JSON.stringify(outcome)}`);
    if (outcome.kind === 'refused')
        throw (0,errors/* createError */.$5)(outcome.code, outcome.message);
    if (outcome.kind === 'created') {
        ci.info(`\u2713 Created workspace ${request.name}`);
        return outcome.workspace;
    }
    // Two runs may create it at the same time, and a lost response does not tell what happened.
    const deadline = performance.now() + Math.min(APPEAR_MS, timeout);
    const found = await findUntil(api, request, deadline, signal);
    if ('id' in found)
        return found;
    const isOpen = outcome.kind === 'unclear' || found.code !== 'workspace-not-found';
    const code = isOpen ? 'workspace-unknown' : 'workspace-not-created';
    const error = (0,errors/* createError */.$5)(code, `${request.name}: ${outcome.message} ${found.message}`);
    // After a cancel, the error of the run is the cancel, which does not say that a workspace may be left.
    if (signal.aborted && isOpen)
        (0,report/* reportError */.N7)(ci, error.failure);
    throw error;
}
/** Milliseconds in which a workspace appears whose creation was not confirmed: the request may still be carried out. */
const APPEAR_MS = 10000;
/** Milliseconds between two lookups, before jitter. */
const lookUpDelays = [500, 1000, 2000];
/** Errors of a lookup that a later one may not have. */
const passingErrors = ['workspace-not-found', 'api-unreachable', 'api-unexpected'];
/** Looks a workspace up until it is there. Returns the last error if it is not; throws what no later lookup changes. */
function findUntil(api, request, deadline, signal) {
    const find = () => findWorkspace(api, request).catch((thrown) => {
        const error = (0,errors/* toErrorInfo */.K$)(thrown);
        if (passingErrors.includes(error.code))
            return error;
        throw thrown;
    });
    return retry(find, {
        delays: lookUpDelays,
        repeatLastDelay: true,
        deadline,
        signal,
        shouldRetry: (found) => 'code' in found,
    });
}

;// CONCATENATED MODULE: ./build/src/deploy/deploy.js

















/**
 * Runs the commands `deploy` and `setup`, with ntcli or only with the API.
 *
 * @returns the worst error, already reported
 * @throws DeployError for an error before the first server
 */
async function runDeploy(context) {
    // Try a token that appears to be expired before installing anything: the clock may be wrong, or it was refreshed.
    if (isLocallyExpired(context))
        await lookUpOrNone(context, context.runtime.signal);
    context.ci.setOutputs({ 'deploy-status': 'skipped', 'health-status': 'skipped' });
    const { dryRun, createWorkspace } = context.inputs;
    if (dryRun && createWorkspace && !(await lookUpOrNone(context, context.runtime.signal)))
        return dryRunWithoutWorkspace(context);
    const isExported = shouldExport(context);
    const reason = explainNoNtcli(context.inputs, isExported);
    return reason ? deployWithApi(context, reason, isExported) : deployWithNtcli(context, isExported);
}
async function deployWithApi(context, reason, isExported) {
    const { runtime, timings } = context;
    const findEntry = startEntryLookups(context);
    const known = await timings.measure('Find workspace', () => lookUpOrNone(context, runtime.signal));
    const found = known ?? (await createAndLookUp(context, runtime.signal));
    return deployAndReport(context, prepareApi(context, found, reason, isExported), findEntry);
}
/** Deploys with ntcli, in a directory that is removed at the end unless it was exported to later steps. */
async function deployWithNtcli(context, isExported) {
    const runDir = await createRunDir(getTemp(context.ci), context.ci.registerCleanup);
    if (process.platform === 'win32')
        await restrictSession(context, runDir);
    let isSessionExported = false;
    try {
        const { installed, found } = await installAndFindWorkspace(context, runDir);
        // Not during the install, which may take long: ntcli looks a server up again, and may find a newer version.
        const findEntry = startEntryLookups(context);
        if (installed.kind === 'unavailable') {
            const { title } = errors/* errorCatalogue */.OP[installed.error.code];
            const laterSteps = isExported ? ' Later steps have the token, but not ntcli.' : '';
            (0,report/* reportNotice */.tX)(context.ci, 'ntcli-not-installed', `${title}: ${installed.error.message}${laterSteps}`);
            const reason = 'ntcli could not be installed';
            return await deployAndReport(context, prepareApi(context, found, reason, isExported), findEntry);
        }
        const ntcli = await signInToWorkspace(context, runDir, installed.ntcli, found.workspace);
        const expiry = reportWorkspace(context, found.workspace, found.age);
        if (isExported) {
            const launcher = await exportSession(context, ntcli);
            isSessionExported = true;
            context.ci.setOutputs({ 'ntcli-path': launcher });
        }
        return await deployAndReport(context, prepareNtcli(context, found.workspace, expiry, ntcli), findEntry);
    }
    finally {
        if (!isSessionExported)
            await removeSession(context.ci, runDir);
    }
}
/** Windows: closes the directory of this run to other users. */
async function restrictSession({ ci, runtime }, runDir) {
    const isClosed = await restrictToOwner(runDir, runtime.env, { debug: ci.debug, signal: runtime.signal });
    if (!isClosed)
        (0,report/* reportNotice */.tX)(ci, 'session-not-restricted', `Could not set the permissions of ${runDir}.`);
}
/**
 * The directory for temporary files.
 *
 * @throws DeployError temp-in-checkout
 */
function getTemp({ paths: { temp, checkout }, info }) {
    for (const { path, problem } of temp.rejected)
        info(`${path} is not used for temporary files: it ${problem}.`);
    if (temp.path !== undefined)
        return temp.path;
    throw (0,errors/* createError */.$5)('temp-in-checkout', `No directory for temporary files is outside ${checkout}.`);
}
/** Installs ntcli while the workspace is looked up. A workspace is created only after that: a failed install leaves none. */
async function installAndFindWorkspace(context, runDir) {
    const { runtime, timings, inputs } = context;
    const [installed, known] = await (0,abort/* runBothOrAbort */.Ao)(runtime.signal, async (signal) => {
        try {
            return { kind: 'installed', ntcli: await installNtcli(context, runDir, signal) };
        }
        catch (error) {
            const info = (0,errors/* toErrorInfo */.K$)(error);
            if (signal.aborted || !isApiFallback(inputs, info))
                throw error;
            return { kind: 'unavailable', error: info };
        }
    }, (signal) => timings.measure('Find workspace', () => lookUpOrNone(context, signal)));
    const found = known ?? (await createAndLookUp(context, runtime.signal));
    return { installed, found };
}
function prepareNtcli(context, workspace, expiry, ntcli) {
    const { name, reason } = selectDeployer(context.inputs, ntcli);
    const deployer = name === 'ntcli'
        ? createNtcliDeployer(context, workspace, ntcli, reason)
        : createApiDeployer(context, workspace, reason);
    return { workspace, expiry, deployer };
}
function prepareApi(context, found, reason, isExported) {
    const { ci, inputs } = context;
    const expiry = reportWorkspace(context, found.workspace, found.age);
    if (inputs.autoRefresh)
        (0,report/* reportNotice */.tX)(ci, 'auto-refresh-missing', 'This run has no ntcli.');
    const { exportToken } = ci.exports;
    if (exportToken && isExported)
        ci.info(`\u2713 ${exportToken(bindToken(inputs))}`);
    const { workspace } = found;
    return { workspace, expiry, deployer: createApiDeployer(context, workspace, reason) };
}
/** The steps that are the same for ntcli and the API: secrets, deploys, outputs and summary. */
async function deployAndReport(context, { workspace, expiry: { expiry, error: expiring }, deployer }, findEntry) {
    const { ci, inputs, timings } = context;
    await checkSecrets(context, workspace, findEntry);
    await setSecrets(context, workspace);
    if (inputs.servers.length > 0)
        reportDeployer(context, deployer);
    const servers = await deployAll({ ...context, workspace, deployer, findEntry });
    (0,report/* tryWrite */.FA)(ci, () => setServerOutputs(ci, servers));
    if (inputs.summary && servers.length > 0) {
        const summary = { workspace, deployer, servers, expiry, timings: timings.entries };
        (0,report/* tryWrite */.FA)(ci, () => ci.writeSummary(formatSummary(summary)));
    }
    return concludeWithExpiry(ci, findWorstError(servers), expiring);
}
/** Says what sends the deploys, and why. */
function reportDeployer({ ci, inputs }, deployer) {
    const start = inputs.dryRun ? 'A deploy would go' : 'Deploying';
    ci.info(`${start} ${formatDeployer(deployer)}: ${deployer.reason}`);
    if (!inputs.dryRun)
        ci.setOutputs({ 'deployed-with': deployer.name });
}
/** A failed cleanup does not fail the deploy, but is reported. */
async function removeSession(ci, runDir) {
    const problem = await removeRunDir(runDir);
    if (problem)
        (0,report/* reportNotice */.tX)(ci, 'clean-up-failed', problem);
}

;// CONCATENATED MODULE: ./build/src/deploy/removal-summary.js


/** What is listed at most: GitHub drops a step whose summary is over 1 MiB. */
const removal_summary_MAX_ROWS = 100;
const removal_summary_MAX_TEXT = 300;
/** The report of a removal in Markdown, failures first. */
function formatRemovalSummary(workspace, removals) {
    const sorted = putFirst(removals, ({ error }) => error !== undefined);
    const rows = sorted
        .slice(0, removal_summary_MAX_ROWS)
        .map(({ name, status, error }) => [
        error ? '\u274c' : '\u2705',
        formatCode(name),
        status,
        formatProse((0,sanitize/* cutText */.IN)(error?.message ?? '', removal_summary_MAX_TEXT)),
    ]);
    const more = removals.length - rows.length;
    const table = formatTable(['', 'Removed', 'Status', 'Problem'], rows);
    return `### NimbleTools: ${formatCode(workspace)}\n\n${table}\n${more > 0 ? `\nAnd ${more} more.\n` : ''}`;
}

;// CONCATENATED MODULE: ./build/src/deploy/identify.js




/**
 * Checks that a deployed server is the one to remove. A registry id must be shown to be that of the server: the platform
 * knows only the last part of it. An id without a namespace is the platform's own, so it names the server in full. A
 * file of `server-file` needs no registry, and its version is not compared: it may have changed after the deploy.
 *
 * @throws DeployError server-not-identified
 */
async function assertIsNamed(server, state, findEntry, signal) {
    const isPlatformId = server.registryId === server.platformId && server.entry === undefined;
    const entry = isPlatformId ? undefined : await findAnyVersion(server, findEntry, signal);
    if (entry) {
        const identity = compareIdentity(entry, state.spec);
        if (identity.kind === 'other')
            throw (0,errors/* createError */.$5)('server-not-identified', `The workspace has another server: ${identity.description}.`);
        if (identity.kind === 'unknown')
            throw (0,errors/* createError */.$5)('server-not-identified', `The platform does not show enough of it to compare it with ${server.registryId}.`);
    }
    if (server.entry === undefined)
        identify_assertVersion(server, entry, state);
}
/** The registry has only the newest version of most servers. Any version shows which server it is. */
async function findAnyVersion(server, findEntry, signal) {
    const { label, registryId, platformId, version } = server;
    try {
        return await findEntry(server, signal).catch((error) => {
            if (version === undefined || (0,errors/* toErrorInfo */.K$)(error).code !== 'server-not-found')
                throw error;
            return findEntry({ label, registryId, platformId }, signal);
        });
    }
    catch (error) {
        throw (0,errors/* createError */.$5)('server-not-identified', (0,errors/* toErrorInfo */.K$)(error).message);
    }
}
/** @param entry in any version */
function identify_assertVersion({ version }, entry, { spec }) {
    if (version === undefined || version === 'latest')
        return;
    // The packages of an entry may have other versions than the entry.
    const named = [version, ...(entry?.version === version ? listVersions(entry.spec) : [])];
    const shown = listVersions(spec);
    if (shown.some((one) => named.includes(one)))
        return;
    const runs = shown.length > 0 ? `It runs version ${(0,sanitize/* quoteLine */.tQ)(shown.join(', '))}` : 'It shows no version';
    throw (0,errors/* createError */.$5)('server-not-identified', `${runs}, not ${version}. Omit \`@${version}\` to remove any version.`);
}

;// CONCATENATED MODULE: ./build/src/deploy/remove-servers.js










/** Removes the named servers in order, each when the removal of the one before is over, and sets their outputs. */
async function removeServers(context, workspace) {
    const { ci, inputs, runtime } = context;
    const findEntry = createEntryLookup(context);
    const results = [];
    for (const server of inputs.servers) {
        if (runtime.signal.aborted)
            break;
        const result = await withProgress(context, `Remove ${server.platformId}`, () => removeOne(context, workspace, server, findEntry));
        results.push(result);
    }
    (0,report/* tryWrite */.FA)(ci, () => setServerOutputs(ci, results));
    const removals = results.map(({ server, deployStatus, error }) => ({
        name: server.label,
        status: deployStatus,
        ...(error && { error }),
    }));
    ci.debug(`removals: ${JSON.stringify(removals)}`);
    return removals;
}
/** Never throws. */
async function removeOne(context, workspace, server, findEntry) {
    const { inputs, runtime } = context;
    const outcome = await withDeadline(runtime.signal, performance.now() + inputs.timeout, (limit) => removeIfNamed(context, workspace, server, findEntry, limit)).catch((error) => ({ kind: 'not-sent', error: (0,errors/* toErrorInfo */.K$)(error) }));
    const { status, error } = toRemovalResult(server.platformId, outcome);
    return {
        server,
        url: (0,api_endpoints/* formatServerUrl */.ej)(inputs.endpoints, workspace.id, server.platformId),
        deployStatus: status,
        healthStatus: 'skipped',
        ...(error && { error }),
    };
}
/**
 * Removes a server once it is known to be the named one.
 *
 * @returns undefined in a dry run
 * @throws DeployError for an error before the removal
 */
async function removeIfNamed({ ci, inputs, apiFor }, workspace, server, findEntry, limit) {
    const { platformId } = server;
    const api = apiFor(limit.signal);
    const state = await readServer(api, workspace.id, platformId);
    if (state === undefined) {
        ci.info(`\u2713 ${platformId} is not in the workspace`);
        return inputs.dryRun ? undefined : { kind: 'removed' };
    }
    await assertIsNamed(server, state, findEntry, limit.signal);
    if (inputs.dryRun) {
        ci.info(`\u2713 Would remove ${platformId}`);
        return undefined;
    }
    // True if this process is killed from now on. The end of the run replaces it.
    ci.setOutputs({ 'deploy-status': 'unknown' });
    const outcome = await removeServerAndWait(api, workspace, platformId, limit);
    if (outcome.kind === 'removed')
        ci.info(`\u2713 Removed ${platformId}`);
    return outcome;
}

;// CONCATENATED MODULE: ./build/src/deploy/remove.js









/**
 * The command `remove`: removes the named servers, or with `remove-workspace` the workspaces with everything in them. What
 * is not there counts as removed.
 *
 * @returns its error, already reported
 * @throws DeployError for an error before the first removal
 */
async function runRemove(context) {
    const { ci, inputs, runtime } = context;
    ci.setOutputs({ 'deploy-status': 'skipped', 'health-status': 'skipped' });
    const { title, removals, expiring } = inputs.removeWorkspace
        ? await removeWorkspaces(context)
        : await removeNamedServers(context);
    if (inputs.summary && !inputs.dryRun && removals.length > 0)
        (0,report/* tryWrite */.FA)(ci, () => ci.writeSummary(formatRemovalSummary(title, removals)));
    // After a cancel, run() reports one error for the whole run.
    if (!runtime.signal.aborted)
        for (const { error } of removals)
            if (error)
                (0,report/* reportError */.N7)(ci, error);
    return concludeWithExpiry(ci, findWorstError(removals), expiring);
}
/** The requested workspace; undefined, with a notice, if there is none. */
async function findTarget(context, request) {
    const { ci, inputs, runtime } = context;
    const single = { ...context, inputs: { ...inputs, workspace: request } };
    const found = await lookUpWorkspace(single, runtime.signal).catch((thrown) => {
        const error = (0,errors/* toErrorInfo */.K$)(thrown);
        if (error.code !== 'workspace-not-found' || request.kind === 'only')
            throw thrown;
        (0,report/* reportNotice */.tX)(ci, 'nothing-to-remove', error.message);
        return undefined;
    });
    if (found)
        reportFoundWorkspace(ci, found.workspace);
    return found;
}
async function removeNamedServers(context) {
    const { inputs } = context;
    const found = await findTarget(context, inputs.workspace);
    const { error: expiring } = reportExpiry(context, found?.age ?? readTokenAge(context));
    if (!found)
        setStatus(context, []);
    const removals = found ? await removeServers(context, found.workspace) : [];
    return { title: found?.workspace.name ?? '', removals, expiring };
}
/** Workspaces are removed in order, each when the one before is gone. One that fails does not stop the others. */
async function removeWorkspaces(context) {
    const { inputs, runtime } = context;
    const removals = [];
    const titles = [];
    let expiry;
    for (const request of [inputs.workspace, ...inputs.moreWorkspaces]) {
        if (runtime.signal.aborted)
            break;
        try {
            const found = await findTarget(context, request);
            if (!found)
                continue;
            expiry ?? (expiry = reportExpiry(context, found.age));
            titles.push(found.workspace.name);
            removals.push(await removeWholeWorkspace(context, found.workspace));
        }
        catch (thrown) {
            if (runtime.signal.aborted)
                break;
            const outcome = { kind: 'not-sent', error: (0,errors/* toErrorInfo */.K$)(thrown) };
            removals.push(toRemovalResult(`workspace ${describeRequest(request)}`, outcome));
        }
    }
    // A token that was rejected has no expiry that matters.
    if (removals.length === 0)
        expiry ?? (expiry = reportExpiry(context, readTokenAge(context)));
    setStatus(context, removals);
    return { title: titles.join(', '), removals, expiring: expiry?.error };
}
/** Removes a workspace with everything in it. */
async function removeWholeWorkspace(context, workspace) {
    const { ci, inputs, runtime, apiFor } = context;
    const name = `workspace ${workspace.name}`;
    const outcome = inputs.dryRun
        ? undefined
        : await withProgress(context, `Remove ${name}`, () => {
            // True if this process is killed from now on. The end of the run replaces it.
            ci.setOutputs({ 'deploy-status': 'unknown' });
            return withDeadline(runtime.signal, performance.now() + inputs.timeout, (limit) => removeWorkspaceAndWait(apiFor(limit.signal), workspace, limit));
        });
    const result = toRemovalResult(name, outcome);
    if (!result.error)
        ci.info(`\u2713 ${outcome ? 'Removed' : 'Would remove'} ${name} with everything in it`);
    return result;
}
/** Sets the worst status as output. What is not there counts as removed. */
function setStatus({ ci, inputs }, removals) {
    const worst = findWorstDeployStatus(removals.map(({ status }) => status));
    const status = worst ?? (inputs.dryRun ? 'dry-run' : 'removed');
    (0,report/* tryWrite */.FA)(ci, () => ci.setOutputs({ 'deploy-status': status }));
}
function describeRequest(request) {
    if (request.kind === 'only')
        return '';
    return request.kind === 'id' ? request.id : request.name;
}

;// CONCATENATED MODULE: ./build/src/deploy/run-command.js




/**
 * Runs the requested command.
 *
 * @returns its error, already reported
 * @throws DeployError for an error that is not yet reported
 */
function runRequestedCommand(ci, job, inputs, network) {
    const context = createContext(ci, job, inputs, network);
    switch (inputs.command) {
        case 'check':
            return runCheck(context);
        case 'remove':
            return runRemove(context);
        default:
            return runDeploy(context);
    }
}


/***/ })

};
