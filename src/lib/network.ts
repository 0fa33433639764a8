import { type Environment, proxyVariable } from './env.js';
import { urlSecrets } from './urls.js';

/** How this job reaches the network. Requests of this process and of its children use the same. */
export interface Network {
  readonly httpProxy?: URL;
  readonly httpsProxy?: URL;
  /** Hosts that are reached without a proxy. */
  readonly noProxy: readonly NoProxyRule[];
}

/** An entry of NO_PROXY: a host with its subdomains, `*` for all hosts. */
export interface NoProxyRule {
  /** Lowercase, without a leading `.` or `*.`. */
  readonly host: string;
  /** Absent: every port. */
  readonly port?: string;
}

export type NetworkResult =
  | { readonly ok: true; readonly network: Network }
  /** A sentence that names the variable. It contains no credentials. */
  | { readonly ok: false; readonly problem: string };

/**
 * Reads the proxy settings of a job. Lowercase names come first, as in curl and Node.js. An address without a scheme is
 * that of an HTTP proxy. HTTPS without a proxy of its own uses that of HTTP, as `fetch` of Node.js and npm do.
 */
export function readNetwork(env: NodeJS.ProcessEnv): NetworkResult {
  const noProxy = parseNoProxy(readVariable(env, 'NO_PROXY')?.value ?? '');
  if (noProxy.some(({ host }) => host === '*')) return { ok: true, network: { noProxy } };
  const all = readVariable(env, 'ALL_PROXY');
  const http = readVariable(env, 'HTTP_PROXY') ?? all;
  const https = readVariable(env, 'HTTPS_PROXY') ?? all ?? http;
  const httpProxy = parseProxy(http);
  const httpsProxy = parseProxy(https);
  for (const proxy of [httpsProxy, httpProxy])
    if (typeof proxy === 'string') return { ok: false, problem: proxy };
  return {
    ok: true,
    network: {
      ...(httpProxy instanceof URL && { httpProxy }),
      ...(httpsProxy instanceof URL && { httpsProxy }),
      noProxy,
    },
  };
}

/** The proxy for a URL; undefined for a direct connection. */
export function findProxy({ httpProxy, httpsProxy, noProxy }: Network, url: URL): URL | undefined {
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const isDirect = noProxy.some(
    (rule) =>
      (rule.port === undefined || rule.port === port) &&
      (rule.host === '*' || host === rule.host || host.endsWith(`.${rule.host}`)),
  );
  if (isDirect) return undefined;
  return url.protocol === 'https:' ? httpsProxy : httpProxy;
}

/**
 * The environment of a job with its proxy settings in the form that every program reads alike. Programs differ in what
 * NO_PROXY covers: older releases of Node.js match `corp.example` exactly, npm does not know `*`. So each host is written
 * in both forms, and with `*` there is no proxy at all. Each variable is set in lowercase as well, because a `.npmrc` may
 * name it so.
 */
export function normalizeEnvironment(env: NodeJS.ProcessEnv, network: Network): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !/^(https?|all|no)_proxy$/i.test(name));
  return { ...Object.fromEntries(others), ...formatProxyVariables(network) };
}

function formatProxyVariables({ httpProxy, httpsProxy, noProxy }: Network): Environment {
  const hosts = noProxy.flatMap(({ host, port }) => {
    const suffix = port === undefined ? '' : `:${port}`;
    const isName = /[a-z]/.test(host) && !host.startsWith('[');
    return isName ? [host + suffix, `.${host}${suffix}`] : [host + suffix];
  });
  return {
    ...(httpProxy && proxyVariable('HTTP_PROXY', httpProxy.href)),
    ...(httpsProxy && proxyVariable('HTTPS_PROXY', httpsProxy.href)),
    ...(hosts.length > 0 && proxyVariable('NO_PROXY', hosts.join(','))),
  };
}

/** Credentials in the proxy addresses, which must not be shown. */
export function proxySecrets({ httpProxy, httpsProxy }: Network): readonly string[] {
  return [httpProxy, httpsProxy].flatMap((proxy) => (proxy ? urlSecrets(proxy) : []));
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

function readVariable(env: NodeJS.ProcessEnv, name: string): Variable | undefined {
  for (const form of [name.toLowerCase(), name]) {
    const value = env[form];
    if (value !== undefined) return { name: form, value: value.trim() };
  }
  return undefined;
}

/** The address, what is wrong with it, or undefined for an empty one. */
function parseProxy(variable: Variable | undefined): URL | string | undefined {
  if (!variable?.value) return undefined;
  const { name, value } = variable;
  const shown = `${name} (${withoutCredentials(value)})`;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(text)) return `${shown} is not a proxy address. Expected http://host:port.`;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `${shown} is a ${url.protocol.slice(0, -1)} address. Only HTTP and HTTPS proxies are supported.`;
  try {
    decodeURIComponent(url.username + url.password);
  } catch {
    return `${shown} has credentials with a \`%\` that is not part of an escape. Write it as \`%25\`.`;
  }
  return url;
}

/** A proxy address as it can be shown. A text that may hide a password in an unexpected place is not shown at all. */
function withoutCredentials(address: string): string {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(address) ?? [];
  const host = rest.slice(rest.lastIndexOf('@') + 1);
  const isHost = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d*)?\/?$/i.test(host);
  if (!isHost) return 'not shown';
  return `${scheme}${rest.includes('@') ? '***@' : ''}${host}`;
}

function parseNoProxy(text: string): readonly NoProxyRule[] {
  return text
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [, name = entry, port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
      const host = name
        .toLowerCase()
        .replace(/^\*?\.(?=.)/, '')
        .replace(/\.$/, '');
      return { host, ...(port !== undefined && { port }) };
    });
}
