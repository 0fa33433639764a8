import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Element {
  readonly type: string;
  readonly id?: string;
  readonly attributes: {
    readonly label?: string;
    readonly value?: string;
    readonly options?: readonly unknown[];
  };
}
interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly Element[];
}

const home = '.github/ISSUE_TEMPLATE';
const forms = readdirSync(home)
  .filter((file) => file !== 'config.yml')
  .map((file): Form & { file: string } => ({ file, ...parse(readFileSync(join(home, file), 'utf8')) }));

// GitHub shows a form that breaks one of these rules as plain text without any error.
describe.each(forms)('the issue form $file', ({ name, description, body }) => {
  const questions = body.filter(({ type }) => type !== 'markdown');

  it('has what GitHub asks of a form', () => {
    for (const text of [name, description]) expect(text).toMatch(/\S/);
    for (const { type, attributes } of body) {
      expect(['markdown', 'input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
      if (type === 'markdown') expect(attributes.value).toMatch(/\S/);
      else expect(attributes.label).toMatch(/\S/);
      if (type === 'dropdown' || type === 'checkboxes') expect(attributes.options?.length).toBeGreaterThan(0);
    }
    expect(questions.length).toBeGreaterThan(0);
  });

  it('asks nothing twice', () => {
    for (const key of [questions.map(({ id }) => id), questions.map(({ attributes }) => attributes.label)]) {
      expect(new Set(key).size).toBe(questions.length);
    }
  });
});

describe('the bug form', () => {
  it('asks for what a fault is found with, and for no token', () => {
    const bug = forms.find(({ file }) => file === 'bug.yml');
    const ids = bug?.body.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['system', 'version', 'exit-code', 'title', 'log', 'checked']),
    );
    expect(bug?.body[0]?.attributes.value).toContain('Never paste a token');
  });
});

describe('the chooser of issue forms', () => {
  it('leads to files that are here', () => {
    const { contact_links: links }: { contact_links: { name: string; url: string; about: string }[] } = parse(
      readFileSync(join(home, 'config.yml'), 'utf8'),
    );
    const inside = links.flatMap(({ url }) => /\/blob\/main\/(.+)$/.exec(url)?.[1] ?? []);
    expect(inside).not.toEqual([]);
    for (const file of inside) expect(readFileSync(file, 'utf8')).not.toBe('');
  });
});

describe('Dependabot', () => {
  it('looks after npm and the actions, not before a release has aged', () => {
    const { version, updates }: { version: number; updates: Record<string, unknown>[] } = parse(
      readFileSync('.github/dependabot.yml', 'utf8'),
    );
    expect(version).toBe(2);
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
    for (const update of updates) {
      expect(update).toMatchObject({
        directory: '/',
        schedule: { interval: 'weekly' },
        cooldown: { 'default-days': expect.any(Number) },
        groups: expect.anything(),
      });
    }
  });
});

describe('CODEOWNERS', () => {
  it('names an owner for every file', () => {
    expect(readFileSync('.github/CODEOWNERS', 'utf8')).toMatch(/^\* @[\w-]+\/[\w-]+$/m);
  });
});
