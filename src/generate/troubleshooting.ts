import { failureCatalogue } from '../spec/failures.js';
import { noticeCatalogue } from '../spec/notices.js';

/** docs/troubleshooting.md: every title that a run can end with, and every notice, with cause and remedy. */
export function troubleshooting(): string {
  const failures = Object.values(failureCatalogue).map(({ title, exit, why, fix }) =>
    [`## ${title}`, `Exit code ${exit}.`, `**Why.** ${why}`, `**What to do.** ${fix}`].join('\n\n'),
  );
  const notices = Object.values(noticeCatalogue).map(({ title, level, fix }) =>
    [`### ${title}`, `A ${level}; it ends nothing.`, `**What to do.** ${fix}`].join('\n\n'),
  );
  return `<!-- Generated from src/spec by \`npm run build\`. Do not edit. -->

# Troubleshooting

Search this page for the title of the error. The sentence behind the title in your log says what happened; here stands
why it happens, and what to do.

${failures.join('\n\n')}

## Notices and warnings

${notices.join('\n\n')}
`;
}
