import { StringDecoder } from 'node:string_decoder';

/** Longest line that is kept, in characters; what lies beyond is counted and dropped, so that memory stays bounded. */
export const MAX_LINE_LENGTH = 16_384;

/**
 * Room beyond {@link MAX_LINE_LENGTH}, so that a secret on the cut is still seen whole by redaction: GitHub takes secrets of
 * 48 KiB, and in one of its forms a character may become three.
 */
const overlap = 3 * 49_152;

/** Turns chunks of bytes into lines. */
export interface LineSplitter {
  push(chunk: Buffer): void;
  /** Hands out what is left when the stream has ended without a line end. */
  end(): void;
}

/**
 * Splits a byte stream into lines as the runners do: at LF, CRLF and a bare CR. Characters split over chunks are put
 * together, invalid UTF-8 becomes U+FFFD.
 *
 * @param clean what every line passes before it is cut to length, redaction among it
 * @param onLine gets each line without its line end
 */
export function splitLines(clean: (line: string) => string, onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let pieces = '';
  let dropped = 0;
  let endedWithCr = false;

  const emit = () => {
    // The end of what was kept may be a part of a secret, which redaction does not see.
    const line = clean(pieces);
    const shown = (dropped > 0 ? line.slice(0, -overlap) : line).slice(0, MAX_LINE_LENGTH);
    const cut = line.length + dropped - shown.length;
    onLine(cut > 0 ? `${shown} ... (${cut} more characters)` : line);
    pieces = '';
    dropped = 0;
  };
  const keep = (text: string) => {
    const room = MAX_LINE_LENGTH + overlap - pieces.length;
    if (text.length > room) dropped += text.length - Math.max(0, room);
    if (room > 0) pieces += text.slice(0, room);
  };
  const take = (chunk: string) => {
    const text = endedWithCr && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
    if (chunk !== '') endedWithCr = chunk.endsWith('\r');
    const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      keep(line);
      emit();
    }
    keep(last);
  };
  return {
    push: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end());
      if (pieces.length + dropped > 0) emit();
    },
  };
}
