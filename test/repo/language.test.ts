import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Words and phrases that are not used in this repository: translated-sounding, metaphors, or British spelling. */
const unwanted = [
  // Archaic or translated-sounding words
  'mends?|mended|mending',
  'anew',
  'likewise',
  'for ever',
  'somebody|nobody',
  'spoken',
  'unforeseen|foresaw',
  'white space',
  // Phrases with a standard term
  'stand-ins?',
  'hand(?:s|ed|ing)?[ -]?over',
  'handedOver',
  'believed',
  'in whatever',
  'speaks only',
  'nevertheless',
  'rehears\\w+',
  'asked for',
  'as asked',
  'own words?',
  '(?:at|by) its word',
  'all the same',
  'bad moment',
  'says? so|said so',
  'no part of',
  'no fault of',
  'is no (?!longer|more)(?<!there is no )\\w+',
  'speaks? (?:of|MCP)',
  'takes? no notice',
  'in (?:the|its|their) place of',
  'stands',
  'look(?:s|ed|ing)? (?:at|into) (?:it|them|the (?:server|workspace|log))',
  // Metaphors
  'honest\\w*',
  'scenes?',
  'the story',
  'the house',
  'rooms?',
  'strangers?',
  // British spelling
  'behaviours?|honour\\w*|colours?|recognis\\w+|licence',
];
const pattern = new RegExp(`\\b(?:${unwanted.join('|')})\\b`, 'gi');

const directories = ['.github', '.circleci', 'bench', 'docs', 'scripts', 'src', 'templates', 'test'];
const names = readdirSync('.', { encoding: 'utf8' }).filter((file) => /\.(md|yml|json)$/.test(file));
const files = [
  ...names,
  ...directories.flatMap((home) =>
    readdirSync(home, { recursive: true, encoding: 'utf8' }).map((file) => join(home, file)),
  ),
]
  .map((file) => file.split(sep).join('/'))
  .filter((file) => /\.(md|ts|js|yml|json)$/.test(file))
  // Not our text: locked packages, recordings, measurements, the output of ntcli 0.4; and the list above.
  .filter(
    (file) => !/lock(file)?\.json$|^test\/fixtures\/|^bench\/results\.json$|\/node_modules\//.test(file),
  )
  .filter((file) => !file.startsWith('test/fakes/ntcli-0.4/lib/') && file !== 'test/repo/language.test.ts');

describe('the language of this repository', () => {
  it('covers sources, docs and templates', () => {
    expect(files).toEqual(expect.arrayContaining(['README.md', 'src/run.ts', 'templates/deploy.yml']));
  });

  it.each(files)('%s has no unwanted words', (file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const found = lines.flatMap((line, index) =>
      (line.match(pattern) ?? []).map((word) => `${file}:${index + 1}: ${word}`),
    );
    expect(found).toEqual([]);
  });
});
