// @ts-check
import { groups } from '../table.js';
import { claims } from './claims.js';
import { rowMutations } from './table-rows.js';

/** @typedef {import('../mutation.js').Mutation & { file: string }} FileMutation */

/** Mutations by their name, `file: what`. @type {ReadonlyMap<string, FileMutation>} */
const mutations = new Map(
  [...groups, ...rowMutations].flatMap(({ file, mutations }) =>
    mutations.map((one) => [`${file}: ${one.what}`, { ...one, file }]),
  ),
);

/**
 * The claims with their mutations. Throws if there is none of a name.
 *
 * @returns {readonly { name: string, mutations: readonly FileMutation[], rows: RegExp }[]}
 */
export function readClaims() {
  return claims.map(({ mutations: names, rows }) => ({
    name: names.join(' + '),
    mutations: names.map((name) => {
      const mutation = mutations.get(name);
      if (!mutation) throw new Error(`No mutation has the name "${name}".`);
      return mutation;
    }),
    rows,
  }));
}
