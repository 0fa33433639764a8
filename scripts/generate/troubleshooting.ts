import { errorCatalogue } from '../../src/schema/errors.js';
import { noticeCatalogue } from '../../src/schema/notices.js';

/** docs/troubleshooting.md: every error and notice by its title, with cause and hint. */
export function troubleshooting(): string {
  const notices = Object.values(noticeCatalogue);
  const failures = Object.values(errorCatalogue);
  const failureEntries = failures.map(({ title, exit, cause, hint }) => {
    // One heading per title, so that a search finds one entry.
    const notice = notices.find((other) => other.title === title);
    const ending = notice
      ? `Exit code ${exit}, or a ${notice.level} that does not fail the run.`
      : `Exit code ${exit}.`;
    return [`## ${title}`, ending, `**Why.** ${cause}`, `**What to do.** ${linkUrls(hint)}`].join('\n\n');
  });
  const noticeEntries = notices
    .filter(({ title }) => !failures.some((failure) => failure.title === title))
    .map(({ title, level, hint }) =>
      [`### ${title}`, `A ${level}; it does not fail the run.`, `**What to do.** ${linkUrls(hint)}`].join(
        '\n\n',
      ),
    );
  return `<!-- Generated from src/schema by \`npm run build\`. Do not edit. -->

# Troubleshooting

Search this page for the title of the error. In your log, the sentence after the title says what happened; this page says why
it happens and what to do.

For more detail, turn on debug logging. Secrets are redacted in it. GitHub: "Re-run jobs", "Enable debug logging". GitLab and
CircleCI: set the variable \`NTCLI_DEPLOY_DEBUG\` to \`true\` (not \`CI_DEBUG_TRACE\`, which is refused). Command line: \`--debug\`.

${failureEntries.join('\n\n')}

## Notices and warnings

${noticeEntries.join('\n\n')}
`;
}

/** Marks URLs as links, as Markdown requires. */
function linkUrls(text: string): string {
  return text.replace(/https:\/\/[\w./-]*\w/g, '<$&>');
}
