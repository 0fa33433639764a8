// @ts-check
/**
 * A fake of the part of GitLab and CircleCI that a template needs: runs the script in
 * the template, engine check and all, with the variables of a job, and shows the log as the job page would.
 *
 * Needs no dependency, for the demo. The tests use the strict readers of the templates instead.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProcess } from './run-process.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Variables by which each system is known, for a job in a directory. */
const systems = {
  gitlab: (/** @type {string} */ directory) => ({ GITLAB_CI: 'true', CI_PROJECT_DIR: directory }),
  circleci: (/** @type {string} */ directory) => ({
    CIRCLECI: 'true',
    BASH_ENV: join(directory, 'bash-env'),
  }),
};

/**
 * @param {keyof typeof systems} system
 * @param {string} template path in this repository
 * @param {Record<string, string>} variables that the template would pass on
 * @returns {Promise<{ code: number | null, log: string[], files: Record<string, string> }>} `files` is what the job left
 */
export async function runTemplateJob(system, template, variables) {
  const root = mkdtempSync(join(tmpdir(), `${system}-`));
  const [directory, temp] = [join(root, 'project'), join(root, 'temp')];
  for (const one of [directory, temp]) mkdirSync(one);
  const text = readFileSync(join(repository, template), 'utf8');
  const code = /node -e '([\s\S]*?)'(?: \|\| exit \$\?)?\n/.exec(text)?.[1] ?? '';
  const hash = /\b[0-9a-f]{64}\b/.exec(text)?.[0] ?? '';
  const { code: exit, output } = await runProcess(process.execPath, ['-e', code], {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      HOME: root,
      TMPDIR: temp,
      NTCLI_ENGINE: join(repository, 'dist', 'ntcli-deploy.mjs'),
      NTCLI_ENGINE_SHA256: hash,
      ...systems[system](directory),
      ...variables,
    },
  });
  const files = Object.fromEntries(
    readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(directory, name), 'utf8')]),
  );
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  return { code: exit, log: asShown(output), files };
}

/** The log with GitLab's section marks as what they look like. @param {string} output */
function asShown(output) {
  let depth = 0;
  return output.split('\n').flatMap((line) => {
    const [, what, title] = /section_(start|end):[^\r]*\r\S\[0K(.*)$/.exec(line) ?? [];
    if (what === 'end') depth = 0;
    if (what === undefined) return line === '' ? [] : ['  '.repeat(depth) + line];
    if (what === 'start') depth = 1;
    return what === 'start' ? [`▾ ${title}`] : [];
  });
}
