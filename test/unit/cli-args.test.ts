import { describe, expect, it } from 'vitest';
import { helpText, parseArgs } from '../../src/inputs/cli-args.js';
import { inputNamesOn } from '../../src/schema/inputs.js';

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
    const told = parseArgs(args);
    expect(told.kind === 'run' && [...told.flags]).toEqual(flags);
  });

  it.each([
    [['--token', 'secret-value'], /NTCLI_TOKEN/],
    [['--token=secret-value'], /NTCLI_TOKEN/],
    [['--serverr', 'x'], /--serverr is not known/],
    [['deploy', 'secret-value'], /belongs to no option/],
    [['--ntcli-token=secret-value'], /--ntcli-token is not known/],
    [['--env-file', 'secret-value'], /is not known/],
    [['--cpu', '1', '--cpu', '2'], /--cpu is given twice/],
    [['--server'], /has no value/],
    [['-x'], /is not known/],
  ])('refuses %j', (args, problem) => {
    const told = parseArgs(args);
    expect(told).toMatchObject({ kind: 'error', text: expect.stringMatching(problem) });
    expect(JSON.stringify(told)).not.toContain('secret-value');
  });

  it('explains every flag in its help', () => {
    for (const name of inputNamesOn('terminal'))
      expect(helpText()).toContain(name === 'command' ? 'deploy|setup|check' : `--${name}`);
  });
});
