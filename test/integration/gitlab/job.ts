import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { interpolate } from '../../fakes/gitlab-interpolate.js';
import { type Frame, runInFrame } from '../../fakes/gitlab-runner-shell.js';

export type Component = 'deploy' | 'check' | 'preview';

/** The jobs of all components, each with its default name and the command that it runs. */
export const componentJobs = [
  { component: 'deploy', name: 'deploy-to-nimbletools', command: 'deploy' },
  { component: 'check', name: 'check-nimbletools-token', command: 'check' },
  { component: 'preview', name: 'deploy-preview', command: 'deploy' },
  { component: 'preview', name: 'remove-preview', command: 'remove' },
] as const;

/** Predefined variables of a merge request, which a preview needs. */
export const mergeRequest = { CI_PROJECT_ID: '735', CI_MERGE_REQUEST_IID: '42' };

/** A machine on which jobs of the components run, each in a frame of gitlab-runner. */
export function startMachine() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'gitlab job-')));
  let jobs = 0;
  return {
    root,
    /** Writes a file below the root, and returns its path. */
    write(name: string, content: string | Uint8Array): string {
      const path = join(root, name);
      writeFileSync(path, content);
      return path;
    },
    /** Runs a job of a component. */
    async run(frame: Frame, component: Component, job: JobOptions) {
      jobs += 1;
      const home = join(root, `job-${jobs}`);
      const places = { directory: join(home, 'project'), temp: join(home, 'temp'), bin: join(home, 'bin') };
      for (const path of [home, ...Object.values(places)]) mkdirSync(path);
      const { directory, temp, bin } = places;
      symlinkSync(job.node ?? process.execPath, join(bin, 'node'));
      const { script, variables } = jobIn(component, job);
      if (variables.GIT_STRATEGY !== 'none') job.prepare?.(directory);
      const result = await runInFrame(frame, script.map(job.edit ?? String), {
        cwd: directory,
        env: { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: home, TMPDIR: temp },
        variables: { ...variables, CI_PROJECT_DIR: directory, ...job.variables },
      });
      return { ...result, directory, leftInTemp: readdirSync(temp) };
    },
    end: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export interface JobOptions {
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** What the job gets besides its own `variables:`, which it overrides: those of the project, a pipeline, a dotenv report. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The Node.js that is first on PATH. */
  readonly node?: string;
  /** The job to run, if the component makes more than one. */
  readonly name?: string;
  /** Fills the project directory, as a checkout does. */
  readonly prepare?: (directory: string) => void;
  /** Changes the script, such as the addresses that it contacts. */
  readonly edit?: (script: string) => string;
}

/** A job that a component makes, with the predefined variables of GitLab expanded in its `variables:`. */
function jobIn(component: Component, { inputs = {}, name, variables: known = {} }: JobOptions) {
  const template = readFileSync(`templates/${component}.yml`, 'utf8');
  const byDefault =
    component === 'deploy' && !('server-file' in inputs) ? { server: 'ai.nimbletools/echo' } : {};
  const jobs = Object.entries(interpolate(template, { ...byDefault, ...inputs }));
  const [, job] = jobs.find(([one, { script }]) => script && (name === undefined || one === name)) ?? [];
  const expand = (value: unknown) => String(value).replace(/\$(CI_\w+)/g, (text, of) => known[of] ?? text);
  const variables = Object.entries(job?.variables ?? {}).map(([key, value]) => [key, expand(value)]);
  return { script: job?.script ?? [], variables: Object.fromEntries(variables) };
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
