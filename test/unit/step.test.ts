import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { step } from '../../src/deploy/step.js';
import { createTimeline } from '../../src/deploy/timeline.js';
import { createTerminalHost } from '../../src/hosts/terminal.js';

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
