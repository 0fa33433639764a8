import { readFileSync } from 'node:fs';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, it } from 'vitest';
import { pages, snippetsOf, systemOf } from './docs/pages.js';
import { workflows } from './workflow-files.js';

/** The errors that GitHub's own parser, which the language server uses, finds in a workflow. */
function errorsIn(name: string, content: string): string[] {
  const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

const examples = pages
  .flatMap((page) => snippetsOf(page, /^ya?ml$/))
  .filter(({ text }) => systemOf(text) === 'github');
const check = 'templates/github/check.yml';

const all = [
  ...workflows.map(({ file, text }) => ({ place: file, text })),
  { place: check, text: readFileSync(check, 'utf8') },
  ...examples,
];

describe('the workflow parser of GitHub', () => {
  it.each(all)('accepts $place', ({ place, text }) => {
    expect(errorsIn(place, text)).toEqual([]);
  });

  it.each([
    [
      'a misspelt keyword',
      'on: push\njobs:\n  a:\n    runs-on: x\n    enviroment: y\n    steps: [{ run: z }]\n',
    ],
    ['an unknown context', 'on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: "${{ nope.x }}" }]\n'],
    ['a job without a runner', 'on: push\njobs:\n  a:\n    steps: [{ run: z }]\n'],
  ])('would refuse %s', (_, text) => {
    expect(errorsIn('mistake.yml', text)).not.toEqual([]);
  });
});
