import { expect, onTestFinished, test } from 'vitest';
import { readEvents } from '../../functions/areas/cases/read-events.ts';
import { fitEvents } from '../../functions/areas/record/fit-record.ts';
import { readNewestEvents } from '../../functions/areas/record/newest-events.ts';
import { answerBytesOf } from '../../functions/shared/http/answer-size.ts';
import { openCaseScene } from '../cases/scene.ts';
import { countReads } from '../support/count-reads.ts';

test('of timelines without end the newest events of all cases are read and counted, and not the rest', async () => {
  const scene = await openCaseScene();
  onTestFinished(() => scene.records.close());
  const [flooded, other] = [
    await scene.opened(),
    await scene.opened({ kind: 'legal_aid', priority: 'normal' }),
  ];
  for (let index = 0; index < 240; index += 1) {
    const on = `2026-10-0${1 + (index % 4)}`;
    expect(await scene.tell(flooded.id, { type: 'note', on, text: `${index}` })).toMatchObject({
      status: 201,
    });
  }
  for (const on of ['2026-10-01', '2026-10-05']) await scene.tell(other.id, { type: 'note', on, text: on });
  const cases = [flooded, other];
  const { records, reads } = countReads(scene.records);
  const whole = await Promise.all(
    cases.map(async (one) => ({ ...one, events: await readEvents(scene.records, one.id) })),
  );
  const maxBytes = 8_000;
  const read = await readNewestEvents(records, cases, maxBytes);
  expect(reads.items).toBeLessThanOrEqual(102);
  const fitted = fitEvents(read, maxBytes);
  expect(fitted).toEqual(fitEvents(whole, maxBytes));
  expect(answerBytesOf(fitted)).toBeLessThanOrEqual(maxBytes);
  expect(fitted[1]).toMatchObject({ events: [{ text: '2026-10-05' }], eventsLeftOut: 1 });
  // Where there is place for all, all are there.
  expect(await readNewestEvents(records, cases, 1_000_000)).toEqual(whole);
});
