/** Bytes of each suffix of a Kubernetes memory quantity. */
const suffixes: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/**
 * A CPU quantity in the form that the control plane accepts: whole cores or millicores (`^[0-9]+m?$`,
 * nimbletools-core, mcp_server_models.py).
 *
 * @param cpu a Kubernetes quantity, such as `0.5` or `500m`
 */
export function toPlatformCpu(cpu: string): string {
  const millicores = parseCpu(cpu);
  return millicores % 1000 === 0 ? `${millicores / 1000}` : `${millicores}m`;
}

/**
 * A memory quantity in the form that the control plane accepts: whole Mi or Gi (`^[0-9]+(Mi|Gi)$`). Rounded up, because
 * a limit must not become smaller.
 *
 * @param memory a Kubernetes quantity, such as `512M` or `1Gi`
 */
export function toPlatformMemory(memory: string): string {
  const mebibytes = Math.ceil(parseMemory(memory) / 2 ** 20);
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

/** Millicores, rounded up; NaN for anything else. */
export function parseCpu(cpu: string): number {
  const [, number, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(cpu) ?? [];
  // 0.1 + 0.2 must not become 301 millicores.
  return Math.ceil(Number((Number(number) * (milli ? 1 : 1000)).toFixed(6)));
}

/** Bytes; NaN for anything else. */
export function parseMemory(memory: string): number {
  const [, number, suffix = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(memory) ?? [];
  return Number(number) * (suffixes[suffix] ?? Number.NaN);
}
