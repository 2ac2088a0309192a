import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import * as z from 'zod';

/** Sound in tests: a synthetic voice, what a page plays, and how like two sounds are. */

/** A sound of one channel, −1 to 1. */
export type Samples = { readonly rate: number; readonly samples: Float32Array };

/**
 * Lets a synthetic voice say a text. It is for tests alone: nobody is given it as a person's.
 * @param wordsPerMinute faster for a long text, which the test waits for
 * @throws Error with what to install, without espeak-ng
 */
export function speak(text: string, language: 'te' | 'en', wordsPerMinute = 150): Samples {
  try {
    return readWav(
      execFileSync('espeak-ng', ['-v', language, '-s', String(wordsPerMinute), '--stdout', text], {
        maxBuffer: 2 ** 26,
      }),
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error('The tests of the voice need espeak-ng. On Debian: apt-get install -y espeak-ng');
    }
    throw error;
  }
}

/** The samples of a WAV file of one channel of 16 bits. */
function readWav(file: Buffer): Samples {
  // What espeak-ng writes into a pipe has no lengths.
  const data = file.indexOf('data') + 8;
  const whole = file.subarray(data, data + 2 * Math.floor((file.length - data) / 2));
  return {
    rate: file.readUInt32LE(24),
    samples: Float32Array.from({ length: whole.length / 2 }, (_, at) => whole.readInt16LE(2 * at) / 32_768),
  };
}

