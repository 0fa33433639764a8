import { createSha256 } from '../lib/hash.js';
import type { BoundToken } from './provider.js';

/** The variable that is exported with NTCLI_TOKEN. It tells later steps which token was exported, and for which domain. */
export const bindingVariable = 'NTCLI_TOKEN_EXPORTED_FOR';

/** The value of the variable: the domain, and a digest that no other token has. */
export function formatBinding({ value, domain }: BoundToken): string {
  const digest = createSha256().update(`${domain}\n${value.trim()}`).digest('hex');
  return `${domain} ${digest.slice(0, 32)}`;
}

/** The domain for which a token was exported; undefined for any other token. */
export function findBoundDomain(binding = '', token = ''): string | undefined {
  const [domain = ''] = binding.split(' ');
  return binding !== '' && token.trim() !== '' && binding === formatBinding({ value: token, domain })
    ? domain
    : undefined;
}
