import { describe, expect, it } from 'vitest';
import { expandConfig, expandJob, readConfig } from '../../fakes/circleci-expand.js';

const source = readConfig(`
version: 2.1
commands:
  say:
    parameters:
      words: {type: string}
      loud: {type: boolean, default: false}
    steps:
      - run: {command: say, environment: {WORDS: << parameters.words >>, LOUD: << parameters.loud >>}}
      - unless: {condition: << parameters.loud >>, steps: [{run: "hush"}]}
jobs:
  speak:
    parameters:
      name: {type: env_var_name, default: NAME}
      how: {type: enum, enum: [well, badly], default: well}
      times: {type: integer, default: 1}
    docker: [{image: "x:<< parameters.times >>"}]
    steps: [{say: {words: "<< parameters.how >> $<< parameters.name >>"}}]
  bare: {docker: [{image: x}], steps: [{run: "cat <<EOF"}]}
  lost: {docker: [{image: x}], steps: [{run: "<< parameters.absent >>"}]}
  strange: {docker: [{image: x}], steps: [{fly: {}}]}
  odd: {docker: [{image: x}], steps: [{save_cache: {key: k, paths: [a], always: true}}]}
  maybe: {docker: [{image: x}], steps: [{when: {condition: "yes!", steps: []}}]}
`);
const scope = { source, orbs: {} };

describe('the expander', () => {
  it('binds values with their type, in texts as text, and decides conditions', () => {
    expect(expandJob(scope, 'speak', { how: 'badly', times: 3 })).toEqual({
      name: 'speak',
      executor: { docker: [{ image: 'x:3' }] },
      steps: [
        { kind: 'run', keys: { command: 'say', environment: { WORDS: 'badly $NAME', LOUD: false } } },
        { kind: 'run', keys: { command: 'hush' } },
      ],
    });
  });

  it('does not look again at what was put in', () => {
    const [step] = expandJob(scope, 'speak', { name: 'N' }).steps;
    expect(step?.keys.environment).toMatchObject({ WORDS: 'well $N' });
    const said = readConfig(
      'version: 2.1\nworkflows: {w: {jobs: [{speak: {context: "<< pipeline.name >>"}}]}}\n',
    );
    const jobs = expandConfig({ ...source, ...said }, {}, { name: '<< parameters.times >>' });
    expect(jobs[0]?.settings.context).toBe('<< parameters.times >>');
  });

  it.each([
    ['an argument that is not declared', 'speak', { words: 'x' }, 'Unexpected argument words'],
    ['a number for an enum', 'speak', { how: 1 }, 'Type error for argument how'],
    ['a text for an integer', 'speak', { times: '1' }, 'Type error for argument times'],
    ['a token for the name of a variable', 'speak', { name: 'a.b-c' }, 'Type error for argument name'],
    ['a here-document', 'bare', {}, 'A bare <<'],
    ['a parameter that is not there', 'lost', {}, 'Nothing is known of << parameters.absent >>'],
    ['a step that is not there', 'strange', {}, 'There is no step fly'],
    ['a key that a step does not take', 'odd', {}, 'The step save_cache takes no always'],
    ['a condition that is not a boolean', 'maybe', {}, 'not a boolean'],
    ['a job that is not there', 'absent', {}, 'There is no job absent'],
  ])('refuses %s', (_, name, args, message) => {
    expect(() => expandJob(scope, name, args)).toThrow(message);
  });
});
