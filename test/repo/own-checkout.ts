import { cpSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The files that CI jobs of this repository use. */
const parts = ['package.json', 'action.yml', 'dist', 'templates', 'test', '.circleci', '.gitlab-ci.yml'];

/** Copies the files that CI jobs of this repository use. */
export function checkOut(directory: string): void {
  for (const part of parts) cpSync(part, join(directory, part), { recursive: true });
}

/** Lets a job reach the npm registry of this machine: the certificates that the machine trusts. */
export const certificates: Readonly<Record<string, string>> = process.env.NODE_EXTRA_CA_CERTS
  ? { NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS }
  : {};

/** Stops the background fakes of jobs, by the process ids in their log. */
export function stopFakes(log: string): void {
  for (const [, pid] of log.matchAll(/\bpid=(\d+)$/gm)) process.kill(Number(pid));
}

/** Replaces each port in a configuration by a free one. */
export async function withFreePorts(text: string): Promise<string> {
  const named = new Set(text.match(/\b46[89]\d\b/g));
  const servers = [...named].map(() => createServer());
  const ports = await Promise.all(servers.map(portOf));
  for (const server of servers) server.close();
  const free = new Map([...named].map((port, index) => [port, String(ports[index])]));
  return text.replaceAll(/\b46[89]\d\b/g, (port) => free.get(port) ?? port);
}

function portOf(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
