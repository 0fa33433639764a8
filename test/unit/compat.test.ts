import { describe, expect, it } from 'vitest';
import { selectDeployer } from '../../src/deploy/select-deployer.js';
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

describe('a setting', () => {
  it.each<[string, object, boolean, boolean]>([
    ['env', { env: new Map([['MODE', 'b']]) }, false, true],
    ['env', { env: new Map([['DSN', 'a=b']]) }, false, false],
    ['cpu', { cpu: '500m' }, false, true],
    ['memory', { memory: '512Mi' }, false, true],
    ['min-replicas', { minReplicas: 1 }, false, true],
    ['max-replicas', { maxReplicas: 2 }, false, true],
  ])('%s of %j goes to ntcli 0.4.4: %s, and to 1.0.0: %s', (name, settings, ...delivered) => {
    const deployers = ['0.4.4', '1.0.0'].map((version) =>
      selectDeployer(
        { deployWith: 'auto', servers: [], settings: { env: new Map(), ...settings } },
        { ntcli: { version, source: 'preinstalled', entry: '' }, contract: selectContract(version) },
      ),
    );
    expect(deployers.map((deployer) => deployer.name)).toEqual(delivered.map((is) => (is ? 'ntcli' : 'api')));
    expect(deployers[0]?.reason).toBe(`ntcli 0.4.4 cannot deliver \`${name}\``);
  });
});
