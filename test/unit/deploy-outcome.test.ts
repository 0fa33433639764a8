import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseApiOutcome } from '../../src/api/deploy.js';
import type { Json } from '../../src/api/json.js';
import type { ServerState } from '../../src/api/servers.js';
import { concludeDeploy, type OpenOutcome } from '../../src/deploy/outcome.js';
import { v0_4 } from '../../src/ntcli/contract-v0-4.js';
import { parseFailedResponse, parseNtcliOutcome } from '../../src/ntcli/deploy.js';

const recorded: readonly { what: string; status: number; answer: Json }[] = JSON.parse(
  readFileSync('test/fixtures/recorded-exchanges.json', 'utf8'),
);

const created = '2026-11-25T21:29:18Z';
const running = {
  phase: 'Running',
  replicas: 1,
  readyReplicas: 1,
  created,
  spec: { replicas: 1, title: 'a' },
};
const scaled = { ...running, spec: { ...running.spec, replicas: 2 } };
const pending = {
  phase: 'Pending',
  replicas: 0,
  readyReplicas: 0,
  created,
  spec: { title: 'a', replicas: 1 },
};

/** A server of an edition that shows no settings. */
const bare = { phase: 'Running' };
const noVersion = 'metadata.resourceVersion: Invalid value: 0: must be specified for an update';
const serverError = (reason: string, isRefusal = false): OpenOutcome => ({
  kind: 'server-error',
  message: 'POST answered 500.',
  reason,
  isRefusal,
});
const deployed: OpenOutcome = { kind: 'deployed', message: 'done' };
const lost: OpenOutcome = { kind: 'unclear', message: 'no answer' };

describe('a deploy', () => {
  it.each<[string, OpenOutcome, ServerState | undefined, ServerState | undefined, string]>([
    ['that both report', deployed, undefined, pending, 'deployed'],
    ['that the platform does not show', deployed, undefined, undefined, 'failed deploy-not-shown'],
    ['whose update is refused', serverError(noVersion), running, running, 'failed update-unsupported'],
    [
      'whose update is refused while a pod restarts',
      serverError(noVersion),
      running,
      pending,
      'failed update-unsupported',
    ],
    [
      'that is refused with a reason',
      serverError('description: too long'),
      undefined,
      undefined,
      'failed deploy-refused',
    ],
    ['that fails, but took effect', serverError('timeout'), undefined, pending, 'deployed'],
    ['that fails, and the server changed', serverError('timeout'), running, scaled, 'unknown deploy-unknown'],
    [
      'whose update fails, in an edition that shows no settings',
      serverError('connection to etcd lost'),
      bare,
      bare,
      'unknown deploy-unknown',
    ],
    [
      'whose update is refused as invalid, in an edition that shows no settings',
      serverError('description: too long', true),
      bare,
      bare,
      'failed deploy-refused',
    ],
    [
      'whose update is not supported, in an edition that shows no settings',
      serverError(noVersion),
      bare,
      bare,
      'failed update-unsupported',
    ],
    ['whose update ntcli cannot explain', serverError(''), running, running, 'unknown deploy-unknown'],
    [
      'of a new server that ntcli cannot explain',
      serverError(''),
      undefined,
      undefined,
      'unknown deploy-unknown',
    ],
    ['whose response was lost, of a new server', lost, undefined, pending, 'deployed'],
    ['whose response was lost, of an old server', lost, running, running, 'unknown deploy-unknown'],
    ['whose response was lost, without a server', lost, undefined, undefined, 'unknown deploy-unknown'],
  ])('%s', (_, outcome, before, after, expected) => {
    const conclusion = concludeDeploy(outcome, before, after);
    expect([conclusion.kind, ...('code' in conclusion ? [conclusion.code] : [])].join(' ')).toBe(expected);
  });
});

describe('a response of the API', () => {
  it.each<[string, Omit<Parameters<typeof parseApiOutcome>[0], 'message'>, string]>([
    ['500 with a reason', { status: 500, reason: 'x' }, 'server-error'],
    ['503 with a reason', { status: 503, reason: 'x' }, 'server-error'],
    ['500 without a reason', { status: 500, reason: '' }, 'unclear'],
    ['a gateway with a reason', { status: 504, reason: 'x' }, 'unclear'],
    ['422', { status: 422, reason: 'x' }, 'refused'],
    ['404 of the API', { status: 404, reason: 'x', body: { detail: 'x' } }, 'refused workspace-not-found'],
    ['404 of an ingress', { status: 404, reason: '' }, 'refused api-unexpected'],
    ['401 of the API', { status: 401, reason: 'x', body: { detail: 'x' } }, 'refused token-rejected'],
    ['401 of a proxy', { status: 401, reason: '' }, 'refused api-unexpected'],
    ['none', { reason: '' }, 'unclear'],
    ['200 that names the server', { status: 200, reason: '', body: { server_id: 'echo' } }, 'deployed'],
    ['200 that does not', { status: 200, reason: '' }, 'unclear'],
  ])('%s', (_, result, expected) => {
    const outcome = parseApiOutcome({ ...result, message: 'm' });
    const code = outcome.kind === 'refused' ? outcome.code : undefined;
    expect(outcome.kind === expected ? expected : `${outcome.kind} ${code}`).toBe(expected);
  });
});

describe('a server error', () => {
  it.each([
    ['an update', 'deploy again (update)'],
    ['a long description', 'deploy longdesc'],
    ['another transport', 'deploy stdio'],
    ['a name without a slash', 'deploy noslash'],
    ['a name in upper case', 'deploy Upper_Case'],
  ])('that the platform returned for %s is a refusal, through the API and ntcli', (_, what) => {
    const { status = 0, answer = null } = recorded.find((one) => one.what === what) ?? {};
    const expected = { kind: 'server-error', isRefusal: true };
    const byNtcli = parseFailedResponse({ status, text: JSON.stringify(answer) }, (text) => text);
    expect(byNtcli).toMatchObject(expected);
    expect(parseApiOutcome({ status, reason: 'x', message: 'm', body: answer })).toMatchObject(expected);
  });

  it('of another kind is not', () => {
    const body = { detail: 'Deployment error: connection to etcd lost' };
    const outcome = parseApiOutcome({ status: 500, reason: 'x', message: 'm', body });
    expect(outcome).toMatchObject({ kind: 'server-error', isRefusal: false });
  });
});

describe('ntcli 0.4.4', () => {
  const exit = { kind: 'exit', code: 1 } as const;
  const command = { registryId: 'ai.acme/echo', env: new Map<string, string>() };
  it.each([
    ['a server error', ['   Server error - please try again later'], 'server-error', '500 or more'],
    [
      'a server error of 503',
      [
        '   Server error - please try again later',
        '   💡 Deployment service may be temporarily unavailable. Try again later.',
      ],
      'unclear',
      'no usable response',
    ],
    [
      'a refusal',
      ['   {"detail":{"message":"arm only","error_code":"ARCH"}}'],
      'refused',
      'exited with 1: arm only (ARCH).',
    ],
  ])('%s', (_, lines, kind, text) => {
    const outcome = parseNtcliOutcome({ exit, lines }, v0_4, command);
    expect(outcome).toMatchObject({ kind, message: expect.stringContaining(text) });
  });
});
