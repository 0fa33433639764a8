/**
 * Escapes what is not ASCII, in the code of a bundle. V8 stores a file with one other character as UTF-16, and parses that
 * more slowly: 5 ms at every start of the engine.
 *
 * @param code JavaScript in which other characters are in strings, templates, regular expressions and comments only
 * @throws Error for a character after a backslash, which would escape the escape
 */
export function toAscii(code: string): string {
  return code.replace(/(\\*)([^\0-\x7f])/g, (_, backslashes: string, unit: string) => {
    if (backslashes.length % 2 === 1) throw new Error(`Write ${unit} without a backslash`);
    return `${backslashes}\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/**
 * Makes a bundle load a built-in module at its first use instead of at startup, by a function in place of the variable that
 * webpack initializes with it.
 *
 * @param code a bundle of ncc
 * @param name of the built-in module
 * @throws Error if the bundle does not import it as expected
 */
export function deferBuiltin(code: string, name: string): string {
  const definition = new RegExp(`^(?:var|const) (external_${name}_\\w*) = (.*);$`, 'm');
  const [, variable = '', load = ''] = definition.exec(code) ?? [];
  const uses = code.split(`${variable}.`).length - 1;
  if (variable === '' || uses === 0 || code.split(variable).length - 1 !== uses + 1)
    throw new Error(`The bundle does not import ${name} as expected`);
  return code
    .replace(definition, () => `const ${variable} = () => ${load};`)
    .replaceAll(`${variable}.`, `${variable}().`);
}
