import { deployFaults } from './api-deploy.js';
import { healthFaults } from './api-health.js';
import { lookUpFaults } from './api-look-up.js';
import { secretFaults } from './api-secrets.js';
import type { Fault } from './fault.js';
import { signInFaults } from './sign-in.js';

/** Rows whose result does not depend on ntcli. `npm test` runs them in its own process. */
export const apiFaults: readonly Fault[] = [...lookUpFaults, ...healthFaults, ...secretFaults];

/** The first row of each error, and the first that ends without one. `npm test` runs them with the committed bundle. */
export const oneOfEachError: readonly Fault[] = firstOfEach(
  [...deployFaults, ...signInFaults, ...apiFaults].filter(({ nightly }) => !nightly),
  ({ expect }) => expect.title,
);

function firstOfEach<Value, Key>(values: readonly Value[], keyOf: (value: Value) => Key): readonly Value[] {
  const keys = values.map(keyOf);
  return values.filter((value, index) => keys.indexOf(keyOf(value)) === index);
}
