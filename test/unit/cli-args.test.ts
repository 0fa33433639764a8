import { describe, expect, it } from 'vitest';
import { parseArgs } from '../../src/inputs/cli-args.js';

describe('the command line', () => {
  it.each<[string[], [string, string][]]>([
    [[], []],
    [
      ['deploy', '--server', 'my-server', '--workspace=my-workspace'],
      [
        ['command', 'deploy'],
        ['server', 'my-server'],
        ['workspace', 'my-workspace'],
      ],
    ],
    [
      ['--wait=false', '--cache', 'false', 'check'],
      [
        ['wait', 'false'],
        ['cache', 'false'],
        ['command', 'check'],
      ],
    ],
    [['--env', 'A=1', '--env', 'B=2'], [['env', 'A=1\nB=2']]],
    [
      ['--summary', '--env', 'A=b=c'],
      [
        ['summary', 'true'],
        ['env', 'A=b=c'],
      ],
    ],
  ])('%j', (args, flags) => {
    const parsed = parseArgs(args);
    expect(parsed.kind === 'run' && [...parsed.flags]).toEqual(flags);
  });

  it.each([
    [['--token', 'secret-value'], /NTCLI_TOKEN/],
    [['--token=secret-value'], /NTCLI_TOKEN/],
    [['--serverr', 'x'], /Unknown option --serverr/],
    [['deploy', 'secret-value'], /Unexpected argument/],
    // A shell that expands a pattern.
    [
      ['deploy', '--server-file', 'a.json', 'b.json'],
      /^Unexpected argument\. Repeat --server-file for each value\.$/,
    ],
    [['deploy', '--cpu', '1', 'secret-value'], /^Unexpected argument\.$/],
    [['--ntcli-token=secret-value'], /Unknown option --ntcli-token/],
    [['--env-file', 'secret-value'], /Unknown option/],
    [['--cpu', '1', '--cpu', '2'], /--cpu was set more than once/],
    [['--server'], /requires a value/],
    [['-x'], /Unknown option/],
  ])('refuses %j', (args, problem) => {
    const parsed = parseArgs(args);
    expect(parsed).toMatchObject({ kind: 'error', text: expect.stringMatching(problem) });
    expect(JSON.stringify(parsed)).not.toContain('secret-value');
  });

  it('explains every command and flag in its help, and no other', () => {
    const parsed = parseArgs(['--help']);
    const text = parsed.kind === 'help' ? parsed.text : '';
    expect(text).toContain(' ntcli-deploy [deploy|setup|check|remove] [options]');
    const flags = [...text.matchAll(/^ {2}--([a-z0-9-]+)/gm)].map(([, name]) => name);
    expect(flags.sort()).toEqual([
      'auto-refresh',
      'bundle',
      'bundle-url',
      'cache',
      'cpu',
      'create-workspace',
      'debug',
      'deploy-with',
      'domain',
      'dry-run',
      'env',
      'expiry-warning-days',
      'fail-on-expiring',
      'max-replicas',
      'memory',
      'min-replicas',
      'npm-registry',
      'ntcli-integrity',
      'ntcli-package',
      'ntcli-version',
      'on-missing-token',
      'remove-workspace',
      'replace',
      'rotation-days',
      'server',
      'server-file',
      'server-version',
      'smoke-test',
      'summary',
      'timeout',
      'token-expires-at',
      'token-variable',
      'tools-snapshot',
      'update-tools-snapshot',
      'verify',
      'wait',
      'workspace',
    ]);
  });
});
