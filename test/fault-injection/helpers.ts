import { existsSync, readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { errorCatalogue } from '../../src/schema/errors.js';
import { workspaceId } from '../fakes/platform.js';
import { serverSpec } from '../fakes/platform-registry.js';
import { deploy } from '../fakes/platform-servers.js';
import type { LoggedRequest } from '../fakes/scripted-server.js';
import type { Area, Expected, Fault } from './fault.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

/** A response or action of a scripted server. */
export type Scripted = import('../fakes/scripted-server.js').ScriptedAnswer;

/** Result of a run that succeeds despite a fault. */
export const deployed: Expected = { exit: 0, title: null, outputs: { 'deploy-status': 'deployed' } };

/** Result of a run that fails with an entry of the catalogue. */
export function endsWith(code: keyof typeof errorCatalogue, outputs: Record<string, string> = {}): Expected {
  const { exit, title } = errorCatalogue[code];
  return { exit, title, outputs };
}

/** Rows of one area, with what must hold after every fault: nothing sent twice, nothing left, an actionable error. */
export function rows(area: Area, list: readonly Omit<Fault, 'area'>[]): readonly Fault[] {
  return list.map((row) => ({
    ...row,
    area,
    expect: {
      ...row.expect,
      async also(seen) {
        expectNothingTwice(seen);
        expectNothingLeft(seen);
        expectActionableError(seen);
        await row.expect.also?.(seen);
      },
    },
  }));
}

function expectNothingTwice({ sandbox }: Observation): void {
  const changes = sandbox.platform.requests
    .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/mcp'))
    .map(({ method, path, body }) => `${method} ${path} ${method === 'POST' ? nameIn(body) : ''}`);
  expect(changes, 'requests that change something').toEqual([...new Set(changes)]);
}

function nameIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'name' in body ? `${body.name}` : '';
}

function expectNothingLeft({ leftBehind, sandbox }: Observation): void {
  expect(leftBehind, 'files left in the temporary directory').toEqual([]);
  const { toolCache } = sandbox.job.places;
  const entries = existsSync(toolCache) ? readdirSync(toolCache, { recursive: true, encoding: 'utf8' }) : [];
  expect(entries.filter((path) => /(^|\/)\.new-|\.broken-/.test(path))).toEqual([]);
}

function expectActionableError({ main }: Observation): void {
  for (const { level, title, message } of main.annotations) {
    if (level !== 'error') continue;
    const entry = Object.values(errorCatalogue).find((one) => one.title === title);
    expect(message).toMatch(/^\S.*\. \S/s);
    expect(message.endsWith(`${entry?.cause} ${entry?.hint}`), message).toBe(true);
  }
}

/** Requests to the platform, in order. */
export function findRequests(
  { sandbox }: Observation,
  method: string,
  path: RegExp,
): readonly LoggedRequest[] {
  return sandbox.platform.requests.filter((request) => request.method === method && path.test(request.path));
}

export const workspaceList = /\/v1\/workspaces$/;
export const deployPath = /\/servers$/;
export const serverPath = /\/v1\/.*\/servers\/echo$/;
export const secretPath = /\/secrets\/\w+$/;

/** Adds `ai.nimbletools/echo` to the platform, as an earlier deploy. */
export function runsAlready({ platform }: Sandbox): void {
  deploy(platform, workspaceId, serverSpec('ai.nimbletools/echo', '1.1.0')).phase = 'Running';
}
