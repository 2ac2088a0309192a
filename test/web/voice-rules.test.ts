import { expect, test } from 'vitest';
import { findSpeech } from '../../web/src/desks/voice/find-speech.ts';
import {
  countHeard,
  nextText,
  type Recorded,
  type Spoken,
  studioOf,
} from '../../web/src/desks/voice/voice-rules.ts';

const rate = 48_000;
/** A tone between two silences, in seconds. @param noise of a quiet room, all along */
const sound = (before: number, tone: number, after: number, noise = 0): Float32Array =>
  Float32Array.from({ length: Math.round((before + tone + after) * rate) }, (_, at) => {
    const isTone = at >= before * rate && at < (before + tone) * rate;
    return (isTone ? 0.3 * Math.sin((2 * Math.PI * 200 * at) / rate) : 0) + noise * Math.sin(at * 12.9898);
  });

test.each([
  ['between two silences', sound(0.8, 1.5, 2), [680, 2_420]],
  ['in a room that is not quite still', sound(0.8, 1.5, 2, 0.003), [680, 2_420]],
  ['from the first moment to the last', sound(0, 1, 0), [0, 1_000]],
])('speech is found %s, with a margin', (_, samples, [from = 0, to = 0]) => {
  const speech = findSpeech(samples, rate);
  expect(Math.abs((speech?.fromMs ?? -1) - from)).toBeLessThanOrEqual(20);
  expect(Math.abs((speech?.toMs ?? -1) - to)).toBeLessThanOrEqual(20);
});

test('silence and a click are no speech', () => {
  expect(findSpeech(sound(1, 0, 1), rate)).toBeUndefined();
  expect(findSpeech(sound(1, 0, 1, 0.003), rate)).toBeUndefined();
  expect(findSpeech(sound(1, 0.01, 1), rate)).toBeUndefined();
});

const text = (key: string, hash: string): Spoken => ({ key, text: hash, room: 'today', textSha256: hash });
const recording = {
  sha256: 'r',
  bytes: 1,
  mediaType: 'audio/webm',
  fromMs: 0,
  toMs: 1,
  recordedAt: '',
  recordedBy: '',
} as const;
const recorded = (key: string, textSha256: string, more: Partial<Recorded>): Recorded => ({
  locale: 'te',
  key,
  textSha256,
  version: 1,
  ...more,
});

test('a text is missing, waits, is approved, or has changed words, which come back by their key', () => {
  const { texts, old } = studioOf(
    [text('a', '1'), text('b', '2'), text('c', '3'), text('d', '4new'), text('e', '5')],
    {
      items: [
        recorded('b', '2', { waiting: recording, approved: recording }),
        recorded('c', '3', { approved: recording }),
        recorded('d', '4old', { approved: recording }),
        // Declined, and not recorded again.
        recorded('e', '5', {}),
      ],
    },
  );
  expect(texts.map(({ state }) => state)).toEqual(['missing', 'waiting', 'approved', 'changed', 'missing']);
  expect(old.map(({ textSha256 }) => textSha256)).toEqual(['4old']);
  // What waits beside an approved recording is heard as before.
  expect(countHeard(texts)).toBe(2);
});

test('the next text follows in the list, after the last the first, and alone there is none', () => {
  const { texts } = studioOf([text('a', '1'), text('b', '2')], { items: [] });
  expect(nextText(texts, '')?.textSha256).toBe('1');
  expect(nextText(texts, '1')?.textSha256).toBe('2');
  expect(nextText(texts, '2')?.textSha256).toBe('1');
  expect(nextText(texts.slice(0, 1), '1')).toBeUndefined();
  expect(nextText([], '1')).toBeUndefined();
});
