/** Reads a stream of server-sent events as it comes in. */
export interface EventStream {
  /**
   * Takes the next piece of text, cut anywhere.
   *
   * @returns the data of the events that it completes, in order
   */
  push(piece: string): readonly string[];
}

/**
 * A reader of `text/event-stream`, by the rules of the HTML standard ("Interpreting an event stream"): lines end with
 * LF, CR or both; the data of an event may have several lines; comments and all other fields are of no interest here;
 * an event that no empty line ends does not count.
 */
export function createEventStream(): EventStream {
  let rest = '';
  let data: string[] = [];
  let afterReturn = false;
  return {
    push(piece) {
      if (piece === '') return [];
      // A CR ended the line before; the LF that belongs to it does not end another one.
      const lines = (afterReturn ? piece.replace(/^\n/, '') : piece).split(/\r\n|\r|\n/);
      afterReturn = piece.endsWith('\r');
      const events: string[] = [];
      const unended = lines.pop() ?? '';
      for (const end of lines) {
        const line = rest + end;
        rest = '';
        if (line !== '') {
          data.push(...dataOf(line));
        } else if (data.length > 0) {
          events.push(data.join('\n'));
          data = [];
        }
      }
      rest += unended;
      return events;
    },
  };
}

/** What a line adds to the data of its event: one line or none. */
function dataOf(line: string): readonly string[] {
  if (line === 'data') return [''];
  return line.startsWith('data:') ? [line.slice('data:'.length).replace(/^ /, '')] : [];
}
