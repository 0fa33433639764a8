import { checkoutFaults } from './checkout.js';
import type { Fault } from './fault.js';

/** Everything that somebody may try against the token or the machine. Published in SECURITY.md. */
export const attacks: readonly Fault[] = [...checkoutFaults];
