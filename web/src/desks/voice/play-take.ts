import type { Api } from '../../api/client.ts';
import type { WorkLanguage } from '../../i18n/language.ts';
import { playSounds, type Sound } from '../../voice/play-sounds.ts';

export const toBase64 = (bytes: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));

const fromBase64 = (text: string): ArrayBuffer =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;

/** Plays a sound as phones will, without the silence at its ends, until it has ended or `signal` stops it. */
export async function playTake(sound: Sound, signal: AbortSignal): Promise<void> {
  const context = new AudioContext();
  try {
    await playSounds(context, [sound], signal);
  } finally {
    await context.close();
  }
}

/** A recording's sound from the API. */
export async function readSound(
  api: Api,
  locale: WorkLanguage,
  textSha256: string,
  recording: { readonly sha256: string; readonly fromMs: number; readonly toMs: number },
): Promise<Sound> {
  const { sha256, fromMs, toMs } = recording;
  const { audio } = await api.request('GET /api/voice/{spokenIn}/{textSha256}/{sha256}', {
    path: { spokenIn: locale, textSha256, sha256 },
  });
  return { bytes: fromBase64(audio), fromMs, toMs };
}
