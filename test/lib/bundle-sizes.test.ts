import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { areas, workers } from '../../lib/areas.ts';
import { bundleFunction } from '../../lib/bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the bundle of', () => {
  it.each(Object.entries({ ...areas, ...workers }))('%s keeps within its budget', async (name, area) => {
    expect(existsSync(area.entry)).toBe(true);
    const { bytes } = await bundleFunction(area.entry, join(folder, `${name}.mjs`));
    expect(bytes / 1000).toBeLessThanOrEqual(area.bundleLimitKB);
    // A bundle of next to nothing is no function.
    expect(bytes / 1000).toBeGreaterThan(50);
  });
});
