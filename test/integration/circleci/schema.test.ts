import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../fakes/circleci-expand.js';
import { isMapping, mappingAt } from '../../fakes/circleci-parameters.js';

const files = ['templates/circleci/orb.yml', 'templates/circleci/config.yml'] as const;
const [orb, config] = files.map((file) => readConfig(readFileSync(file, 'utf8')));

describe('the official schema', () => {
  // It belongs to CircleCI and is no part of this repository.
  const schema = '../shared/schemas/circleci.json';
  if (!existsSync(schema)) {
    it.skip(`NOT CHECKED: put schema.json of circleci-yaml-language-server at ${schema}`, () => {});
    return;
  }
  const check = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
    JSON.parse(readFileSync(schema, 'utf8')),
  );
  const usages = Object.entries(mappingAt(orb ?? {}, 'examples')).map(([name, example]) => ({
    name: `the example ${name}`,
    value: isMapping(example) ? example.usage : undefined,
  }));

  it.each([{ name: files[0], value: orb }, { name: files[1], value: config }, ...usages])(
    'holds for $name',
    ({ value }) => {
      check(value);
      expect(check.errors ?? []).toEqual([]);
    },
  );
});
