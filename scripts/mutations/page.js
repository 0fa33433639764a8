// @ts-check

/**
 * The text of docs/mutations.md.
 *
 * @param {readonly { file: string, what: string, result: { kind: string, by?: string } }[]} results
 */
export function formatPage(results) {
  const killed = results.filter(({ result }) => result.kind === 'killed').length;
  const files = [...new Set(results.map(({ file }) => file))];
  const sections = files.map((file) => {
    const rows = results
      .filter((one) => one.file === file)
      .map(
        ({ what, result }) =>
          `| ${escapeCell(what)} | ${result.by ? escapeCell(result.by) : '**survived**'} |`,
      );
    return `## ${file}\n\n| Mutation | First test that fails |\n| --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# Mutation tests

Each mutation below breaks one protection in the security code: it removes a check, or weakens it. Every night, each one is
applied to a copy of the repository, and the tests of that code run. A mutation that no test notices is a gap in the tests.
The mutations are picked by hand (scripts/mutations); \`npm run mutations\` runs them.

**${killed} of ${results.length} mutations are noticed by a test.**

<!-- The rest of this page is written by \`npm run mutations -- --publish\`. -->

${sections.join('\n')}`;
}

/** @param {string} text */
function escapeCell(text) {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ');
}
