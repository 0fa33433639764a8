import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 7066:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tty");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 714:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:vm");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 2018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 4300:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $K: () => (/* binding */ resolveEndpoints),
/* harmony export */   JA: () => (/* binding */ findDomainIssue),
/* harmony export */   ej: () => (/* binding */ formatServerUrl),
/* harmony export */   gu: () => (/* binding */ toPlatformId)
/* harmony export */ });
/**
 * The origins of a domain, as in ntcli 0.4.4: HTTPS to `api.<domain>` and `mcp.<domain>`; for `localhost` and `127.0.0.1`
 * plain HTTP to that host and port.
 */
function resolveEndpoints(domain) {
    const host = domain.replace(/:\d+$/, '');
    if (host === 'localhost' || host === '127.0.0.1') {
        const origin = `http://${domain}`;
        return { domain, api: origin, mcp: origin, registry: origin };
    }
    return {
        domain,
        api: `https://api.${domain}`,
        mcp: `https://mcp.${domain}`,
        registry: `https://registry.${domain}`,
    };
}
/** The absolute MCP URL of a server. */
function formatServerUrl(endpoints, workspaceId, serverId) {
    return `${endpoints.mcp}/${encodeURIComponent(workspaceId)}/${encodeURIComponent(serverId)}/mcp`;
}
/** Id of a server on the platform: the last part of its registry id (read in the control plane's source). */
function toPlatformId(registryId) {
    return registryId.slice(registryId.lastIndexOf('/') + 1);
}
/**
 * Why a domain is rejected, or undefined. One that merely contains `localhost` or `127.0.0.1` is rejected because
 * ntcli 0.4.4 would send the token to it over plain HTTP.
 */
function findDomainIssue(domain) {
    const { api } = resolveEndpoints(domain);
    if (api.startsWith('https:') && /localhost|127\.0\.0\.1/.test(domain)) {
        return 'contains localhost or 127.0.0.1 but is another host, so ntcli would send the token to it over plain HTTP';
    }
    const [, prefix, rest] = /^(api|mcp|registry)\.(.+\..+)$/.exec(domain) ?? [];
    if (prefix !== undefined)
        return `names the host of one service; use the domain alone: ${rest}`;
    return URL.canParse(api) ? undefined : 'not a valid host name';
}


/***/ }),

/***/ 4402:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FZ: () => (/* binding */ listField),
/* harmony export */   KX: () => (/* binding */ MAX_JSON_DEPTH),
/* harmony export */   Lv: () => (/* binding */ toRecord),
/* harmony export */   M8: () => (/* binding */ textField),
/* harmony export */   Qb: () => (/* binding */ recordField),
/* harmony export */   Yn: () => (/* binding */ getPath),
/* harmony export */   _P: () => (/* binding */ platformList),
/* harmony export */   og: () => (/* binding */ formatIssues),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   sJ: () => (/* binding */ numberField),
/* harmony export */   u4: () => (/* binding */ isRecord)
/* harmony export */ });
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6518);

/** Faults that are listed at most. */
const MAX_ISSUES_SHOWN = 20;
/** Faults of a JSON file in one line. */
function formatIssues(issues) {
    const list = issues.map(({ path, problem }) => `${path} ${problem}`);
    return (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFirst */ .FS)(list, MAX_ISSUES_SHOWN, '; ');
}
/** Levels of nesting that are read. Functions over JSON are recursive, and a million levels would end the process. */
const MAX_JSON_DEPTH = 500;
/** @returns undefined for a text that is not JSON, or deeper than {@link MAX_JSON_DEPTH} levels */
function parseJson(text) {
    if (isTooDeep(text))
        return undefined;
    try {
        const value = JSON.parse(text);
        return value;
    }
    catch {
        return undefined;
    }
}
function isTooDeep(text) {
    if (text.length <= MAX_JSON_DEPTH)
        return false;
    let depth = 0;
    for (let at = 0; at < text.length; at++) {
        const letter = text[at];
        if (letter === '"') {
            do
                at += text[at] === '\\' ? 2 : 1;
            while (at < text.length && text[at] !== '"');
        }
        else if (letter === '[' || letter === '{') {
            depth += 1;
            if (depth > MAX_JSON_DEPTH)
                return true;
        }
        else if (letter === ']' || letter === '}')
            depth -= 1;
    }
    return false;
}
/** True for a JSON object. */
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The field of a JSON object as text; undefined if it is absent, empty or not a string. */
function textField(value, name) {
    const field = isRecord(value) ? value[name] : undefined;
    return typeof field === 'string' && field !== '' ? field : undefined;
}
/** The field of a JSON object as a list; undefined if it is absent or not a list. */
function listField(value, name) {
    const field = isRecord(value) ? value[name] : undefined;
    return Array.isArray(field) ? field : undefined;
}
/** The field of a JSON object as a list with its `total` (or `count`); undefined if it is absent or not a list. */
function platformList(value, name) {
    const entries = listField(value, name);
    if (entries === undefined)
        return undefined;
    const total = numberField(value, 'total') ?? numberField(value, 'count') ?? entries.length;
    return { entries, total, isComplete: total <= entries.length };
}
/** The field of a JSON object as a number; undefined if it is absent or not a number. */
function numberField(value, name) {
    const field = isRecord(value) ? value[name] : undefined;
    return typeof field === 'number' ? field : undefined;
}
/** The field of a JSON object as an object; empty if it is absent or not an object. */
function recordField(value, name) {
    return toRecord(getPath(value, name));
}
/** The value itself if it is a JSON object; otherwise an empty one. */
function toRecord(value) {
    return isRecord(value) ? value : {};
}
/** What a path of field names leads to; undefined if a field is absent. A field of the prototype is none. */
function getPath(value, ...path) {
    return path.reduce((at, name) => (isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);
}


/***/ }),

/***/ 4339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ findLimitConflict)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4402);
/* harmony import */ var _server_shape_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2879);


/**
 * Finds a limit of the user that contradicts the other limit of the entry, which is deployed with it: an entry with at
 * most 3 replicas, and `min-replicas: 5`. The user decides which one is meant.
 *
 * @param id names the entry
 */
function findLimitConflict({ minReplicas, maxReplicas }, id, spec) {
    const scaling = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .getPath */ .Yn)(spec, '_meta', _server_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .RUNTIME_META_KEY */ .R, 'scaling');
    const [min, max] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberField */ .sJ)(scaling, 'minReplicas'), (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberField */ .sJ)(scaling, 'maxReplicas')];
    if (minReplicas !== undefined && maxReplicas === undefined && max !== undefined && minReplicas > max)
        return {
            input: 'min-replicas',
            problem: `${minReplicas} is more than the ${max} of \`maxReplicas\` in ${id}; set \`max-replicas\` as well`,
        };
    if (maxReplicas !== undefined && minReplicas === undefined && min !== undefined && maxReplicas < min)
        return {
            input: 'max-replicas',
            problem: `${maxReplicas} is less than the ${min} of \`minReplicas\` in ${id}; set \`min-replicas\` as well`,
        };
    return undefined;
}


/***/ }),

/***/ 2879:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ RUNTIME_META_KEY),
/* harmony export */   z: () => (/* binding */ serverShape)
/* harmony export */ });
/** The key of `_meta` under which the control plane reads runtime settings (nimbletools-core, mcp_server_models.py). */
const RUNTIME_META_KEY = 'ai.nimbletools.mcp/v1';
const text = { kind: 'text' };
const boolean = { kind: 'boolean' };
const url = { kind: 'url' };
const nullable = (shape) => ({ kind: 'nullable', shape });
const required = (shape) => ({ kind: 'required', shape });
const list = (items, max) => ({
    kind: 'list',
    items,
    ...(max !== undefined && { max }),
});
const object = (fields) => ({ kind: 'object', fields });
const choice = (...values) => ({ kind: 'choice', values });
const atLeast = (min) => ({ kind: 'integer', min });
const texts = { kind: 'map', values: text };
const port = nullable({ kind: 'integer', min: 1, max: 65535 });
const path = { kind: 'text', pattern: /^\//, expected: 'a path that starts with /' };
const color = nullable({
    kind: 'text',
    pattern: /^#[0-9A-Fa-f]{6}$/,
    expected: 'a color such as #1a2b3c',
});
const quantities = object({
    cpu: { kind: 'text', pattern: /^[0-9]+m?$/, expected: 'whole cores or millicores, such as 1 or 500m' },
    memory: { kind: 'text', pattern: /^[0-9]+(Mi|Gi)$/, expected: 'whole Mi or Gi, such as 512Mi' },
});
const variable = object({
    name: required(text),
    value: nullable(text),
    default: nullable(text),
    isSecret: boolean,
    isRequired: boolean,
    description: nullable(text),
    placeholder: nullable(text),
});
/** The values are those of the schema of MCPService (chart/templates/crd.yaml). It ignores null. */
const argument = object({
    type: nullable(choice('positional', 'named')),
    name: nullable(text),
    value: nullable(text),
});
const packageShape = object({
    registryType: required(text),
    identifier: required(text),
    version: required(text),
    transport: required(object({ type: required(choice('streamable-http')) })),
    registryBaseUrl: nullable(text),
    runtimeHint: nullable(text),
    runtimeArguments: nullable(list(argument)),
    environmentVariables: list(variable),
    fileSha256: nullable(text),
});
const container = object({
    healthCheck: nullable(object({
        enabled: boolean,
        path,
        port,
        interval: atLeast(1),
        timeout: atLeast(1),
        retries: atLeast(1),
    })),
    startupProbe: nullable(object({
        initialDelaySeconds: atLeast(0),
        periodSeconds: atLeast(1),
        failureThreshold: atLeast(1),
    })),
});
const observability = object({
    metrics: object({ enabled: boolean, path, port }),
    tracing: object({ enabled: boolean, endpoint: nullable(url) }),
});
const networking = object({
    ingress: object({ enabled: boolean, hosts: list(text), tls: boolean, annotations: texts }),
    service: object({ type: choice('ClusterIP', 'NodePort', 'LoadBalancer'), annotations: texts }),
});
/** Kubernetes' rule for the value of a label; the control plane makes one of each category. */
const category = {
    kind: 'text',
    max: 63,
    pattern: /^(?:[a-zA-Z0-9](?:[-\w.]*[a-zA-Z0-9])?)?$/,
    expected: 'letters, digits, hyphens, dots and underscores, as Kubernetes requires of labels',
};
const screenshot = object({
    url: required(url),
    caption: nullable({ kind: 'text', max: 200 }),
    thumbnail: nullable(url),
});
const registry = object({
    categories: list(category, 3),
    tags: list(text, 10),
    branding: nullable(object({
        logoUrl: nullable(url),
        iconUrl: nullable(url),
        primaryColor: color,
        accentColor: color,
    })),
    documentation: nullable(object({
        readmeUrl: nullable(url),
        changelogUrl: nullable(url),
        licenseUrl: nullable(url),
        examplesUrl: nullable(url),
    })),
    showcase: nullable(object({ featured: boolean, screenshots: list(screenshot, 5), videoUrl: nullable(url) })),
});
const runtime = object({
    runtime: nullable(text),
    container: nullable(container),
    resources: object({ limits: quantities, requests: quantities }),
    scaling: object({
        enabled: boolean,
        minReplicas: atLeast(0),
        maxReplicas: atLeast(1),
        targetCPUUtilizationPercentage: { kind: 'integer', min: 10, max: 100 },
    }),
    observability,
    security: object({
        runAsNonRoot: boolean,
        runAsUser: atLeast(1),
        readOnlyRootFilesystem: boolean,
        allowPrivilegeEscalation: boolean,
    }),
    networking,
    deployment: nullable(object({ protocol: choice('http', 'stdio'), port, mcpPath: text })),
    registry: nullable(registry),
    status: nullable(choice('active', 'deprecated', 'deleted')),
    repository: nullable(object({ branch: nullable(text) })),
});
/** A server.json as the control plane validates it: nimbletools-core 0add62c, mcp_server_models.py, field by field. */
const serverShape = object({
    name: required(text),
    description: required({ kind: 'text', max: 100 }),
    version: required({ kind: 'text', max: 255 }),
    title: nullable(text),
    icons: list(object({ src: required(url), sizes: list(text) })),
    repository: nullable(object({ url: required(url), source: required(text), id: nullable(text), subfolder: nullable(text) })),
    websiteUrl: nullable(url),
    packages: list(packageShape),
    _meta: nullable(object({ [RUNTIME_META_KEY]: nullable(runtime) })),
});


/***/ }),

/***/ 8871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  T: () => (/* binding */ findSpecIssues)
});

// EXTERNAL MODULE: ./build/src/api/json.js
var json = __nccwpck_require__(4402);
// EXTERNAL MODULE: ./build/src/api/server-shape.js
var server_shape = __nccwpck_require__(2879);
;// CONCATENATED MODULE: ./build/src/api/shape.js

/** Characters of a URL that pydantic accepts at most. */
const MAX_URL_LENGTH = 2083;
/** Finds everything in a value that does not have a shape. */
function findShapeIssues(shape, value, path) {
    switch (shape.kind) {
        case 'nullable':
            return value === null ? [] : findShapeIssues(shape.shape, value, path);
        case 'required':
            return value === undefined
                ? [{ path, problem: 'is missing' }]
                : findShapeIssues(shape.shape, value, path);
        case 'list':
            return checkList(shape, value, path);
        case 'object':
            return checkObject(shape.fields, value, path);
        default: {
            const problem = value === undefined ? undefined : describeProblem(shape, value);
            return problem === undefined ? [] : [{ path, problem }];
        }
    }
}
function checkObject(fields, value, path) {
    if (value === undefined)
        return [];
    if (!(0,json/* isRecord */.u4)(value))
        return [{ path: path || '$', problem: 'must be a JSON object' }];
    return Object.entries(fields).flatMap(([name, shape]) => {
        const field = Object.hasOwn(value, name) ? value[name] : undefined;
        return findShapeIssues(shape, field, formatPath(path, name));
    });
}
function formatPath(path, name) {
    return /^\w+$/.test(name) ? `${path}${path && '.'}${name}` : `${path}["${name}"]`;
}
function checkList({ items, max = Number.POSITIVE_INFINITY }, value, path) {
    if (value === undefined)
        return [];
    if (!Array.isArray(value))
        return [{ path, problem: 'must be a list' }];
    const issues = value.flatMap((item, index) => findShapeIssues(items, item, `${path}[${index}]`));
    const excess = { path, problem: `has ${value.length} entries; ${max} are allowed` };
    return value.length > max ? [excess, ...issues] : issues;
}
/** Completes the sentence that starts with the path; undefined if the value has the shape. */
function describeProblem(shape, value) {
    switch (shape.kind) {
        case 'text':
            return describeText(shape, value);
        case 'choice':
            return typeof value === 'string' && shape.values.includes(value)
                ? undefined
                : `must be ${shape.values.join(' or ')}`;
        case 'integer':
            return describeInteger(shape, value);
        case 'boolean':
            return isBoolean(value) ? undefined : 'must be true or false';
        case 'url':
            return isUrl(value) ? undefined : 'must be an http or https URL';
        case 'map':
            return describeMap(shape.values, value);
    }
}
function describeText({ max = Number.POSITIVE_INFINITY, pattern, expected }, value) {
    if (typeof value !== 'string')
        return expected ? `must be ${expected}` : 'must be a text in quotes';
    const { length } = [...value];
    if (length > max)
        return `has ${length} characters; ${max} are allowed`;
    return pattern === undefined || pattern.test(value) ? undefined : `must be ${expected}`;
}
function describeInteger({ min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }, value) {
    const number = parseInteger(value);
    if (number === undefined)
        return 'must be a whole number';
    if (number >= min && number <= max)
        return undefined;
    return max === Number.POSITIVE_INFINITY ? `must be ${min} or more` : `must be ${min} to ${max}`;
}
function parseInteger(value) {
    if (typeof value === 'boolean')
        return Number(value);
    if (typeof value === 'number')
        return Number.isInteger(value) ? value : undefined;
    const isInteger = typeof value === 'string' && /^\s*[+-]?\d+(?:_\d+)*(?:\.0+)?\s*$/.test(value);
    return isInteger ? Number(value.replaceAll('_', '')) : undefined;
}
function isBoolean(value) {
    if (typeof value === 'string')
        return /^(?:true|false|yes|no|on|off|[tfyn01])$/i.test(value);
    return typeof value === 'boolean' || value === 0 || value === 1;
}
/** The URL parsers of Node.js and of pydantic follow the same standard. */
function isUrl(value) {
    if (typeof value !== 'string' || value.length > MAX_URL_LENGTH || !URL.canParse(value))
        return false;
    return /^https?:$/.test(new URL(value).protocol);
}
/** The names of the fields are the user's, so they are not part of a path. */
function describeMap(values, value) {
    if (!(0,json/* isRecord */.u4)(value))
        return 'must be a JSON object';
    const [issue] = Object.values(value).flatMap((one) => findShapeIssues(values, one, ''));
    return issue && `has a value that ${issue.problem}`;
}

;// CONCATENATED MODULE: ./build/src/api/server-spec.js



/** The architecture of the platform's nodes: bundles for others are refused with 422. */
const PLATFORM_ARCH = 'linux-amd64';
/** Characters of the value of a label in Kubernetes. */
const MAX_LABEL_LENGTH = 63;
/**
 * Finds everything that the platform would refuse in a server.json, a registry entry, or an overridden copy of one.
 * The rules are those of the control plane (nimbletools-core: mcp_server_models.py, routes/servers.py) and of
 * Kubernetes, which names the Deployment after the last part of the server name.
 *
 * @returns one issue for each path
 */
function findSpecIssues(spec) {
    if (!(0,json/* isRecord */.u4)(spec))
        return [{ path: '$', problem: 'must be a JSON object' }];
    const rules = [
        ...checkName(spec.name),
        ...checkVersion(spec.version),
        ...checkDescription(spec.description),
        ...checkStatus(spec),
        ...checkPackages(spec.packages),
    ];
    const known = new Set(rules.map(({ path }) => path));
    return [...rules, ...findShapeIssues(server_shape/* serverShape */.z, spec, '').filter(({ path }) => !known.has(path))];
}
function checkName(name) {
    const path = 'name';
    if (typeof name !== 'string')
        return [{ path, problem: 'is missing' }];
    if (!/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/.test(name)) {
        return [{ path, problem: 'must be `namespace/name`, such as ai.nimbletools/echo' }];
    }
    const last = name.slice(name.indexOf('/') + 1);
    // The control plane makes a label of the whole name.
    if (name.length > MAX_LABEL_LENGTH || /^[.-]/.test(name))
        return [
            {
                path,
                problem: `must start with a letter or digit, and have ${MAX_LABEL_LENGTH} characters at most, as Kubernetes requires of labels`,
            },
        ];
    if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(last))
        return [];
    return [
        {
            path,
            problem: 'must end with lowercase letters, digits and hyphens only, as Kubernetes requires',
        },
    ];
}
/** The platform takes any text; one with a space or a line break is a mistake, and would break log lines. */
function checkVersion(version) {
    const path = 'version';
    if (typeof version !== 'string' || version === '')
        return [{ path, problem: 'is missing' }];
    return /^[\x21-\x7e]+$/.test(version)
        ? []
        : [{ path, problem: 'must be letters, digits and punctuation only' }];
}
function checkDescription(description) {
    return description === '' ? [{ path: 'description', problem: 'is missing' }] : [];
}
function checkStatus(spec) {
    const status = (0,json/* getPath */.Yn)(spec, '_meta', server_shape/* RUNTIME_META_KEY */.R, 'status') ?? 'active';
    if (status === 'active')
        return [];
    const path = `_meta["${server_shape/* RUNTIME_META_KEY */.R}"].status`;
    const isKnown = status === 'deprecated' || status === 'deleted';
    return [{ path, problem: isKnown ? `is ${status}; only active servers are deployed` : 'must be active' }];
}
function checkPackages(packages) {
    if (!Array.isArray(packages) || packages.length === 0) {
        return [
            {
                path: 'packages',
                problem: 'is missing; a server with `remotes` only runs elsewhere and cannot be deployed',
            },
        ];
    }
    const issues = packages.flatMap((entry, index) => checkPackage(`packages[${index}]`, entry));
    const bundles = packages.flatMap((entry) => (0,json/* isRecord */.u4)(entry) && entry.registryType === 'mcpb' ? [`${entry.identifier}`] : []);
    const fits = bundles.length === 0 || bundles.some((url) => url.endsWith(`${PLATFORM_ARCH}.mcpb`));
    return fits ? issues : [...issues, { path: 'packages', problem: `has no bundle for ${PLATFORM_ARCH}` }];
}
function checkPackage(path, entry) {
    if (!(0,json/* isRecord */.u4)(entry))
        return [{ path, problem: 'must be a JSON object' }];
    const missing = ['registryType', 'identifier', 'version']
        .filter((name) => typeof entry[name] !== 'string' || entry[name] === '')
        .map((name) => ({ path: `${path}.${name}`, problem: 'is missing' }));
    const { identifier, fileSha256 } = entry;
    const isBundle = entry.registryType === 'mcpb';
    const isBundleUrl = typeof identifier === 'string' && /^https:\/\/.+\.mcpb(\?.*)?$/.test(identifier);
    const isHash = fileSha256 === undefined || fileSha256 === null || isSha256(fileSha256);
    return [
        ...missing,
        ...(isBundle && typeof identifier === 'string' && !isBundleUrl
            ? [{ path: `${path}.identifier`, problem: 'must be the https URL of a .mcpb file' }]
            : []),
        ...(isHash ? [] : [{ path: `${path}.fileSha256`, problem: 'must be 64 hexadecimal digits' }]),
        ...checkTransport(path, entry.transport),
        ...checkVariables(path, entry.environmentVariables),
    ];
}
function checkTransport(path, transport) {
    const type = (0,json/* getPath */.Yn)(transport, 'type');
    if (type === 'streamable-http')
        return [];
    const problem = type === undefined ? 'is missing' : 'must be streamable-http; the platform runs no other transport';
    return [{ path: `${path}.transport.type`, problem }];
}
/** Kubernetes' rule for the name of a variable. */
function checkVariables(path, variables) {
    if (!Array.isArray(variables))
        return [];
    return variables.flatMap((variable, index) => {
        const name = (0,json/* getPath */.Yn)(variable, 'name');
        const isName = typeof name !== 'string' || /^[-._A-Za-z][-._A-Za-z0-9]*$/.test(name);
        const at = `${path}.environmentVariables[${index}].name`;
        return isName ? [] : [{ path: at, problem: 'must be the name of a variable' }];
    });
}
function isSha256(value) {
    return typeof value !== 'string' || /^[0-9a-fA-F]{64}$/.test(value);
}


/***/ }),

/***/ 724:
/***/ ((__unused_webpack___webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var _schema_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2543);


// The first import of every entry. An older Node.js would fail somewhere with an error that names nothing. The syntax of
// the bundle is therefore that of Node.js 14, see tsconfig.build.json.
if (Number.parseInt(process.versions.node, 10) < 20) {
    const { exit, title, cause, hint } = _schema_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCatalogue */ .OP['node-too-old'];
    const text = `This is Node.js ${process.versions.node}. ${cause} ${hint}`;
    // Not console.log: what it has not written when the process exits is lost.
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeSync)(1, process.env.GITHUB_ACTIONS ? `::error title=${title}::${text}\n` : `Error: ${title}: ${text}\n`);
    process.exit(exit);
}


/***/ }),

/***/ 4399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  h: () => (/* binding */ createGithubProvider)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 3 modules
var core = __nccwpck_require__(235);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: ./build/src/lib/fs.js + 1 modules
var fs = __nccwpck_require__(7911);
;// CONCATENATED MODULE: ./build/src/lib/checkout.js




/**
 * The checkout: whoever sends a pull request can put any file in it, so no program and no cache in it is trusted.
 *
 * @param workDir the working directory, absolute
 * @param declared the value of the variable in which the CI system names the checkout; ignored if it is not a directory.
 *   CircleCI writes `~` for the home directory
 * @returns the declared directory; else the outermost directory from the working directory up that has `.git` (an inner
 *   one may be a submodule); else the working directory, unless that is the root of the file system
 */
function findCheckout(workDir, declared = '') {
    const path = declared.replace(/^~(?=$|[\\/])/, () => homedir());
    if (path !== '' && statSync(path, { throwIfNoEntry: false })?.isDirectory())
        return resolve(path);
    const repositories = withAncestors(workDir).filter((directory) => existsSync(join(directory, '.git')));
    return repositories.at(-1) ?? (workDir === dirname(workDir) ? '' : workDir);
}
/** A directory and all above it, from the inside out. */
function withAncestors(directory) {
    const above = dirname(directory);
    return above === directory ? [directory] : [directory, ...withAncestors(above)];
}
/**
 * Chooses the directory for the session, which holds the token: never inside the checkout, where its files could be
 * uploaded with the rest, and a `node_modules` above could be committed. If possible, not where another user could replace the
 * session right after it was created.
 *
 * @param preferred of the CI system
 */
