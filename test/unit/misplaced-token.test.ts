import { describe, expect, it } from 'vitest';
import { parseInputs } from '../../src/inputs/parse.js';
import type { RawInputs } from '../../src/schema/inputs.js';

const token = 'wst_a-token/of+the-workspace';

/** The message of inputs that are refused; empty for others. */
function messageOf(raw: RawInputs, file = ''): string {
  const files = {
    readText: () => ({ ok: true, text: file }) as const,
    hash: () => ({ ok: true, text: '' }) as const,
    leadsOut: () => false,
  };
  const parsed = parseInputs({ token, server: 'ai.acme/echo', ...raw }, '/work', files);
  return parsed.ok ? '' : parsed.error.message;
}

describe('the token in another input', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['as it is', token],
    ['in base64', Buffer.from(`user:${token}`).toString('base64')],
    ['in hexadecimal', Buffer.from(token).toString('hex')],
    ['URL-encoded', encodeURIComponent(token)],
    ['partly URL-encoded', token.replace('-', '%2D')],
    ['in JSON with \\u', token.replace('_', '\\u005f')],
    ['in HTML', token.replace('/', '&#47;')],
  ];

  it.each(forms)('%s is refused, without its value', (_, text) => {
    for (const name of ['env', 'secrets'] as const) {
      expect(messageOf({ [name]: `TOKEN=${text}` })).toBe(
        `1 invalid input: \`${name}\`: contains the token; pass it only as \`token\`.`,
      );
    }
  });

  it.each(forms)('%s is refused in the file of `env-file`', (_, text) => {
    expect(messageOf({ 'env-file': 'deploy.env' }, `A=1\nTOKEN=${text}\n`)).toContain(
      '`env-file`: contains the token',
    );
  });

  it('is not found in other texts', () => {
    expect(messageOf({ env: 'A=wst_another-token', 'env-file': 'deploy.env' }, 'B=wst_a-token\n')).toBe('');
  });
});
