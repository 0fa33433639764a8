// @actions/core imports its HTTP client for one feature only: OIDC tokens, which this action never asks for.
// package.json "overrides" puts this module in its place. Whoever needs the feature finds out at once.

const refuse = () => {
  throw new Error(
    'The @actions/http-client of this bundle is an empty stand-in (see scripts/stubs/http-client).',
  );
};

export const HttpClient = refuse;
export const BearerCredentialHandler = refuse;
export const HttpCodes = {};
