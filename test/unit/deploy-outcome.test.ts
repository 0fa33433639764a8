import { describe, expect, it } from 'vitest';
import { parseApiOutcome } from '../../src/api/deploy.js';
import type { ServerState } from '../../src/api/servers.js';
import { concludeDeploy, type OpenOutcome } from '../../src/deploy/outcome.js';
import { v0_4 } from '../../src/ntcli/contract-v0-4.js';
import { parseNtcliOutcome } from '../../src/ntcli/deploy.js';

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

const noVersion = 'metadata.resourceVersion: Invalid value: 0: must be specified for an update';
const serverError = (reason: string): OpenOutcome => ({
  kind: 'server-error',
  message: 'POST answered 500.',
  reason,
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
    ['none', { reason: '' }, 'unclear'],
    ['200 that names the server', { status: 200, reason: '', body: { server_id: 'echo' } }, 'deployed'],
    ['200 that does not', { status: 200, reason: '' }, 'unclear'],
  ])('%s', (_, result, expected) => {
    expect(parseApiOutcome({ ...result, message: 'm' }).kind).toBe(expected);
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
