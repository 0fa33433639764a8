import { type InputKind, type InputRow, inputTable, type System, type Task } from './input-table.js';

export type { InputKind, InputRow, System, Task };
export { inputTable };

export type InputName = keyof typeof inputTable;

/** All names, in the order of the table. */
export const inputNames = Object.keys(inputTable).filter(isInputName);

/** The row of an input, seen as any row. */
export function inputRow(name: InputName): InputRow {
  return inputTable[name];
}

/** Names of the inputs that a system offers; where a task is given, only of those it looks at. */
export function inputNamesOn(system: System, task?: Task): readonly InputName[] {
  return inputNames.filter((name) => {
    const row = inputRow(name);
    return (row.on?.includes(system) ?? true) && (!task || (row.for?.includes(task) ?? true));
  });
}

export function isInputName(name: string): name is InputName {
  return Object.hasOwn(inputTable, name);
}

/** Names of the inputs whose text is read in the given way, so that a reader of the wrong kind does not compile. */
export type InputNameOf<Kind extends InputKind['is']> = {
  [Name in InputName]: (typeof inputTable)[Name]['kind']['is'] extends Kind ? Name : never;
}[InputName];

/** What a host found for each input: text as typed, absent when nobody gave one. */
export type RawInputs = { readonly [Name in InputName]?: string };
