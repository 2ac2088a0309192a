import type { Recording } from './recordings.ts';

/** A recording with its sound as loaded. */
export type Sound = Pick<Recording, 'fromMs' | 'toMs'> & { readonly bytes: ArrayBuffer };

/** Between two parts of a line, such as a number and its unit: so short that they are heard as one sentence. */
const pauseSeconds = 0.05;

/**
 * Plays sounds one after the other without a gap, each without the silence at its ends, until the last has ended or `signal` stops them.
 * @throws if one of them is no sound; then none is played
 */
export async function playSounds(
  context: AudioContext,
  sounds: readonly Sound[],
  signal: AbortSignal,
): Promise<void> {
  const decoded = await Promise.all(sounds.map(({ bytes }) => context.decodeAudioData(bytes.slice(0))));
  if (signal.aborted) return;
  let at = context.currentTime + pauseSeconds;
  const sources = decoded.map((buffer, index) => {
    const { fromMs = 0, toMs = 0 } = sounds[index] ?? {};
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    const seconds = (toMs - fromMs) / 1000;
    source.start(at, fromMs / 1000, seconds);
    at += seconds + pauseSeconds;
    return source;
  });
  const last = sources.at(-1);
  if (last === undefined) return;
  await new Promise<void>((resolve) => {
    last.onended = () => resolve();
    signal.addEventListener('abort', () => {
      for (const source of sources) source.stop();
      resolve();
    });
  });
}