function chooseTemp(preferred, checkout, env) {
    const ofSystem = process.platform === 'win32' ? (0,external_node_path_.join)(env.SystemRoot ?? 'C:\\Windows', 'Temp') : '/tmp';
    const candidates = [preferred || (0,external_node_os_.tmpdir)(), (0,external_node_os_.tmpdir)(), ofSystem].map((directory) => (0,external_node_path_.resolve)(directory));
    const checked = [...new Set(candidates)].map((path) => ({ path, ...findTempProblem(path, checkout) }));
    const chosen = checked.find(({ problem }) => problem === undefined) ?? checked.find(({ isUsable }) => isUsable);
    const before = chosen === undefined ? checked : checked.slice(0, checked.indexOf(chosen));
    const rejected = before.flatMap(({ path, problem }) => (problem === undefined ? [] : [{ path, problem }]));
    return { path: chosen?.path, rejected };
}
function findTempProblem(directory, checkout) {
    if ((0,fs/* isInside */.FK)(directory, checkout))
        return { problem: `is inside the checkout ${checkout}`, isUsable: false };
    // In a sticky directory such as /tmp, others cannot move what they do not own. Windows has no such modes.
    const { mode = 0 } = (0,external_node_fs_.statSync)(directory, { throwIfNoEntry: false }) ?? {};
    const isOpen = process.platform !== 'win32' && (mode & 0o1002) === 0o002;
    return isOpen ? { problem: 'is writable by every user', isUsable: true } : { isUsable: true };
}

// EXTERNAL MODULE: ./build/src/lib/redact.js + 3 modules
var lib_redact = __nccwpck_require__(4644);
// EXTERNAL MODULE: ./build/src/lib/sanitize.js
var lib_sanitize = __nccwpck_require__(6518);
// EXTERNAL MODULE: ./build/src/lib/secret-forms.js
var secret_forms = __nccwpck_require__(1299);
// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(5260);
// EXTERNAL MODULE: ./build/src/schema/errors.js + 1 modules
var errors = __nccwpck_require__(2543);
// EXTERNAL MODULE: ./build/src/schema/inputs.js + 1 modules
var inputs = __nccwpck_require__(20);
// EXTERNAL MODULE: ./build/src/schema/file-access.js
var file_access = __nccwpck_require__(2734);
;// CONCATENATED MODULE: ./build/src/ci/command-files.js



function inspectCommandFile(env, variable) {
    const path = env[variable] ?? '';
    try {
        if (!(0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false })?.isFile())
            return { kind: 'missing' };
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.R_OK | external_node_fs_.constants.W_OK);
        return { kind: 'usable' };
    }
    catch (error) {
        const code = (0,errors/* getErrorCode */.E2)(error) ?? 'unknown error';
        return { kind: 'unwritable', reason: `${variable} is not writable: ${(0,file_access/* describeAccess */.A)(path, code)}` };
    }
}

// EXTERNAL MODULE: ./build/src/ci/report.js + 1 modules
var report = __nccwpck_require__(7201);
;// CONCATENATED MODULE: ./build/src/ci/provider.js


/**
 * Returns a function that removes secrets from outputs: a name on the platform may be one, or be made like one. It reports
 * each output that has `***` because of that, here or where the name was read, once.
 */
function createOutputRedactor({ redact, annotate, }) {
    const reportRedacted = (0,report/* createNameReporter */.FB)({ annotate }, 'outputs-redacted');
    return (outputs) => {
        const redacted = Object.entries(outputs).map(([name, value]) => [name, redact(value)]);
        reportRedacted(redacted.flatMap(([name, value]) => (value.includes('***') ? [name] : [])));
        return Object.fromEntries(redacted);
    };
}
/**
 * Collects the value of each input. An input overrides its environment variable; an empty value counts as not set, so it
 * never overrides a variable.
 *
 * @param given reads an input of the CI system; empty if not set
 */
function collectInputs(env, given) {
    const found = inputs/* inputNames */.vj.map((name) => {
        const { variable } = (0,inputs/* inputRow */.bd)(name);
        const candidates = [given(name), (variable && env[variable]) || ''];
        return [name, candidates.find((text) => text.trim() !== '')];
    });
    return Object.fromEntries(found.filter(([, text]) => text !== undefined));
}

// EXTERNAL MODULE: ./build/src/lib/hash.js + 1 modules
var hash = __nccwpck_require__(4728);
;// CONCATENATED MODULE: ./build/src/ci/token-binding.js

/** The variable that is exported with NTCLI_TOKEN. It tells later steps which token was exported, and for which domain. */
const bindingVariable = 'NTCLI_TOKEN_EXPORTED_FOR';
/** The value of the variable: the domain, and a digest that no other token has. */
function formatBinding({ value, domain }) {
    const digest = (0,hash/* createSha256 */.Y)().update(`${domain}\n${value.trim()}`).digest('hex');
    return `${domain} ${digest.slice(0, 32)}`;
}
/** The domain for which a token was exported; undefined for any other token. */
function findBoundDomain(binding = '', token = '') {
    const [domain = ''] = binding.split(' ');
    return binding !== '' && token.trim() !== '' && binding === formatBinding({ value: token, domain })
        ? domain
        : undefined;
}

;// CONCATENATED MODULE: ./build/src/ci/github.js















/** GitHub Actions. Reads the environment once. */
function createGithubProvider(env) {
    const { addSecret, addPublicTexts, redact, sanitize, sanitizeOutput } = (0,lib_redact/* createLogSanitizer */.M)();
    const rawInputs = collectInputs(env, (name) => core/* getInput */.V4(name, { trimWhitespace: false }));
    const isTokenGiven = core/* getInput */.V4('token') !== '';
    const checkout = (0,external_node_path_.resolve)(env.GITHUB_WORKSPACE || process.cwd());
    const inspect = (variable) => inspectCommandFile(env, variable);
    const isUsable = (variable) => inspect(variable).kind === 'usable';
    const exportToken = (token) => {
        // Without these files, the toolkit prints what it should export (read in @actions/core 3.0.1).
        const missing = exportFiles.filter((variable) => !isUsable(variable));
        if (missing.length > 0) {
            throw (0,errors/* createError */.$5)('runner-incomplete', `Missing: ${missing.join(', ')}. Nothing was exported.`);
        }
        // First, so that a full disk exports no token without its domain.
        core/* exportVariable */.dN(bindingVariable, formatBinding(token));
        core/* exportVariable */.dN('NTCLI_TOKEN', token.value);
        core/* saveState */.LZ(constants/* stateKeys */.OX.tokenExported, 'true');
    };
    const unwritable = exportFiles.map(inspect).find((state) => state.kind === 'unwritable');
    const info = (text) => core/* info */.pq(sanitize(text));
    const annotate = (level, title, text) => {
        const write = level === 'warning' ? core/* warning */.$e : core/* notice */.lm;
        write(sanitize(text), { title: sanitize(title) });
    };
    const masks = new Set();
    const reportMasked = (0,report/* createNameReporter */.FB)({ annotate }, 'outputs-masked');
    /** The runner passes no output with a masked value to another job (read in its JobExtension.cs). */
    const warnOfMaskedOutputs = (outputs) => {
        const masked = Object.entries(outputs).filter(([, value]) => [...masks].some((mask) => value.includes(mask)));
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
            ...(env.RUNNER_TOOL_CACHE ? { toolCache: createRunnerToolCache((0,external_node_path_.resolve)(env.RUNNER_TOOL_CACHE)) } : {}),
        },
        mask(secret, publicTexts) {
            addSecret(secret, publicTexts);
            // The runner masks each line of a mask of several lines, and a line of one letter would blank that letter in the
            // whole log. The long lines are forms of their own, and no log line contains a line break.
            for (const form of (0,secret_forms/* secretEncodings */.hW)(secret)) {
                if (/[\r\n]/.test(form))
                    continue;
                core/* setSecret */.Pq(form);
                masks.add(form);
            }
        },
        addPublicTexts,
        redact,
        info,
        debug(text) {
            // Without debug logging the runner discards these lines, but writing them would still take time.
            if (core/* isDebug */._o())
                core/* debug */.Yz(sanitize(text));
        },
        // The bar keeps `::command` from the start of the line, and marks output of another program.
        childOutput(text) {
            const lines = (0,lib_sanitize/* prefixLines */.mg)(sanitizeOutput(text), '\u2502 ');
            if (lines.length > 0)
                core/* info */.pq(lines.join('\n'));
        },
        group: (title, body) => core/* group */.Os(sanitize(title), body),
        error(title, text) {
            core/* error */.z3(sanitize(text), { title: sanitize(title) });
        },
        annotate,
        setOutputs(outputs) {
            // Without the file, the toolkit would print the values as commands that current runners ignore.
            if (!isUsable('GITHUB_OUTPUT'))
                return;
            const redacted = redactOutputs(outputs);
            for (const [name, value] of Object.entries(redacted))
                (0,fs/* writeAllOrNothing */.PQ)(env.GITHUB_OUTPUT, () => core/* setOutput */.uH(name, value));
            warnOfMaskedOutputs(redacted);
        },
        writeSummary(markdown) {
            if (isUsable('GITHUB_STEP_SUMMARY'))
                (0,external_node_fs_.appendFileSync)(env.GITHUB_STEP_SUMMARY ?? '', redact(markdown));
        },
        registerCleanup(directory) {
            if (isUsable('GITHUB_STATE'))
                core/* saveState */.LZ(constants/* stateKeys */.OX.directory, directory);
        },
        ...getMissingTokenHint(env),
        ...describeLostReports(env),
        exports: {
            afterDeploy: true,
            ...(unwritable && { unavailableReason: unwritable.reason }),
            exportSession(token, bin) {
                exportToken(token);
                core/* addPath */.fM(bin);
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
function createRunnerToolCache(directory) {
    return {
        directory,
        async find(tool, version) {
            const { find } = await __nccwpck_require__.e(/* import() */ 739).then(__nccwpck_require__.bind(__nccwpck_require__, 1739));
            return find(tool, version) || undefined;
        },
    };
}
/** What a step needs to pass the token and `ntcli` to later steps. */
const exportFiles = ['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'];
/** Why outputs or the summary cannot be written, if so. */
function describeLostReports(env) {
    const reasons = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'].flatMap((variable) => {
        const state = inspectCommandFile(env, variable);
        if (state.kind === 'usable')
            return [];
        return [state.kind === 'missing' ? `There is no regular file at ${variable}` : state.reason];
    });
    return reasons.length > 0 ? { outputUnavailableReason: `${reasons.join('. ')}.` } : {};
}
/** Explains a missing secret by the event that started the run. */
function getMissingTokenHint(env) {
    if (env.GITHUB_ACTOR === 'dependabot[bot]') {
        return {
            missingTokenHint: 'Dependabot started this run, so it gets Dependabot secrets but no Actions secrets.',
        };
    }
    if (env.GITHUB_EVENT_NAME === 'pull_request' && isFork(env.GITHUB_EVENT_PATH ?? '')) {
        return { missingTokenHint: 'This is a pull request from a fork, and forks get no secrets.' };
    }
    return {
        missingTokenHint: 'If this job is in a reusable workflow, the calling job needs `secrets: inherit`, or passes the secret by name.',
    };
}
/**
 * The runner sets a variable for every input of action.yml, given or not (read in its ActionManifestManager.cs). Some
 * shells drop variables with a hyphen in their name, and without `dry-run` a dry run would become a deploy.
 */
function findLostInputs(env) {
    const variables = (0,inputs/* inputNamesOn */.s3)('github').map((name) => `INPUT_${name.toUpperCase()}`);
    const arrived = variables.filter((name) => env[name] !== undefined);
    if (arrived.length === 0 || arrived.some((name) => name.includes('-')))
        return {};
    const lost = variables.filter((name) => name.includes('-'));
    return { startError: { code: 'inputs-lost', message: `None of ${lost.length} such variables is set.` } };
}
/** True if the event is a pull request from another repository. */
function isFork(eventFile) {
    try {
        const event = JSON.parse((0,external_node_fs_.readFileSync)(eventFile, 'utf8'));
        const { head, base } = event.pull_request ?? {};
        return head?.repo?.full_name !== base?.repo?.full_name;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 7201:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  FB: () => (/* binding */ createNameReporter),
  N7: () => (/* binding */ reportError),
  tX: () => (/* binding */ reportNotice),
  FA: () => (/* binding */ tryWrite)
});

// EXTERNAL MODULE: ./build/src/schema/errors.js + 1 modules
var errors = __nccwpck_require__(2543);
// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(5260);
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
    const { title, cause, hint } = errors/* errorCatalogue */.OP[code];
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

/***/ 2323:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  VP: () => (/* binding */ TIMED_OUT),
  U: () => (/* binding */ abortOnTermination),
  JG: () => (/* binding */ anySignal),
  dX: () => (/* binding */ rejectOnAbort),
  Ao: () => (/* binding */ runBothOrAbort),
  Bv: () => (/* binding */ withTimeLimit)
});

;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
// EXTERNAL MODULE: ./build/src/schema/errors.js + 1 modules
var errors = __nccwpck_require__(2543);
;// CONCATENATED MODULE: ./build/src/lib/abort.js


/**
 * The signals by which a CI system or a user stops this process. SIGHUP: the terminal is closed, or the SSH connection
 * lost; SIGBREAK: Ctrl+Break on Windows.
 */
const terminationSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'];
/**
 * An AbortSignal that aborts with the name of the first signal that stops this process. From then on, writing to the log
 * must not fail: a closed terminal answers every write with EIO, which must not end the cleanup.
 */
function abortOnTermination() {
    const stop = createController();
    for (const stream of [process.stdout, process.stderr]) {
        stream.on('error', (error) => {
            if (!stop.signal.aborted && (0,errors/* getErrorCode */.E2)(error) !== 'EIO')
                throw error;
        });
    }
    for (const name of terminationSignals)
        process.on(name, () => stop.abort(name));
    return stop.signal;
}
/** A controller whose signal any number of servers may use: Node.js 20 prints a warning about more than 10 listeners. */
function createController() {
    const controller = new AbortController();
    (0,external_node_events_namespaceObject.setMaxListeners)(0, controller.signal);
    return controller;
}
/** The abort reason after a timeout. */
const TIMED_OUT = 'time is up';
/**
 * Combines signals and a timeout. (Not `AbortSignal.any` with `AbortSignal.timeout`: on Node 20 the garbage collector can
 * remove the timer, and the signal then never aborts.)
 *
 * @param timeout milliseconds; absent for none
 */
function anySignal(signals, timeout) {
    const linked = createController();
    const undo = signals.map((signal) => {
        const pass = () => linked.abort(signal.reason);
        if (signal.aborted)
            pass();
        signal.addEventListener('abort', pass, { once: true });
        return () => signal.removeEventListener('abort', pass);
    });
    const timer = timeout === undefined ? undefined : setTimeout(() => linked.abort(TIMED_OUT), timeout);
    return {
        signal: linked.signal,
        dispose() {
            clearTimeout(timer);
            for (const letGo of undo)
                letGo();
        },
    };
}
/**
 * Runs an action with a signal that also aborts when the time is up, with {@link TIMED_OUT} as its reason.
 *
 * @param timeout milliseconds
 */
async function withTimeLimit(signal, timeout, action) {
    const limited = anySignal([signal], timeout);
    try {
        return await action(limited.signal);
    }
    finally {
        limited.dispose();
    }
}
/** Waits for a result, but no longer than until the signal aborts: then it rejects with the error. */
async function rejectOnAbort(task, signal, createReason) {
    let stop = () => { };
    const aborted = new Promise((_, reject) => {
        stop = () => reject(createReason());
        if (signal.aborted)
            stop();
        signal.addEventListener('abort', stop, { once: true });
    });
    try {
        return await Promise.race([task, aborted]);
    }
    finally {
        signal.removeEventListener('abort', stop);
    }
}
/**
 * Runs two tasks in parallel. The first failure aborts the other task, and is thrown after both have settled.
 *
 * @param signal aborts both
 */
async function runBothOrAbort(signal, first, second) {
    const failure = new AbortController();
    const either = anySignal([signal, failure.signal]);
    const stopOther = (error) => {
        failure.abort(error);
        throw error;
    };
    const tasks = [first(either.signal).catch(stopOther), second(either.signal).catch(stopOther)];
    await Promise.allSettled(tasks);
    either.dispose();
    if (failure.signal.aborted)
        throw failure.signal.reason;
    return Promise.all(tasks);
}


/***/ }),

/***/ 9455:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Qc: () => (/* binding */ childEnvironment),
  PC: () => (/* binding */ homeEnvironment),
  fQ: () => (/* binding */ localHosts),
  mN: () => (/* binding */ ntcliProxyEnvironment),
  rw: () => (/* binding */ proxyVariable),
  kj: () => (/* binding */ tempEnvironment)
});

;// CONCATENATED MODULE: ./build/src/lib/node-options.js
/** Options that change how Node.js reaches the network, and nothing else. Others can load code, or write files. */
const networkOptions = [
    /^--use-(system|openssl|bundled)-ca$/,
    /^--(no-)?(enable-)?network-family-autoselection$/,
    /^--network-family-autoselection-attempt-timeout=\d{1,6}$/,
    /^--dns-result-order=(ipv4first|ipv6first|verbatim)$/,
];
/**
 * The part of NODE_OPTIONS that child processes get: what concerns certificates and addresses. An option in quotes is
 * dropped.
 */
function filterNodeOptions(text) {
    // Node.js also takes a value as a word of its own.
    const words = text.replace(/(--dns-result-order|-attempt-timeout)\s+(?=\w)/g, '$1=').split(/\s+/);
    return words.filter((word) => networkOptions.some((option) => option.test(word))).join(' ');
}

;// CONCATENATED MODULE: ./build/src/lib/env.js

/**
 * The part of the job's environment that every child process gets: enough to find programs, a proxy and certificates.
 * Everything else is dropped, because it can make Node.js and npm run code (NODE_PATH, npm_config_*, LD_PRELOAD, BASH_ENV)
 * and contains other secrets. Of NODE_OPTIONS, only the network options are passed on.
 */
const allowedVariables = [
    'PATH',
    'LANG',
    'LC_ALL',
    'TZ',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'NODE_EXTRA_CA_CERTS',
    'NODE_USE_SYSTEM_CA',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    // With this variable, the GitHub runner finds processes of a killed job.
    'RUNNER_TRACKING_ID',
    // Windows cannot start a process, or resolve names, without these.
    'SYSTEMROOT',
    'SYSTEMDRIVE',
    'WINDIR',
    'COMSPEC',
    'PATHEXT',
];
/**
 * The base environment of a child process.
 *
 * @param job the environment of the job, with normalized proxy settings
 * @param also more names to pass on; names are case-insensitive, as on Windows
 */
function childEnvironment(job, also = []) {
    const names = new Set([...allowedVariables, ...also]);
    const kept = Object.entries(job).filter(([name]) => names.has(name.toUpperCase()));
    const nodeOptions = filterNodeOptions(job.NODE_OPTIONS ?? '');
    return {
        ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])),
        ...(nodeOptions && { NODE_OPTIONS: nodeOptions }),
    };
}
/** A proxy variable in both spellings: some programs read only the lowercase one, and others prefer it. */
function proxyVariable(name, value) {
    return { [name]: value, [name.toLowerCase()]: value };
}
/** Hosts to which plain HTTP is sent. A proxy would see the token. */
const localHosts = 'localhost,127.0.0.1';
/**
 * Makes `fetch` of ntcli use the proxy, if there is one: Node.js 22.21, 24.5 and newer support it on demand, at a cost of
 * 10 ms for each start. A platform on this machine is always reached directly.
 *
 * @param job the environment of the job, with normalized proxy settings
 */
function ntcliProxyEnvironment(job) {
    if (!job.HTTP_PROXY && !job.HTTPS_PROXY)
        return {};
    const direct = job.NO_PROXY ? `${localHosts},${job.NO_PROXY}` : localHosts;
    return { NODE_USE_ENV_PROXY: '1', ...proxyVariable('NO_PROXY', direct) };
}
/** The home directory of a child process, in all variables that set it. */
function homeEnvironment(home) {
    return { HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home };
}
/**
 * The directory for temporary files of a child process, which is removed with the directory of this run. Without the compile
 * cache of Node.js, which would be in it: npm spends 0.3 s on writing 500 files that no other run can read.
 */
function tempEnvironment(temp) {
    return { TMPDIR: temp, TEMP: temp, TMP: temp, NODE_DISABLE_COMPILE_CACHE: '1' };
}


/***/ }),

/***/ 3773:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ exitWhenWritten)
/* harmony export */ });
/** Milliseconds for a slow reader of the log to take what is still buffered. */
const flushTimeoutMs = 10000;
/**
 * Ends this process as soon as its output is written. Without it, any handle that is left, such as a connection to a proxy
 * that does not respond, would keep the step running.
 */
function exitWhenWritten(code) {
    process.exitCode = code;
    const exit = () => process.exit(code);
    setTimeout(exit, flushTimeoutMs);
    process.stdout.write('', () => process.stderr.write('', exit));
}


/***/ }),

/***/ 7911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  M9: () => (/* binding */ getAccessProblem),
  FK: () => (/* binding */ isInside),
  tC: () => (/* binding */ leadsOutOf),
  rU: () => (/* binding */ readAtMost),
  fR: () => (/* binding */ replaceFile),
  PQ: () => (/* binding */ writeAllOrNothing)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./build/src/lib/paths.js

/**
 * True if a path is the directory or inside it, by their texts. On Windows letter case and the prefix `\\?\` make no
 * difference.
 *
 * @param path absolute
 * @param directory absolute
 * @param style of the paths
 */
function isBelow(path, directory, style = external_node_path_) {
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
    const absolute = (0,external_node_path_.resolve)(path);
    try {
        return external_node_fs_.realpathSync.native(absolute);
    }
    catch {
        const above = (0,external_node_path_.dirname)(absolute);
        return above === absolute ? absolute : (0,external_node_path_.join)(resolveExisting(above), (0,external_node_path_.basename)(absolute));
    }
}
/**
 * True if a path is written as one below a directory, but a symlink leads out of it.
 *
 * @param directory empty: nothing leads out
 */
function leadsOutOf(path, directory) {
    const spellings = directory === '' ? [] : [(0,external_node_path_.resolve)(directory), resolveExisting(directory)];
    return spellings.some((one) => isBelow((0,external_node_path_.resolve)(path), one)) && !isInside(path, directory);
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
        count = (0,external_node_fs_.readSync)(descriptor, buffer, size, buffer.length - size, null);
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
    (0,external_node_fs_.rmSync)(path, { force: true });
    try {
        (0,external_node_fs_.writeFileSync)(path, content, { flag: 'wx' });
    }
    catch (error) {
        // A partial file, as after a full disk, would be read as a complete one.
        (0,external_node_fs_.rmSync)(path, { force: true });
        throw error;
    }
}


/***/ }),

/***/ 4728:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Y: () => (/* binding */ createSha256)
});

;// CONCATENATED MODULE: external "node:module"
const external_node_module_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");
;// CONCATENATED MODULE: ./build/src/lib/hash.js

const load = (0,external_node_module_namespaceObject.createRequire)(import.meta.url);
/** A SHA-256 hash. node:crypto is loaded at the first call: it takes 10 ms, and most runs need it late or never. */
function createSha256() {
    const { createHash } = load('node:crypto');
    return createHash('sha256');
}


/***/ }),

/***/ 2527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EE: () => (/* binding */ findProxy),
/* harmony export */   J2: () => (/* binding */ normalizeEnvironment),
/* harmony export */   Lp: () => (/* binding */ readNetwork),
/* harmony export */   Wm: () => (/* binding */ proxySecrets)
/* harmony export */ });
/* harmony import */ var _env_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9455);
/* harmony import */ var _urls_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2631);


/**
 * Reads the proxy settings of a job. Lowercase names come first, as in curl and Node.js. An address without a scheme is
 * that of an HTTP proxy. HTTPS without a proxy of its own uses that of HTTP, as `fetch` of Node.js and npm do.
 */
