// @ts-check

/**
 * @typedef {object} Mutation
 * @property {string} what what the code does with it, in a few words
 * @property {string} find a text that is in the file exactly once
 * @property {string} replace what it becomes
 */
/**
 * @typedef {object} Group
 * @property {string} file
 * @property {readonly string[]} tests the test files that must fail
 * @property {readonly Mutation[]} mutations
 */

/**
 * @param {string} what
 * @param {string} find
 * @param {string} replace
 * @returns {Mutation}
 */
export function mutation(what, find, replace) {
  return { what, find, replace };
}