/** Writes a WAV file of 48 kHz, as a microphone would hear a sound between two silences of this many seconds. */
export function writeWav(
  path: string,
  { rate, samples }: Samples,
  [before, after]: readonly [number, number],
): void {
  const to = 48_000;
  const spoken = Math.floor((samples.length * to) / rate);
  const lead = Math.round(before * to);
  const body = Buffer.alloc(2 * (lead + spoken + Math.round(after * to)));
  for (let at = 0; at < spoken; at += 1) {
    const sample = samples[Math.floor((at * rate) / to)] ?? 0;
    body.writeInt16LE(Math.round(sample * 32_000), 2 * (lead + at));
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + body.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(to, 24);
  header.writeUInt32LE(2 * to, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(body.length, 40);
  writeFileSync(path, Buffer.concat([header, body]));
}

const frameSeconds = 0.02;

/**
 * How loud a sound is around each fiftieth of a second, in decibels below the loudest, at least −40. Each is the mean of a tenth of a second: else
 * the same words would differ by where the frames begin.
 */
export function envelopeOf({ rate, samples }: Samples): number[] {
  const size = Math.round(rate * frameSeconds);
  const frames = Array.from({ length: Math.floor(samples.length / size) }, (_, frame) =>
    samples.subarray(frame * size, (frame + 1) * size).reduce((sum, one) => sum + one * one, 0),
  );
  const powers = frames.map((_, at) => meanOf(frames.slice(Math.max(0, at - 2), at + 3)));
  const loudest = Math.max(...powers, 1e-12);
  return powers.map((power) => Math.max(-40, 10 * Math.log10(Math.max(power, 1e-12) / loudest)));
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

/** Pearson's correlation. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  const product = (x: readonly number[], meanX: number, y: readonly number[], meanY: number): number =>
    x.reduce((sum, one, at) => sum + (one - meanX) * ((y[at] ?? 0) - meanY), 0);
  return (
    product(a, meanA, b, meanB) / Math.sqrt(product(a, meanA, a, meanA) * product(b, meanB, b, meanB) || 1)
  );
}

/** How long the pieces are, at least, in which a sound is looked for: a moment that a busy machine swallows spoils one of them. */
const pieceSeconds = 5;

/**
 * How like a sound is to what stands in a longer one, the mean of its pieces, each at its best place: 1 is the same course of loudness, 0 has
 * nothing to do with it.
 */
export function likeness(whole: Samples, part: Samples): number {
  const course = envelopeOf(whole);
  const padded = [...Array<number>(25).fill(-40), ...course, ...Array<number>(25).fill(-40)];
  const count = Math.max(1, Math.floor(part.samples.length / part.rate / pieceSeconds));
  const size = Math.floor(part.samples.length / count);
  const pieces = Array.from({ length: count }, (_, nth) =>
    part.samples.subarray(nth * size, (nth + 1) * size),
  );
  return meanOf(pieces.map((samples) => bestPlaceOf(padded, envelopeOf({ rate: part.rate, samples }))));
}

const bestPlaceOf = (course: readonly number[], sought: readonly number[]): number =>
  Math.max(
    ...Array.from({ length: Math.max(1, course.length - sought.length + 1) }, (_, at) =>
      correlation(course.slice(at, at + sought.length), sought),
    ),
  );

/**
 * Keeps in the page all that it plays, from its next load on. It takes blocks of a third of a second: of shorter ones a busy machine loses
 * some, and then what is heard has other lengths than what was said.
 */
export const hearPage = (page: Page): Promise<unknown> =>
  page.addInitScript(`
    const heard = { rate: 0, parts: [], blocks: 0, contexts: [] };
    globalThis.heard = heard;
    const connect = AudioNode.prototype.connect;
    AudioNode.prototype.connect = function (to, ...rest) {
      if (to instanceof AudioDestinationNode && to.context instanceof AudioContext) {
        to.context.ear ??= earOf(to);
        connect.call(this, to.context.ear);
      }
      return connect.call(this, to, ...rest);
    };
    const earOf = (destination) => {
      const ear = destination.context.createScriptProcessor(16_384, 1, 1);
      ear.onaudioprocess = ({ inputBuffer }) => {
        heard.blocks += 1;
        heard.rate = inputBuffer.sampleRate;
        heard.parts.push(Array.from(inputBuffer.getChannelData(0).filter((_, at) => at % 4 === 0)));
      };
      connect.call(ear, destination);
      heard.contexts.push(destination.context);
      return ear;
    };
  `);

const heardSchema = z.object({ rate: z.number(), parts: z.array(z.array(z.number())) });

/** What the page has played since it was loaded, or since this was asked last. */
export async function heardIn(page: Page): Promise<Samples> {
  const { rate, parts } = heardSchema.parse(
    await page.evaluate(`new Promise((resolve) => {
      // What sounds now is in the block after the next at the latest; while all is paused none comes.
      const enough = heard.blocks + 2;
      const look = () =>
        heard.blocks >= enough || heard.contexts.every(({ state }) => state !== 'running')
          ? resolve({ rate: heard.rate / 4, parts: heard.parts.splice(0) })
          : setTimeout(look, 20);
      look();
    })`),
  );
  return { rate, samples: Float32Array.from(parts.flat()) };
}

/** How many seconds of a sound are louder than a hundredth of its loudest moment. */
export const spokenSecondsOf = (sound: Samples): number =>
  envelopeOf(sound).filter((decibels) => decibels > -20).length * frameSeconds;

const isSound = '(part) => part.some((one) => Math.abs(one) > 0.05)';

/** Waits until the page has played something, which it keeps. */
export const waitForSound = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise((resolve, reject) => {
    setTimeout(() => reject(Error('Nothing was played.')), 20_000);
    const look = () => (heard.parts.some(${isSound}) ? resolve(true) : setTimeout(look, 20));
    look();
  })`);

/** Waits until the page has played nothing for as long as four blocks take, longer than anybody pauses within a text. */
export const waitForSilence = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise((resolve) => {
    let seen = heard.parts.length;
    let quiet = 0;
    const look = () => {
      quiet = heard.parts.slice(seen).some(${isSound}) ? 0 : quiet + 1;
      seen = heard.parts.length;
      if (quiet > 70) resolve(true);
      else setTimeout(look, 20);
    };
    look();
  })`);
