import { inputRow, isInputName } from '../../../src/schema/inputs.js';
import { type InputSpec, partsOfTemplate } from '../../fakes/gitlab-interpolate.js';
import { re2 } from '../../fakes/gitlab-re2.js';

/** A good value for each text input, none of them a default, and each found nowhere else in a template. */
const texts: Readonly<Record<string, string>> = {
  'token-variable': 'TOKEN_OF_STAGING',
  workspace: 'sample-workspace',
  'env-file': 'sample/server.env',
  'server-file': 'sample/one.json, sample/two.json',
  bundle: 'sample/a-linux-amd64.mcpb, sample/b.mcpb',
  'server-version': 'v7.3.5',
  'bundle-url': 'https://sample.example.com/v7.3.5',
  'smoke-test': 'sample/smoke-test.json',
  'tools-snapshot': 'sample/tools.json',
  cpu: '735m',
  memory: '735Mi',
  'ntcli-version': '^0.3.8',
  'ntcli-package': 'https://sample.example.com/ntcli.tgz?a=b&c#d',
  'ntcli-integrity': `sha512-${'aB3/'.repeat(21)}x+==`,
  'npm-registry': 'https://[::1]:4873/npm/',
  domain: 'sample.example.com:8443',
  'token-expires-at': '2031-12-24',
  engine: 'file:///sample/engine.mjs',
  'engine-sha256': '0123456789abcdef'.repeat(4),
  'job-name': 'sample job',
  stage: 'sample stage',
  image: '$SAMPLE_PREFIX/node:22@sha256',
  environment: 'sample/${CI_COMMIT_REF_SLUG}',
  'resource-group': 'sample group',
  'remove-job-name': 'another job',
  prefix: 'zz735',
  'auto-stop-in': '735 days',
};

const ofKind: Readonly<Record<string, string>> = {
  list: 'acme/sample@1.2.0, other-sample',
  duration: '4321s',
};

/** A good value of an input of a component, of the type that GitLab wants, and never the default. */
function sampleOf(name: string, spec: InputSpec): unknown {
  if (spec.type === 'boolean') return spec.default !== true;
  if (spec.type === 'array') return [{ job: 'sample', optional: true }, 'with "quotes" and $[[ inputs.x ]]'];
  if (spec.type === 'number') return Number(spec.default) + 735;
  if (spec.options) return spec.options.find((option) => option !== '' && option !== spec.default);
  const kind = isInputName(name) ? inputRow(name).type : undefined;
  if (kind?.kind === 'integer') return String(kind.min + 735).slice(0, String(kind.max).length);
  const candidates = [texts[name], ofKind[kind?.kind ?? ''], `sample/${name}.json`];
  const sample = candidates.find((text) => text !== undefined && re2(spec.regex ?? '').test(text));
  if (sample === undefined) throw new Error(`Add a good value for ${name} to ${import.meta.url}`);
  return sample;
}

/** Good values for all inputs of a component. */
export function samplesOf(template: string): Record<string, unknown> {
  const { inputs } = partsOfTemplate(template);
  return Object.fromEntries(Object.entries(inputs).map(([name, spec]) => [name, sampleOf(name, spec)]));
}
