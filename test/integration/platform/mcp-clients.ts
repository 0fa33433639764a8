import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
} from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

interface Page {
  readonly tools: readonly { readonly name: string }[];
  readonly nextCursor?: string | undefined;
}

async function readPages(read: (cursor?: string) => Promise<Page>): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    names.push(...page.tools.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return names;
}

/** The names of the tools as the client of the SDK sees them. */
export async function listWithSdk(url: URL): Promise<string[]> {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(url);
  await client.connect(transport);
  try {
    return await readPages((cursor) => client.listTools(cursor === undefined ? {} : { cursor }));
  } finally {
    await client.close();
  }
}

/** The same with version 2 of the SDK, which uses MCP 2026-07-28 with a server that supports it. */
export async function listWithSdkV2(url: URL): Promise<string[]> {
  const client = new ClientV2({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new TransportV2(url));
  try {
    return await readPages((cursor) => client.listTools(cursor === undefined ? {} : { cursor }));
  } finally {
    await client.close();
  }
}
