/**
 * The editions of the platform, and the shape in which each one refuses.
 */

/** @typedef {import('./scripted-server.js').Answer} Answer */

/** @typedef {'open' | 'patched' | 'hosted'} EditionName */

/**
 * @typedef {object} Edition
 * @property {'detail' | 'error'} errors `{detail}` as FastAPI writes it, or `{error: {code, message}}`
 * @property {'refused' | 'stored' | 'rolled-out' | 'conflict'} updates what a deploy of an existing server does:
 *   a 500 of Kubernetes; a new spec whose process never starts; a rolling update; a 409
 * @property {'full' | 'bare' | 'absent'} tokenList what `/tokens` lists
 * @property {boolean} hasReadOnly whether a Read-Only token is refused a write
 * @property {boolean} readsTransportEnv whether `server.transport.env` reaches the process
 */

/**
 * - `open`: nimbletools-core as published. Recorded in test/fixtures/recorded-exchanges.json.
 * - `patched`: the same, but updates roll out. Its token list and its Read-Only tokens are assumed, as in `hosted`.
 * - `hosted`: closed source. The error shape and the 409 are read from ntcli; everything else is assumed.
 *
 * @type {Record<EditionName, Edition>}
 */
const editions = {
  open: {
    errors: 'detail',
    updates: 'refused',
    tokenList: 'absent',
    hasReadOnly: false,
    readsTransportEnv: false,
  },
  patched: {
    errors: 'detail',
    updates: 'rolled-out',
    tokenList: 'full',
    hasReadOnly: true,
    readsTransportEnv: false,
  },
  hosted: {
    errors: 'error',
    updates: 'rolled-out',
    tokenList: 'full',
    hasReadOnly: true,
    readsTransportEnv: true,
  },
};

/**
 * The edition that a test chose, with the parts that it chose one by one.
 *
 * @param {{ edition?: EditionName, updates?: Edition['updates'], tokenList?: Edition['tokenList'] }} options
 * @returns {Edition}
 */
export function editionOf({ edition = 'patched', updates, tokenList }) {
  const whole = editions[edition];
  return { ...whole, updates: updates ?? whole.updates, tokenList: tokenList ?? whole.tokenList };
}