function readNetwork(env) {
    const noProxy = parseNoProxy(readVariable(env, 'NO_PROXY')?.value ?? '');
    if (noProxy.some(({ host }) => host === '*'))
        return { ok: true, network: { noProxy } };
    const all = readVariable(env, 'ALL_PROXY');
    const http = readVariable(env, 'HTTP_PROXY') ?? all;
    const https = readVariable(env, 'HTTPS_PROXY') ?? all ?? http;
    const httpProxy = parseProxy(http);
    const httpsProxy = parseProxy(https);
    for (const proxy of [httpsProxy, httpProxy])
        if (typeof proxy === 'string')
            return { ok: false, problem: proxy };
    return {
        ok: true,
        network: {
            ...(httpProxy instanceof URL && { httpProxy }),
            ...(httpsProxy instanceof URL && { httpsProxy }),
            noProxy,
        },
    };
}
/** The proxy for a URL; undefined for a direct connection. */
function findProxy({ httpProxy, httpsProxy, noProxy }, url) {
    const host = url.hostname.toLowerCase().replace(/\.$/, '');
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const isDirect = noProxy.some((rule) => (rule.port === undefined || rule.port === port) &&
        (rule.host === '*' || host === rule.host || host.endsWith(`.${rule.host}`)));
    if (isDirect)
        return undefined;
    return url.protocol === 'https:' ? httpsProxy : httpProxy;
}
/**
 * The environment of a job with its proxy settings in the form that every program reads alike. Programs differ in what
 * NO_PROXY covers: older releases of Node.js match `corp.example` exactly, npm does not know `*`. So each host is written
 * in both forms, and with `*` there is no proxy at all. Each variable is set in lowercase as well, because a `.npmrc` may
 * name it so.
 */
function normalizeEnvironment(env, network) {
    const others = Object.entries(env).filter(([name]) => !/^(https?|all|no)_proxy$/i.test(name));
    return { ...Object.fromEntries(others), ...formatProxyVariables(network) };
}
function formatProxyVariables({ httpProxy, httpsProxy, noProxy }) {
    const hosts = noProxy.flatMap(({ host, port }) => {
        const suffix = port === undefined ? '' : `:${port}`;
        const isName = /[a-z]/.test(host) && !host.startsWith('[');
        return isName ? [host + suffix, `.${host}${suffix}`] : [host + suffix];
    });
    return {
        ...(httpProxy && (0,_env_js__WEBPACK_IMPORTED_MODULE_0__/* .proxyVariable */ .rw)('HTTP_PROXY', httpProxy.href)),
        ...(httpsProxy && (0,_env_js__WEBPACK_IMPORTED_MODULE_0__/* .proxyVariable */ .rw)('HTTPS_PROXY', httpsProxy.href)),
        ...(hosts.length > 0 && (0,_env_js__WEBPACK_IMPORTED_MODULE_0__/* .proxyVariable */ .rw)('NO_PROXY', hosts.join(','))),
    };
}
/** Credentials in the proxy addresses, which must not be shown. */
function proxySecrets({ httpProxy, httpsProxy }) {
    return [httpProxy, httpsProxy].flatMap((proxy) => (proxy ? (0,_urls_js__WEBPACK_IMPORTED_MODULE_1__/* .urlSecrets */ .F)(proxy) : []));
}
function readVariable(env, name) {
    for (const form of [name.toLowerCase(), name]) {
        const value = env[form];
        if (value !== undefined)
            return { name: form, value: value.trim() };
    }
    return undefined;
}
/** The address, what is wrong with it, or undefined for an empty one. */
function parseProxy(variable) {
    if (!variable?.value)
        return undefined;
    const { name, value } = variable;
    const shown = `${name} (${withoutCredentials(value)})`;
    const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
    if (!URL.canParse(text))
        return `${shown} is not a proxy address. Expected http://host:port.`;
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
        return `${shown} is a ${url.protocol.slice(0, -1)} address. Only HTTP and HTTPS proxies are supported.`;
    try {
        decodeURIComponent(url.username + url.password);
    }
    catch {
        return `${shown} has credentials with a \`%\` that is not part of an escape. Write it as \`%25\`.`;
    }
    return url;
}
/** A proxy address as it can be shown. A text that may hide a password in an unexpected place is not shown at all. */
function withoutCredentials(address) {
    const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(address) ?? [];
    const host = rest.slice(rest.lastIndexOf('@') + 1);
    const isHost = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d*)?\/?$/i.test(host);
    if (!isHost)
        return 'not shown';
    return `${scheme}${rest.includes('@') ? '***@' : ''}${host}`;
}
function parseNoProxy(text) {
    return text
        .split(/[\s,]+/)
        .filter((entry) => entry !== '')
        .map((entry) => {
        const [, name = entry, port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
        const host = name
            .toLowerCase()
            .replace(/^\*?\.(?=.)/, '')
            .replace(/\.$/, '');
        return { host, ...(port !== undefined && { port }) };
    });
}


/***/ }),

/***/ 4644:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  M: () => (/* binding */ createLogSanitizer),
  l: () => (/* binding */ createRedactor)
});

// EXTERNAL MODULE: ./build/src/lib/sanitize.js
var sanitize = __nccwpck_require__(6518);
// EXTERNAL MODULE: ./build/src/lib/secret-forms.js
var secret_forms = __nccwpck_require__(1299);
;// CONCATENATED MODULE: ./build/src/lib/secret-lookup.js

/** Characters of a sample of a text. */
const SAMPLE_LENGTH = 4;
/** Kinds of forms that a piece of text occurs in, as bits. */
const LONG = 1;
const SHORT = 2;
const SPACED = 4;
function collectForms(secrets) {
    const parts = [...new Set(secrets.flatMap(secret_forms/* secretParts */.Bm))];
    const join = (texts) => texts.join('\uffff');
    return {
        long: join(parts.filter(({ length }) => length >= secret_forms/* RUN_LENGTH */.fu)),
        short: parts.filter(({ length }) => length < secret_forms/* RUN_LENGTH */.fu),
        spaced: join(secrets.flatMap(secret_forms/* spacedForms */.Sz)),
    };
}
/** The lookup without preparation, for the few lines of an ordinary log: tables take longer to build than all of them. */
function createDirectLookup({ long, short, spaced }) {
    const shortText = short.join('\uffff');
    const kindsOf = (text, at, length) => {
        const piece = text.slice(at, at + length);
        if (at < 0 || piece.length < length)
            return 0;
        return ((long.includes(piece) ? LONG : 0) |
            (shortText.includes(piece) ? SHORT : 0) |
            (spaced.includes(piece) ? SPACED : 0));
    };
    return {
        kindsOf,
        findSample(text, from, step) {
            const last = text.length - SAMPLE_LENGTH;
            for (let at = from; at <= last; at += step)
                if (kindsOf(text, at, SAMPLE_LENGTH) !== 0)
                    return at;
            return -1;
        },
        findEnd(text, start) {
            const window = text.slice(start, start + secret_forms/* RUN_LENGTH */.fu);
            const place = window.length < secret_forms/* RUN_LENGTH */.fu ? -1 : long.indexOf(window);
            return place < 0 ? 0 : followRun(text, start, long, place);
        },
    };
}
/** The end of what a text has in common with the forms, which begins with a run of {@link RUN_LENGTH} characters. */
function followRun(text, start, forms, place) {
    let length = secret_forms/* RUN_LENGTH */.fu;
    while (start + length < text.length && text.charCodeAt(start + length) === forms.charCodeAt(place + length))
        length++;
    return start + length;
}
/** The end of the longest short form that starts at an index of a text; 0 without one. */
function findShortForm(text, start, { short }) {
    const lengths = short.filter((form) => text.startsWith(form, start)).map(({ length }) => length);
    return lengths.length === 0 ? 0 : start + Math.max(...lengths);
}
/** Characters of the shortest text that is searched for. */
function shortestForm({ short }) {
    return short.length === 0 ? secret_forms/* RUN_LENGTH */.fu : secret_forms/* MIN_SECRET_LENGTH */.vb;
}

;// CONCATENATED MODULE: ./build/src/lib/secret-tables.js


/** Bits of the largest hash. */
const MAX_HASH_BITS = 22;
/** 2 to the 32nd by the golden ratio: multiplied with it, numbers that are close spread over all slots. */
const MULTIPLIER = 0x9e3779b1;
/** The lookup for large outputs: hash tables, which take some milliseconds to build. */
function createTableLookup({ long, short, spaced }) {
    const size = long.length + spaced.length + short.join('').length;
    const samples = createPieceTable(SAMPLE_LENGTH, size);
    const octets = createPieceTable(2 * SAMPLE_LENGTH, size);
    for (const table of [samples, octets]) {
        table.add(long, LONG);
        table.add(spaced, SPACED);
        for (const form of short)
            table.add(form, SHORT);
    }
    const windows = createWindowTable(long);
    return {
        findSample: samples.findNext,
        kindsOf: (text, at, length) => (length === SAMPLE_LENGTH ? samples : octets).kindsAt(text, at),
        findEnd(text, start) {
            const place = start + secret_forms/* RUN_LENGTH */.fu <= text.length ? windows.find(text, start) : -1;
            return place < 0 ? 0 : followRun(text, start, long, place);
        },
    };
}
/** The kinds of forms in which pieces of one length occur. Two pieces may share a slot, which then has the kinds of both. */
function createPieceTable(length, count) {
    const bits = Math.min(MAX_HASH_BITS, Math.max(14, Math.ceil(Math.log2(count * 16))));
    const kinds = new Uint8Array(2 ** bits);
    const shift = 32 - bits;
    const slotOf = (text, at) => {
        let hash = Math.imul(wordAt(text, at), MULTIPLIER);
        if (length > SAMPLE_LENGTH)
            hash = Math.imul(hash ^ wordAt(text, at + SAMPLE_LENGTH), MULTIPLIER);
        return hash >>> shift;
    };
    return {
        add(text, kind) {
            for (let at = 0; at + length <= text.length; at++) {
                const slot = slotOf(text, at);
                kinds[slot] = (kinds[slot] ?? 0) | kind;
            }
        },
        kindsAt: (text, at) => at < 0 || at + length > text.length ? 0 : (kinds[slotOf(text, at)] ?? 0),
        findNext(text, from, step) {
            const last = text.length - length;
            for (let at = from; at <= last; at += step)
                if (kinds[slotOf(text, at)] !== 0)
                    return at;
            return -1;
        },
    };
}
/** Four characters in one number, the same for the same four. */
function wordAt(text, at) {
    return (text.charCodeAt(at) |
        (text.charCodeAt(at + 1) << 8) |
        (text.charCodeAt(at + 2) << 16) |
        (text.charCodeAt(at + 3) << 24));
}
/** Finds where a window of {@link RUN_LENGTH} characters first occurs in the forms. */
function createWindowTable(forms) {
    var _a;
    const bits = Math.ceil(Math.log2(forms.length * 2 + 2));
    /** Open addressing. An entry is one more than the index of the window; 0 is a free slot. */
    const places = new Int32Array(2 ** bits);
    const isEqual = (text, at, place) => {
        for (let index = 0; index < secret_forms/* RUN_LENGTH */.fu; index++)
            if (text.charCodeAt(at + index) !== forms.charCodeAt(place + index))
                return false;
        return true;
    };
    /** The slot that has a window, or the free one for it. */
    const findSlot = (text, at) => {
        let hash = 0;
        for (let index = at; index < at + secret_forms/* RUN_LENGTH */.fu; index++)
            hash = Math.imul(hash ^ text.charCodeAt(index), MULTIPLIER);
        let slot = hash >>> (32 - bits);
        for (let place = places[slot]; place && !isEqual(text, at, place - 1); place = places[slot])
            slot = (slot + 1) % places.length;
        return slot;
    };
    for (let at = 0; at + secret_forms/* RUN_LENGTH */.fu <= forms.length; at++)
        places[_a = findSlot(forms, at)] || (places[_a] = at + 1);
    return { find: (text, at) => (places[findSlot(text, at)] ?? 0) - 1 };
}

;// CONCATENATED MODULE: ./build/src/lib/secret-index.js



const nothing = { ranges: [], isSpaced: false };
/** Characters of text after which the tables are worth building. */
const TABLES_AFTER = 16384;
/**
 * Finds every run of {@link RUN_LENGTH} characters of every form of every secret, and every form with fewer characters,
 * in time linear in the text.
 *
 * Nearly no text of a log has a secret in it, so only one sample of 4 characters in 9 is looked up: every run of 12
 * contains one. If the sample occurs in a form, the 8 characters from there, or up to its end, must occur as well. Then
 * the runs of 12 around it are looked up, each of the text at most once.
 */
function createSecretIndex(secrets) {
    const forms = collectForms(secrets);
    const stride = shortestForm(forms) - SAMPLE_LENGTH + 1;
    let lookup = createDirectLookup(forms);
    let searched = 0;
    return (text) => {
        if (searched <= TABLES_AFTER) {
            searched += text.length;
            if (searched > TABLES_AFTER)
                lookup = createTableLookup(forms);
        }
        let at = lookup.findSample(text, 0, stride);
        if (at < 0)
            return nothing;
        const ranges = [];
        let isSpaced = false;
        /** Runs that start before this index have been looked up. */
        let next = 0;
        for (; at >= 0; at = lookup.findSample(text, at + stride, stride)) {
            const around = lookup.kindsOf(text, at, 2 * SAMPLE_LENGTH) |
                lookup.kindsOf(text, at - SAMPLE_LENGTH, 2 * SAMPLE_LENGTH);
            if ((around & SPACED) !== 0)
                isSpaced = true;
            const mayBeShort = forms.short.length > 0 && (lookup.kindsOf(text, at, SAMPLE_LENGTH) & SHORT) !== 0;
            if ((around & LONG) === 0 && !mayBeShort)
                continue;
            next = Math.max(next, at + SAMPLE_LENGTH - secret_forms/* RUN_LENGTH */.fu);
            let end = 0;
            for (; next <= at && end === 0; next++)
                end = lookup.findEnd(text, next) || (mayBeShort ? findShortForm(text, next, forms) : 0);
            if (end === 0)
                continue;
            ranges.push([next - 1, end]);
            // Another run may start within this one and end after it.
            next = Math.max(next, end - secret_forms/* RUN_LENGTH */.fu + 1);
            at = next - 1;
        }
        return { ranges, isSpaced };
    };
}

// EXTERNAL MODULE: ./build/src/lib/text-views.js
var text_views = __nccwpck_require__(1277);
;// CONCATENATED MODULE: ./build/src/lib/redact.js




/** How often a text may be escaped: JSON in JSON in a URL. */
const MAX_ESCAPE_DEPTH = 3;
/** A redactor without secrets. */
function createRedactor() {
    let secrets = [];
    let find;
    return {
        add(value, publicTexts = []) {
            if (value.trim().length < secret_forms/* MIN_SECRET_LENGTH */.vb)
                return;
            secrets = [...secrets, { value, publicTexts }];
            find = undefined;
        },
        addPublicTexts(texts) {
            secrets = secrets.map(({ value, publicTexts }) => ({
                value,
                publicTexts: publicTexts.length > 0 ? [...publicTexts, ...texts] : publicTexts,
            }));
            find = undefined;
        },
        redact(text) {
            if (secrets.length === 0 || text.length < secret_forms/* MIN_SECRET_LENGTH */.vb)
                return text;
            find ?? (find = createSecretIndex(secrets));
            const ranges = findSecrets(find, text);
            return ranges.length === 0 ? text : replaceRanges(text, ranges);
        },
    };
}
/** The ranges of a text that are secret in any reading of it, in the order of their starts. */
function findSecrets(find, text) {
    const { ranges, isSpaced } = find(text);
    const joined = isSpaced ? (0,text_views/* removeSeparators */.zb)(text) : undefined;
    let view = (0,text_views/* decodeEscapes */.zR)(text);
    if (joined === undefined && view === undefined)
        return ranges;
    const all = [...ranges];
    // A separator after the last letter is not part of the secret.
    if (joined)
        all.push(...findInView(find, joined, (places, to) => (places[to - 1] ?? 0) + 1));
    for (let depth = 1; view !== undefined; depth++) {
        all.push(...findInView(find, view, (places, to) => places[to] ?? 0));
        const decoded = depth < MAX_ESCAPE_DEPTH ? (0,text_views/* decodeEscapes */.zR)(view.text) : undefined;
        view = decoded && (0,text_views/* composeViews */.J3)(view, decoded);
    }
    return all.sort(([a], [b]) => a - b);
}
function findInView(find, view, endOf) {
    const { ranges } = find(view.text);
    if (ranges.length === 0)
        return ranges;
    const places = view.starts();
    return ranges.map(([from, to]) => [places[from] ?? 0, endOf(places, to)]);
}
function replaceRanges(text, ranges) {
    let result = '';
    let shown = -1;
    for (const [from, to] of ranges) {
        if (from > shown)
            result += `${text.slice(Math.max(0, shown), from)}***`;
        shown = Math.max(shown, to);
    }
    return result + text.slice(shown);
}
function createLogSanitizer() {
    const redactor = createRedactor();
    const sanitizeOutput = (lines) => (0,sanitize/* escapeCommands */.g9)(redactor.redact((0,sanitize/* stripControlChars */.BF)(lines)));
    return {
        addSecret(secret, publicTexts) {
            // A secret may itself have what is removed from a text, or escaped in it, before the secret is looked for.
            const printable = (0,sanitize/* stripControlChars */.BF)(secret);
            for (const text of new Set([secret, printable, (0,sanitize/* escapeCommands */.g9)(printable)]))
                redactor.add(text, publicTexts);
        },
        addPublicTexts: redactor.addPublicTexts,
        redact: redactor.redact,
        sanitizeOutput,
        sanitize: (text) => (0,sanitize/* joinLines */.cT)(sanitizeOutput((0,sanitize/* cutLine */.Hh)(text))),
    };
}


/***/ }),

/***/ 6518:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BF: () => (/* binding */ stripControlChars),
/* harmony export */   FS: () => (/* binding */ joinFirst),
/* harmony export */   Hh: () => (/* binding */ cutLine),
/* harmony export */   IN: () => (/* binding */ cutText),
/* harmony export */   cT: () => (/* binding */ joinLines),
/* harmony export */   g9: () => (/* binding */ escapeCommands),
/* harmony export */   mg: () => (/* binding */ prefixLines),
/* harmony export */   tQ: () => (/* binding */ quoteLine)
/* harmony export */ });
/* unused harmony exports columnsOf, cutToColumns */
// biome-ignore-all lint/suspicious/noControlCharactersInRegex: this file matches control characters on purpose
/**
 * Terminal escapes: control sequences (CSI), control strings with their content (OSC, DCS, SOS, PM, APC), and short escapes,
 * such as the selection of a character set. ECMA-48, in the 7-bit form with ESC and in the 8-bit form. A control string ends with
 * its line: one that is not closed must not hide the output after it.
 */
const terminalEscapes = [
    /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?/,
    /(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\r\n]*(?:\u0007|\u001b\\|\u009c)?/,
    /\u001b[ -/]*[0-~]?/,
];
/**
 * Invisible characters: controls other than tab, LF and CR, line and paragraph separators, and Unicode characters that are
 * ignored (zero-width, reordering, fillers, variation selectors, tags). A token with one of them between its characters
 * looks like the token, and would not be found.
 */
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Default_Ignorable_Code_Point}]/u;
const unprintable = new RegExp([...terminalEscapes, invisible].map(({ source }) => source).join('|'), 'gu');
/** Text without any of them, as in most lines. This check is ten times as fast as the replacement. */
const ordinary = /^[\t\n\r -~]*$/;
/** Removes terminal escapes, control characters and invisible characters, but keeps tabs and line ends. */
function stripControlChars(text) {
    return ordinary.test(text) ? text : text.replace(unprintable, '');
}
/**
 * Escapes workflow commands. The GitHub runner parses `::name` after any whitespace that .NET trims (JavaScript's `\s` and
 * U+0085), and `##[name]` anywhere in a line.
 */
function escapeCommands(text) {
    // Most lines have neither, and thus no command.
    if (!text.includes('::') && !text.includes('##['))
        return text;
    // Whitespace of one line only: otherwise many empty lines take quadratic time.
    return text.replace(/##\[/g, '## [').replace(/(^|[\r\n])((?:[^\S\r\n]|\u0085)*):(?=:)/g, '$1$2: ');
}
/** Longest text from outside that is quoted within a sentence, in characters. */
const MAX_QUOTE_LENGTH = 300;
/** Longest line of the log, in characters. */
const MAX_LINE_LENGTH = 16384;
/**
 * A text from outside, which may hold anything and be of any length, as one printable line without runner commands.
 * Providers redact it when it is shown, like every text.
 *
 * @param maxLength characters beyond which it is cut; the line then ends with `\u2026`
 */
function quoteLine(text, maxLength = MAX_QUOTE_LENGTH) {
    // Most of what is cut is not even searched: escapes and whitespace are seldom more than half of a text.
    const start = text.slice(0, 4 * maxLength);
    const line = escapeCommands(stripControlChars(start)).replace(/\s+/g, ' ').trim();
    if (line.length <= maxLength && start.length === text.length)
        return line;
    return `${line.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}\u2026`;
}
/** A line of any length, cut to what a log can show. */
function cutLine(line) {
    if (line.length <= MAX_LINE_LENGTH)
        return line;
    return `${line.slice(0, MAX_LINE_LENGTH)} ... (${line.length - MAX_LINE_LENGTH} more characters)`;
}
/** Text of at most so many characters. What is cut shows that it is. */
function cutText(text, maxLength) {
    return text.length > maxLength ? `${text.slice(0, maxLength)}...` : text;
}
/** The first items of a list, and how many more there are. */
function joinFirst(items, limit, separator = ', ') {
    const more = items.length - limit;
    return [...items.slice(0, limit), ...(more > 0 ? [`and ${more} more`] : [])].join(separator);
}
/**
 * The columns that a printable text takes in a terminal, or more: characters outside of Latin count as two, which many take,
 * and none takes more.
 */
function columnsOf(text) {
    return [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) < 0x300 ? 1 : 2), 0);
}
/** A printable line, cut to a number of columns of a terminal. */
function cutToColumns(line, columns) {
    if (columnsOf(line) <= columns)
        return line;
    let [cut, width] = ['', 2];
    for (const character of line) {
        width += columnsOf(character);
        if (width > columns)
            break;
        cut += character;
    }
    return columns < 3 ? '' : `${cut}\u2026`;
}
/** The lines of a text with something in front of each, without blank lines. */
function prefixLines(text, prefix) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => prefix + line);
}
/** A text on one line: a line end in a text from outside could start a line that looks like one of ours. */
function joinLines(text) {
    return text.replace(/\s*[\r\n]+\s*/g, ' ');
}


/***/ }),

/***/ 1299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ secretParts),
/* harmony export */   Sz: () => (/* binding */ spacedForms),
/* harmony export */   fu: () => (/* binding */ RUN_LENGTH),
/* harmony export */   hW: () => (/* binding */ secretEncodings),
/* harmony export */   vb: () => (/* binding */ MIN_SECRET_LENGTH)
/* harmony export */ });
/** Shorter values are not redacted: hiding a few letters everywhere would make the log unreadable. */
const MIN_SECRET_LENGTH = 8;
/** Characters of a secret in a row that are redacted. A shorter piece of a long secret stays visible. */
const RUN_LENGTH = 12;
/**
 * The texts to search for to find a secret: the secret, each of its lines, hexadecimal, lists of its bytes, and base64 in
 * both alphabets, also of UTF-16, as PowerShell encodes. Base64 is found in every context, such as after `user:` or before a
 * newline, by its whole three-byte groups at the three byte offsets. Escaped characters (`%2E`, `\u003c`, `&lt;`) need no forms: a text is also searched decoded.
 *
 * @returns texts of at least {@link MIN_SECRET_LENGTH} characters, each once
 */
function secretForms(secret) {
    const trimmed = secret.trim();
    const bytes = Buffer.from(trimmed, 'utf8');
    const hex = bytes.toString('hex');
    return unique([
        secret,
        trimmed,
        ...trimmed.split(/[\r\n]+/).map((line) => line.trim()),
        // How HTML forms encode spaces.
        trimmed.replaceAll(' ', '+'),
        hex,
        hex.toUpperCase(),
        // As JSON writes a Buffer, and as the console shows one.
        bytes.join(','),
        bytes.join(', '),
        ...base64Forms(bytes),
        ...base64Forms(Buffer.from(trimmed, 'utf16le')),
    ]);
}
function base64Forms(bytes) {
    return [0, 1, 2].flatMap((offset) => {
        const groups = bytes.subarray(offset, bytes.length - ((bytes.length - offset) % 3));
        return [groups.toString('base64'), groups.toString('base64url')];
    });
}
/**
 * The forms to mask in a log viewer, which masks whole texts only and decodes nothing: those to search for, URL-encoded
 * and JSON-escaped.
 *
 * @returns the longest first
 */
function secretEncodings(secret) {
    const trimmed = secret.trim();
    const encoded = encodeURIComponent(trimmed);
    return unique([
        ...secretForms(secret),
        encoded,
        encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
        JSON.stringify(trimmed).slice(1, -1),
    ]).sort((a, b) => b.length - a.length);
}
/**
 * What looks secret in a secret and may be none: whitespace, rules and other runs without a letter, one letter repeated. A
 * run of many different marks is part of the secret.
 */
