// @actions/core imports @actions/exec for one feature only: naming the platform, which this action never asks for.
// package.json "overrides" puts this module in its place. Whoever needs the feature finds out at once.

const refuse = () => {
  throw new Error('The @actions/exec of this bundle is an empty stand-in (see scripts/stubs/exec).');
};

export const exec = refuse;
export const getExecOutput = refuse;
