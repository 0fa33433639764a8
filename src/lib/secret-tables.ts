import { RUN_LENGTH } from './secret-forms.js';
import { type Forms, followRun, LONG, type Lookup, SAMPLE_LENGTH, SHORT, SPACED } from './secret-lookup.js';

/** Bits of the largest hash. */
const MAX_HASH_BITS = 22;
/** 2 to the 32nd by the golden ratio: multiplied with it, numbers that are close spread over all slots. */
const MULTIPLIER = 0x9e3779b1;

/** The lookup for large outputs: hash tables, which take some milliseconds to build. */
export function createTableLookup({ long, short, spaced }: Forms): Lookup {
  const size = long.length + spaced.length + short.join('').length;
  const samples = createPieceTable(SAMPLE_LENGTH, size);
  const octets = createPieceTable(2 * SAMPLE_LENGTH, size);
  for (const table of [samples, octets]) {
    table.add(long, LONG);
    table.add(spaced, SPACED);
    for (const form of short) table.add(form, SHORT);
  }
  const windows = createWindowTable(long);
  return {
    findSample: samples.findNext,
    kindsOf: (text, at, length) => (length === SAMPLE_LENGTH ? samples : octets).kindsAt(text, at),
    findEnd(text, start) {
      const place = start + RUN_LENGTH <= text.length ? windows.find(text, start) : -1;
      return place < 0 ? 0 : followRun(text, start, long, place);
    },
  };
}

/** The kinds of forms in which pieces of one length occur. Two pieces may share a slot, which then has the kinds of both. */
function createPieceTable(length: number, count: number) {
  const bits = Math.min(MAX_HASH_BITS, Math.max(14, Math.ceil(Math.log2(count * 16))));
  const kinds = new Uint8Array(2 ** bits);
  const shift = 32 - bits;
  const slotOf = (text: string, at: number) => {
    let hash = Math.imul(wordAt(text, at), MULTIPLIER);
    if (length > SAMPLE_LENGTH) hash = Math.imul(hash ^ wordAt(text, at + SAMPLE_LENGTH), MULTIPLIER);
    return hash >>> shift;
  };
  return {
    add(text: string, kind: number) {
      for (let at = 0; at + length <= text.length; at++) {
        const slot = slotOf(text, at);
        kinds[slot] = (kinds[slot] ?? 0) | kind;
      }
    },
    kindsAt: (text: string, at: number) =>
      at < 0 || at + length > text.length ? 0 : (kinds[slotOf(text, at)] ?? 0),
    findNext(text: string, from: number, step: number) {
      const last = text.length - length;
      for (let at = from; at <= last; at += step) if (kinds[slotOf(text, at)] !== 0) return at;
      return -1;
    },
  };
}

/** Four characters in one number, the same for the same four. */
function wordAt(text: string, at: number): number {
  return (
    text.charCodeAt(at) |
    (text.charCodeAt(at + 1) << 8) |
    (text.charCodeAt(at + 2) << 16) |
    (text.charCodeAt(at + 3) << 24)
  );
}

/** Finds where a window of {@link RUN_LENGTH} characters first occurs in the forms. */
function createWindowTable(forms: string) {
  const bits = Math.ceil(Math.log2(forms.length * 2 + 2));
  /** Open addressing. An entry is one more than the index of the window; 0 is a free slot. */
  const places = new Int32Array(2 ** bits);
  const isEqual = (text: string, at: number, place: number) => {
    for (let index = 0; index < RUN_LENGTH; index++)
      if (text.charCodeAt(at + index) !== forms.charCodeAt(place + index)) return false;
    return true;
  };
  /** The slot that has a window, or the free one for it. */
  const findSlot = (text: string, at: number) => {
    let hash = 0;
    for (let index = at; index < at + RUN_LENGTH; index++)
      hash = Math.imul(hash ^ text.charCodeAt(index), MULTIPLIER);
    let slot = hash >>> (32 - bits);
    for (let place = places[slot]; place && !isEqual(text, at, place - 1); place = places[slot])
      slot = (slot + 1) % places.length;
    return slot;
  };
  for (let at = 0; at + RUN_LENGTH <= forms.length; at++) places[findSlot(forms, at)] ||= at + 1;
  return { find: (text: string, at: number) => (places[findSlot(text, at)] ?? 0) - 1 };
}