const dullRuns = new RegExp(`[^\\p{L}\\p{N}]{${RUN_LENGTH},}|(.)\\1{${RUN_LENGTH - 1},}`, 'gu');
/** True for a run of a few different marks, as in JSON and in the first line of a key. */
function isRule(run) {
    return new Set(run.replace(/\s/g, '')).size < 8;
}
/**
 * The parts of all forms of a secret of which every run of {@link RUN_LENGTH} characters is redacted. A part below that
 * length is a whole form.
 */
function secretParts({ value, publicTexts }) {
    return secretForms(value).flatMap((form) => {
        if (form.length < RUN_LENGTH)
            return publicTexts.some((text) => text.includes(form)) ? [] : [form];
        const parts = form
            .replace(dullRuns, (run) => (isRule(run) ? '\n\n' : run))
            .split('\n\n')
            .filter(({ length }) => length >= RUN_LENGTH);
        // Of a secret of several lines, one may be a rule.
        if (parts.length === 0)
            return form !== value.trim() && value.includes(form) ? [] : [form];
        return publicTexts.length === 0 ? parts : parts.flatMap((part) => removePublic(part, publicTexts));
    });
}
/** The parts of a text of which no run of {@link RUN_LENGTH} characters is in a public text. */
function removePublic(text, publicTexts) {
    const parts = [];
    for (let from = 0; from + RUN_LENGTH <= text.length; from++) {
        const to = from + RUN_LENGTH;
        const window = text.slice(from, to);
        if (publicTexts.some((one) => one.includes(window)))
            continue;
        const last = parts.at(-1);
        if (last && last[1] === to - 1)
            last[1] = to;
        else
            parts.push([from, to]);
    }
    return parts.map(([from, to]) => text.slice(from, to));
}
/**
 * Samples of what hex dumps and spaced-out letters look like: `65 79 4a`, `65:79:4a`, `0x65, 0x79`, `6579 4a68`,
 * `e y J`, `["e","y"]`, `['e', 'y']`. They only tell that a text has to be searched without its separators.
 */
function spacedForms({ value }) {
    const text = value.trim();
    const hex = Buffer.from(text, 'utf8').toString('hex');
    const group = (digits, size, separator) => digits.replace(new RegExp(`.{${size}}`, 'g'), `$&${separator}`);
    const lower = [
        group(hex, 2, ' '),
        group(hex, 2, ':'),
        group(hex, 2, ', 0x'),
        group(hex, 4, ' '),
        group(hex.slice(2), 4, ' '),
    ];
    const letters = ['   ', '","', "', '"].map((separator) => group(text, 1, separator));
    return [...lower, ...lower.map((form) => form.toUpperCase()), group(text, 1, ' '), ...letters];
}
function unique(forms) {
    return [...new Set(forms)].filter((form) => form.trim().length >= MIN_SECRET_LENGTH);
}


/***/ }),

/***/ 1277:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J3: () => (/* binding */ composeViews),
/* harmony export */   zR: () => (/* binding */ decodeEscapes),
/* harmony export */   zb: () => (/* binding */ removeSeparators)
/* harmony export */ });
/** Escapes of URLs, JSON, JavaScript and HTML, one character or one sequence of UTF-8 each. */
const escapes = /%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+|\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|u\{[0-9a-f]{1,6}\}|[\\"'/bfnrt])|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos);/gi;
/** What a program puts between bytes or letters when it spaces them out. */
const separators = /[\s:,;|"']+|0x/gi;
/** The text with every escape replaced by its character; undefined without any. */
function decodeEscapes(text) {
    const mayHave = text.includes('%') || text.includes('\\') || text.includes('&');
    return mayHave ? replaceAll(text, escapes, decodeEscape) : undefined;
}
/** The text without whitespace and separators; undefined if it has none. */
function removeSeparators(text) {
    return replaceAll(text, separators, () => '');
}
/** A view of a view, as one of the original text. */
function composeViews(outer, inner) {
    const starts = () => {
        const places = outer.starts();
        return inner.starts().map((at) => places[at] ?? 0);
    };
    return { text: inner.text, starts };
}
function replaceAll(text, pattern, replace) {
    const replaced = text.replace(pattern, replace);
    if (replaced === text)
        return undefined;
    const starts = () => {
        const places = new Int32Array(replaced.length + 1);
        let length = 0;
        let from = 0;
        for (const match of text.matchAll(pattern)) {
            while (from < match.index)
                places[length++] = from++;
            const end = length + replace(match[0]).length;
            places.fill(match.index, length, end);
            length = end;
            from = match.index + match[0].length;
        }
        while (from <= text.length)
            places[length++] = from++;
        return places;
    };
    return { text: replaced, starts };
}
const namedCharacters = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
};
function decodeEscape(code) {
    if (code.startsWith('%')) {
        if (code.length > 3)
            return Buffer.from(code.replaceAll('%', ''), 'hex').toString('utf8');
        return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    }
    if (code.length === 2)
        return namedCharacters[code.slice(1).toLowerCase()] ?? code.slice(1);
    const name = code.slice(1).replace(/;$/, '').toLowerCase();
    const [, hex, decimal] = /^(?:(?:x|u\{?|#x)([0-9a-f]+)\}?|#(\d+))$/.exec(name) ?? [];
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : (namedCharacters[name] ?? code);
}


/***/ }),

/***/ 6016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ parseTime)
/* harmony export */ });
/** The end of a text that names its time zone. */
const ZONE = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)$/i;
/**
 * Parses a date with or without a time. A time without a zone is in UTC: Python's `utcnow().isoformat()` writes such
 * texts, and HTTP has an obsolete date format without one (RFC 9110, 5.6.7). `Date.parse` takes the zone of this machine.
 *
 * @returns milliseconds since 1970; NaN for anything else
 */
function parseTime(text) {
    const trimmed = text.trim();
    if (ZONE.test(trimmed) || !/\d:\d/.test(trimmed))
        return Date.parse(trimmed);
    const isIso = /^\d{4}-\d\d-\d\dT/.test(trimmed);
    return Date.parse(`${trimmed}${isIso ? 'Z' : ' UTC'}`);
}


/***/ }),

/***/ 2631:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ urlSecrets),
/* harmony export */   x: () => (/* binding */ isDecodableUrl)
/* harmony export */ });
/**
 * The credentials in a URL, as they are written and decoded: a password, a user name without password (which then is a
 * token), both of them as a pair, because a short password is not redacted by itself, and the query, which may have a
 * signature.
 */
function urlSecrets({ username, password, search, searchParams }) {
    const user = password ? [password, `${username}:${password}`] : [username];
    const written = [...user, search.slice(1), ...searchParams.values()];
    return [...new Set(written.flatMap((text) => [text, decode(text)]))].filter((text) => text !== '');
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        // A `%` that is not part of an escape.
        return text;
    }
}
/** True for a URL of which every part can be decoded. */
function isDecodableUrl(text) {
    try {
        const { username, password, pathname, search } = new URL(text);
        decodeURIComponent(username + password + pathname + search);
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 8712:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _assert_node_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(724);
/* harmony import */ var _ci_github_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4399);
/* harmony import */ var _lib_abort_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2323);
/* harmony import */ var _lib_exit_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(3773);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8816);





const exitCode = await (0,_run_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .e)((0,_ci_github_js__WEBPACK_IMPORTED_MODULE_1__/* .createGithubProvider */ .h)(process.env), { env: process.env, node: process.execPath, signal: (0,_lib_abort_js__WEBPACK_IMPORTED_MODULE_2__/* .abortOnTermination */ .U)() }, () => Promise.all(/* import() */[__nccwpck_require__.e(338), __nccwpck_require__.e(159)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7159)));
(0,_lib_exit_js__WEBPACK_IMPORTED_MODULE_4__/* .exitWhenWritten */ .u)(exitCode);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 6805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jz: () => (/* binding */ withoutAnnotations),
/* harmony export */   lF: () => (/* binding */ normalizeSchema),
/* harmony export */   n6: () => (/* binding */ compareText)
/* harmony export */ });
/* harmony import */ var _api_json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4402);

/** Levels of a schema that are read; what is deeper is replaced by an empty schema. */
const MAX_DEPTH = 64;
/** Keywords with a text for people, which changes often and breaks no client. */
const proseKeywords = ['title', 'description', '$comment'];
/** Keywords that change no value that a schema accepts. */
const annotations = [
    ...proseKeywords,
    'default',
    'examples',
    'deprecated',
    'readOnly',
    'writeOnly',
    '$schema',
    '$id',
];
/** Keywords whose value is not one schema, but a schema for each name that the server chose, or data. */
const keywordKinds = new Map([
    ...['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies'].map((keyword) => [keyword, 'schemas by name']),
    ...['const', 'default', 'enum', 'examples'].map((keyword) => [keyword, 'data']),
]);
/**
 * A JSON Schema in the form of a snapshot: with sorted keys, so that equal schemas have equal JSON text, without texts for
 * people, and of a bounded depth, because every function over schemas is recursive. Properties that are called `title`,
 * and values with such keys, stay.
 */
function normalizeSchema(schema) {
    return normalize(schema, (keyword, value) => typeof value === 'string' && proseKeywords.includes(keyword));
}
/** What decides which values a schema accepts, in the form of {@link normalizeSchema}. */
function withoutAnnotations(schema) {
    return normalize(schema, (keyword) => annotations.includes(keyword));
}
/** @param isDropped selects keywords of a schema, at any depth */
function normalize(value, isDropped, kind = 'schema', depth = 0) {
    if (typeof value !== 'object' || value === null)
        return value;
    if (depth >= MAX_DEPTH)
        return {};
    if (!(0,_api_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value))
        return value.map((one) => normalize(one, isDropped, kind, depth + 1));
    const entries = Object.entries(value)
        .filter(([key, of]) => kind !== 'schema' || !isDropped(key, of))
        .sort(([a], [b]) => compareText(a, b))
        .map(([key, of]) => [key, normalize(of, isDropped, kindOfValue(kind, key), depth + 1)]);
    return Object.fromEntries(entries);
}
function kindOfValue(kind, key) {
    if (kind === 'data')
        return 'data';
    return (kind === 'schema' ? keywordKinds.get(key) : undefined) ?? 'schema';
}
/** By code unit, the same on every machine. */
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}


/***/ }),

/***/ 6349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E$: () => (/* binding */ parseSnapshot),
/* harmony export */   Q: () => (/* binding */ formatSnapshot),
/* harmony export */   qd: () => (/* binding */ parseTool)
/* harmony export */ });
/* harmony import */ var _api_json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4402);
/* harmony import */ var _normalize_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6805);


/** Reads a tool of `tools/list`, or of a snapshot; undefined without a name. */
function parseTool(value) {
    const name = (0,_api_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textField */ .M8)(value, 'name');
    if (name === undefined || !(0,_api_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value))
        return undefined;
    const { inputSchema = {}, outputSchema, annotations } = value;
    return {
        name,
        inputSchema: (0,_normalize_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizeSchema */ .lF)(inputSchema),
        ...(outputSchema !== undefined && { outputSchema: (0,_normalize_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizeSchema */ .lF)(outputSchema) }),
        ...(annotations !== undefined && { annotations: (0,_normalize_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizeSchema */ .lF)(annotations) }),
    };
}
/**
 * Reads a snapshot file: the form that {@link formatSnapshot} writes, or the result of `tools/list` as it is.
 *
 * @returns undefined for anything else
 */
function parseSnapshot(json) {
    const tools = Array.isArray(json) ? json : (0,_api_json_js__WEBPACK_IMPORTED_MODULE_0__/* .listField */ .FZ)(json, 'tools');
    if (tools === undefined)
        return undefined;
    const parsed = tools.map(parseTool);
    return parsed.every((tool) => tool !== undefined) ? parsed : undefined;
}
/** The text of a snapshot file, sorted by tool, so that a change of the server is a small diff. */
function formatSnapshot(tools) {
    const sorted = [...tools].sort((a, b) => (0,_normalize_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n6)(a.name, b.name));
    return `${JSON.stringify({ tools: sorted }, null, 2)}\n`;
}


/***/ }),

/***/ 9684:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  hv: () => (/* binding */ assertSupported),
  rD: () => (/* binding */ fallbackContract),
  Bq: () => (/* binding */ isUnsupportedCommand),
  Xi: () => (/* binding */ selectContract),
  j9: () => (/* binding */ truncationMessage)
});

// EXTERNAL MODULE: ./build/src/schema/errors.js + 1 modules
var errors = __nccwpck_require__(2543);
;// CONCATENATED MODULE: ./build/src/ntcli/contract.js
/** The part of the configuration that every dialect reads. */
function baseConfiguration({ domain }) {
    return { version: '1.0.0', lastUpdated: new Date().toISOString(), domain, insecure: false };
}

;// CONCATENATED MODULE: ./build/src/ntcli/contract-v0-4.js

/** Milliseconds since 1970, in the year 2100. ntcli compares it with the clock; the platform knows the real expiry. */
const farFuture = 4102444800000;
/**
 * What 0.4.x does (measured with 0.4.4): it never reads NTCLI_TOKEN, has no `workspace select NAME`, and takes both from its
 * configuration file, as `auth login` and `workspace switch` would have left it.
 */
const v0_4 = {
    name: 'v0_4',
    configuration(credentials) {
        const { token, workspace } = credentials;
        const item = {
            workspace_id: workspace.id,
            workspace_name: workspace.name,
            access_token: token,
            token_type: 'Bearer',
            expires_at: farFuture,
            scope: [],
            isActive: true,
        };
        return {
            ...baseConfiguration(credentials),
            auth: { bearerToken: token, expiresAt: farFuture, user: { id: 'ci', email: 'ci' } },
            workspaces: { activeWorkspaceId: workspace.id, items: { [workspace.id]: item } },
        };
    },
    environment: () => ({}),
    selectWorkspace: () => [],
    // 0.4.x splits `-e KEY=VALUE` at every `=` and drops what follows the second one.
    truncatedVariables: (env) => [...env].filter(([, value]) => value.includes('=')).map(([name]) => name),
    // It writes them to places that the open control plane does not read (measured with nimbletools-core 0add62c).
    undeliverable: ({ env, cpu, memory, minReplicas, maxReplicas }) => [
        ...(env.size > 0 ? ['env'] : []),
        ...(cpu !== undefined ? ['cpu'] : []),
        ...(memory !== undefined ? ['memory'] : []),
        ...(minReplicas !== undefined ? ['min-replicas'] : []),
        ...(maxReplicas !== undefined ? ['max-replicas'] : []),
    ],
    // Whole lines. 0.4.4 never names an HTTP status, and prints the platform's message as it came.
    refusals: [
        [/^Network error - unable to connect to the registry$/, 'api-unreachable'],
        [/^\ud83d\udca1 Server ID is already deployed in this workspace$/u, 'server-conflict'],
        [/^(Authentication failed|Authentication token has expired|Please login first)\b/, 'token-rejected'],
        [/^You do not have permission to access this resource$/, 'token-not-allowed'],
        // A 403 of the open control plane: its JSON, whose wording is not documented.
        [/^\{.*\b(permission|forbidden|not authorized|access denied|read-only)\b.*\}$/i, 'token-not-allowed'],
        [/^\ud83d\udca1 Server ID not found in registry$/u, 'server-not-found'],
    ],
    // `terminated` is a response that broke off.
    lostResponse: /^(Unable to connect to the API\b.*|\ud83d\udca1 Deployment service may be temporarily unavailable\b.*|Server returned an unexpected response format|API returned an invalid response|terminated)$/u,
    serverError: /^Server error - please try again later$/,
    unknownFailure: 'refused',
};

;// CONCATENATED MODULE: ./build/src/ntcli/contract-v1.js

/** Matches no line. */
const never = /(?!)/;
/**
 * What the vendor's "API Tokens" page says: NTCLI_TOKEN, `workspace select NAME` and `config set`. Other pages of the vendor
 * say `workspace switch NAME`. No such version has been published; no token has to be on the disk.
 */
const v1 = {
    name: 'v1',
    configuration: baseConfiguration,
    environment: (token) => ({ NTCLI_TOKEN: token }),
    selectWorkspace: (name) => [
        ['workspace', 'select', name],
        ['workspace', 'switch', name],
    ],
    autoRefresh: ['config', 'set', 'auto-refresh-token', 'true'],
    truncatedVariables: () => [],
    // Nothing is documented about a `=` in a value, and 0.4.x cuts it.
    undeliverable: ({ env }) => ([...env.values()].some((value) => value.includes('=')) ? ['env'] : []),
    // Its messages are not documented; a line that names the status of a refusal is trusted.
    refusals: [
        [/\(401\)/, 'token-rejected'],
        [/\(403\)/, 'token-not-allowed'],
        [/\(404\)/, 'server-not-found'],
        [/\(409\)/, 'server-conflict'],
        [/\((400|422|429)\)/, 'deploy-refused'],
    ],
    lostResponse: never,
    serverError: never,
    unknownFailure: 'unclear',
};

;// CONCATENATED MODULE: ./build/src/ntcli/compat.js



/** The contract that a version of ntcli is expected to follow. 0.4.x is the last line that was published and measured. */
function selectContract(version) {
    return /^0\.[0-4]\./.test(version) ? v0_4 : v1;
}
/** Why this ntcli cannot deliver some variables, and what to do about it. */
function truncationMessage(names, version) {
    return `the value of ${names.join(', ')} contains \`=\`, and ntcli ${version} would cut it there; remove \`deploy-with: ntcli\`, so that the API delivers it, or encode the value and decode it in the server`;
}
/**
 * The contract of an ntcli whose output says that it does not know a command or option of another one, whatever its
 * version is.
 */
const fallbackContract = v0_4;
/** True when the output says that ntcli does not know a command or option. */
function isUnsupportedCommand(lines) {
    return lines.some((line) => /too many arguments|unknown option|unknown command/i.test(line));
}
/**
 * Refuses versions that cannot deploy any more: they fail after the install, with an error that does not say why.
 *
 * @throws DeployError ntcli-unexpected
 */
function assertSupported(version) {
    const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
    if (major > 0 || minor > 4 || (minor === 4 && patch >= 2))
        return;
    // Measured: 0.1 and 0.2 have `~/.nimbletools` and another request; 0.3.0 to 0.4.1 get 404 for `/v0/servers`.
    const reason = minor < 3
        ? 'it has another configuration directory and another deploy request'
        : 'it uses a server registry API that no longer exists';
    throw (0,errors/* createError */.$5)('ntcli-unexpected', `ntcli ${version} cannot deploy: ${reason}. Use 0.4.2 or newer.`);
}


/***/ }),

/***/ 8089:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ isExact)
/* harmony export */ });
/** True for an exact version. */
function isExact(version) {
    return /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(version);
}


/***/ }),

/***/ 8816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/src/ci/report.js + 1 modules
var report = __nccwpck_require__(7201);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/src/lib/fs.js + 1 modules
var fs = __nccwpck_require__(7911);
// EXTERNAL MODULE: ./build/src/lib/hash.js + 1 modules
var lib_hash = __nccwpck_require__(4728);
// EXTERNAL MODULE: ./build/src/schema/errors.js + 1 modules
var errors = __nccwpck_require__(2543);
// EXTERNAL MODULE: ./build/src/schema/file-access.js
var file_access = __nccwpck_require__(2734);
;// CONCATENATED MODULE: ./build/src/inputs/files.js






/** Maximum size of a file in bytes, unless the input allows more. */
const MAX_FILE_BYTES = 65536;
/**
 * Reads a text file that an input names. It must be a regular file in UTF-8 of a bounded size: a decoder that replaces
 * invalid bytes would silently change values.
 *
 * A symlink in the checkout, which a pull request can add, must not send a file of the machine to the platform.
 *
 * @param path absolute
 */
function readInputFile(path, { checkout }, maxBytes = MAX_FILE_BYTES) {
    return useFile(path, checkout, (descriptor) => {
        const bytes = (0,fs/* readAtMost */.rU)(descriptor, maxBytes + 1);
        if (bytes.length > maxBytes)
            return fail(`${path} is larger than ${maxBytes / 1024} KiB`);
        const encodingProblem = findEncodingProblem(bytes);
        if (encodingProblem)
            return fail(`${path} ${encodingProblem}`);
        return { ok: true, text: new TextDecoder().decode(bytes) };
    });
}
/** Maximum size of a bundle in bytes. */
const MAX_BUNDLE_BYTES = 2 ** 30;
/**
 * Computes the SHA-256 of a regular file that an input names, in hexadecimal.
 *
 * @param path absolute
 */
function hashInputFile(path, { checkout }) {
    return useFile(path, checkout, (descriptor) => {
        const hash = (0,lib_hash/* createSha256 */.Y)();
        const chunk = Buffer.alloc(2 ** 20);
        let size = 0;
        for (let count = -1; count !== 0; size += count) {
            count = (0,external_node_fs_.readSync)(descriptor, chunk, 0, chunk.length, null);
            hash.update(chunk.subarray(0, count));
            if (size > MAX_BUNDLE_BYTES)
                return fail(`${path} is larger than 1 GiB`);
        }
        return size === 0 ? fail(`${path} is empty`) : { ok: true, text: hash.digest('hex') };
    });
}
/** Opens a regular file, unless a symlink leads out of the checkout to it. */
function useFile(path, checkout, use) {
    if ((0,fs/* leadsOutOf */.tC)(path, checkout))
        return fail(`${path} is a symlink to a file outside the checkout`);
    try {
        // A FIFO would block, and so would files such as /proc/kmsg. Windows has no O_NONBLOCK.
        const descriptor = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NONBLOCK ?? 0));
        try {
            const stats = (0,external_node_fs_.fstatSync)(descriptor);
            if (stats.isFile())
                return use(descriptor);
            return fail(`${path} is not a regular file${stats.isDirectory() ? ', but a directory' : ''}`);
        }
        finally {
            (0,external_node_fs_.closeSync)(descriptor);
        }
    }
    catch (error) {
        return fail(`cannot read the file: ${describeReadError(error, path, checkout)}`);
    }
}
function fail(problem) {
    return { ok: false, problem };
}
function describeReadError(error, path, checkout) {
    const code = (0,errors/* getErrorCode */.E2)(error) ?? 'unknown error';
    const isCheckoutEmpty = code === 'ENOENT' && (0,fs/* isInside */.FK)(path, checkout) && isEmpty(checkout);
    const hint = isCheckoutEmpty
        ? 'The working directory is empty: check out the repository first (GitHub: `actions/checkout`)'
        : code === 'ENOENT' && findPathHint(path);
    return `${(0,file_access/* describeAccess */.A)(path, code)}${hint ? `. ${hint}` : ''}`;
}
/** Why a path may not exist; undefined if nothing indicates a cause. */
function findPathHint(path) {
    if (/[*?[\]{}]/.test(path))
        return 'Patterns are not expanded; name each file';
    return external_node_path_.sep === '/' && path.includes('\\') ? 'Separate directories with `/`' : undefined;
}
function isEmpty(directory) {
    try {
        return (0,external_node_fs_.readdirSync)(directory).length === 0;
    }
    catch {
        return true;
    }
}
/** Why bytes are not UTF-8 text, or undefined for those that are. A byte order mark of UTF-8 is fine. */
function findEncodingProblem(bytes) {
    const [first, second] = bytes;
    const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    if (isUtf16)
        return 'is UTF-16; save it as UTF-8';
    if (bytes.includes(0))
        return 'contains a NUL character, so it is UTF-16 or a binary file; save it as UTF-8';
    try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return undefined;
    }
    catch {
        return `is not UTF-8 (first in line ${findFirstBadLine(bytes)}), but perhaps Windows-1252; save it as UTF-8`;
    }
}
/** Number of the first line that is not UTF-8. In UTF-8, longer characters never contain a line feed. */
function findFirstBadLine(bytes) {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let line = 1;
    for (let start = 0; start <= bytes.length; line++) {
        const feed = bytes.indexOf(0x0a, start);
        const end = feed < 0 ? bytes.length : feed;
        try {
            decoder.decode(bytes.subarray(start, end));
        }
        catch {
            return line;
        }
        start = end + 1;
    }
    return line;
}

// EXTERNAL MODULE: ./build/src/api/endpoints.js
var endpoints = __nccwpck_require__(4300);
// EXTERNAL MODULE: ./build/src/api/replica-limits.js
var replica_limits = __nccwpck_require__(4339);
// EXTERNAL MODULE: ./build/src/lib/time.js
var time = __nccwpck_require__(6016);
// EXTERNAL MODULE: ./build/src/ntcli/compat.js + 3 modules
var compat = __nccwpck_require__(9684);
// EXTERNAL MODULE: ./build/src/ntcli/install/source.js
var source = __nccwpck_require__(8089);
// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(5260);
// EXTERNAL MODULE: ./build/src/lib/secret-forms.js
var secret_forms = __nccwpck_require__(1299);
// EXTERNAL MODULE: ./build/src/lib/text-views.js
var text_views = __nccwpck_require__(1277);
// EXTERNAL MODULE: ./build/src/schema/inputs.js + 1 modules
var inputs = __nccwpck_require__(20);
;// CONCATENATED MODULE: ./build/src/inputs/misplaced-token.js



