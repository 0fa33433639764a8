import { formatTable } from '../../src/lib/markdown.js';
import { exitMeanings } from '../../src/schema/exit-codes.js';
import { ciSystems, inputNames, inputRow } from '../../src/schema/inputs.js';
import { outputTable } from '../../src/schema/outputs.js';

/** Puts the generated tables into docs/reference.md, each between its `<!-- name -->` and `<!-- /name -->` lines. */
export function withTables(page: string): string {
  const tables = { inputs: inputsTable(), outputs: outputsTable(), exits: exitsTable() };
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [before, rest] = split(text, begin);
    const [, after] = split(rest, end);
    return `${before}${begin}\n${table}\n${end}${after}`;
  }, page);
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The page has no line ${mark}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

const systemNames = {
  github: 'GitHub',
  gitlab: 'GitLab',
  circleci: 'CircleCI',
  terminal: 'the command line',
};

function inputsTable(): string {
  const rows = inputNames.map((name) => {
    const { variable, default: byDefault, defaultOn = {}, help, except } = inputRow(name);
    const others = ciSystems.flatMap((system) =>
      defaultOn[system] === undefined ? [] : [` (${systemNames[system]}: ${code(defaultOn[system])})`],
    );
    const missing = except?.systems.map((system) => systemNames[system]);
    return [
      code(name),
      variable ? code(variable) : '',
      byDefault ? code(byDefault) + others.join('') : '',
      missing ? `${help} Not on ${formatList(missing)}: ${except?.reason}` : help,
    ];
  });
  return table(['Input', 'Variable', 'Default', 'Meaning'], rows);
}

/** `A, B or C`. */
function formatList(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function outputsTable(): string {
  return table(
    ['Output', 'Meaning'],
    Object.entries(outputTable).map(([name, help]) => [code(name), help]),
  );
}

function exitsTable(): string {
  return table(['Code', 'Meaning'], Object.entries(exitMeanings));
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  return formatTable(head, cells);
}
