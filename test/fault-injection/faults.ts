import { deployFaults } from './api-deploy.js';
import { healthFaults } from './api-health.js';
import { lookUpFaults } from './api-look-up.js';
import { secretFaults } from './api-secrets.js';
import { cancelFaults } from './cancel.js';
import { cliFaults } from './cli.js';
import { credentialFaults } from './credentials.js';
import type { Fault } from './fault.js';
import { machineFaults } from './machine.js';
import { networkFaults } from './network.js';
import { npmFaults } from './npm.js';
import { signInFaults } from './sign-in.js';
import { sizeFaults } from './sizes.js';

/** Failures without an attacker. Published in docs/reliability.md. */
export const faults: readonly Fault[] = [
  ...npmFaults,
  ...credentialFaults,
  ...networkFaults,
  ...machineFaults,
  ...lookUpFaults,
  ...signInFaults,
  ...deployFaults,
  ...healthFaults,
  ...secretFaults,
  ...sizeFaults,
  ...cliFaults,
  ...cancelFaults,
];
