import { type InputName, inputNames, inputRow, type RawInputs } from '../schema/inputs.js';

/**
 * Collects what was given for each input. An input comes first, its environment variable second; an empty text is
 * nothing given, so that it never hides a variable.
 *
 * @param given the text of an input in the CI system's own way, empty where it was not given
 */
export function collectInputs(env: NodeJS.ProcessEnv, given: (name: InputName) => string): RawInputs {
  const found = inputNames.map((name) => {
    const { variable } = inputRow(name);
    const candidates = [given(name), (variable && env[variable]) || ''];
    return [name, candidates.find((text) => text.trim() !== '')] as const;
  });
  return Object.fromEntries(found.filter(([, text]) => text !== undefined));
}