/**
 * The token in another input, in any form, would travel where nothing protects it. The `.env` file of a developer often
 * contains it.
 *
 * @param texts of the inputs, and of the file that `env-file` names
 */
function findMisplacedToken(texts, token) {
    const forms = (0,secret_forms/* secretEncodings */.hW)(token);
    const others = inputs/* inputNames */.vj.filter((name) => {
        const text = texts[name] ?? '';
        const readings = [text, (0,text_views/* decodeEscapes */.zR)(text)?.text ?? ''];
        return name !== 'token' && readings.some((one) => forms.some((form) => one.includes(form)));
    });
    return others.map((input) => ({ input, problem: 'contains the token; pass it only as `token`' }));
}

// EXTERNAL MODULE: ./build/src/lib/urls.js
var urls = __nccwpck_require__(2631);
;// CONCATENATED MODULE: ./build/src/inputs/package.js




const invalidUrl = 'not a valid URL (write `%` as `%25`)';
/** True if the user set what is installed. Templates pass the default package on, so that does not count. */
function isPackageSet(raw) {
    const isOther = (raw['ntcli-package'] ?? constants/* product */.qM.ntcli.package).trim() !== constants/* product */.qM.ntcli.package;
    return isOther || raw['ntcli-version'] !== undefined || raw['ntcli-integrity'] !== undefined;
}
/** Reads which ntcli to use, and from where. */
function readPackage(read, raw, workDir) {
    const name = read.path('ntcli-package') ?? constants/* product */.qM.ntcli.package;
    const version = read.text('ntcli-version') ?? constants/* product */.qM.ntcli.version;
    const integrity = read.text('ntcli-integrity');
    const registry = read.text('npm-registry');
    if (registry && /^http:/.test(registry) && !/^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(registry)) {
        read.addIssue('npm-registry', 'must use https');
    }
    if (registry && !(0,urls/* isDecodableUrl */.x)(registry))
        read.addIssue('npm-registry', invalidUrl);
    const common = integrity === undefined ? {} : { integrity };
    const isRegistryName = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name) && !/\.(tgz|tar\.gz)$/.test(name);
    if (isRegistryName && name !== 'preinstalled') {
        return { kind: 'registry', name, version, ...(registry === undefined ? {} : { registry }), ...common };
    }
    // The default version does not apply to a package that the user provides.
    const expected = raw['ntcli-version'] ? { version } : {};
    if (expected.version !== undefined && !(0,source/* isExact */.u)(expected.version)) {
        read.addIssue('ntcli-version', 'must be an exact version if `ntcli-package` is not a package name');
    }
    if (name === 'preinstalled') {
        if (registry !== undefined)
            read.addNotice('registry-ignored', 'With `ntcli-package: preinstalled`, nothing is installed.');
        if (integrity !== undefined)
            read.addIssue('ntcli-integrity', 'cannot be checked for a preinstalled ntcli');
        return { kind: 'path', ...expected };
    }
    if (/^http:/.test(name))
        read.addIssue('ntcli-package', 'must use https');
    const isUrl = /^https?:/.test(name);
    if (!/\.(tgz|tar\.gz)$/.test(isUrl ? name.replace(/[?#].*$/, '') : name)) {
        read.addIssue('ntcli-package', 'not a package name, `preinstalled`, or a .tgz path or URL');
    }
    if (isUrl && !(0,urls/* isDecodableUrl */.x)(name))
        read.addIssue('ntcli-package', invalidUrl);
    const location = isUrl ? name : (0,external_node_path_.resolve)(workDir, name);
    // The dependencies of a tarball come from a registry.
    return { kind: 'tarball', location, ...expected, ...(registry !== undefined && { registry }), ...common };
}

;// CONCATENATED MODULE: ./build/src/inputs/pairs.js
const lineBreak = /\r\n|\n|\r/;
const keyPattern = '[A-Za-z_][A-Za-z0-9_]{0,127}';
const linePattern = new RegExp(`^\\s*(${keyPattern})=(.*)$`, 's');
const blockPattern = new RegExp(`^\\s*(${keyPattern})<<(.*\\S)\\s*$`);
/** Line numbers that one problem names. */
const MAX_LINES_SHOWN = 5;
const blockHelp = 'a value of several lines is written as `KEY<<EOF`, its lines, and a line `EOF`';
/**
 * Parses lines of `KEY=VALUE`, and blocks in the form of GITHUB_OUTPUT: `KEY<<DELIMITER`, the lines of the value, and
 * the delimiter alone on a line. Everything after the first `=` is the value: quotes and ` #` are part of it. Blank
 * lines, and lines that begin with `#`, are skipped outside a block. The lines of a block are joined with LF.
 */
function parsePairs(text) {
    const pairs = new Map();
    const problems = [];
    const strayLines = [];
    const add = (pair) => {
        if (pairs.has(pair.key))
            problems.push(`${pair.key} is set twice`);
        else
            pairs.set(pair.key, pair);
    };
    if (text.includes('\0'))
        problems.push('contains a NUL character');
    const lines = text.split(lineBreak);
    for (let index = 0; index < lines.length; index++) {
        const line = lines[index] ?? '';
        if (/^\s*(#|$)/.test(line))
            continue;
        // A line is never quoted: it may hold a secret.
        const [, key, value] = linePattern.exec(line) ?? [];
        if (key !== undefined && value !== undefined) {
            add({ key, value, form: 'line' });
            continue;
        }
        const [, blockKey, delimiter] = blockPattern.exec(line) ?? [];
        if (blockKey === undefined || delimiter === undefined) {
            strayLines.push(index + 1);
            continue;
        }
        const end = lines.indexOf(delimiter, index + 1);
        if (end < 0) {
            problems.push(`the value of ${blockKey} in line ${index + 1} has no end (${blockHelp})`);
            break;
        }
        add({ key: blockKey, value: lines.slice(index + 1, end).join('\n'), form: 'block' });
        index = end;
    }
    if (strayLines.length > 0)
        problems.push(`${formatLines(strayLines)} not KEY=VALUE (${blockHelp})`);
    return { pairs: [...pairs.values()], problems };
}
function formatLines(numbers) {
    const [first] = numbers;
    if (numbers.length === 1)
        return `line ${first} is`;
    const more = numbers.length > MAX_LINES_SHOWN ? ', ...' : '';
    return `lines ${numbers.slice(0, MAX_LINES_SHOWN).join(', ')}${more} are`;
}
/** True for a value with the same kind of quote on both sides. In a block quotes are meant literally. */
function isQuoted({ value, form }) {
    return form === 'line' && /^\s*(["']).*\1\s*$/s.test(value);
}
/** The value without surrounding whitespace and quotes. */
function bareValue({ value }) {
    return value
        .trim()
        .replace(/^(["'])(.*)\1$/s, '$2')
        .trim();
}

;// CONCATENATED MODULE: ./build/src/inputs/unexpanded.js
/**
 * Forms in which a shell, a CI system or a build tool names a variable. A value that is nothing but such a text was not
 * expanded: POSIX shells, GitHub, GitLab and CircleCI expressions, cmd.exe, PowerShell, make and Azure Pipelines.
 */
const variableForms = [
    /^\$[A-Za-z_][\w.]{0,127}$/,
    /^\$\{[^{}]{1,200}\}$/,
    /^\$?\{\{[^{}]{1,200}\}\}$/,
    /^\$\[\[[^[\]]{1,200}\]\]$/,
    /^<<[^<>]{1,200}>>$/,
    // cmd.exe: plain, delayed, a part of a value, and with replacements.
    /^%[A-Za-z_][\w.]{0,127}(:[^%]{1,100})?%$/,
    /^![A-Za-z_][\w.]{0,127}(:[^!]{1,100})?!$/,
    // PowerShell: with a scope or drive, and as a subexpression. `${env:NAME}` is a form of above.
    /^\$(env|global|script|local|private|using|variable):[A-Za-z_]\w{0,127}$/i,
    /^\$\(\$[A-Za-z_][\w:.]{0,127}\)$/,
    /^\$\([A-Za-z_][\w.]{0,127}\)$/,
];
/** True for a text such as `$NAME` or `%NAME%`: no value, but what is left of a variable that was not expanded. */
function isUnexpandedVariable(text) {
    const trimmed = text.trim();
    return variableForms.some((form) => form.test(trimmed));
}
/** The name of the first shell variable in a text, such as `CIRCLE_TAG` in `server@$CIRCLE_TAG`; undefined without one. */
function findVariableName(text) {
    return /\$\{?([A-Za-z_]\w{0,127})\b/.exec(text)?.[1];
}

;// CONCATENATED MODULE: ./build/src/inputs/readers.js



/** Maximum length of an input in characters, far above any real value. */
const MAX_INPUT_LENGTH = 65536;
/** Maximum length of a path on Linux. */
const MAX_PATH_LENGTH = 4096;
const controlCharacter = /\p{Cc}/u;
/** Maximum length of an invalid value that is quoted, in characters. A longer one may be a misplaced secret. */
const MAX_QUOTE_LENGTH = 30;
/** Issues of one input that an error lists: thousands of duplicate servers would fill the log. */
const MAX_ISSUES_PER_INPUT = 5;
/** A line for each issue, and one for each input that has more of them. */
function formatInputIssues(issues) {
    const counts = new Map();
    const lines = issues.flatMap(({ input, problem }) => {
        const count = (counts.get(input) ?? 0) + 1;
        counts.set(input, count);
        return count <= MAX_ISSUES_PER_INPUT ? [`\`${input}\`: ${problem}.`] : [];
    });
    const more = [...counts].filter(([, count]) => count > MAX_ISSUES_PER_INPUT);
    return [
        ...lines,
        ...more.map(([input, count]) => `\`${input}\`: and ${count - MAX_ISSUES_PER_INPUT} more.`),
    ];
}
/**
 * Parses raw inputs by their kind in the table. Problems are collected in `issues`, so that all of them can be reported at
 * once; the value returned for an invalid input is never used. Values that may be mistakes are collected in `notices`.
 */
function createReader(raw, issues, notices) {
    /** Returns undefined, so that a function can return it instead of a value. */
    const addIssue = (input, problem) => {
        issues.push({ input, problem });
    };
    const addNotice = (code, message) => {
        notices.push({ code, message });
    };
    /** The text of an input, or its default; undefined if it has neither. */
    const text = (name) => {
        const row = (0,inputs/* inputRow */.bd)(name);
        // Whitespace is significant only in values of `pairs`.
        const given = (row.type.kind === 'pairs' ? raw[name] : raw[name]?.trim()) || row.default;
        if (given === undefined || (given.length <= MAX_INPUT_LENGTH && !given.includes('\0')))
            return given;
        return addIssue(name, 'too long, or contains a NUL character');
    };
    const matching = (name, value) => {
        const { pattern, expected } = inputs/* inputTable */.Fu[name].type;
        if (!new RegExp(pattern).test(value))
            addIssue(name, `${quote(value)} is invalid; expected ${expected}`);
        return value;
    };
    const asPath = (name, value) => {
        if (value.length > MAX_PATH_LENGTH || controlCharacter.test(value))
            addIssue(name, `${quote(value)} is invalid; expected a path without control characters`);
        return value;
    };
    /** The pairs of a text. Issues and notices name keys only: a value may be a secret. */
    const pairs = (name, lines) => {
        const parsed = parsePairs(lines);
        for (const problem of parsed.problems)
            addIssue(name, problem);
        const quoted = parsed.pairs.filter(isQuoted);
        if (quoted.length > 0)
            addNotice('value-quoted', `In \`${name}\`, the value of ${keys(quoted)} has quotes around it.`);
        return parsed.pairs;
    };
    /** Variables. An empty one causes a notice: it may come from an expression that names nothing. */
    const variables = (name, lines) => {
        const found = pairs(name, lines);
        const empty = found.filter((pair) => bareValue(pair) === '');
        if (empty.length > 0)
            addNotice('value-empty', `In \`${name}\`, the value of ${keys(empty)} is empty.`);
        return new Map(found.map(({ key, value }) => [key, value]));
    };
    return {
        addIssue,
        addNotice,
        text(name) {
            const value = text(name);
            return value === undefined ? undefined : matching(name, value);
        },
        /** A path as given, which may be relative. */
        path(name) {
            const value = text(name);
            return value === undefined ? undefined : asPath(name, value);
        },
        choice(name) {
            const value = text(name);
            const options = inputs/* inputTable */.Fu[name].type.options;
            const chosen = options.find((option) => option === value);
            if (value !== undefined && !chosen)
                addIssue(name, `${quote(value)} is invalid; expected ${options.join(' or ')}`);
            return chosen;
        },
        /** Accepts only `true` and `false`, in any case: a typo must not mean false. */
        boolean(name) {
            const value = text(name)?.toLowerCase() ?? 'false';
            if (value !== 'true' && value !== 'false')
                addIssue(name, `${quote(value)} is invalid; expected true or false`);
            return value === 'true';
        },
        integer(name) {
            const value = text(name);
            if (value === undefined)
                return undefined;
            const { min, max } = inputs/* inputTable */.Fu[name].type;
            const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
            if (!(number >= min && number <= max)) {
                addIssue(name, `${quote(value)} is invalid; expected a whole number from ${min} to ${max}`);
            }
            return number;
        },
        /** Milliseconds. */
        duration(name) {
            const value = text(name) ?? '';
            const [, number, unit] = /^(\d{1,6})(s|m|h)?$/.exec(value) ?? [];
            const seconds = Number(number) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1);
            if (!(seconds >= 1 && seconds <= 86400)) {
                addIssue(name, `${quote(value)} is invalid; expected seconds (300), 90s, 5m or 1h, from 1s to 24h`);
            }
            return seconds * 1000;
        },
        list(name) {
            return splitList(text(name) ?? '').map((item) => matching(name, item));
        },
        /** Paths as given, which may be relative. */
        paths(name) {
            return splitList(text(name) ?? '').map((item) => asPath(name, item));
        },
        variables: (name) => variables(name, text(name) ?? ''),
        /** The variables in the text of a file that an input names. */
        fileVariables: (name, fileText) => variables(name, fileText),
        /**
         * Secrets. One that is empty, or a variable that was not expanded, is an issue: it would replace a good value.
         *
         * @param mayBeEmpty true if nothing is sent in any case
         */
        secrets(name, mayBeEmpty) {
            const found = pairs(name, text(name) ?? '');
            const empty = found.filter((pair) => bareValue(pair) === '');
            if (empty.length > 0 && !mayBeEmpty)
                addIssue(name, `no value for ${keys(empty)}; an empty secret would replace a good one`);
            // A block is the way to send such a text on purpose.
            const unexpanded = found.filter((pair) => pair.form === 'line' && isUnexpandedVariable(bareValue(pair)));
            if (unexpanded.length > 0)
                addIssue(name, `the value of ${keys(unexpanded)} is a variable that was not expanded (to send it literally, write \`KEY<<EOF\`, the text, and a line \`EOF\`)`);
            return new Map(found.map(({ key, value }) => [key, value]));
        },
    };
}
/** Items on lines or between commas, without comments. */
function splitList(text) {
    const lines = text.split(/[\r\n]+/).filter((line) => !/^\s*#/.test(line));
    const items = lines.flatMap((line) => line.split(',')).map((item) => item.trim());
    return items.filter((item) => item !== '');
}
function keys(pairs) {
    return pairs.map(({ key }) => key).join(', ');
}
/** An invalid value for an error message: complete and on one line, or only its length. A URL may have credentials. */
function quote(value) {
    const isHidden = value.length > MAX_QUOTE_LENGTH || /:.*@|:\/\/.*\?/.test(value);
    return isHidden ? `a text of ${value.length} characters` : JSON.stringify(value);
}

// EXTERNAL MODULE: ./build/src/api/json.js
var api_json = __nccwpck_require__(4402);
;// CONCATENATED MODULE: ./build/src/api/release.js

/**
 * A server.json with the version and the bundles of a release. Bundles replace all bundles of the file, because those are
 * of another release. Each is made like the one of the same architecture, or else like the first, so that it declares
 * the same variables.
 */
function applyRelease(spec, { version, bundles }) {
    const current = (0,api_json/* listField */.FZ)(spec, 'packages') ?? [];
    const isBundle = (entry) => (0,api_json/* textField */.M8)(entry, 'registryType') === 'mcpb';
    const replaced = current.filter(isBundle);
    const others = current
        .filter((entry) => bundles.length === 0 || !isBundle(entry))
        .map((entry) => ((0,api_json/* isRecord */.u4)(entry) && version !== undefined ? { ...entry, version } : entry));
    const ours = bundles.map((bundle) => ({
        ...findTemplate(replaced, bundle),
        identifier: bundle.url,
        version: version ?? (0,api_json/* textField */.M8)(spec, 'version') ?? '',
        fileSha256: bundle.sha256,
    }));
    // The control plane decides by the first package what the server is made of.
    const firstIsOther = current[0] !== undefined && !isBundle(current[0]);
    return {
        ...spec,
        ...(version !== undefined && { version }),
        ...((version !== undefined || ours.length > 0) && {
            packages: firstIsOther ? [...others, ...ours] : [...ours, ...others],
        }),
    };
}
function findTemplate(bundles, { url }) {
    const arch = archOf(url);
    const same = bundles.find((entry) => archOf((0,api_json/* textField */.M8)(entry, 'identifier') ?? '') === arch);
    const template = same ?? bundles[0];
    return (0,api_json/* isRecord */.u4)(template)
        ? template
        : { registryType: 'mcpb', transport: { type: 'streamable-http' }, environmentVariables: [] };
}
/** The architecture at the end of a bundle's URL, such as `linux-amd64`. */
function archOf(url) {
    return /-([a-z0-9]+-[a-z0-9]+)\.mcpb(\?.*)?$/.exec(url)?.[1];
}
/** The bundles of a server.json that would be deployed under a version that is not theirs. */
function findStaleBundles(spec, { version, bundles }) {
    if (version === undefined || bundles.length > 0)
        return [];
    return ((0,api_json/* listField */.FZ)(spec, 'packages') ?? []).flatMap((entry, index) => {
        const own = (0,api_json/* textField */.M8)(entry, 'version');
        if ((0,api_json/* textField */.M8)(entry, 'registryType') !== 'mcpb' || own === version)
            return [];
        return [{ path: `packages[${index}]`, problem: `is a bundle of ${own ?? 'another version'}` }];
    });
}

// EXTERNAL MODULE: ./build/src/api/server-shape.js
var server_shape = __nccwpck_require__(2879);
// EXTERNAL MODULE: ./build/src/api/server-spec.js + 1 modules
var server_spec = __nccwpck_require__(8871);
;// CONCATENATED MODULE: ./build/src/inputs/json-faults.js
/** Finds the faults of a JSON text, without recursion. */
function findFaults(text) {
    const containers = [];
    let duplicateKey;
    let inexactNumber;
    let expected = 'value';
    for (let at = skipSpace(text, 0);; at = skipSpace(text, at)) {
        const character = text[at];
        const container = containers.at(-1);
        if (expected === 'next' && container === undefined) {
            if (character !== undefined)
                return { invalid: { at, problem: 'expected the end of the file' } };
            return {
                ...(duplicateKey !== undefined && { duplicateKey }),
                ...(inexactNumber !== undefined && { inexactNumber }),
            };
        }
        if (character === undefined)
            return { invalid: { at, problem: 'the file ends within a list or object' } };
        const isText = character === '"' && expected !== 'colon' && expected !== 'next';
        const scalarEnd = expected.endsWith('value') ? skipScalar(text, at) : at;
        if (isText) {
            const end = skipText(text, at);
            if (typeof end !== 'number')
                return { invalid: end };
            if (expected.endsWith('key') && isKnownKey(container, text.slice(at, end)))
                duplicateKey ?? (duplicateKey = at);
            at = end;
            expected = expected.endsWith('key') ? 'colon' : 'next';
        }
        else if (scalarEnd > at) {
            if (!isExact(text.slice(at, scalarEnd)))
                inexactNumber ?? (inexactNumber = at);
            at = scalarEnd;
            expected = 'next';
        }
        else if (character === '{' && expected.endsWith('value')) {
            containers.push({ closer: '}', keys: new Set() });
            expected = 'first key';
            at += 1;
        }
        else if (character === '[' && expected.endsWith('value')) {
            containers.push({ closer: ']', keys: new Set() });
            expected = 'first value';
            at += 1;
        }
        else if (character === container?.closer && (expected === 'next' || expected.startsWith('first'))) {
            containers.pop();
            expected = 'next';
            at += 1;
        }
        else if (character === ':' && expected === 'colon') {
            expected = 'value';
            at += 1;
        }
        else if (character === ',' && expected === 'next') {
            expected = container?.closer === '}' ? 'key' : 'value';
            at += 1;
        }
        else
            return { invalid: { at, problem: describeFault(text, at, expected, container?.closer) } };
    }
}
/** Remembers the key, and returns true if the object has it already. */
function isKnownKey(container, quoted) {
    // The same key may be written with and without escapes.
    const key = String(JSON.parse(quoted));
    const isKnown = container?.keys.has(key) === true;
    container?.keys.add(key);
    return isKnown;
}
/**
 * True if a scalar keeps its value. An integer must be the same digit by digit, because other languages read all of them;
 * they read a fraction or an exponent as the same floating-point number, unless that is infinite, or 0 for another number.
 */
function isExact(scalar) {
    if (!/^[-\d]/.test(scalar))
        return true;
    const number = Number(scalar);
    if (/^-?\d+$/.test(scalar))
        return `${number}` === scalar || number === 0;
    return Number.isFinite(number) && (number !== 0 || !/[1-9]/.test(scalar.replace(/[eE].*$/, '')));
}
/** What is wrong with a character. The frequent mistakes have a text of their own. */
function describeFault(text, at, expected, closer = '') {
    const character = text[at] ?? '';
    if (/^(?:<{7}|={7}|>{7})/.test(text.slice(at, at + 7)))
        return 'a merge conflict is not resolved';
    if (character === '/' || character === '#')
        return 'comments are not allowed';
    if (/['`\u2018\u2019\u201c\u201d]/.test(character))
        return 'texts need double quotes';
    const isAfterComma = expected === 'key' || (expected === 'value' && closer === ']');
    if (isAfterComma && character === closer)
        return `a comma before \`${closer}\` is not allowed`;
    if (expected === 'next')
        return `expected \`,\` or \`${closer}\``;
    if (expected === 'colon')
        return 'expected `:`';
    return expected.endsWith('key') ? 'expected a key in double quotes' : 'expected a value';
}
function skipSpace(text, at) {
    let end = at;
    while (end < text.length && ' \t\r\n'.includes(text.charAt(end)))
        end += 1;
    return end;
}
function skipScalar(text, at) {
    const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    scalar.lastIndex = at;
    return scalar.test(text) ? scalar.lastIndex : at;
}
/** The index after a text in quotes, or its fault. */
function skipText(text, start) {
    for (let at = start + 1; at < text.length; at++) {
        const character = text.charAt(at);
        if (character === '"')
            return at + 1;
        if (character < ' ')
            return { at, problem: 'line ends and control characters in a text need an escape' };
        if (character === '\\') {
            const [sequence = ''] = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6)) ?? [];
            if (sequence === '')
                return { at, problem: 'invalid escape in a text' };
            at += sequence.length - 1;
        }
    }
    return { at: text.length, problem: 'the file ends within a text' };
}

;// CONCATENATED MODULE: ./build/src/inputs/json-file.js


/**
 * Parses a JSON file of the checkout. A file that `JSON.parse` would read with other values than it has is refused. The
 * problem has line and column but quotes nothing: the file may contain a secret. (The message of `JSON.parse` differs
 * between versions of Node.js, quotes the text, and often has no position.)
 *
 * @param numbers `rounded` for a file that is only compared with JSON that was parsed in the same way
 */
function parseJsonFile(text, numbers = 'exact') {
    const content = text.replace(/^\uFEFF/, '');
    if (content.trim() === '')
        return { ok: false, problem: 'is empty' };
    const { invalid, duplicateKey, inexactNumber } = findFaults(content);
    const refuse = (phrase, at, problem) => ({
        ok: false,
        problem: `${phrase}: ${formatPosition(content, at)}: ${problem}`,
    });
    if (invalid)
        return refuse('is not valid JSON', invalid.at, invalid.problem);
    const json = (0,api_json/* parseJson */.qF)(content);
    if (json === undefined)
        return { ok: false, problem: `has more than ${api_json/* MAX_JSON_DEPTH */.KX} levels of nesting` };
    if (duplicateKey !== undefined)
        return refuse('is ambiguous', duplicateKey, 'this object has the key twice');
    if (inexactNumber === undefined || numbers === 'rounded')
        return { ok: true, json };
    return refuse('cannot be sent as it is', inexactNumber, `the number would change; numbers are exact up to ${Number.MAX_SAFE_INTEGER}`);
}
/** Line and column, from 1. A column is a character, not a UTF-16 unit. */
function formatPosition(text, at) {
    const lines = text.slice(0, at).split('\n');
    return `line ${lines.length}, column ${[...(lines.at(-1) ?? '')].length + 1}`;
}

;// CONCATENATED MODULE: ./build/src/inputs/server-file.js







/**
 * Reads and validates the files of `server-file`, and applies the release that `server-version`, `bundle` and `bundle-url`
 * describe. All faults are reported at once, each with its JSON path.
 *
 * @param workDir directory that a relative path starts from
 */
function readServerFiles(read, workDir, files) {
    const paths = read.paths('server-file');
    const release = readRelease(read, workDir, files);
    if ((release.version !== undefined || release.bundles.length > 0) && paths.length !== 1)
        read.addIssue(release.version === undefined ? 'bundle' : 'server-version', 'needs exactly one file in `server-file`');
    const texts = paths.map((path) => files.readText((0,external_node_path_.resolve)(workDir, path)));
    const servers = new Map();
    for (const [index, path] of paths.entries()) {
        const text = texts[index];
        const server = text && readServer(read, path, text, release);
        if (server)
            servers.set(server, path);
    }
    return {
        isGiven: paths.length > 0,
        servers: [...servers.keys()],
        paths: servers,
        texts: texts.flatMap((text) => (text.ok ? [text.text] : [])),
    };
}
function readServer(read, path, file, release) {
    if (!file.ok)
        return read.addIssue('server-file', file.problem);
    const parsed = parseJsonFile(file.text);
    if (!parsed.ok)
        return read.addIssue('server-file', `${path} ${parsed.problem}`);
    const { json } = parsed;
    if (!(0,api_json/* isRecord */.u4)(json))
        return read.addIssue('server-file', `${path} is not a JSON object`);
    if (json.name === undefined && (0,api_json/* isRecord */.u4)(json.server))
        return read.addIssue('server-file', `${path} is a response of the registry; only the object in its \`server\` is a server.json`);
    const stale = findStaleBundles(json, release);
    if (stale.length > 0) {
        const problem = `${path}: ${(0,api_json/* formatIssues */.og)(stale)}; name those of the release in \`bundle\``;
        return read.addIssue('server-version', problem);
    }
    const spec = applyRelease(json, release);
    const issues = (0,server_spec/* findSpecIssues */.T)(spec);
    if (issues.length > 0)
        return read.addIssue('server-file', `${path}: ${(0,api_json/* formatIssues */.og)(issues)}`);
    reportRuntime(read, path, spec);
    const registryId = (0,api_json/* textField */.M8)(spec, 'name') ?? '';
    const version = (0,api_json/* textField */.M8)(spec, 'version') ?? '';
    return {
        label: `${registryId}@${version}`,
        registryId,
        version,
        platformId: (0,endpoints/* toPlatformId */.gu)(registryId),
        entry: { version, spec },
    };
}
/** The platform runs a bundle without a runtime with Python (nimbletools-core, routes/servers.py), whatever it is. */
function reportRuntime(read, path, spec) {
    const isBundle = (0,api_json/* textField */.M8)((0,api_json/* listField */.FZ)(spec, 'packages')?.[0], 'registryType') === 'mcpb';
    if (isBundle && (0,api_json/* getPath */.Yn)(spec, '_meta', server_shape/* RUNTIME_META_KEY */.R, 'runtime') === undefined)
        read.addNotice('runtime-missing', `${path} has no _meta["${server_shape/* RUNTIME_META_KEY */.R}"].runtime.`);
}
function readRelease(read, workDir, files) {
    const version = read.text('server-version')?.replace(/^v(?=\d)/, '');
    const base = read.text('bundle-url');
    const items = read.paths('bundle');
    if (base !== undefined && items.length === 0)
        read.addIssue('bundle-url', 'needs `bundle`, the files that are there');
    const bundles = items.flatMap((item) => readBundle(read, item, base, workDir, files) ?? []);
    const names = bundles.map(({ url }) => fileName(url));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
        read.addIssue('bundle', `names ${twice} twice`);
    return { bundles, ...(version !== undefined && { version }) };
}
/** A bundle from `URL#sha256=HEX`, or from a file whose URL is below `bundle-url`. */
function readBundle(read, item, base, workDir, files) {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(item)) {
        const [, url, sha256] = /^(https:\/\/[^#\s]+)#sha256=([0-9a-fA-F]{64})$/.exec(item) ?? [];
        if (url === undefined || sha256 === undefined)
            return read.addIssue('bundle', 'the URL of a bundle must be https and end with `#sha256=` and 64 hexadecimal digits');
        return { url, sha256: sha256.toLowerCase() };
    }
    if (base === undefined)
        return read.addIssue('bundle', 'a file needs `bundle-url`, the URL of the folder that it is uploaded to');
    const path = (0,external_node_path_.resolve)(workDir, item);
    const hash = files.hash(path);
    if (!hash.ok)
        return read.addIssue('bundle', hash.problem);
    return { url: `${base.replace(/\/+$/, '')}/${encodeURIComponent((0,external_node_path_.basename)(path))}`, sha256: hash.text };
}
function fileName(url) {
    const path = url.replace(/\?.*$/, '');
    return path.slice(path.lastIndexOf('/') + 1);
}

// EXTERNAL MODULE: ./build/src/token/jwt.js
var jwt = __nccwpck_require__(1278);
;// CONCATENATED MODULE: ./build/src/inputs/token.js



/** Longest token that is accepted, in characters: it must fit into one header. */
const MAX_TOKEN_LENGTH = 8192;
/**
 * The token of this run. One that an earlier step of the job exported counts as missing for any domain but its own.
 *
 * @param exportedFor the domain for which it was exported; absent for a token of this step
 */
function readBoundToken(given, variable, domain, exportedFor) {
    if (exportedFor === undefined || exportedFor === domain)
        return readToken(given, variable);
    const message = `\`token\` is empty, and the token that an earlier step exported is for ${exportedFor}, so it is not sent to ${domain}.`;
    return { ok: false, error: { code: 'token-missing', message } };
}
/**
 * Checks the form of the token before it is sent anywhere. An error never repeats any of the value, unless it is a
 * variable that was not expanded.
 *
 * @param given the secret as it arrived; whitespace around it is ignored
 * @param variable the name of the variable that should contain it
 */
function readToken(given, variable) {
    const token = given.trim();
    if (token === '')
        return {
            ok: false,
            error: { code: 'token-missing', message: `${variable} is empty or not set.` },
        };
    if (isUnexpandedVariable(token)) {
        return {
            ok: false,
            error: { code: 'token-not-expanded', message: `The value is the literal text ${token}.` },
        };
    }
    const problem = findTokenIssue(token);
    if (problem === undefined)
        return { ok: true, token: { value: token, claims: (0,jwt/* readClaims */.I)(token) } };
    return { ok: false, error: { code: 'token-malformed', message: `The token ${problem}.` } };
}
/** Texts that are stored in place of a token, and what to store instead. The first that matches is reported. */
const otherTexts = [
    [
        /^(\[(masked|redacted|secure|filtered|hidden|secret)\]|<(masked|redacted|hidden|secret)[^<>]*>|[*\u2022]{3,}|x{4,})$/i,
        'is the mask that a log shows in place of a secret; store the token itself',
    ],
    [/^<[^<>]*>$/, 'is a placeholder in angle brackets; store the token itself'],
    [
        /^op:\/\//i,
        'is a 1Password reference (`op://...`) that was not resolved; load it with the 1Password action or `op run`',
    ],
    [
        /^([a-z][a-z0-9+.-]*:\/\/|arn:)/i,
        'is a URL or the reference of a secret manager, which was not resolved; store the token itself',
    ],
    [
        /^(\/[\w.@+-]+\/|~\/|\.{1,2}[\\/]|[A-Za-z]:[\\/]|\\\\)/,
        'is the path of a file; on GitLab set the type of the variable to Variable, not File, and for a secret of Vault `file: false`',
    ],
    [
        /^((export|set)\s+)?(\$env:)?(NTCLI_TOKEN\s*[=:]|[A-Za-z_]\w{0,63}=[^=\s])/i,
        'has the form NAME=value; store only the value',
    ],
    [/^[[{]/, 'is JSON; store only the token, or read one field of the secret'],
    [/^(authorization:|bearer\b)/i, 'starts with the word Bearer; store only the token'],
];
function findTokenIssue(token) {
    if (/^["'`]|["'`]$/.test(token))
        return 'is wrapped in quotes';
    const other = otherTexts.find(([pattern]) => pattern.test(token));
    if (other)
        return other[1];
    if (/\s/.test(token))
        return 'contains whitespace';
    if (/[^\x21-\x7e]/.test(token))
        return 'contains invalid characters';
    if (token.length < secret_forms/* MIN_SECRET_LENGTH */.vb)
        return `is shorter than ${secret_forms/* MIN_SECRET_LENGTH */.vb} characters`;
    if (token.length > MAX_TOKEN_LENGTH)
        return `is longer than ${MAX_TOKEN_LENGTH} characters`;
    return undefined;
}

// EXTERNAL MODULE: ./build/src/mcp/tools.js
var mcp_tools = __nccwpck_require__(6349);
;// CONCATENATED MODULE: ./build/src/inputs/smoke-test.js

const MAX_TESTS = 100;
/** Reads a smoke test from the content of its file. All faults are reported at once, each with its JSON path. */
function parseSmokeTest(json) {
    if (!(0,api_json/* isRecord */.u4)(json))
        return invalid('$', 'must be a JSON object with a list `tests`');
    const { skip, skipReason, environment, tests = [] } = json;
    if (!Array.isArray(tests))
        return invalid('tests', 'must be a list');
    if (tests.length > MAX_TESTS)
        return invalid('tests', `has ${tests.length} entries; ${MAX_TESTS} are allowed`);
    const issues = [];
    const parsed = tests.flatMap((test, index) => parseTest(test, `tests[${index}]`, issues) ?? []);
    if (tests.length === 0 && skip !== true)
        issues.push({ path: 'tests', problem: 'is empty' });
    if (issues.length > 0)
        return { ok: false, issues };
    const reason = typeof skipReason === 'string' ? skipReason : '`skip` is set in the file';
    return {
        ok: true,
        value: {
            tests: parsed,
            hasEnvironment: (0,api_json/* isRecord */.u4)(environment) && Object.keys(environment).length > 0,
            ...(skip === true && { skipReason: reason }),
        },
    };
}
function invalid(path, problem) {
    return { ok: false, issues: [{ path, problem }] };
}
function parseTest(test, path, issues) {
    if (!(0,api_json/* isRecord */.u4)(test))
        return smoke_test_report(issues, path, 'must be a JSON object');
    reportUnknownKeys(test, testKeys, path, issues);
    const { name, tool, arguments: args = {}, expect } = test;
    if (typeof tool !== 'string' || tool === '')
        return smoke_test_report(issues, `${path}.tool`, 'is missing');
    if (!(0,api_json/* isRecord */.u4)(args))
        return smoke_test_report(issues, `${path}.arguments`, 'must be a JSON object');
    const expectation = expect === undefined ? undefined : parseExpectation(expect, `${path}.expect`, issues);
    return {
        name: typeof name === 'string' && name !== '' ? name : tool,
        tool,
        arguments: args,
        ...(expectation && { expect: expectation }),
    };
}
/** Conditions on the text or JSON of a result. */
const conditions = ['field', 'contains', 'equals', 'matches', 'hasKeys'];
const types = ['text', 'json', 'object', 'any'];
const testKeys = ['name', 'description', 'tool', 'arguments', 'expect'];
const smoke_test_keys = ['type', 'field', 'contains', 'equals', 'matches', 'hasKeys', 'not', 'isError', 'schema'];
function parseExpectation(value, path, issues) {
    if (!(0,api_json/* isRecord */.u4)(value))
        return smoke_test_report(issues, path, 'must be a JSON object');
    reportUnknownKeys(value, smoke_test_keys, path, issues);
    const type = types.find((one) => one === (value.type ?? 'text'));
    if (type === undefined)
        return smoke_test_report(issues, `${path}.type`, `must be ${types.join(', ')}`);
    const ignored = type === 'any' ? Object.keys(value).filter((key) => conditions.includes(key)) : [];
    if (ignored.length > 0)
        smoke_test_report(issues, path, `has type any, which ignores ${ignored.join(', ')}`);
    const text = (key) => {
        const given = value[key];
        if (given !== undefined && typeof given !== 'string')
            smoke_test_report(issues, `${path}.${key}`, 'must be a text');
        return typeof given === 'string' ? given : undefined;
    };
    const [field, contains, matches] = [text('field'), text('contains'), text('matches')];
    if (matches !== undefined && !isRegExp(matches)) {
        smoke_test_report(issues, `${path}.matches`, 'is not a regular expression');
    }
    if (value.schema !== undefined)
        smoke_test_report(issues, `${path}.schema`, 'is not supported; use `hasKeys` or `field`');
    if (value.isError !== undefined && typeof value.isError !== 'boolean') {
        smoke_test_report(issues, `${path}.isError`, 'must be true or false');
    }
    const { hasKeys, equals } = value;
    if (hasKeys !== undefined && !isTexts(hasKeys))
        smoke_test_report(issues, `${path}.hasKeys`, 'must be a list of texts');
    const not = value.not === undefined ? undefined : parseExpectation(value.not, `${path}.not`, issues);
    return {
        type,
        ...(field !== undefined && { field }),
        ...(contains !== undefined && { contains }),
        ...(equals !== undefined && { equals }),
        ...(matches !== undefined && { matches }),
        ...(hasKeys !== undefined && isTexts(hasKeys) && { hasKeys }),
        ...(not && { not }),
        ...(value.isError === true && { isError: true }),
    };
}
function smoke_test_report(issues, path, problem) {
    issues.push({ path, problem });
}
/** A misspelled key would be a check that cannot fail. */
function reportUnknownKeys(value, known, path, issues) {
    for (const key of Object.keys(value)) {
        if (!known.includes(key))
            smoke_test_report(issues, path, `has an unknown key ${JSON.stringify(key.slice(0, 40))}`);
    }
}
function isTexts(value) {
    return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
function isRegExp(pattern) {
    try {
        return new RegExp(pattern, 'u') instanceof RegExp;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/src/inputs/verification.js





/** Maximum size of a snapshot in bytes: thousands of tools with large schemas. */
const MAX_SNAPSHOT_BYTES = 16 * 1048576;
/**
 * Reads the inputs that verify a server beyond `tools/list`, and the files that they name.
 *
 * @param workDir directory that a relative path starts from
 * @param serverCount servers that the run verifies
 * @returns undefined without such an input
 */
function readVerification(read, workDir, serverCount, files) {
    const smokeTest = readSmokeTest(read, workDir, files.readText);
    const snapshot = readSnapshot(read, workDir, files);
    for (const [name, value] of [
        ['smoke-test', smokeTest],
        ['tools-snapshot', snapshot],
    ]) {
        // Two servers have two lists of tools.
        if (value !== undefined && serverCount !== 1)
            read.addIssue(name, 'needs exactly one server');
    }
    if (smokeTest === undefined && snapshot === undefined)
        return undefined;
    return { ...(smokeTest && { smokeTest }), ...(snapshot && { snapshot }) };
}
function readSmokeTest(read, workDir, readFile) {
    const path = read.path('smoke-test');
    if (path === undefined)
        return undefined;
    const file = readFile((0,external_node_path_.resolve)(workDir, path));
    if (!file.ok)
        return read.addIssue('smoke-test', file.problem);
    const content = parseJsonFile(file.text);
    if (!content.ok)
        return read.addIssue('smoke-test', `${path} ${content.problem}`);
    const parsed = parseSmokeTest(content.json);
    return parsed.ok ? parsed.value : read.addIssue('smoke-test', `${path}: ${(0,api_json/* formatIssues */.og)(parsed.issues)}`);
}
function readSnapshot(read, workDir, { readText, leadsOut }) {
    const name = read.path('tools-snapshot');
    const isUpdate = read.boolean('update-tools-snapshot');
    if (name === undefined) {
        if (isUpdate)
            read.addIssue('update-tools-snapshot', 'needs `tools-snapshot`, the file to write');
        return undefined;
    }
    const path = (0,external_node_path_.resolve)(workDir, name);
    if (isUpdate) {
        const problem = `${name} is a symlink to a file outside the checkout`;
        return leadsOut(path) ? read.addIssue('tools-snapshot', problem) : { kind: 'update', path };
    }
    const file = readText(path, MAX_SNAPSHOT_BYTES);
    if (!file.ok) {
        return read.addIssue('tools-snapshot', `${file.problem}. Create it with \`update-tools-snapshot: true\``);
    }
    const content = parseJsonFile(file.text, 'rounded');
    if (!content.ok)
        return read.addIssue('tools-snapshot', `${name} ${content.problem}`);
    const tools = (0,mcp_tools/* parseSnapshot */.E$)(content.json);
    if (tools)
        return { kind: 'compare', path, tools };
    return read.addIssue('tools-snapshot', `${name} is not a snapshot: a JSON object with a list \`tools\``);
}

;// CONCATENATED MODULE: ./build/src/inputs/parse.js














/**
 * Validates all inputs and parses them to one typed value, without any request.
 *
 * @param workDir directory that a relative path starts from
 * @param exportedFor the domain for which an earlier step exported the token; absent for a token of this step
 * @returns the inputs, or one error that names every issue at once
 */
function parseInputs(raw, workDir, files, exportedFor) {
    const issues = [];
    const notices = [];
    const read = createReader(raw, issues, notices);
    const domain = read.text('domain') ?? constants/* product */.qM.domain;
    const token = readBoundToken(raw.token ?? '', read.text('token-variable') ?? 'NTCLI_TOKEN', domain, exportedFor);
    if (exportedFor !== undefined && token.ok)
        read.addNotice('token-of-earlier-step', `\`token\` is empty, so the token is used that an earlier step exported for ${exportedFor}.`);
    const badDomain = issues.some(({ input }) => input === 'domain') ? undefined : (0,endpoints/* findDomainIssue */.JA)(domain);
    if (badDomain)
        read.addIssue('domain', badDomain);
    const packageRequest = readPackage(read, raw, workDir);
    const envFile = read.path('env-file');
    const envText = envFile === undefined ? noFile : files.readText((0,external_node_path_.resolve)(workDir, envFile));
    const onMissing = read.choice('on-missing-token');
    const serverFiles = readServerFiles(read, workDir, files);
    const target = readServers(read, serverFiles);
    const verification = readVerification(read, workDir, target.servers.length, files);
    const inputs = {
        ...target,
        ...readWorkspaces(read),
        settings: readSettings(read, envText),
        // Without a token nothing is sent, and empty secrets often have the same cause: a fork gets none at all.
        secrets: read.secrets('secrets', !token.ok && token.error.code === 'token-missing'),
        wait: read.boolean('wait'),
        verify: read.boolean('verify') || verification !== undefined,
        ...(verification && { verification }),
        dryRun: read.boolean('dry-run'),
        createWorkspace: read.boolean('create-workspace'),
        removeWorkspace: read.boolean('remove-workspace'),
        replace: read.boolean('replace'),
        timeout: read.duration('timeout'),
        exportToken: read.boolean('export-token'),
        autoRefresh: read.boolean('auto-refresh'),
        expiry: readExpiry(read),
        deployWith: read.choice('deploy-with') ?? 'auto',
        isPackageSet: isPackageSet(raw),
        package: packageRequest,
        endpoints: (0,endpoints/* resolveEndpoints */.$K)(domain),
        cache: read.boolean('cache'),
        summary: read.boolean('summary'),
    };
    if (serverFiles.isGiven && inputs.command === 'deploy' && inputs.deployWith === 'ntcli')
        read.addIssue('deploy-with', 'ntcli deploys only what the registry has; use auto or api with `server-file`');
    for (const { registryId, entry } of inputs.command === 'deploy' ? inputs.servers : []) {
        const conflict = entry && (0,replica_limits/* findLimitConflict */.r)(inputs.settings, registryId, entry.spec);
        if (conflict)
            read.addIssue(conflict.input, conflict.problem);
    }
    checkWorkspaceInputs(read, inputs);
    if (inputs.command === 'setup' && inputs.deployWith === 'api') {
        read.addIssue('deploy-with', 'api installs nothing, but `command: setup` installs ntcli');
    }
    if (inputs.deployWith === 'ntcli' &&
        packageRequest.kind === 'registry' &&
        (0,source/* isExact */.u)(packageRequest.version)) {
        const cut = (0,compat/* selectContract */.Xi)(packageRequest.version).truncatedVariables(inputs.settings.env);
        if (cut.length > 0)
            read.addIssue('env', (0,compat/* truncationMessage */.j9)(cut, packageRequest.version));
    }
    if (token.ok) {
        const file = envText.ok ? { 'env-file': envText.text } : {};
        const serverTexts = serverFiles.texts.length > 0 ? { 'server-file': serverFiles.texts.join('\n') } : {};
        issues.push(...findMisplacedToken({ ...raw, ...file, ...serverTexts }, token.token.value));
    }
    if (issues.length > 0) {
        const lines = formatInputIssues(issues);
        const isTokenListed = !token.ok && onMissing !== 'skip';
        if (isTokenListed)
            lines.push(`${errors/* errorCatalogue */.OP[token.error.code].title}: ${token.error.message}`);
        const total = issues.length + (isTokenListed ? 1 : 0);
        const count = total === 1 ? '1 invalid input' : `${total} invalid inputs`;
        return { ok: false, error: { code: 'bad-input', message: `${count}: ${lines.join(' ')}` } };
    }
    if (!token.ok && token.error.code === 'token-missing' && onMissing === 'skip') {
        return { ok: false, error: token.error, skip: true };
    }
    if (!token.ok)
        return { ok: false, error: token.error };
    return { ok: true, inputs: { ...inputs, token: token.token }, notices };
}
function readWorkspaces(read) {
    const [workspace = { kind: 'only' }, ...moreWorkspaces] = read.list('workspace').map(toRequest);
    if (moreWorkspaces.length > 0 && !read.boolean('remove-workspace'))
        read.addIssue('workspace', 'must be one workspace; several are accepted only with `remove-workspace`');
    return { workspace, moreWorkspaces };
}
function toRequest(workspace) {
    // A name has at most 32 characters, a UUID has 36.
    return workspace.length === 36
        ? { kind: 'id', id: workspace.toLowerCase() }
        : { kind: 'name', name: workspace };
}
/** Nothing is created or removed that was not named in full. */
function checkWorkspaceInputs(read, inputs) {
    const { command, workspace, createWorkspace, removeWorkspace, servers } = inputs;
    if (createWorkspace && command !== 'deploy' && command !== 'setup')
        read.addIssue('create-workspace', 'applies only with `command: deploy` and `command: setup`');
    else if (createWorkspace && workspace.kind !== 'name')
        read.addIssue('create-workspace', 'needs `workspace`, the name of the workspace to create');
    if (removeWorkspace && command !== 'remove')
        read.addIssue('remove-workspace', 'applies only with `command: remove`');
    if (removeWorkspace && workspace.kind === 'only')
        read.addIssue('remove-workspace', 'needs `workspace`, the workspace to remove');
    if (removeWorkspace && servers.length > 0)
        read.addIssue('server', 'does not apply with `remove-workspace`, which removes all servers');
}
/** @param fromFiles those of `server-file`, which come last */
function readServers(read, fromFiles) {
    const registered = read.list('server').map((label) => {
        const [registryId = '', version] = label.split('@');
        const platformId = (0,endpoints/* toPlatformId */.gu)(registryId);
        return { label, registryId, platformId, ...(version !== undefined && { version }) };
    });
    const servers = [...registered, ...fromFiles.servers];
    const command = read.choice('command') ?? (servers.length > 0 || fromFiles.isGiven ? 'deploy' : 'setup');
    if (command === 'setup')
        return { command, servers: [] };
    if (command === 'deploy' && servers.length === 0 && !fromFiles.isGiven)
        read.addIssue('server', 'required with `command: deploy`, or `server-file`');
    if (command === 'remove' && servers.length === 0 && !fromFiles.isGiven && !read.boolean('remove-workspace'))
        read.addIssue('server', 'required with `command: remove`, or `server-file`, or `remove-workspace`');
    const known = new Map();
    for (const server of servers) {
        const file = fromFiles.paths.get(server);
        const name = file === undefined ? server.registryId : `${server.registryId} of ${file}`;
        const other = known.get(server.platformId);
        if (other === undefined)
            known.set(server.platformId, name);
        else {
            const input = file === undefined ? 'server' : 'server-file';
            read.addIssue(input, `${other} and ${name} are the same server on the platform`);
        }
    }
    return { command, servers };
}
/** The value of `env-file` if it is not set. */
const noFile = { ok: true, text: '' };
/** @param envFile the file that `env-file` names */
function readSettings(read, envFile) {
    if (!envFile.ok)
        read.addIssue('env-file', envFile.problem);
    const [cpu, memory] = [read.text('cpu'), read.text('memory')];
    const [minReplicas, maxReplicas] = [read.integer('min-replicas'), read.integer('max-replicas')];
    if (minReplicas !== undefined && maxReplicas !== undefined && minReplicas > maxReplicas) {
        read.addIssue('min-replicas', 'greater than `max-replicas`');
    }
    return {
        env: new Map([
            ...read.fileVariables('env-file', envFile.ok ? envFile.text : ''),
            ...read.variables('env'),
        ]),
        ...(cpu === undefined ? {} : { cpu }),
        ...(memory === undefined ? {} : { memory }),
        ...(minReplicas === undefined ? {} : { minReplicas }),
        ...(maxReplicas === undefined ? {} : { maxReplicas }),
    };
}
function readExpiry(read) {
    const date = read.text('token-expires-at');
    const expiresAt = date === undefined ? undefined : (0,time/* parseTime */.p)(date);
    if (Number.isNaN(expiresAt))
        read.addIssue('token-expires-at', 'not a valid date');
    return {
        warningDays: read.integer('expiry-warning-days') ?? 0,
        rotationDays: read.integer('rotation-days') ?? 0,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        failOnExpiring: read.boolean('fail-on-expiring'),
    };
}

;// CONCATENATED MODULE: ./build/src/inputs/tracing.js
/** The names under which the library for proxies writes debug output, the address of the proxy included. */
const proxyDebugNames = ['https-proxy-agent', 'agent-base'];
/**
 * Why the token or a password would be printed by something that this program has no control over: the shell of the job,
 * with the debug trace of GitLab or an exported `set -x`, or Node.js with NODE_DEBUG.
 */
function findTracing(env) {
    // The GitLab runner treats all of these as true (strconv.ParseBool).
    if (/^(1|t|true)$/i.test(env.CI_DEBUG_TRACE ?? ''))
        return { code: 'shell-trace', message: 'CI_DEBUG_TRACE is enabled.' };
    if (env.SHELLOPTS?.split(':').includes('xtrace'))
        return { code: 'shell-trace', message: 'The shell runs with `set -x`.' };
    if (env.NODE_DEBUG)
        return { code: 'debug-output', message: 'NODE_DEBUG is set.' };
    if (matchesProxyLibrary(env.DEBUG ?? ''))
        return { code: 'debug-output', message: 'DEBUG includes the library for proxies.' };
    return undefined;
}
/** True for a DEBUG such as `*`, which the `debug` package reads as names with wildcards, between spaces or commas. */
function matchesProxyLibrary(debug) {
    const names = debug.split(/[\s,]+/).filter((name) => name !== '' && !name.startsWith('-'));
    return names.some((name) => {
        const pattern = name.split('*').map((part) => part.replace(/[^\w-]/g, '\\$&'));
        return proxyDebugNames.some((one) => new RegExp(`^${pattern.join('.*')}$`).test(one));
    });
}

// EXTERNAL MODULE: ./build/src/lib/network.js
var lib_network = __nccwpck_require__(2527);
// EXTERNAL MODULE: ./build/src/schema/exit-codes.js
var exit_codes = __nccwpck_require__(6634);
;// CONCATENATED MODULE: ./build/src/run.js












/**
 * One run, from masking the token to cleanup, the same on every CI system.
 *
 * @param loadRunCommand imports `deploy/run-command.js`: from a separate chunk, or from the engine file
 * @returns the exit code of the process; every failure has been reported
 */
async function run(ci, runtime, loadRunCommand) {
    try {
        if (ci.rawInputs.token && !isUnexpandedVariable(ci.rawInputs.token))
            ci.mask(ci.rawInputs.token);
        ci.debug(describeMachine(runtime.env));
        const startError = ci.startError ?? findTracing(runtime.env);
        if (startError)
            return reject(ci, startError);
        const network = (0,lib_network/* readNetwork */.Lp)(runtime.env);
        if (network.ok)
            for (const secret of (0,lib_network/* proxySecrets */.Wm)(network.network))
                ci.mask(secret);
        const files = {
            readText: (path, maxBytes) => readInputFile(path, ci.paths, maxBytes),
            hash: (path) => hashInputFile(path, ci.paths),
            leadsOut: (path) => (0,fs/* leadsOutOf */.tC)(path, ci.paths.checkout),
        };
        const parsed = parseInputs(ci.rawInputs, ci.paths.workDir, files, ci.exportedFor);
        if (!parsed.ok)
            return parsed.skip ? skip(ci, parsed.error) : reject(ci, parsed.error);
        if (!network.ok)
            return reject(ci, { code: 'proxy-invalid', message: network.problem });
        maskSecrets(ci, parsed.inputs);
        if (/^\s|\s$/.test(ci.rawInputs.token ?? ''))
            (0,report/* reportNotice */.tX)(ci, 'token-trimmed', 'Surrounding whitespace was removed.');
        for (const { code, message } of parsed.notices)
            (0,report/* reportNotice */.tX)(ci, code, message);
        if (runtime.env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
            (0,report/* reportNotice */.tX)(ci, 'tls-verified', 'NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored.');
        // Loaded late: the modules for HTTP and child processes take longer to load than everything before this line.
        const { runRequestedCommand } = await loadRunCommand();
        const error = await runRequestedCommand(ci, runtime, parsed.inputs, network.network);
        if (ci.outputUnavailableReason)
            (0,report/* reportNotice */.tX)(ci, 'report-not-kept', ci.outputUnavailableReason);
        if (runtime.signal.aborted)
            return run_report(ci, cancellationError(runtime.signal));
        return error ? errors/* errorCatalogue */.OP[error.code].exit : exit_codes/* exitCodes */.h.done;
    }
    catch (error) {
        return run_report(ci, runtime.signal.aborted ? cancellationError(runtime.signal) : (0,errors/* toErrorInfo */.K$)(error));
    }
}
/** Masks the values of `secrets`, but nothing in them that this program itself writes to the log and to outputs. */
function maskSecrets(ci, { secrets, endpoints, workspace, moreWorkspaces, servers }) {
    const origins = [endpoints.api, endpoints.mcp, endpoints.registry].map((origin) => `${origin}/`);
    const names = [workspace, ...moreWorkspaces, ...servers]
        .flatMap((one) => Object.values(one))
        .filter((name) => typeof name === 'string');
    for (const secret of secrets.values())
        ci.mask(secret, [...origins, ...names]);
    const short = [...secrets].filter(([, value]) => value.trim().length < secret_forms/* MIN_SECRET_LENGTH */.vb);
    if (short.length > 0)
        (0,report/* reportNotice */.tX)(ci, 'secret-short', `Affected: ${short.map(([name]) => name).join(', ')}.`);
}
/** Ends a run before anything is installed or sent. */
function reject(ci, error) {
    setEarlyOutputs(ci, error);
    return run_report(ci, { ...error, message: describeError(ci, error) });
}
/** Ends a run without a token, as `on-missing-token: skip` says. */
function skip(ci, error) {
    setEarlyOutputs(ci, error);
    (0,report/* reportNotice */.tX)(ci, 'token-skipped', describeError(ci, error));
    return exit_codes/* exitCodes */.h.done;
}
function setEarlyOutputs(ci, { code }) {
    try {
        const status = code === 'token-missing' ? { 'token-status': 'missing' } : {};
        ci.setOutputs({ ...status, 'deploy-status': 'skipped', 'health-status': 'skipped' });
    }
    catch {
        // A full disk must not replace the error that ends the run.
    }
}
function describeError(ci, error) {
    const hint = error.code === 'token-missing' ? ci.missingTokenHint : findVariableHint(ci, error);
    return hint ? `${error.message} ${hint}` : error.message;
}
/** The hint for an invalid input that contains a variable, such as `$CIRCLE_TAG`. */
function findVariableHint({ rawInputs, variableHint }, { message }) {
    const invalid = inputs/* inputNames */.vj.filter((name) => name !== 'token' && message.includes(`\`${name}\`: `));
    const [variable] = invalid.flatMap((name) => findVariableName(rawInputs[name] ?? '') ?? []);
    return variable && variableHint?.(variable);
}
function run_report(ci, error) {
    (0,report/* reportError */.N7)(ci, error);
    return errors/* errorCatalogue */.OP[error.code].exit;
}
function cancellationError(signal) {
    const code = signal.reason === 'SIGINT' ? 'interrupted' : 'terminated';
    return { code, message: `Received ${signal.reason}; all work was stopped.` };
}
/** Versions that a bug report needs. */
function describeMachine({ ImageOS, ImageVersion, CI_RUNNER_VERSION }) {
    const image = ImageOS && `image ${ImageOS} ${ImageVersion ?? ''}`.trim();
    const runner = CI_RUNNER_VERSION && `gitlab-runner ${CI_RUNNER_VERSION}`;
    const parts = [
        `ntcli-deploy ${constants/* product */.qM.version}`,
        `Node.js ${process.versions.node}`,
        `${process.platform} ${process.arch}`,
        image,
        runner,
    ];
    return parts.filter(Boolean).join(', ');
}


/***/ }),

/***/ 5260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Ff: () => (/* binding */ RENEWAL_STEPS),
  q6: () => (/* binding */ WRAPPER_MARK),
  qM: () => (/* binding */ product),
  OX: () => (/* binding */ stateKeys)
});

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

/***/ 2543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  $5: () => (/* binding */ createError),
  OP: () => (/* reexport */ errorCatalogue),
  E2: () => (/* binding */ getErrorCode),
  K$: () => (/* binding */ toErrorInfo)
});

// UNUSED EXPORTS: DeployError

// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(5260);
// EXTERNAL MODULE: ./build/src/schema/exit-codes.js
var exit_codes = __nccwpck_require__(6634);
;// CONCATENATED MODULE: ./build/src/schema/error-catalogue.js


/**
 * Every kind of failure. A run fails only with one of these. The code that fails adds the sentence that says what
 * happened; cause and hint are defined here.
 */
const errorCatalogue = {
    internal: {
        exit: exit_codes/* exitCodes */.h.internal,
        title: 'Internal error',
        cause: 'This is a bug in ntcli-deploy, not in your workflow.',
        hint: `Report it with this line at ${constants/* product */.qM.repository}/issues.`,
    },
    'disk-unusable': {
        exit: exit_codes/* exitCodes */.h.internal,
        title: 'File system error',
        cause: 'The disk is full, or the job has no access to the directory.',
        hint: 'Free disk space, or set RUNNER_TEMP (GitHub), TMPDIR or the project directory of the job to a writable directory, and run again.',
    },
    'temp-in-checkout': {
        exit: exit_codes/* exitCodes */.h.internal,
        title: 'Temporary directory inside the checkout',
        cause: 'The session with the token is never written to the checkout, where a later step could upload or commit it.',
        hint: 'Set RUNNER_TEMP (GitHub) or TMPDIR to a directory outside the checkout, or set `deploy-with: api`, which writes no session.',
    },
    'runner-incomplete': {
        exit: exit_codes/* exitCodes */.h.internal,
        title: 'Runner command files are missing',
        cause: 'Without its command files, a value reaches later steps only through the log, and the token is never printed.',
        hint: 'Update the runner (2.327.1 or newer), or set `export-token: false`.',
    },
    'bad-input': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'Bad input',
        cause: 'All inputs are validated before anything is installed or deployed.',
        hint: 'Correct every input named here and run again. docs/reference.md lists the accepted values.',
    },
    'preview-unnamed': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'The preview has no name',
        cause: 'CI_PROJECT_ID and CI_MERGE_REQUEST_IID name the workspace of a preview on GitLab, and one of them is missing or not a number.',
        hint: 'Run this job in merge request pipelines only, and delete CI/CD variables with these names.',
    },
    'inputs-lost': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'Inputs with a hyphen are missing',
        cause: 'The runner sets a variable for every input. A shell between the runner and Node.js drops those with a hyphen in the name, such as `INPUT_DRY-RUN`, so a dry run would become a deploy.',
        hint: 'Start Node.js without that shell: check the entry point of the job container and wrapper scripts of the runner. `env` and bash keep such variables, dash and BusyBox sh do not.',
    },
    'proxy-invalid': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'Invalid proxy address',
        cause: 'The proxy variables of the job are checked before anything is sent.',
        hint: 'Correct the variable, or list the hosts to reach directly in NO_PROXY (`*` for all).',
    },
    'shell-trace': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'Shell tracing is enabled',
        cause: 'With `set -x` or CI_DEBUG_TRACE the shell prints every value it expands, including the token, and a printed token cannot be recalled.',
        hint: 'Disable tracing for this job; the log of ntcli-deploy shows what it does. If the token has been printed, revoke it.',
    },
    'debug-output': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'Debug output of Node.js is enabled',
        cause: 'With NODE_DEBUG or DEBUG, Node.js and its libraries print requests with the token in them and the password of a proxy, and ntcli-deploy cannot redact that.',
        hint: 'Remove the variable from the environment of this job; the debug log of ntcli-deploy shows every request. If the token has been printed, revoke it.',
    },
    'token-missing': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'NTCLI_TOKEN is missing',
        cause: 'No secret of that name exists, or this job does not get it: runs from forks and Dependabot get no secrets, and a secret of an environment or context reaches only the jobs that name it.',
        hint: 'Create NTCLI_TOKEN as a secret (GitHub: and pass it with `token: ${{ secrets.NTCLI_TOKEN }}`), a masked CI/CD variable (GitLab) or a context variable (CircleCI).',
    },
    'token-not-expanded': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'NTCLI_TOKEN was not expanded',
        cause: 'A line such as `NTCLI_TOKEN: $NTCLI_TOKEN` in `variables:` (GitLab) or `environment:` (CircleCI) passes this text as the value: the variable does not exist, is protected while the branch is not, or is not expanded there. The line also overrides the real variable.',
        hint: 'Delete that line. A CI/CD variable (GitLab) or a context variable (CircleCI) reaches the job without it.',
    },
    'token-malformed': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'NTCLI_TOKEN is malformed',
        cause: 'The stored secret is not a bare token. Its value is not shown here.',
        hint: `Store the bare token again, on one line and without quotes. If you no longer have it, create a new one in ${constants/* product */.qM.studio}.`,
    },
    'token-expired': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'The token has expired',
        cause: 'The token is past its expiry, and the platform rejected it or could not be reached. Nothing was installed or deployed.',
        hint: `Standard token: Refresh in ${constants/* product */.qM.studio} adds 30 days to the same token. Long-Lived token: create a new one and update the secret.`,
    },
    'token-expiring': {
        exit: exit_codes/* exitCodes */.h.expiring,
        title: 'The token expires soon',
        cause: 'The token expires within `expiry-warning-days`. With `fail-on-expiring`, the run exits with this code after everything else is done.',
        hint: constants/* RENEWAL_STEPS */.Ff,
    },
    'token-rejected': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'The token was rejected (401)',
        cause: 'The token has expired, was revoked, or belongs to another workspace.',
        hint: `Create a new token in ${constants/* product */.qM.studio}, update the secret, and check the workspace.`,
    },
    'token-not-allowed': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'The token is not allowed to do this (403)',
        cause: 'A Read-Only token was used for a write, or the token belongs to another workspace.',
        hint: `Use a Standard or Long-Lived token of that workspace, from ${constants/* product */.qM.studio}.`,
    },
    'workspace-not-found': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'Workspace not found',
        cause: 'The token has no access to a workspace with that name or id.',
        hint: 'Correct `workspace`, or use a token of that workspace.',
    },
    'workspace-not-created': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'The workspace could not be created',
        cause: 'There is no workspace of that name, and the platform did not create it.',
        hint: 'Fix the reported problem and run again, or create the workspace in Studio.',
    },
    'workspace-unknown': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'It is unknown whether the workspace was created',
        cause: 'The platform failed or did not respond when the workspace was created, and did not list it afterwards. It may appear later. Nothing was deployed.',
        hint: 'Run again: a workspace that exists by then is used. If you do not run again, check the workspaces in Studio, and remove the one named here.',
    },
    'workspace-not-allowed': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'The token may not create or remove workspaces (403)',
        cause: 'A token of one workspace usually has access to that workspace only.',
        hint: `Use a token that may manage workspaces. Or create one workspace for previews in Studio, leave out \`create-workspace\` and \`remove-workspace\`, and remove the servers by name.`,
    },
    'workspace-ambiguous': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'Workspace is ambiguous',
        cause: 'More than one workspace matches, and a deploy must not go to the wrong one.',
        hint: 'Set `workspace` to one of the ids named here.',
    },
    'workspace-list-incomplete': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'The list of workspaces is incomplete',
        cause: 'The platform returned a part of the list, so the workspace may exist. Nothing was created or removed.',
        hint: 'Set `workspace` to the UUID of the workspace.',
    },
    'server-not-found': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'Server not found in the registry',
        cause: 'The server registry has no server with that id, or not in that version.',
        hint: 'Correct `server`. `ntcli registry list` lists the available servers.',
    },
    'server-conflict': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'Server is already deployed (409)',
        cause: 'The platform cannot update this server in place, and ntcli-deploy never removes a running server without being told to.',
        hint: 'Set `replace: true` to remove the server and deploy it again; it is unavailable in between.',
    },
    'server-id-taken': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'Another server has this id',
        cause: 'On the platform, the id of a server is the last part of its registry id, so this deploy would replace another server.',
        hint: 'Deploy to another workspace. Or, if that server is not needed, remove it first: `command: remove` with its id on the platform, such as `server: echo`.',
    },
    'server-not-identified': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'The server to remove was not identified',
        cause: 'On the platform, the id of a server is the last part of its registry id, so a server of that id may be another one. It was not removed.',
        hint: 'Correct `server`. To remove the server of the workspace whatever it is, name it by its id on the platform, as `ntcli server list` shows it: `server: echo`.',
    },
    'node-too-old': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'Node.js 20 or newer is required',
        cause: 'The image or machine of this job has an older Node.js, or none.',
        hint: 'Use an image such as node:24-alpine (GitLab: `image`) or cimg/node (CircleCI), or install Node.js in an earlier step, on GitHub with actions/setup-node.',
    },
    'engine-unavailable': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'The engine file cannot be read',
        cause: 'The job loads the ntcli-deploy engine from a URL or path, and that failed.',
        hint: 'Check the network and proxy of the runner, or set `engine` to a mirror or a local path.',
    },
    'engine-altered': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'Engine checksum mismatch',
        cause: 'The SHA-256 of the engine file differs from the one in the template, so it was not run.',
        hint: 'Use the template and the engine of the same release. For your own engine file, set `engine-sha256` as well.',
    },
    'npm-missing': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'npm was not found',
        cause: 'ntcli is installed with npm, and this machine has no npm next to Node.js or on PATH outside the checkout.',
        hint: 'Add a step that installs Node.js (actions/setup-node), or set `ntcli-package: preinstalled`.',
    },
    'ntcli-unavailable': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'ntcli not found in the npm registry',
        cause: 'The registry does not have the package in that version, or this job has no access to it.',
        hint: 'Set `deploy-with: api` to deploy without ntcli; or set `ntcli-package` to a .tgz path or URL, set `npm-registry` to a registry that hosts it, or install ntcli in an earlier step and set `ntcli-package: preinstalled`.',
    },
    'npm-credentials': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'The npm registry rejected the credentials',
        cause: 'The registry requires credentials that this job does not have, or that are wrong or expired.',
        hint: 'Check the npm configuration of the job: the token in ~/.npmrc or NPM_CONFIG_USERCONFIG, and the variable that it names. A `.npmrc` of the checkout does not count.',
    },
    'ntcli-install-failed': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'ntcli could not be installed',
        cause: 'npm failed; its output is in the log above.',
        hint: 'Run the job again in case the registry failed temporarily. Otherwise check `npm-registry`, the proxy settings and the npm configuration of the job.',
    },
    'ntcli-not-written': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'ntcli could not be written to the disk',
        cause: 'The disk is full, or the job has no access to the directory.',
        hint: 'Free at least 50 MB in RUNNER_TEMP (GitHub), TMPDIR and the home directory of the job, or set `deploy-with: api`, which installs nothing.',
    },
    'ntcli-unexpected': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'Unexpected ntcli package',
        cause: 'The package differs from the requested one: the registry rewrites packages or holds back new versions, or the package is not ntcli. None of its code was run.',
        hint: 'Check `ntcli-package`, `ntcli-version`, `ntcli-integrity` and the npm configuration of the job.',
    },
    'ntcli-not-preinstalled': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'ntcli is not on PATH',
        cause: '`ntcli-package: preinstalled` uses an ntcli that an earlier step installed: an ntcli package, or a program that starts one, such as a shim. Files inside the checkout are ignored.',
        hint: 'Install ntcli in an earlier step, or remove `ntcli-package`.',
    },
    'ntcli-sign-in-failed': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'ntcli could not select the workspace',
        cause: 'This ntcli failed to select the workspace; its output is in the log above.',
        hint: `Run again in case the platform failed temporarily. Otherwise set \`ntcli-version: ${constants/* product */.qM.ntcli.version}\`, the tested version.`,
    },
    'secret-not-set': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'A workspace secret could not be set',
        cause: 'The platform refused it or did not respond. Nothing was deployed; secrets listed before this one may have been set.',
        hint: 'Fix the reported problem and run again. Setting a secret twice is safe.',
    },
    'deploy-refused': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'The deploy was refused',
        cause: 'The platform or ntcli refused it; its message is here or in the log above.',
        hint: 'Fix the reported problem and run again. Nothing was removed.',
    },
    'update-unsupported': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'The platform cannot update the server',
        cause: 'The platform refused to update a server that exists. The server is unchanged and keeps running.',
        hint: 'Set `replace: true` to remove the server and deploy it again; it is unavailable in between.',
    },
    'replace-incomplete': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'The server was removed, but not deployed again',
        cause: '`replace: true` removed the server, and the deploy that followed failed. The server is gone.',
        hint: 'Fix the reported problem and run again.',
    },
    'removal-unknown': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'The removal was not confirmed in time',
        cause: 'The removal was sent, and the platform still shows what was to be removed, or did not respond. With `replace: true`, nothing was deployed.',
        hint: 'Check it in Studio or with `ntcli server info <server>`, and run again. A longer `timeout` may help.',
    },
    'removal-not-sent': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'The removal was not sent',
        cause: 'The steps before it used up `timeout`. Nothing was removed, and nothing was deployed.',
        hint: 'Run again, with a longer `timeout` if the platform is slow.',
    },
    'deploy-not-sent': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'The deploy was not sent',
        cause: 'The steps before it used up `timeout`. Nothing was deployed.',
        hint: 'Run again, with a longer `timeout` if the platform is slow.',
    },
    'removal-refused': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'The removal was refused',
        cause: 'The platform refused it; its message is here. Nothing was removed.',
        hint: 'Fix the reported problem and run again.',
    },
    'deploy-not-shown': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'Server missing after deploy',
        cause: 'The deploy was reported as successful, but the workspace does not list the server.',
        hint: 'Check the workspace in Studio, and run again if the server is missing.',
    },
    'deploy-other-version': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'Unexpected version deployed',
        cause: 'The server registry returned a different version than the requested one, and ntcli deploys whatever it returns; or the platform did not store the deploy.',
        hint: 'Request the version that the registry has, or remove `@version`. If the platform still shows the version or bundle from before, set `replace: true`.',
    },
    'server-unhealthy': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'The server is not healthy',
        cause: 'It was deployed but is not running. If it wrote a log, the last lines are above.',
        hint: 'Fix what its log reports (often a missing secret or variable) and deploy again. If it only starts slowly, increase `timeout`.',
    },
    'mcp-failed': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'MCP verification failed',
        cause: 'The server was deployed, but did not return a valid MCP response when `verify` requested its tools.',
        hint: 'Check its log (`ntcli server logs <server>`), fix the server and deploy again. If it only starts slowly, increase `timeout`.',
    },
    'smoke-test-failed': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'Smoke test failed',
        cause: 'The server was deployed and lists its tools, but a tool call of `smoke-test` did not return what the file expects.',
        hint: 'Check the reported differences and the log of the server (`ntcli server logs <server>`), fix the server or the file, and deploy again.',
    },
    'tools-changed': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'Breaking change in the tools',
        cause: 'Clients that worked with the tools in `tools-snapshot` may fail with the tools of this server.',
        hint: 'Restore what changed. If the change is intended, write the file again with `update-tools-snapshot: true`, review it, and inform the users of the server.',
    },
    'mcp-refused': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'The server refused the MCP client',
        cause: 'The server, or a proxy in front of it, returned 401, 403 or 421 itself. The API accepted the same token before, so the reason is most likely a sign-in or a check of the Host header that the server has itself; a proxy of the platform may also not accept the token for this server.',
        hint: 'If the server has its own sign-in, leave `verify` out. If it checks the Host header, allow the host named here. Otherwise, check that the token belongs to the workspace of the server.',
    },
    'mcp-unsupported': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'No common version of MCP',
        cause: 'The server supports only versions of MCP that this release of ntcli-deploy does not know.',
        hint: 'Use a newer release of ntcli-deploy, or let the server support an older version as well.',
    },
    'health-unknown': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'The health of the server is unknown',
        cause: 'The deploy was accepted, but the platform did not return the status of the server often enough to confirm it.',
        hint: 'Check the server in Studio or with `ntcli server info <server>`. You do not need to deploy again. A longer `timeout` may help.',
    },
    'deploy-unknown': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'The outcome of the deploy is unknown',
        cause: 'No response was received. The platform may have deployed the server anyway, so the deploy was not sent again.',
        hint: 'Check the server in Studio or with `ntcli server info <server>`, and deploy again only if it is missing. A longer `timeout` may help.',
    },
    'api-unreachable': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'NimbleTools cannot be reached',
        cause: 'The API did not respond: a problem with name resolution, network, proxy or certificate.',
        hint: 'Check `domain`, HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS of the job, and run again.',
    },
    'api-unexpected': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'Unexpected response from NimbleTools',
        cause: 'The API failed, or something in between (a proxy, a login page) responded instead.',
        hint: 'Run again in a few minutes. If the problem persists, check `domain` and the proxy settings, then contact NimbleTools support.',
    },
    interrupted: {
        exit: exit_codes/* exitCodes */.h.interrupted,
        title: 'Cancelled',
        cause: 'The job was cancelled while this step was running.',
        hint: 'If a deploy had started, check the server before you run again.',
    },
    terminated: {
        exit: exit_codes/* exitCodes */.h.terminated,
        title: 'Terminated',
        cause: 'The job was stopped by the runner, a timeout or a user.',
        hint: 'If a deploy had started, check the server before you run again.',
    },
};

