import {
  type CiSystem,
  type CommandName,
  ciSystems,
  commandNames,
  type InputKind,
  type InputRow,
  inputTable,
} from './input-table.js';

export type { CiSystem, CommandName, InputKind, InputRow };
export { ciSystems, commandNames, inputTable };

export type InputName = keyof typeof inputTable;

/** All names, in the order of the table. */
export const inputNames = Object.keys(inputTable).filter(isInputName);

/** The row of an input, with the type of a general row. */
export function inputRow(name: InputName): InputRow {
  return inputTable[name];
}

/** Names of the inputs that a system offers: all but its exceptions. With a command, only those that it reads. */
export function inputNamesOn(system: CiSystem, command?: CommandName): readonly InputName[] {
  return inputNames.filter((name) => {
    const { except, commands } = inputRow(name);
    return !except?.systems.includes(system) && (!command || (commands?.includes(command) ?? true));
  });
}

/** The default of an input on a CI system, as a user would type it; undefined without one. */
export function inputDefault(name: InputName, system: CiSystem): string | undefined {
  const row = inputRow(name);
  return row.defaultOn?.[system] ?? row.default;
}

/** The inputs whose default differs on a CI system, with that default. */
export function systemDefaults(system: CiSystem): RawInputs {
  const own = inputNames.map((name) => [name, inputRow(name).defaultOn?.[system]] as const);
  return Object.fromEntries(own.filter(([, value]) => value !== undefined));
}

export function isInputName(name: string): name is InputName {
  return Object.hasOwn(inputTable, name);
}

/** Names of the inputs of one kind, so that using a reader of another kind does not compile. */
export type InputNameOf<Kind extends InputKind['kind']> = {
  [Name in InputName]: (typeof inputTable)[Name]['type']['kind'] extends Kind ? Name : never;
}[InputName];

/** The text of each input as typed; absent if it was not set. */
export type RawInputs = { readonly [Name in InputName]?: string };
