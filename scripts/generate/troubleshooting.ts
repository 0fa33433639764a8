import { errorCatalogue } from '../../src/schema/errors.js';
import { noticeCatalogue } from '../../src/schema/notices.js';

/** docs/troubleshooting.md: every title that a run can end with, and every notice, with cause and remedy. */
export function troubleshooting(): string {
  const notices = Object.values(noticeCatalogue);
  const failures = Object.values(errorCatalogue);
  const failureEntries = failures.map(({ title, exit, cause, hint }) => {
    // One title is one heading, so that a search for it has one answer.
    const notice = notices.find((other) => other.title === title);
    const ending = notice
      ? `Exit code ${exit}, or a ${notice.level} that ends nothing.`
      : `Exit code ${exit}.`;
    return [`## ${title}`, ending, `**Why.** ${cause}`, `**What to do.** ${hint}`].join('\n\n');
  });
  const noticeEntries = notices
    .filter(({ title }) => !failures.some((failure) => failure.title === title))
    .map(({ title, level, hint }) =>
      [`### ${title}`, `A ${level}; it ends nothing.`, `**What to do.** ${hint}`].join('\n\n'),
    );
  return `<!-- Generated from src/schema by \`npm run build\`. Do not edit. -->

# Troubleshooting

Search this page for the title of the error. The sentence behind the title in your log says what happened; here stands
why it happens, and what to do.

${failureEntries.join('\n\n')}

## Notices and warnings

${noticeEntries.join('\n\n')}
`;
}
