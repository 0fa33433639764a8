import { secretEncodings } from '../../src/lib/secret-forms.js';
import { errorCatalogue } from '../../src/schema/errors.js';
import { noticeCatalogue } from '../../src/schema/notices.js';
import { commandsIn, decode } from '../fakes/runner-commands.js';

const titles = new Set(
  [...Object.values(errorCatalogue), ...Object.values(noticeCatalogue)].map(({ title }) => title as string),
);

/**
 * The workflow commands of a log that are not ours. Ours are at the start of a line, mask encodings of a known secret, open
 * our groups, and have titles of our catalogues.
 *
 * @param secrets what may be masked
 */
export function unexpectedCommands(raw: string, secrets: readonly string[]): string[] {
  const forms = new Set(secrets.flatMap((secret) => [secret, ...secretEncodings(secret)]));
  return commandsIn(raw)
    .filter(({ name, props, data, line }) => {
      if (!line.startsWith(`::${name}`)) return true;
      if (name === 'add-mask') return !forms.has(decode(data));
      if (name === 'group')
        return !/^(Install ntcli|Deploy|Wait for|Verify|Last 50 log lines of) ?/.test(data);
      if (name === 'endgroup' || name === 'debug') return false;
      const title = /^title=(.*)$/.exec(props)?.[1];
      return !/^(error|warning|notice)$/.test(name) || title === undefined || !titles.has(decode(title));
    })
    .map(({ line }) => line.slice(0, 200));
}
