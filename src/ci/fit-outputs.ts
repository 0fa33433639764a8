import { type OutputName, type Outputs, outputNames, outputVariable } from '../schema/outputs.js';

export interface FittedOutputs {
  readonly outputs: Outputs;
  /** Outputs whose value was replaced by an empty text. */
  readonly omitted: readonly OutputName[];
}

/**
 * Makes outputs fit into what a CI system can pass on: the longest values are emptied until the rest fits.
 *
 * @param format the text that the CI system reads
 * @param maxBytes of that text
 */
export function fitOutputs(
  given: Outputs,
  format: (outputs: Outputs) => string,
  maxBytes: number,
): FittedOutputs {
  let outputs = given;
  const omitted: OutputName[] = [];
  while (Buffer.byteLength(format(outputs)) > maxBytes) {
    const getLength = (name: OutputName) => outputs[name]?.length ?? 0;
    const longest = outputNames.reduce((a, b) => (getLength(b) > getLength(a) ? b : a));
    if (getLength(longest) === 0) break;
    outputs = { ...outputs, [longest]: '' };
    omitted.push(longest);
  }
  return { outputs, omitted };
}

/** One sentence that names what was left out. */
export function describeOmitted(names: readonly OutputName[], limit: string): string {
  return `${names.map(outputVariable).join(' and ')} would not fit into ${limit}.`;
}
