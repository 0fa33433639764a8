import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitLines } from '../../src/lib/lines.js';
import { createLogSanitizer } from '../../src/lib/redact.js';
import { commandsOf } from '../fakes/runner-commands.js';
import { makeOpaqueToken, makeToken } from '../fakes/tokens.js';
import { runsAll } from '../nightly.js';
import { createAttack, piecesOf } from './attack-grammar.js';
import { dresses } from './child-output.js';
import { createLeakFinder } from './leaks.js';
import { createRandom } from './random.js';

/** Total number of lines; `npm run fuzz` uses a million. */
const total = Number(process.env.FUZZ_LINES ?? (runsAll ? 100_000 : 10_000));
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

/** File to which `npm run faults:publish` appends one line of JSON. */
const record = process.env.FAULTS_RECORD;

/** The filters between the output of a child process and the log, composed as in `lib/exec.ts` and `lib/redact.ts`. */
function createPath(secret: string, onLine: (line: string) => void) {
  const words = createLogSanitizer();
  words.addSecret(secret);
  return splitLines((text) => {
    for (const line of words.sanitizeOutput(text).split('\n')) onLine(line);
  });
}

describe('child output', () => {
  const token = makeToken();
  const leaks = createLeakFinder(token);
  it.each(dresses)('with the token %s is redacted', (_, dress) => {
    const shown: string[] = [];
    const path = createPath(token, (line) => shown.push(line));
    path.push(Buffer.from(`before ${dress(token)} behind\n`));
    path.end();
    const log = shown.join('\n');
    expect(log).toMatch(/before .*\*\*\*.* behind/);
    expect(leaks.formsIn(log)).toEqual([]);
  });
});

describe(`child output (FUZZ_SEED=${seed})`, () => {
  it.each([
    ['a JWT', makeToken(), 1],
    ['an opaque token', `${makeOpaqueToken()}+/"\\%`, 2],
  ])(
    `of ${total / 2} attack lines holds no command and no trace of %s`,
    (_, token, more) => {
      const random = createRandom(seed + more);
      const attack = createAttack(random, token);
      const leaks = createLeakFinder(token);
      let lines = 0;
      let sent = '';
      const path = createPath(token, (line) => {
        lines += 1;
        const [command] = [...commandsOf(line), ...commandsOf(`│ ${line}`)];
        if (command) expect.fail(`command ${JSON.stringify(command)} came of ${JSON.stringify(sent)}`);
        const [leak] = leaks.formsIn(line);
        if (leak)
          expect.fail(
            `${leak}: ${JSON.stringify(line).slice(0, 2_000)} came of ${JSON.stringify(sent).slice(0, 2_000)}`,
          );
      });
      for (let written = 0; written < total / 2; written += 50) {
        sent = Array.from({ length: 50 }, attack).join('');
        for (const piece of piecesOf(random, sent)) path.push(piece);
        if (random.below(20) === 0) path.push(Buffer.from([0xff, 0xc3, 0x28, 0xe2, 0x82, 0x0a]));
      }
      path.end();
      expect(lines).toBeGreaterThanOrEqual(total / 2);
      if (record !== undefined) appendFileSync(record, `${JSON.stringify({ fuzzed: total / 2 })}\n`);
    },
    3_600_000,
  );
});
