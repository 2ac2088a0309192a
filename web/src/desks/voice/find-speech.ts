/** Where speech begins and ends in a recording, in milliseconds. */
export type Speech = { readonly fromMs: number; readonly toMs: number };

const frameMs = 10;
/** A frame is speech if it is this much of the loudest, and above what a quiet room gives. */
const shareOfLoudest = 0.06;
const quietRoom = 0.004;
/** Kept before and after, so that no soft beginning or end is cut off. */
const marginMs = 120;

/** The loudness of each frame: the root of the mean square. */
function loudnessOf(samples: Float32Array, sampleRate: number): number[] {
  const size = Math.round((sampleRate * frameMs) / 1000);
  return Array.from({ length: Math.floor(samples.length / size) }, (_, frame) => {
    const part = samples.subarray(frame * size, (frame + 1) * size);
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / size);
  });
}

/**
 * Finds the speech in a recording, without the silence at both ends; undefined if it is silent. A single click is shorter than three frames, and
 * is none.
 * @param samples of one channel, −1 to 1
 */
export function findSpeech(samples: Float32Array, sampleRate: number): Speech | undefined {
  const loudness = loudnessOf(samples, sampleRate);
  const threshold = Math.max(quietRoom, shareOfLoudest * Math.max(0, ...loudness));
  const isSpeech = loudness.map((one) => one >= threshold);
  const lasts = (frame: number): boolean =>
    [0, 1, 2].every((offset) => isSpeech[frame + offset] === true) ||
    [0, 1, 2].every((offset) => isSpeech[frame - offset] === true);
  const spoken = isSpeech.flatMap((is, frame) => (is && lasts(frame) ? [frame] : []));
  const [first] = spoken;
  const last = spoken.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const durationMs = Math.floor((samples.length / sampleRate) * 1000);
  return {
    fromMs: Math.max(0, first * frameMs - marginMs),
    toMs: Math.min(durationMs, (last + 1) * frameMs + marginMs),
  };
}
