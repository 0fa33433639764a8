import { isAscii } from 'node:buffer';

/** Longest line that is kept, in bytes. The rest is counted and dropped, so that memory stays bounded. */
export const MAX_LINE_BYTES = 16_384;

/** Splits chunks of bytes into lines. */
export interface LineSplitter {
  push(chunk: Buffer): void;
  /** Passes on what is left when the stream has ended without a line end. */
  end(): void;
}

const LF = 10;
const CR = 13;

/**
 * Splits a byte stream into lines as the runners do: at LF, CRLF and a bare CR. Invalid UTF-8 becomes U+FFFD.
 *
 * @param onLines gets one or more complete lines, with LF between them: all of a chunk at once take a third of the time
 */
export function splitLines(onLines: (lines: string) => void): LineSplitter {
  /** The start of a line that has not ended yet. */
  const rest = Buffer.alloc(MAX_LINE_BYTES);
  let size = 0;
  let dropped = 0;
  let endedWithCr = false;

  const keep = (bytes: Buffer) => {
    const kept = bytes.copy(rest, size);
    size += kept;
    dropped += bytes.length - kept;
  };
  const emitRest = () => {
    const line = rest.toString('utf8', 0, size);
    onLines(dropped > 0 ? `${line} ... (${dropped} more bytes)` : line);
    [size, dropped] = [0, 0];
  };
  /** Ends the line that has begun before. @returns where the next one starts */
  const endLine = (chunk: Buffer, from: number): number => {
    const end = findLineEnd(chunk, from);
    keep(chunk.subarray(from, end));
    emitRest();
    return chunk[end] === CR && chunk[end + 1] === LF ? end + 2 : end + 1;
  };
  return {
    push(chunk) {
      if (chunk.length === 0) return;
      let from = endedWithCr && chunk[0] === LF ? 1 : 0;
      endedWithCr = chunk.at(-1) === CR;
      const last = Math.max(chunk.lastIndexOf(LF), chunk.lastIndexOf(CR));
      if (size > 0 && from <= last) from = endLine(chunk, from);
      if (from <= last) {
        const end = chunk[last] === LF && last > from && chunk[last - 1] === CR ? last - 1 : last;
        const lines = decode(chunk.subarray(from, end));
        if (!hasLongLine(lines)) onLines(lines);
        else while (from <= last) from = endLine(chunk, from);
      }
      keep(chunk.subarray(Math.max(from, last + 1)));
    },
    end() {
      if (size > 0) emitRest();
    },
  };
}

/** The index of the first line end from an index on; there is one. */
function findLineEnd(chunk: Buffer, from: number): number {
  const [lf, cr] = [chunk.indexOf(LF, from), chunk.indexOf(CR, from)];
  return lf < 0 || (cr >= 0 && cr < lf) ? cr : lf;
}

/** The text of whole lines, with LF as the only line end. */
function decode(bytes: Buffer): string {
  // Decoded as Latin-1, ASCII takes half the time.
  const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** True if a line has more than {@link MAX_LINE_BYTES} characters. */
function hasLongLine(lines: string): boolean {
  let at = 0;
  while (lines.length - at > MAX_LINE_BYTES) {
    const end = lines.lastIndexOf('\n', at + MAX_LINE_BYTES);
    if (end < at) return true;
    at = end + 1;
  }
  return false;
}
