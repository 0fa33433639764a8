// @ts-check
/** `npm run cache-stress [rounds] [width]`: prints the results, and exits with 1 if a cache was corrupt. */
import { githubNode } from '../../github-node.js';
import { runRounds } from './rounds.js';

const [rounds = 200, width = 20] = process.argv.slice(2).map(Number);
const started = performance.now();
let told = 0;
const { broken, ...tally } = await runRounds({
  rounds,
  width,
  node: githubNode,
  onRound(so) {
    for (const text of so.broken.slice(told)) console.error(text);
    told = so.broken.length;
    if ((so.rounds + 1) % 10 === 0) console.log(`${so.rounds + 1} rounds, ${so.broken.length} broken`);
  },
});
const minutes = Math.round((performance.now() - started) / 6_000) / 10;
console.log(JSON.stringify({ ...tally, width, broken: broken.length, minutes }));
if (broken.length > 0 || tally.unswept > 0 || tally.killed === 0) process.exitCode = 1;
