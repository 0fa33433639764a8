import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTerminalProvider } from '../../src/ci/terminal.js';
import { withProgress } from '../../src/deploy/progress.js';
import { createTimings } from '../../src/lib/timings.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a step', () => {
  it('is never silent for 30 seconds', async () => {
    const lines: string[] = [];
    const ci = { ...createTerminalProvider({}, () => ''), info: (text: string) => lines.push(text) };
    const body = () => new Promise<void>((done) => setTimeout(done, 80_000));
    const running = withProgress({ ci, timings: createTimings() }, 'Wait', body);
    await vi.advanceTimersByTimeAsync(80_000);
    await running;
    expect(lines).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(80_000);
    expect(lines).toHaveLength(3);
  });
});
