// @ts-check
/**
 * Exits with 1 unless the outputs of a step are as expected. OUTPUTS contains the outputs as JSON; the expectations are
 * arguments `name=prefix of the value`.
 */
/** @type {Record<string, string>} */
const outputs = JSON.parse(process.env.OUTPUTS ?? '{}');
const expectations = process.argv.slice(2).map((argument) => {
  const [name = '', ...value] = argument.split('=');
  return { name, value: value.join('=') };
});
if (expectations.length === 0) throw new Error('Nothing is expected.');

for (const { name, value } of expectations) {
  const actual = outputs[name] ?? '';
  const isRight = value !== '' && actual.startsWith(value);
  console.log(`${isRight ? '✓' : '✗'} ${name}: ${JSON.stringify(actual)}, expected ${value}`);
  if (!isRight) process.exitCode = 1;
}
