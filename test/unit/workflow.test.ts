import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly with?: Record<string, unknown>;
}

/** The inputs that action.yml really has; no linter compares a workflow with them. */
const action: { inputs: Record<string, unknown> } = parse(readFileSync('action.yml', 'utf8'));

/** Every piece of YAML that shows a user how to call the action. */
const places = [
  { place: 'templates/github/check.yml', yaml: readFileSync('templates/github/check.yml', 'utf8') },
  ...[...readFileSync('README.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, yaml = ''], index) => ({
      place: `snippet ${index + 1} of the README`,
      yaml,
    }),
  ),
];

function stepsIn(value: unknown): Step[] {
  if (Array.isArray(value)) return value.flatMap(stepsIn);
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(stepsIn);
  return isStep(value) ? [value, ...inner] : inner;
}

function isStep(value: object): value is Step {
  return 'uses' in value && typeof value.uses === 'string';
}

describe.each(places)('$place', ({ yaml }) => {
  const steps = stepsIn(parse(yaml)).filter(({ uses }) => uses?.startsWith('NimbleBrainInc/ntcli-deploy@'));

  it('passes only inputs that the action has', () => {
    for (const step of steps) {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      expect(step.with?.token).toBe('${{ secrets.NTCLI_TOKEN }}');
    }
  });
});

describe('the scheduled workflow', () => {
  it('calls the action once', () => {
    expect(stepsIn(parse(places[0]?.yaml ?? ''))).toHaveLength(1);
  });
});
