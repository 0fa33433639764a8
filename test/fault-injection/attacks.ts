import { checkoutAttacks } from './checkout.js';
import { childOutputAttacks } from './child-output.js';
import type { Fault } from './fault.js';
import { inputAttacks } from './inputs.js';
import { selfHostedAttacks } from './self-hosted.js';
import { supplyChainAttacks } from './supply-chain.js';
import { tokenAttacks } from './token.js';

/** Attacks on the token or the machine. Published in docs/attack-tests.md. */
export const attacks: readonly Fault[] = [
  ...childOutputAttacks,
  ...checkoutAttacks,
  ...supplyChainAttacks,
  ...inputAttacks,
  ...tokenAttacks,
  ...selfHostedAttacks,
];