// EXTERNAL MODULE: ./build/src/schema/file-access.js
var file_access = __nccwpck_require__(2734);
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
const fileSystemErrors = [
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
];
/** The code of an error of the operating system or of Node.js, such as ENOENT; undefined without one. */
function getErrorCode(error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return typeof code === 'string' ? code : undefined;
}
/** The code, with the path that it is about if the error names one. */
function describePath(error, code) {
    const path = error instanceof Error && 'path' in error ? error.path : undefined;
    return typeof path === 'string' && path !== '' ? (0,file_access/* describeAccess */.A)(path, code) : code;
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

/***/ 6634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ exitCodes)
/* harmony export */ });
/* unused harmony export exitMeanings */
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


/***/ }),

/***/ 2734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ describeAccess)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);


/** Errors whose cause is seen in the owner and mode of a path. */
const accessErrors = ['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR'];
/**
 * Describes why a path cannot be used: the path, its owner and mode, and the user of this process. For a path that is
 * missing, the nearest directory above it counts.
 *
 * @param code of the operating system, such as EACCES
 */
function describeAccess(path, code) {
    if (!accessErrors.includes(code))
        return `${code} at ${path}`;
    const found = findExisting(path);
    const stats = found === undefined ? undefined : (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(found, { throwIfNoEntry: false });
    if (found === undefined || stats === undefined || process.getuid === undefined)
        return `${code} at ${path}`;
    const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
    const whose = `${found} belongs to uid ${stats.uid} (mode ${mode}), and this process runs as uid ${process.getuid()}`;
    return `${code} at ${path}; ${whose}`;
}
/** The path itself, or the nearest directory above it that this process can see. */
function findExisting(path) {
    try {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false }))
            return path;
    }
    catch {
        // A directory above does not let this process in.
    }
    const above = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
    return above === path ? undefined : findExisting(above);
}


