import { describe, expect, test } from 'vitest';
import { createGate, openGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { attackMany } from './campaign.ts';

const gate = createGate(indicators);

/** How many random programmes are attacked here. `npm run attack -- 2000` attacks more. */
const programmes = 12;

describe('the attack', () => {
  test('finds no cell with fewer than five possible numbers in what random programmes publish', {
    timeout: 240_000,
  }, ({ annotate }) => {
    const campaign = attackMany(gate, { count: programmes });
    annotate(`due ${campaign.due}, withheld ${campaign.withheld}, cells solved for ${campaign.cells}`);
    expect(campaign.programmes).toBe(programmes);
    expect(campaign.pinned).toEqual([]);
    expect(campaign.puzzles).toBe(0);
    expect(campaign.cells).toBeGreaterThan(programmes * 100);
    // A gate that withheld everything would be safe too, and of no use.
    expect(campaign.withheld / campaign.due).toBeLessThan(0.1);
  });

  test('finds none either if it knows when which records were joined and parted', {
    timeout: 240_000,
  }, ({ annotate }) => {
    const campaign = attackMany(gate, { count: programmes, twins: 0.3, wholeEvery: 6 });
    annotate(`due ${campaign.due}, withheld ${campaign.withheld}, cells solved for ${campaign.cells}`);
    expect(campaign.pinned).toEqual([]);
    expect(campaign.puzzles).toBe(0);
    expect(campaign.cells).toBeGreaterThan(programmes * 100);
    expect(campaign.withheld / campaign.due).toBeLessThan(0.15);
  });

  test('finds many without the gate', { timeout: 120_000 }, () => {
    const { pinned, broken } = attackMany(openGate, { count: 4 });
    expect(broken).toBeGreaterThan(0);
    expect(pinned.length).toBeGreaterThan(20);
  });
});

describe('the gate', () => {
  test.each([
    ['four districts', { spread: 4 }, 20],
    ['seven districts, ten years long', { spread: 7, months: 120 }, 2],
    ['all districts and 10,000 members in ten years', { spread: 26, newcomers: 83, months: 120 }, 1],
  ])('withholds less than one in a hundred in programmes of %s', { timeout: 120_000 }, (_, size, count) => {
    const { due, withheld } = attackMany(gate, { ...size, count, isSolved: false });
    expect(due).toBeGreaterThan(100);
    expect(withheld / due).toBeLessThan(0.01);
  });
});
