import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord, numberField, parseJson, textField } from '../api/json.js';
import type { Session } from './session.js';

/** A response that ntcli got, of 500 or more. */
export interface FailedResponse {
  readonly status: number;
  readonly text: string;
}

/** Records the failed response to one deploy. */
export interface ResponseHook {
  /** Options of Node.js for the process of ntcli. */
  readonly nodeOptions: readonly string[];
  /** The response to a POST, if it was 500 or more. Read after the process has ended. */
  read(): Promise<FailedResponse | undefined>;
}

/** Characters of a response that are recorded at most. */
const MAX_TEXT = 65_536;

/**
 * Prepares a file that Node.js loads before ntcli. ntcli 0.4 prints "Server error" for every response of 500 or more (read
 * in its source): a refusal and a gateway that lost the response look the same, and only the first means that nothing
 * was deployed. The file writes the response to the private session, and changes nothing else.
 */
export async function createResponseHook({ work }: Session): Promise<ResponseHook> {
  const name = randomUUID();
  // Not in the directory for temporary files: ntcli may list or remove those.
  const [hook, recorded] = [join(work, '..', `${name}.cjs`), join(work, '..', `${name}.json`)];
  await writeFile(hook, hookSource(recorded), { mode: 0o600 });
  return {
    nodeOptions: ['--require', hook],
    async read() {
      const json = parseJson(await readFile(recorded, 'utf8').catch(() => ''));
      const status = numberField(json, 'status');
      if (!isRecord(json) || status === undefined) return undefined;
      return { status, text: textField(json, 'text') ?? '' };
    },
  };
}

function hookSource(file: string): string {
  return `'use strict';
const { writeFileSync } = require('node:fs');
const send = globalThis.fetch;
globalThis.fetch = async (resource, init) => {
  const response = await send(resource, init);
  if (response.status < 500 || String(init?.method).toUpperCase() !== 'POST') return response;
  const text = await response.text().catch(() => '');
  try {
    writeFileSync(${JSON.stringify(file)}, JSON.stringify({ status: response.status, text: text.slice(0, ${MAX_TEXT}) }), { mode: 0o600 });
  } catch {}
  const { status, statusText, headers } = response;
  return new Response(text, { status, statusText, headers });
};
`;
}
