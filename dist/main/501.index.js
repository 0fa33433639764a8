export const id = 501;
export const ids = [501];
export const modules = {

/***/ 8501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* unused harmony exports HttpClient, BearerCredentialHandler, HttpCodes */
// @actions/core and @actions/tool-cache import this HTTP client for OIDC tokens and downloads, which this action does not
// use. The real one brings undici: 800 kB in the bundle and 61 ms of every start. package.json "overrides" puts this stub
// in its place. Any call throws, so a new use is noticed at once.

const refuse = () => {
  throw new Error('The bundle has a stub instead of @actions/http-client (see scripts/stubs/http-client).');
};

const HttpClient = (/* unused pure expression or super */ null && (refuse));
const BearerCredentialHandler = (/* unused pure expression or super */ null && (refuse));
const HttpCodes = {};


/***/ })

};
