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
export const writeWav = (path: string, sound: Samples, silences: readonly [number, number]): void =>
  writeFileSync(path, wavOf(sound, silences));

function wavOf({ rate, samples }: Samples, [before, after]: readonly [number, number]): Buffer {
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
  return Buffer.concat([header, body]);
}

/** An element of a Matroska file. */
const element = (id: string, content: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(0x1000_0000 + content.length);
  return Buffer.concat([Buffer.from(id, 'hex'), length, content]);
};

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const float = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatBE(value);
  return bytes;
};

const encoded = z.object({
  head: z.base64(),
  packets: z.array(z.object({ ms: z.int(), bytes: z.base64() })),
});

/**
 * A sound as a browser records it, Opus in WebM, without the time that a microphone takes and what it loses on a busy machine.
 * @param page any that the stack serves
 */
export async function encodeSound(page: Page, sound: Samples): Promise<Buffer> {
  const wav = wavOf(sound, [0, 0]).toString('base64');
  const { head, packets } = encoded.parse(
    await page.evaluate(`(async () => {
      const toBase64 = (bytes) => btoa(Array.from(new Uint8Array(bytes), (one) => String.fromCharCode(one)).join(''));
      const wav = Uint8Array.from(atob('${wav}'), (one) => one.charCodeAt(0)).buffer;
      const buffer = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(wav);
      const made = { head: '', packets: [] };
      const encoder = new AudioEncoder({
        error: (error) => { throw error; },
        output: (packet, { decoderConfig }) => {
          if (decoderConfig) made.head = toBase64(decoderConfig.description);
          const bytes = new Uint8Array(packet.byteLength);
          packet.copyTo(bytes);
          made.packets.push({ ms: Math.round(packet.timestamp / 1000), bytes: toBase64(bytes) });
        },
      });
      encoder.configure({ codec: 'opus', sampleRate: 48_000, numberOfChannels: 1, bitrate: 12_000 });
      const data = buffer.getChannelData(0);
      encoder.encode(new AudioData({
        format: 'f32-planar', sampleRate: 48_000, numberOfChannels: 1, numberOfFrames: data.length, timestamp: 0, data,
      }));
      await encoder.flush();
      return made;
    })()`),
  );
  const audio = Buffer.concat([element('b5', float(48_000)), element('9f', number(1))]);
  const track = Buffer.concat([
    ...[element('d7', number(1)), element('73c5', number(1)), element('83', number(2))],
    ...[
      element('86', Buffer.from('A_OPUS')),
      element('63a2', Buffer.from(head, 'base64')),
      element('e1', audio),
    ],
  ]);
  // Each packet in a cluster of its own: within one, moments are told by 15 bits.
  const clusters = packets.map(({ ms, bytes }) =>
    element(
      '1f43b675',
      Buffer.concat([
        element('e7', number(ms)),
        element('a3', Buffer.concat([Buffer.from('81000080', 'hex'), Buffer.from(bytes, 'base64')])),
      ]),
    ),
  );
  return Buffer.concat([
    element('1a45dfa3', element('4282', Buffer.from('webm'))),
    element(
      '18538067',
      Buffer.concat([
        element('1549a966', element('2ad7b1', number(1_000_000))),
        element('1654ae6b', element('ae', track)),
        ...clusters,
      ]),
    ),
  ]);
}

const frameSeconds = 0.02;

/**
 * How loud a sound is around each fiftieth of a second, in decibels below the loudest, at least −40. Each is the mean of a tenth of a second: else
 * the same words would differ by where the frames begin.
 */
