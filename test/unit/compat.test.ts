import { describe, expect, it } from 'vitest';
import { assertSupported, selectContract } from '../../src/ntcli/compat.js';

describe('the contract of ntcli', () => {
  it.each([
    ['0.4.2', 'v0_4'],
    ['0.4.4', 'v0_4'],
    ['0.4.10-beta.1', 'v0_4'],
    ['0.5.0', 'v1'],
    ['0.40.0', 'v1'],
    ['1.0.0', 'v1'],
  ])('of %s is %s', (version, name) => {
    expect(() => assertSupported(version)).not.toThrow();
    expect(selectContract(version).name).toBe(name);
  });

  it.each([
    ['0.4.1', 'a server registry API that no longer exists'],
    ['0.4.0-beta.9', 'a server registry API that no longer exists'],
    ['0.3.0', 'a server registry API that no longer exists'],
    ['0.2.9', 'another configuration directory'],
    ['0.1.0', 'another configuration directory'],
  ])('does not exist for %s', (version, reason) => {
    expect(() => assertSupported(version)).toThrow(reason);
  });
});
