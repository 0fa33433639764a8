/**
 * A terminal that shows what a program writes: lines that wrap, scroll and can be rewritten. It knows the sequences that our
 * engine uses, and throws for any other, because a text from outside must not reach a terminal with one.
 */
export function createScreen(columns: number, rows: number) {
  const lines: string[][] = [[]];
  let size = { columns, rows };
  let [row, column] = [0, 0];
  let sequence = '';
  let isWrapping = true;
  /** The first line of the window. */
  let top = 0;
  const newLine = () => {
    row += 1;
    column = 0;
    lines[row] ??= [];
    top = Math.max(top, row - size.rows + 1);
  };
  const write = (character: string) => {
    const width = (character.codePointAt(0) ?? 0) > 0x1100 ? 2 : 1;
    if (column + width > size.columns) {
      if (!isWrapping) return;
      newLine();
    }
    const line = lines[row] ?? [];
    while (line.length < column) line.push(' ');
    line.splice(column, width, character, ...(width === 2 ? [''] : []));
    column += width;
  };
  const run = (text: string) => {
    const [, parameter = '', final = ''] = /^\[(\??[\d;]*)([A-Za-z])$/.exec(text.slice(1)) ?? [];
    if (final === 'm') return;
    if (parameter === '?7') {
      isWrapping = final === 'h';
      return;
    }
    if (final === 't') {
      // From `8;ROWS;COLUMNS`. As in xterm, lines are not wrapped again, and those below a smaller window are lost.
      const [, height, width] = parameter.split(';').map(Number);
      size = { columns: width ?? size.columns, rows: height ?? size.rows };
      top = Math.max(top, row - size.rows + 1);
      lines.splice(top + size.rows);
      return;
    }
    if (final === 'A') row = Math.max(top, row - Number(parameter || 1));
    else if (final === 'K' && /^0?$/.test(parameter)) lines[row]?.splice(column);
    else if (final === 'J' && parameter === '') {
      lines[row]?.splice(column);
      lines.splice(row + 1);
    } else throw new Error(`The terminal got ${JSON.stringify(text)}`);
  };
  return {
    feed(text: string) {
      for (const character of text) {
        if (sequence !== '') {
          sequence += character;
          if (!/[A-Za-z]$/.test(sequence)) continue;
          const whole = sequence;
          sequence = '';
          run(whole);
        } else if (character === '\u001b') sequence = character;
        else if (character === '\r') column = 0;
        else if (character === '\n') newLine();
        else if (character < ' ') throw new Error(`The terminal got ${JSON.stringify(character)}`);
        else write(character);
      }
    },
    /** Everything that was scrolled out of the window, and what is in it. */
    lines: () => lines.map((line) => line.join('').trimEnd()),
    /** True if the cursor is at the start of an empty last line, where a shell writes its prompt. */
    isClean: () => column === 0 && row === lines.length - 1 && lines[row]?.length === 0,
  };
}