export function envelopeOf({ rate, samples }: Samples): number[] {
  const border = (frame: number): number => Math.round(frame * frameSeconds * rate);
  const count = Math.floor(samples.length / rate / frameSeconds);
  const frames = Array.from({ length: count }, (_, frame) => {
    const part = samples.subarray(border(frame), border(frame + 1));
    return part.reduce((sum, one) => sum + one * one, 0) / part.length;
  });
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
const pieceFrames = 5 / frameSeconds;

/** Where so many frames are cut into pieces. */
const piecesOf = (length: number): (readonly [from: number, to: number])[] => {
  const count = Math.max(1, Math.floor(length / pieceFrames));
  return Array.from(
    { length: count },
    (_, nth) => [Math.round((nth * length) / count), Math.round(((nth + 1) * length) / count)] as const,
  );
};

const padded = (course: readonly number[]): number[] => {
  const silence = Array<number>(25).fill(-40);
  return [...silence, ...course, ...silence];
};

/**
 * How like a sound is to what stands in a longer one, the mean of its pieces, each at its best place: 1 is the same course of loudness, 0 has
 * nothing to do with it.
 */
export function likeness(whole: Samples, part: Samples): number {
  const [course, sought] = [padded(envelopeOf(whole)), envelopeOf(part)];
  return meanOf(
    piecesOf(sought.length).map(([from, to]) => placeOf(course, sought.slice(from, to)).likeness),
  );
}

/** Where in a course of loudness another is found best, and how like it is there. */
function placeOf(course: readonly number[], sought: readonly number[]) {
  let best = { at: 0, likeness: -1 };
  for (let at = 0; at === 0 || at + sought.length <= course.length; at += 1) {
    const found = correlation(course.slice(at, at + sought.length), sought);
    if (found > best.likeness) best = { at, likeness: found };
  }
  return best;
}

/**
 * How like what was heard is to some sounds in their order, each whole and once: that of the least like piece of five seconds, where it belongs;
 * 0 if anything else was heard between them. How long the page is silent between two is left to it.
 */
export function likenessInOrder(heard: Samples, said: readonly Samples[]): number {
  const course = padded(envelopeOf(heard));
  const likenesses: number[] = [];
  let at = 0;
  for (const one of said) {
    const sought = envelopeOf(one);
    const place = at + placeOf(course.slice(at), sought).at;
    if (isLoud(course.slice(at + 3, place - 3))) return 0;
    for (const [from, to] of piecesOf(sought.length)) {
      const near = course.slice(Math.max(0, place + from - 3), place + to + 3);
      likenesses.push(placeOf(near, sought.slice(from, to)).likeness);
    }
    at = place + sought.length;
  }
  return isLoud(course.slice(at + 3)) ? 0 : Math.min(...likenesses);
}

const isLoud = (course: readonly number[]): boolean => course.some((decibels) => decibels > -20);

/**
 * Keeps in the page what it plays, from its next load on: which sound, from when to when by the clock of what sounds. That clock stands while
 * all is paused, and waits for a busy machine, so what is heard does not depend on how quick that is.
 */
export const hearPage = (page: Page): Promise<unknown> =>
  page.addInitScript(`
    const plays = [];
    const loud = new WeakSet();
    const { connect } = AudioNode.prototype;
    AudioNode.prototype.connect = function (to, ...rest) {
      if (to instanceof AudioDestinationNode && to.context instanceof AudioContext) loud.add(this);
      return connect.call(this, to, ...rest);
    };
    const { start, stop } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (when = 0, offset = 0, seconds = Infinity) {
      const { buffer, context } = this;
      const from = Math.max(when, context.currentTime);
      const to = from + Math.min(seconds, buffer.duration - offset);
      if (loud.has(this)) plays.push({ source: this, buffer, context, offset, from, to });
      return start.call(this, when, offset, ...(seconds === Infinity ? [] : [seconds]));
    };
    AudioBufferSourceNode.prototype.stop = function (when = 0) {
      const play = plays.find(({ source }) => source === this);
      if (play) play.to = Math.min(play.to, Math.max(when, this.context.currentTime));
      return stop.call(this, when);
    };
    // By every fourth sample, from the first sound to the last, up to now; what was taken does not sound again.
    let taken = 0;
    const render = () => {
      const [{ context }] = plays;
      const now = context.currentTime;
      const begin = Math.max(taken, Math.min(...plays.map(({ from }) => from)));
      const end = Math.min(now, Math.max(...plays.map(({ to }) => to)));
      const rate = context.sampleRate / 4;
      const samples = new Float32Array(Math.max(0, Math.floor((end - begin) * rate)));
      for (const { buffer, offset, from, to } of plays) {
        const sound = buffer.getChannelData(0);
        const last = Math.min(samples.length, Math.floor((to - begin) * rate));
        for (let at = Math.max(0, Math.ceil((from - begin) * rate)); at < last; at += 1) {
          samples[at] += sound[Math.floor((begin + at / rate - from + offset) * buffer.sampleRate)] ?? 0;
        }
      }
      return { rate, samples, now };
    };
    globalThis.heard = {
      take: () => {
        if (plays.length === 0) return { rate: 12_000, samples: [] };
        const { rate, samples, now } = render();
        taken = now;
        plays.splice(0, plays.length, ...plays.filter(({ to }) => to > now));
        return { rate, samples: Array.from(samples) };
      },
      isLoud: () => plays.length > 0 && render().samples.some((one) => Math.abs(one) > 0.05),
      isSounding: () => plays.some(({ context, to }) => context.state === 'running' && to > context.currentTime),
    };
  `);

const heardSchema = z.object({ rate: z.number(), samples: z.array(z.number()) });

/** What the page has played since it was loaded, or since this was asked last. */
export async function heardIn(page: Page): Promise<Samples> {
  const { rate, samples } = heardSchema.parse(await page.evaluate('heard.take()'));
  return { rate, samples: Float32Array.from(samples) };
}

/** How many seconds of a sound are louder than a hundredth of its loudest moment. */
export const spokenSecondsOf = (sound: Samples): number =>
  envelopeOf(sound).filter((decibels) => decibels > -20).length * frameSeconds;

/** Waits until the page has played something, which it keeps. */
export const waitForSound = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise((resolve, reject) => {
    setTimeout(() => reject(Error('Nothing was played.')), 20_000);
    const look = () => (heard.isLoud() ? resolve(true) : setTimeout(look, 20));
    look();
  })`);

/** Waits until the page has played nothing for over a second, longer than it takes to begin. */
export const waitForSilence = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise((resolve) => {
    let quiet = 0;
    const look = () => {
      quiet = heard.isSounding() ? 0 : quiet + 1;
      if (quiet > 70) resolve(true);
      else setTimeout(look, 20);
    };
    look();
  })`);
