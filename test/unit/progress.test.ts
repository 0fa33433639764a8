import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTerminalHost } from '../../src/ci/terminal.js';
import { step } from '../../src/deploy/progress.js';
import { createTimeline } from '../../src/lib/timings.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a step', () => {
  it('is never silent for 30 seconds', async () => {
    const lines: string[] = [];
    const host = { ...createTerminalHost({}, () => ''), line: (text: string) => lines.push(text) };
    const body = () => new Promise<void>((done) => setTimeout(done, 80_000));
    const running = step({ host, timeline: createTimeline() }, 'Wait', body);
    await vi.advanceTimersByTimeAsync(80_000);
    await running;
    expect(lines).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(80_000);
    expect(lines).toHaveLength(3);
  });
});
