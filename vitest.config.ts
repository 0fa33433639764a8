import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Process-level tests start npm and Node.js many times; the bound is for a machine that is much slower.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
