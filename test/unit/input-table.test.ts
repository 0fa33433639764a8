import { describe, expect, it } from 'vitest';
import { ciSystems, inputNames, inputNamesOn, inputRow } from '../../src/schema/inputs.js';

describe('the input table', () => {
  it.each(inputNames)(
    '%s is offered everywhere, except on systems that its row names with a reason',
    (name) => {
      const { except } = inputRow(name);
      const missing = ciSystems.filter((system) => !inputNamesOn(system).includes(name));
      expect(missing).toEqual(ciSystems.filter((system) => except?.systems.includes(system)));
      if (except) expect(except.reason).toMatch(/^[A-Z].+\.$/);
    },
  );

  it('offers each input on at least one system', () => {
    expect(
      inputNames.filter((name) => ciSystems.every((system) => !inputNamesOn(system).includes(name))),
    ).toEqual([]);
  });
});
