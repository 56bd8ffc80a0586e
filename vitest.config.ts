import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Only against what never ends: on a busy machine many processes take their time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests wait for a process or a pause: a core kept free, as by default, would halve a small machine.
    maxWorkers: '100%',
  },
});
