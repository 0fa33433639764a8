import { writeSync } from 'node:fs';
import { errorCatalogue } from './schema/errors.js';

// The first import of every entry. An older Node.js would fail somewhere with an error that names nothing. The syntax of
// the bundle is therefore that of Node.js 14, see tsconfig.build.json.
if (Number.parseInt(process.versions.node, 10) < 20) {
  const { exit, title, cause, hint } = errorCatalogue['node-too-old'];
  const text = `This is Node.js ${process.versions.node}. ${cause} ${hint}`;
  // Not console.log: what it has not written when the process exits is lost.
  writeSync(
    1,
    process.env.GITHUB_ACTIONS ? `::error title=${title}::${text}\n` : `Error: ${title}: ${text}\n`,
  );
  process.exit(exit);
}
