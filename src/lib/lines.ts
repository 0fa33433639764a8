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
 * (Lines are cut out of the bytes, not out of a decoded text: a slice of a text takes twice as long to search.)
 *
 * @param onLine gets each line without its line end
 */
export function splitLines(onLine: (line: string) => void): LineSplitter {
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
    onLine(dropped > 0 ? `${line} ... (${dropped} more bytes)` : line);
    [size, dropped] = [0, 0];
  };
  const emit = (encoding: 'latin1' | 'utf8', chunk: Buffer, from: number, to: number) => {
    if (size === 0 && to - from <= MAX_LINE_BYTES) return onLine(chunk.toString(encoding, from, to));
    keep(chunk.subarray(from, to));
    emitRest();
  };
  return {
    push(chunk) {
      if (chunk.length === 0) return;
      // Decoded as Latin-1, ASCII takes half the time.
      const encoding = isAscii(chunk) ? 'latin1' : 'utf8';
      let from = endedWithCr && chunk[0] === LF ? 1 : 0;
      let cr = chunk.indexOf(CR, from);
      let lf = chunk.indexOf(LF, from);
      while (lf >= 0 || cr >= 0) {
        const isCr = cr >= 0 && (lf < 0 || cr < lf);
        const end = isCr ? cr : lf;
        emit(encoding, chunk, from, end);
        from = isCr && lf === cr + 1 ? end + 2 : end + 1;
        if (cr >= 0 && cr < from) cr = chunk.indexOf(CR, from);
        if (lf >= 0 && lf < from) lf = chunk.indexOf(LF, from);
      }
      keep(chunk.subarray(from));
      endedWithCr = chunk.at(-1) === CR;
    },
    end() {
      if (size > 0) emitRest();
    },
  };
}
