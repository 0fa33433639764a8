import { isRecord, listField, textField } from './json.js';
import type { RegistryEntry } from './registry.js';

/** A variable that a package of a registry entry declares. A workspace secret reaches only declared variables (measured). */
export interface DeclaredVariable {
  readonly name: string;
  readonly isRequired: boolean;
  /** True if it has a value without being set. */
  readonly hasDefault: boolean;
}

/** The variables that the packages of an entry declare, each once. */
export function declaredVariables({ spec }: RegistryEntry): readonly DeclaredVariable[] {
  const all = (listField(spec, 'packages') ?? [])
    .flatMap((one) => listField(one, 'environmentVariables') ?? [])
    .flatMap((variable) => {
      const name = textField(variable, 'name');
      if (name === undefined) return [];
      const hasDefault = ['value', 'default'].some((field) => textField(variable, field) !== undefined);
      return [{ name, isRequired: isRecord(variable) && variable.isRequired === true, hasDefault }];
    });
  return [...new Map(all.map((variable) => [variable.name, variable])).values()];
}
