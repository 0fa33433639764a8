import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseInputs } from '../../src/inputs/parse.js';
import { product } from '../../src/schema/constants.js';
import { serverSpec } from '../fakes/platform-registry.js';
import { makeToken } from '../fakes/tokens.js';
import { callsIn, type Step, workflows } from './workflow-files.js';

/** The inputs that action.yml really has; no linter compares a workflow with them. */
const action: { inputs: Record<string, unknown> } = parse(readFileSync('action.yml', 'utf8'));

const pages = [
  ...readdirSync('.').filter((file) => file.endsWith('.md')),
  ...(existsSync('docs') ? readdirSync('docs', { recursive: true, encoding: 'utf8' }) : [])
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

/** Every call of the action that this repository makes or shows to a user. */
const calls = [
  ...workflows.map(({ file, text }) => ({ place: file, yaml: text })),
  ...readdirSync('templates/github').map((file) => ({
    place: `templates/github/${file}`,
    yaml: readFileSync(join('templates/github', file), 'utf8'),
  })),
  ...pages.flatMap(snippetsOf),
].flatMap(({ place, yaml }) =>
  callsIn(parse(yaml))
    .filter(({ uses }) => uses === './' || uses?.startsWith(`${product.action}@`))
    .map((step, index) => ({ place: `${place}, call ${index + 1}`, step })),
);

function snippetsOf(page: string): { place: string; yaml: string }[] {
  const blocks = readFileSync(page, 'utf8').matchAll(/^( *)```ya?ml\n([\s\S]*?)^ *```/gm);
  return [...blocks].map(([, indent = '', yaml = ''], index) => ({
    place: `${page}, snippet ${index + 1}`,
    yaml: yaml.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

const token = makeToken();
/** What an expression could stand for where the text of an input is not known before the run. */
const samples: Readonly<Record<string, string>> = {
  token,
  workspace: 'my-workspace',
  server: 'ai.nimbletools/echo',
};

/** The inputs as the runner would pass them on; an expression without a known value counts as not set. */
function inputsOf({ with: given = {} }: Step): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const text = String(value).includes('${{') ? samples[name] : String(value);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/** The files that the examples name, as far as a run reads them. */
const readText = (path: string) => {
  const content = path.endsWith('server.json')
    ? serverSpec('ai.acme/echo', '1.0.0')
    : { tests: [{ tool: 'echo' }], tools: [] };
  return { ok: true, text: path.endsWith('.json') ? JSON.stringify(content) : '' } as const;
};

describe.each(calls)('$place', ({ step }) => {
  it('gives inputs that the action has', () => {
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
  });

  it('gives them values that the action takes', () => {
    const raw = { token, ...inputsOf(step) };
    const result = parseInputs(raw, '/checkout', {
      readText,
      hash: () => ({ ok: true, text: 'a'.repeat(64) }),
      leadsOut: () => false,
    });
    expect(result.ok || result.error.message).toBe(true);
  });

  if (step.uses === './') return;
  it('takes the token from a secret', () => {
    expect(step.with?.token ?? '${{ secrets.NTCLI_TOKEN }}').toMatch(/^\$\{\{ secrets\.\w+ \}\}$/);
  });
});

describe('the calls', () => {
  it('are found in the workflows, the templates and the README', () => {
    const places = calls.map(({ place }) => place.replace(/,.*/, ''));
    expect(places).toEqual(expect.arrayContaining(['ci.yml', 'templates/github/check.yml', 'README.md']));
  });
});