/***/ }),

/***/ 20:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  vj: () => (/* binding */ inputNames),
  s3: () => (/* binding */ inputNamesOn),
  bd: () => (/* binding */ inputRow),
  Fu: () => (/* reexport */ inputTable)
});

// UNUSED EXPORTS: ciSystems, commandNames, inputDefault, isInputName, systemDefaults

// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(5260);
;// CONCATENATED MODULE: ./build/src/schema/input-table.js

/**
 * All inputs. action.yml, docs/reference.md and the GitLab and CircleCI interfaces are generated from this table, and
 * the engine validates with it. ARCHITECTURE.md says how to add an input.
 *
 * Patterns are anchored regular expressions in the subset that JavaScript and RE2 share (GitLab uses RE2).
 */
/** Where a run takes place. */
const ciSystems = (/* unused pure expression or super */ null && (['github', 'gitlab', 'circleci', 'terminal']));
/** The values of the input `command`. */
const commandNames = ['deploy', 'setup', 'check', 'remove'];
const uuid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const idPart = '[A-Za-z0-9][A-Za-z0-9._-]{0,127}';
const pastePattern = '^[A-Za-z0-9._/~:@+-][A-Za-z0-9 ._/~:@+-]{0,499}$';
const inputTable = {
    token: {
        type: { kind: 'secret' },
        variable: 'NTCLI_TOKEN',
        except: {
            systems: ['gitlab', 'circleci', 'terminal'],
            reason: 'The masked variable itself carries the token; an input would put it in the configuration.',
        },
        help: 'Workspace token, from a secret. An empty input does not override a non-empty NTCLI_TOKEN variable.',
    },
    'token-variable': {
        type: {
            kind: 'text',
            pattern: '^[A-Za-z_][A-Za-z0-9_]{0,127}$',
            expected: 'the name of a variable, without $ and never its value',
        },
        variable: 'NTCLI_TOKEN_VARIABLE',
        guardsToken: true,
        default: 'NTCLI_TOKEN',
        except: { systems: ['github'], reason: 'Use `token`.' },
        help: 'NAME of the variable that holds the workspace token. Never its value.',
    },
    command: {
        type: { kind: 'choice', options: commandNames },
        variable: 'NTCLI_COMMAND',
        except: {
            systems: ['gitlab', 'circleci'],
            reason: 'Include the component, or use the job or the command of the orb (`deploy`, `setup`, `check`, `remove`). GitLab has no component for `setup`, and removes only previews.',
        },
        help: '`deploy`; `setup`: install ntcli, sign in, select the workspace and leave `ntcli` ready for later steps; `check`: check token and workspace and, with `verify`, the servers, and install and deploy nothing; or `remove`: remove the servers named, or the workspace. Default: `deploy` if `server` or `server-file` is set, else `setup`.',
    },
    workspace: {
        type: {
            kind: 'list',
            pattern: `^([a-z][a-z0-9_-]{2,31}|${uuid})$`,
            expected: 'a workspace name (3 to 32 characters of a-z, 0-9, - and _, starting with a letter) or UUID',
        },
        variable: 'NTCLI_WORKSPACE',
        help: 'Workspace name or UUID. Optional if the token has access to exactly one workspace. With `remove-workspace`, one or several.',
    },
    server: {
        type: {
            kind: 'list',
            pattern: `^${idPart}(/${idPart})*(@[A-Za-z0-9][A-Za-z0-9._+-]{0,63})?$`,
            expected: 'a server id of the registry, such as ai.nimbletools/echo or ai.nimbletools/echo@1.2.0',
        },
        variable: 'NTCLI_SERVER',
        commands: ['deploy', 'check', 'remove'],
        help: 'Servers to deploy, in order: `id` or `id@version`, one per line, or comma-separated. Lines that begin with `#` are comments. With `command: remove`, also the id on the platform, such as `echo`; `@version` removes a server only if that version runs.',
    },
    'server-file': {
        type: { kind: 'paths', pastePattern },
        variable: 'NTCLI_SERVER_FILE',
        commands: ['deploy', 'check', 'remove'],
        help: '`server.json` files of the repository to deploy after those of `server`, through the API: paths, one per line, or comma-separated. The registry does not need to have them. Each is validated before anything is sent.',
    },
    'server-version': {
        type: {
            kind: 'text',
            pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$',
            expected: 'a version, such as 1.2.0 or v1.2.0',
        },
        variable: 'NTCLI_SERVER_VERSION',
        commands: ['deploy', 'check'],
        help: 'Version that replaces the one in `server-file`, which must be a single file. A `v` before the number is removed, so you can pass a tag.',
    },
    bundle: {
        type: { kind: 'paths', pastePattern: '^[A-Za-z0-9._/~:@+-][A-Za-z0-9 ._/~:@+%=#-]{0,499}$' },
        variable: 'NTCLI_BUNDLE',
        commands: ['deploy', 'check'],
        help: 'The `.mcpb` bundles of a release, one per architecture, which replace those in `server-file` (a single file): each the path of a file, whose SHA-256 is computed (set `bundle-url`), or `https://...#sha256=...`. End each name with the architecture, such as `-linux-amd64.mcpb`.',
    },
    'bundle-url': {
        type: {
            kind: 'text',
            pattern: '^https://[A-Za-z0-9._~:/%@+-]{1,500}$',
            expected: 'an https URL',
        },
        variable: 'NTCLI_BUNDLE_URL',
        commands: ['deploy', 'check'],
        help: 'URL below which the files of `bundle` can be downloaded, such as `https://github.com/acme/echo/releases/download/v1.2.0`.',
    },
    'create-workspace': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_CREATE_WORKSPACE',
        default: 'false',
        commands: ['deploy', 'setup'],
        help: 'Create the workspace if there is none of that name, for previews. The token must be allowed to.',
    },
    'remove-workspace': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_REMOVE_WORKSPACE',
        guardsToken: true,
        default: 'false',
        commands: ['remove'],
        help: 'With `command: remove`, remove the whole workspace, with every server and secret in it. Needs `workspace`, and no `server`.',
    },
    env: {
        type: { kind: 'pairs' },
        variable: 'NTCLI_ENV',
        except: {
            systems: ['gitlab'],
            reason: 'GitLab pastes inputs into YAML, so an input cannot hold line breaks: set the variable.',
        },
        commands: ['deploy'],
        help: 'Environment variables of the servers, as `KEY=VALUE` lines; for a value of several lines `KEY<<EOF`, its lines, `EOF`. Values are literal, quotes included. Not for secrets: they are passed on a command line.',
    },
    'env-file': {
        type: { kind: 'path', pastePattern },
        variable: 'NTCLI_ENV_FILE',
        except: {
            systems: ['terminal'],
            reason: 'Node.js reads a flag `--env-file` itself, and such a file can run code: set the variable.',
        },
        commands: ['deploy'],
        help: 'UTF-8 file with lines as in `env`. `env` overrides it. The variable can be a GitLab variable of type File.',
    },
    secrets: {
        type: { kind: 'pairs' },
        variable: 'NTCLI_SECRETS',
        except: {
            systems: ['gitlab', 'circleci', 'terminal'],
            reason: 'An input would be plain text in the configuration: set the variable `NTCLI_SECRETS`.',
        },
        commands: ['deploy'],
        help: 'Workspace secrets, with lines as in `env`, set through the API before the deploy. Every value is masked, and none is passed on a command line. A server that exists and uses them is restarted. An empty value is an error.',
    },
    cpu: {
        type: {
            kind: 'text',
            pattern: '^[0-9]{1,6}(\\.[0-9]{1,3})?m?$',
            expected: 'a Kubernetes CPU quantity, such as 500m or 0.5',
        },
        variable: 'NTCLI_CPU',
        commands: ['deploy'],
        help: 'CPU limit of the servers, as in Kubernetes (`500m`).',
    },
    memory: {
        type: {
            kind: 'text',
            pattern: '^[0-9]{1,12}(\\.[0-9]{1,3})?(Ki|Mi|Gi|Ti|k|M|G|T)?$',
            expected: 'a Kubernetes memory quantity, such as 512Mi or 1Gi',
        },
        variable: 'NTCLI_MEMORY',
        commands: ['deploy'],
        help: 'Memory limit of the servers, as in Kubernetes (`512Mi`).',
    },
    'deploy-with': {
        type: { kind: 'choice', options: ['auto', 'ntcli', 'api'] },
        variable: 'NTCLI_DEPLOY_WITH',
        guardsToken: true,
        default: 'auto',
        commands: ['deploy'],
        help: '`auto`: install ntcli and deploy with it, or through the API if ntcli cannot deliver a setting or cannot be installed. `ntcli`: deploy only with ntcli. `api`: deploy through the API, and install nothing.',
    },
    replace: {
        type: { kind: 'boolean' },
        variable: 'NTCLI_REPLACE',
        guardsToken: true,
        default: 'false',
        commands: ['deploy'],
        help: 'If the server exists, remove it, wait until it is gone, and deploy it again. For platforms that cannot update in place; the server is unavailable in between.',
    },
    'min-replicas': {
        type: { kind: 'integer', min: 0, max: 1000 },
        variable: 'NTCLI_MIN_REPLICAS',
        commands: ['deploy'],
        help: 'Minimum number of replicas. With 0, an idle server is scaled to zero and starts on the first request.',
    },
    'max-replicas': {
        type: { kind: 'integer', min: 1, max: 1000 },
        variable: 'NTCLI_MAX_REPLICAS',
        commands: ['deploy'],
        help: 'Maximum number of replicas.',
    },
    wait: {
        type: { kind: 'boolean' },
        variable: 'NTCLI_WAIT',
        default: 'true',
        commands: ['deploy'],
        help: 'Wait until the server is healthy or scaled to zero.',
    },
    verify: {
        type: { kind: 'boolean' },
        variable: 'NTCLI_VERIFY',
        default: 'false',
        commands: ['deploy', 'check'],
        help: 'After the deploy, connect to the server as an MCP client (`initialize`, `tools/list`). Starts a server that is scaled to zero.',
    },
    'smoke-test': {
        type: { kind: 'path', pastePattern },
        variable: 'NTCLI_SMOKE_TEST',
        commands: ['deploy', 'check'],
        help: 'JSON file with tool calls and what they must return, made through MCP after the deploy. Implies `verify`. docs/verification.md describes the format.',
    },
    'tools-snapshot': {
        type: { kind: 'path', pastePattern },
        variable: 'NTCLI_TOOLS_SNAPSHOT',
        commands: ['deploy', 'check'],
        help: 'JSON file with the tools that clients rely on. A tool or property that is gone, a new required property or a changed type fails the run; an addition is a notice. Implies `verify`.',
    },
    'update-tools-snapshot': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_UPDATE_TOOLS_SNAPSHOT',
        default: 'false',
        commands: ['deploy', 'check'],
        help: 'Write `tools-snapshot` instead of comparing with it.',
    },
    'dry-run': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_DRY_RUN',
        default: 'false',
        commands: ['deploy', 'remove'],
        help: 'Check everything, change nothing. The log shows what would happen.',
    },
    timeout: {
        type: { kind: 'duration' },
        variable: 'NTCLI_TIMEOUT',
        default: '5m',
        commands: ['deploy', 'check', 'remove'],
        help: 'Time limit per server for deploy, wait and verification: `300` or `300s`, `5m`, `1h`.',
    },
    'expiry-warning-days': {
        type: { kind: 'integer', min: 0, max: 3650 },
        variable: 'NTCLI_EXPIRY_WARNING_DAYS',
        default: '7',
        help: 'Show a warning when the token expires in this many days or fewer.',
    },
    'rotation-days': {
        type: { kind: 'integer', min: 0, max: 3650 },
        variable: 'NTCLI_ROTATION_DAYS',
        default: '90',
        help: 'Show a notice when the token is older than this many days. 0 turns it off.',
    },
    'token-expires-at': {
        type: {
            kind: 'text',
            pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?$',
            expected: 'an ISO date, such as 2027-01-31 or 2027-01-31T12:00:00Z',
        },
        variable: 'NTCLI_TOKEN_EXPIRES_AT',
        help: 'ISO date on which the token expires, for tokens whose expiry cannot be read.',
    },
    'fail-on-expiring': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_FAIL_ON_EXPIRING',
        default: 'false',
        help: 'Exit with code 75 when the token is close to expiry, after everything else is done.',
    },
    'on-missing-token': {
        type: { kind: 'choice', options: ['fail', 'skip'] },
        variable: 'NTCLI_ON_MISSING_TOKEN',
        default: 'fail',
        help: '`skip`: succeed with a notice when there is no token (forks, Dependabot).',
    },
    'export-token': {
        type: { kind: 'boolean' },
        default: 'true',
        except: {
            systems: ['gitlab', 'circleci', 'terminal'],
            reason: 'There is nothing to export: later steps and jobs have the token variable already.',
        },
        commands: ['deploy', 'setup'],
        help: 'Export `NTCLI_TOKEN` and add a signed-in `ntcli` to PATH for later steps of the job.',
    },
    'auto-refresh': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_AUTO_REFRESH',
        guardsToken: true,
        default: 'false',
        commands: ['deploy', 'setup'],
        help: 'Let ntcli refresh the token automatically (`ntcli config set auto-refresh-token true`), if it can. Risk: a refresh that issues a new token revokes the one in your secret, and breaks every pipeline that uses it.',
    },
    'ntcli-version': {
        type: {
            kind: 'text',
            pattern: '^[0-9A-Za-z^~<>=*][0-9A-Za-z^~<>=|.*+ -]{0,63}$',
            expected: 'an exact version, a range or a dist-tag, such as 0.4.4, ^0.4.0 or latest',
        },
        variable: 'NTCLI_VERSION',
        guardsToken: true,
        default: constants/* product */.qM.ntcli.version,
        commands: ['deploy', 'setup'],
        help: 'Version of ntcli: an exact version, a range or a dist-tag. The default is the tested version.',
    },
    'ntcli-package': {
        type: { kind: 'path', pastePattern: '^[A-Za-z0-9@._/~:+%=?&# -]{1,500}$' },
        variable: 'NTCLI_PACKAGE',
        guardsToken: true,
        default: constants/* product */.qM.ntcli.package,
        commands: ['deploy', 'setup'],
        help: 'Source of ntcli: an npm package name, the path or https URL of a `.tgz` file, or `preinstalled` for the `ntcli` on PATH.',
    },
    'ntcli-integrity': {
        type: {
            kind: 'text',
            pattern: '^sha512-[A-Za-z0-9+/]{86}==$',
            expected: 'sha512- and 88 characters of base64, as printed by `npm view <package> dist.integrity`',
        },
        variable: 'NTCLI_INTEGRITY',
        guardsToken: true,
        commands: ['deploy', 'setup'],
        help: 'Required checksum of the ntcli package: `sha512-...`, as printed by `npm view <package> dist.integrity`.',
    },
    'npm-registry': {
        type: {
            kind: 'text',
            pattern: '^https?://[A-Za-z0-9._~:/%\\[\\]-]{1,500}$',
            expected: 'the URL of an npm registry, without credentials',
        },
        variable: 'NTCLI_NPM_REGISTRY',
        guardsToken: true,
        commands: ['deploy', 'setup'],
        help: 'npm registry to install ntcli from. Default: the one in your npm configuration.',
    },
    domain: {
        type: {
            kind: 'text',
            pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?$',
            expected: 'a lowercase host name, with an optional port, such as nimbletools.ai',
        },
        variable: 'NTCLI_DOMAIN',
        guardsToken: true,
        default: constants/* product */.qM.domain,
        help: 'Domain of the platform: API at `https://api.<domain>`, MCP at `https://mcp.<domain>`, server registry at `https://registry.<domain>`. Plain HTTP is used only for localhost and 127.0.0.1.',
    },
    cache: {
        type: { kind: 'boolean' },
        variable: 'NTCLI_CACHE',
        default: 'true',
        // CircleCI unpacks a cache to absolute paths, such as a `node` that comes first on PATH, and branches without the
        // token can write it: see docs/security.md.
        defaultOn: { circleci: 'false' },
        commands: ['deploy', 'setup'],
        help: 'Cache the installed ntcli, or its packages, between runs.',
    },
    summary: {
        type: { kind: 'boolean' },
        variable: 'NTCLI_SUMMARY',
        default: 'true',
        commands: ['deploy', 'remove'],
        help: 'Write a job summary (GitHub) or a report file (GitLab, CircleCI).',
    },
    engine: {
        type: {
            kind: 'text',
            pattern: '^[A-Za-z0-9._/~:%+@ -]{1,500}$',
            expected: 'an https or file URL, or a path',
        },
        variable: 'NTCLI_ENGINE',
        guardsToken: true,
        except: { systems: ['github', 'terminal'], reason: 'The engine is already there.' },
        help: 'Source of the engine file: URL of a mirror, `file:` URL or path. Default: the tagged release.',
    },
    'engine-sha256': {
        type: { kind: 'text', pattern: '^[0-9a-f]{64}$', expected: '64 hexadecimal digits' },
        variable: 'NTCLI_ENGINE_SHA256',
        guardsToken: true,
        except: { systems: ['github', 'terminal'], reason: 'The engine is already there.' },
        help: 'Required SHA-256 of the engine file. Default: that of the tagged release.',
    },
};

