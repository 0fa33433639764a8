import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { interpolate } from '../../fakes/gitlab-interpolate.js';
import { samplesOf } from './samples.js';

/** GitLab's own schema of a pipeline. It is not ours to publish, so it is not everywhere. */
const schemaFile = '../shared/schemas/gitlab-ci.json';
const isHere = existsSync(schemaFile);
if (!isHere)
  console.warn(`NOT CHECKED: the GitLab templates against the schema, for there is no ${schemaFile}`);

const title = 'the pipelines of the GitLab templates and the schema of GitLab';
describe.skipIf(!isHere)(isHere ? title : `SKIPPED, NO SCHEMA FILE: ${title}`, () => {
  const rules = [{ if: '$CI_COMMIT_TAG', when: 'manual' }];

  it.each(['deploy', 'check'])('agree on templates/%s.yml', (command) => {
    const ajv = new Ajv({ strict: false, validateFormats: false, allowUnionTypes: true });
    const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
    const template = readFileSync(`templates/${command}.yml`, 'utf8');
    const minimal = command === 'deploy' ? { server: 'ai.nimbletools/echo' } : {};
    const samples = { ...samplesOf(template), rules };
    const full =
      'needs' in samples ? { ...samples, needs: ['test', { job: 'build', optional: true }] } : samples;
    for (const given of [minimal, full]) {
      expect(validate(interpolate(template, given)) || validate.errors).toBe(true);
    }
    const wrong = interpolate(template.replace('interruptible:', 'uninterruptible:'), minimal);
    expect(validate(wrong)).toBe(false);
  });
});
