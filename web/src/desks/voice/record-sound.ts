import { findSpeech, type Speech } from './find-speech.ts';

/** Speech at 12 kbit/s is clear, and a language of some 3,300 seconds then fits into its 6 MB. */
const bitsPerSecond = 12_000;
const mediaType = 'audio/webm;codecs=opus';

/** A recording that is on its way. */
export type Recording = {
  /** How loud it is now, 0 to 1. */
  readonly level: () => number;
  /** Ends it. */
  readonly stop: () => Promise<Blob>;
};

/** Begins to record with the microphone. @throws DOMException `NotAllowedError` or `NotFoundError` without one */
export async function startRecording(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: true },
  });
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const recorder = new MediaRecorder(stream, { mimeType: mediaType, audioBitsPerSecond: bitsPerSecond });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return Math.min(
        1,
        samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0),
      );
    },
    stop: async () => {
      const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
      recorder.stop();
      await stopped;
      for (const track of stream.getTracks()) track.stop();
      await context.close();
      return new Blob(parts, { type: mediaType });
    },
  };
}

/** What was recorded: its bytes, and where in it somebody speaks. Undefined if nobody does. */
export type Take = Speech & { readonly bytes: ArrayBuffer };

export async function takeOf(blob: Blob): Promise<Take | undefined> {
  const bytes = await blob.arrayBuffer();
  const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes.slice(0));
  const speech = findSpeech(sound.getChannelData(0), sound.sampleRate);
  return speech && { ...speech, bytes };
}
