import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { interpolate, partsOfTemplate, RefusedInput } from '../../fakes/gitlab-interpolate.js';
import { re2 } from '../../fakes/gitlab-re2.js';
import { runsAll } from '../../nightly.js';
import { samplesOf } from './samples.js';

const attacks = [
  '"',
  '\\',
  '\n',
  '\r',
  '"\n  script: evil',
  '"\n\nevil:\n  script: evil\n#',
  "'",
  '$[[ inputs.x ]]',
  '$[[ inputs.image ]]',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u0085---\u0085',
  '#',
  ' #',
  ': ',
  ' - ',
  '- ',
  '&a',
  '*a',
  '!reference [a]',
  '{a: b}',
  ', "b": c}',
  '%TAG',
  '\t',
  '\0',
  'a'.repeat(2000),
];

/** Ends a quoted text or a line, or is read by no YAML parser. */
const dangerous = [
  ...Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)),
  ...Array.from({ length: 0x21 }, (_, code) => String.fromCharCode(0x7f + code)),
  '"',
  '\\',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\ufffe',
];

/** The same object with one text in place of another, in keys and values. */
function withText(from: string, to: string, value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(from, () => to);
  if (Array.isArray(value)) return value.map((item) => withText(from, to, item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replaceAll(from, () => to), withText(from, to, item)]),
  );
}

// They are written by the same generator.
describe.each(runsAll ? ['deploy', 'check', 'preview'] : ['deploy', 'preview'])(
  'an attack through templates/%s.yml',
  (command) => {
    const template = readFileSync(`templates/${command}.yml`, 'utf8');
    const samples = samplesOf(template);
    const { inputs } = partsOfTemplate(template);
    const baseline = interpolate(template, samples);
    const strings = Object.entries(inputs).filter(([, { type }]) => type === 'string');

    it.each(strings)('by %s changes that value at most', (name) => {
      const sample = String(samples[name]);
      const half = Math.ceil(sample.length / 2);
      for (const attack of attacks) {
        const inside = sample.slice(0, half) + attack + sample.slice(half);
        const placed = runsAll ? [attack, attack + sample, sample + attack, inside] : [inside];
        for (const value of placed) {
          try {
            const pipeline = interpolate(template, { ...samples, [name]: value });
            expect(pipeline, value).toEqual(withText(sample, value, baseline));
          } catch (error) {
            if (!(error instanceof RefusedInput)) throw error;
          }
        }
      }
    });

    it.each(strings.filter(([, { regex }]) => regex))(
      'by %s gets no dangerous character in',
      (_, { regex }) => {
        const sample = String(samples[_]);
        const pattern = re2(regex ?? '');
        expect(pattern.test(sample)).toBe(true);
        const places = Array.from({ length: sample.length + 1 }, (_, place) => place);
        const passed = dangerous.filter((character) =>
          places.some((place) => pattern.test(sample.slice(0, place) + character + sample.slice(place))),
        );
        expect(passed).toEqual([]);
      },
    );
  },
);

describe('a template with a careless paste', () => {
  const template = readFileSync('templates/deploy.yml', 'utf8');
  const samples = samplesOf(template);
  const baseline = interpolate(template, samples);

  it('would fail these tests: unquoted or unchecked', () => {
    const careless = template
      .replace(/^( {6}regex: ).*$/gm, '$1^([\\s\\S]*)$$')
      .replace(/^( {4}NTCLI_WORKSPACE: ).*$/m, '$1$$[[ inputs.workspace ]]');
    const loose = careless.replaceAll('[\\s\\S]', '[^\u0001]');
    const given = { ...samples, workspace: 'a\n    EVIL: b' };
    expect(() => interpolate(template, given)).toThrow(RefusedInput);
    expect(interpolate(loose, given)).not.toEqual(
      withText(String(samples.workspace), given.workspace, baseline),
    );
    const quoted = { ...samples, stage: 'a"\n  before_script: "evil' };
    expect(JSON.stringify(interpolate(loose, quoted))).toContain('"before_script":"evil"');
  });
});
