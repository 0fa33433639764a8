import type { Timing } from '../lib/timings.js';

/** Bars that the chart shows at most. */
const MAX_BARS = 60;

/** Milliseconds up to which a tick interval suits the chart, and the format of its labels (mermaid, Gantt syntax). */
const scales = [
  { upToMs: 12_000, tick: '1second', format: '%-S s' },
  { upToMs: 60_000, tick: '10second', format: '%-S s' },
  { upToMs: 720_000, tick: '1minute', format: '%-M min' },
  { upToMs: Number.POSITIVE_INFINITY, tick: '10minute', format: '%-M min' },
] as const;

/** Where the time went, as a chart that GitHub and GitLab draw. The duration is in the label of each bar. */
export function formatTimeline(timings: readonly Timing[]): string {
  const shown = [...timings].sort((a, b) => a.startMs - b.startMs).slice(0, MAX_BARS);
  const end = Math.max(0, ...shown.map(({ endMs }) => endMs));
  const { tick, format } = scales.find(({ upToMs }) => end <= upToMs) ?? scales[3];
  const bars = shown.map(({ name, startMs, endMs }) => {
    // Everything but letters, digits and a few other characters has a meaning in Mermaid.
    const label = `${name.replace(/[^\w ./@-]/g, ' ')} (${formatDuration(endMs - startMs)})`;
    return `  ${label} :${Math.round(startMs)}, ${Math.round(Math.max(endMs, startMs + 1))}`;
  });
  const head = ['gantt', '  dateFormat x', `  axisFormat ${format}`, `  tickInterval ${tick}`];
  return ['```mermaid', ...head, ...bars, '```'].join('\n');
}

/** A duration in ms as `0.4 s` or `2 min 5 s`. */
function formatDuration(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
