/**
 * Regular expressions as GitLab reads them: RE2, in the part that it shares with JavaScript.
 */

/** What RE2 repeats at most, also counted through nested repetitions. */
const mostRepeats = 1000;

/** What JavaScript takes and RE2 refuses, or reads in another way. */
const foreign = [
  { what: 'a lookaround', construct: /\(\?<?[=!]/ },
  { what: 'an atomic group', construct: /\(\?>/ },
  { what: 'a named group', construct: /\(\?P?</ },
  { what: 'a possessive quantifier', construct: /[*+?}]\+/ },
];

/**
 * Compiles a pattern of `regex:`. It is not anchored, and `$` means the end of the text.
 *
 * @param {string} pattern
 * @returns {RegExp}
 */
export function re2(pattern) {
  if (/^\/.*\/$/s.test(pattern)) throw new Error(`RE2 does not take slashes around it: ${pattern}`);
  const unescaped = pattern.replace(/\\[^0-9A-Za-z]/g, '_');
  // RE2 knows some of the letters, with another definition of whitespace; none of ours needs one.
  if (unescaped.includes('\\'))
    throw new Error(`RE2 has no backreferences, and classes of its own: ${pattern}`);
  // Characters in brackets have no special meaning.
  const bare = unescaped.replace(/\[\^?\]?[^\]]*\]/g, '_');
  for (const { what, construct } of foreign) {
    if (construct.test(bare)) throw new Error(`RE2 does not take ${what}: ${pattern}`);
  }
  if (repeatsOf(bare) > mostRepeats) {
    throw new Error(`RE2 does not repeat more than ${mostRepeats} times: ${pattern}`);
  }
  return new RegExp(pattern, 'u');
}

/**
 * How many times the innermost thing is repeated at most by counted repetitions around it.
 *
 * @param {string} pattern without escapes and brackets
 */
function repeatsOf(pattern) {
  // For each open group the greatest number inside of it, and for the last thing its own.
  const open = [1];
  let last = 1;
  const tokens = pattern.match(/\{\d+(?:,\d*)?\}|[\s\S]/g) ?? [];
  for (const token of tokens) {
    if (token === '(') open.push(1);
    else if (token === ')') last = open.pop() ?? 1;
    else if (/^\{/.test(token)) {
      const [, least, most] = /^\{(\d+),?(\d*)\}$/.exec(token) ?? [];
      last *= Math.max(1, Number(most || least));
    } else if (!/^[*+?]$/.test(token)) last = 1;
    if (token !== '(') open.push(Math.max(open.pop() ?? 1, last));
  }
  return Math.max(...open);
}
