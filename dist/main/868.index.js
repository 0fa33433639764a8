export const id = 868;
export const ids = [868];
export const modules = {

/***/ 868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openGithubCache: () => (/* binding */ openGithubCache)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(598);
/* harmony import */ var _lib_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(616);
/* harmony import */ var _lib_redact_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(284);



/** Milliseconds for all requests of one direction. */
const loadTime = 10_000;
const saveTime = 20_000;
/** What GitHub tells forms of content apart by; its own toolkit hashes paths and compression. */
const version = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update('ntcli-deploy tarball store 1').digest('hex');
/**
 * The cache service of GitHub Actions, version 2 (read in `packages/cache` of actions/toolkit): twirp in JSON for the
 * entries, and signed addresses on another origin for the bytes. The token goes to the service alone, and nothing here
 * shows a signed address, which is a secret. After a failure the service is left alone.
 *
 * @param serviceUrl ACTIONS_RESULTS_URL
 * @param token ACTIONS_RUNTIME_TOKEN
 * @param say writes a line of the log
 */
function openGithubCache(serviceUrl, token, say) {
    let isUp = true;
    /** Says why a cache is not used, once. */
    function giveUp(why) {
        isUp = false;
        say(`GitHub Actions cache unavailable: ${why}.`);
    }
    /** One call of the service. */
    function call(method, fields, until) {
        return (0,_lib_http_js__WEBPACK_IMPORTED_MODULE_1__/* .sendRequest */ .w)({
            method: 'POST',
            url: new URL(`/twirp/github.actions.results.api.v1.CacheService/${method}`, serviceUrl),
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: JSON.stringify({ ...fields, version }),
            ...until(),
        });
    }
    return {
        async restore(key, maxBytes, signal) {
            const until = within(loadTime, signal);
            const found = await call('GetCacheEntryDownloadURL', { key }, until);
            const entry = entryIn(found);
            if (entry === undefined)
                return giveUp(whyNot(found));
            if (!entry.ok)
                return undefined;
            const url = entry.signed_download_url ?? entry.signedDownloadUrl;
            if (!isUrl(url))
                return giveUp('no URL in the response');
            const bytes = await (0,_lib_http_js__WEBPACK_IMPORTED_MODULE_1__/* .sendRequest */ .w)({
                method: 'GET',
                url: new URL(url),
                headers: { accept: '*/*' },
                maxBytes,
                ...until(),
            });
            if (!isSuccess(bytes))
                return giveUp(whyNot(bytes));
            say(`Restored packages from the GitHub Actions cache (${(0,_lib_redact_js__WEBPACK_IMPORTED_MODULE_2__/* .formatMegabytes */ .VP)(bytes.bytes.length)})`);
            return Buffer.from(bytes.bytes);
        },
        async save(key, bytes, signal) {
            if (!isUp)
                return;
            const until = within(saveTime, signal);
            const created = await call('CreateCacheEntry', { key }, until);
            // Another job is saving, or has saved, the same.
            if (created.ok && created.status === 409)
                return;
            const entry = entryIn(created);
            if (entry === undefined)
                return giveUp(whyNot(created));
            if (!entry.ok)
                return;
            const url = entry.signed_upload_url ?? entry.signedUploadUrl;
            if (!isUrl(url))
                return giveUp('no URL in the response');
            const headers = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/octet-stream' };
            const put = await (0,_lib_http_js__WEBPACK_IMPORTED_MODULE_1__/* .sendRequest */ .w)({ method: 'PUT', url: new URL(url), headers, body: bytes, ...until() });
            if (!isSuccess(put))
                return giveUp(whyNot(put));
            const ended = await call('FinalizeCacheEntryUpload', { key, size_bytes: `${bytes.length}` }, until);
            if (!entryIn(ended)?.ok)
                return giveUp(whyNot(ended));
            say(`Saved packages to the GitHub Actions cache (${(0,_lib_redact_js__WEBPACK_IMPORTED_MODULE_2__/* .formatMegabytes */ .VP)(bytes.length)})`);
        },
    };
}
function within(time, signal) {
    const deadline = performance.now() + time;
    return () => ({ timeout: Math.max(1, deadline - performance.now()), signal });
}
/** Undefined for a failure, and for an answer of something that is not the service. */
function entryIn(result) {
    if (!isSuccess(result))
        return undefined;
    try {
        const entry = JSON.parse(result.text);
        return entry ?? undefined;
    }
    catch {
        return undefined;
    }
}
function isSuccess(result) {
    return result.ok && result.status >= 200 && result.status < 300;
}
function whyNot(result) {
    if (!result.ok)
        return result.reason;
    return result.status < 300 ? 'unexpected response' : `status ${result.status}`;
}
function isUrl(value) {
    return typeof value === 'string' && URL.canParse(value);
}


/***/ })

};