;// CONCATENATED MODULE: ./build/src/schema/inputs.js


/** All names, in the order of the table. */
const inputNames = Object.keys(inputTable).filter(isInputName);
/** The row of an input, with the type of a general row. */
function inputRow(name) {
    return inputTable[name];
}
/** Names of the inputs that a system offers: all but its exceptions. With a command, only those that it reads. */
function inputNamesOn(system, command) {
    return inputNames.filter((name) => {
        const { except, commands } = inputRow(name);
        return !except?.systems.includes(system) && (!command || (commands?.includes(command) ?? true));
    });
}
/** The default of an input on a CI system, as a user would type it; undefined without one. */
function inputDefault(name, system) {
    const row = inputRow(name);
    return row.defaultOn?.[system] ?? row.default;
}
/** The inputs whose default differs on a CI system, with that default. */
function systemDefaults(system) {
    const own = inputNames.map((name) => [name, inputRow(name).defaultOn?.[system]]);
    return Object.fromEntries(own.filter(([, value]) => value !== undefined));
}
function isInputName(name) {
    return Object.hasOwn(inputTable, name);
}


/***/ }),

/***/ 1278:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseTimestamp),
/* harmony export */   I: () => (/* binding */ readClaims)
/* harmony export */ });
/* harmony import */ var _lib_time_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6016);

/** The claims of a JWT; undefined for another token. */
function readClaims(token) {
    const [, payload = '', signature] = token.split('.');
    if (signature === undefined)
        return undefined;
    try {
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
        if (typeof claims !== 'object' || claims === null)
            return undefined;
        const { jti, exp, iat } = claims;
        const [expiresAt, issuedAt] = [parseTimestamp(exp), parseTimestamp(iat)];
        return {
            neverExpires: exp === undefined || exp === null,
            ...(typeof jti === 'string' && jti !== '' ? { id: jti } : {}),
            ...(expiresAt === undefined ? {} : { expiresAt }),
            ...(issuedAt === undefined ? {} : { issuedAt }),
        };
    }
    catch {
        return undefined;
    }
}
/** Seconds since 1970 reach this number in the year 5138. A greater number is in milliseconds. */
const MAX_SECONDS = 1e11;
/**
 * Parses a time in the formats of the platforms: seconds or milliseconds since 1970, or ISO text,
 * in UTC unless it names a zone.
 *
 * @returns milliseconds since 1970; undefined for anything else
 */
function parseTimestamp(value) {
    if (typeof value === 'string' && /^\d{9,13}$/.test(value))
        return parseTimestamp(Number(value));
    const number = typeof value === 'number'
        ? value * (value > MAX_SECONDS ? 1 : 1000)
        : typeof value === 'string'
            ? (0,_lib_time_js__WEBPACK_IMPORTED_MODULE_0__/* .parseTime */ .p)(value)
            : Number.NaN;
    return Number.isFinite(number) && number > 0 && number <= 8.64e15 ? number : undefined;
}


/***/ }),

/***/ 235:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  fM: () => (/* binding */ addPath),
  Yz: () => (/* binding */ debug),
  z3: () => (/* binding */ error),
  dN: () => (/* binding */ exportVariable),
  V4: () => (/* binding */ getInput),
  Os: () => (/* binding */ group),
  pq: () => (/* binding */ info),
  _o: () => (/* binding */ isDebug),
  lm: () => (/* binding */ notice),
  LZ: () => (/* binding */ saveState),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ setSecret),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, endGroup, getBooleanInput, getIDToken, getMultilineInput, getState, markdownSummary, platform, setCommandEcho, setFailed, startGroup, summary, toPlatformPath, toPosixPath, toWin32Path

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
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
function toCommandProperties(annotationProperties) {
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
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    issueCommand(name, {}, message);
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
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
const external_crypto_ = () => __nccwpck_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_().randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
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
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
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
    process.env['PATH'] = `${inputPath}${external_path_.delimiter}${process.env['PATH']}`;
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
    process.stdout.write(external_os_.EOL);
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
    issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
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
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
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
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
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
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
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
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(8712);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
