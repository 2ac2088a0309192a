import { language, workLanguage } from '../i18n/language.ts';
import { findOwnVoice, sayWithOwnVoice } from './own-voice.ts';
import { playSounds, type Sound } from './play-sounds.ts';
import { findRecording, obtainSound, readKeptIndex, type VoiceIndex } from './recordings.ts';
import { type Line, partsOf } from './spoken-screen.ts';

export type VoiceState = 'silent' | 'speaking' | 'paused';

let state: VoiceState = 'silent';
let speaking: AbortController | undefined;
let context: AudioContext | undefined;
const listeners = new Set<(state: VoiceState) => void>();

const setState = (next: VoiceState): void => {
  state = next;
  for (const listener of listeners) listener(next);
};

/** Calls a listener with each state of the voice. @returns a function that unsubscribes */
export function onVoice(listener: (state: VoiceState) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says the lines of a screen, as they stand there; see `sayLines`. */
export const sayScreen = (lines: readonly string[]): Promise<void> => sayLines(partsOf(lines));

/** Says some exact texts as one sentence; see `sayLines`. */
export const say = (parts: readonly string[]): Promise<void> => sayLines([{ text: parts.join(' '), parts }]);

/**
 * Says lines one after the other, in the language of the page, after ending what was said before. If every part of a line is recorded, the recordings are
 * played. Otherwise the phone's own voice says the whole line, since half a sentence or half an amount would mislead; a phone without a voice skips it.
 * @returns when all is said or was stopped
 */
async function sayLines(lines: readonly Line[]): Promise<void> {
  stop();
  const own = new AbortController();
  speaking = own;
  // The browser lets a page sound only if the context is made or resumed while it handles her press, so before any `await`.
  context ??= new AudioContext();
  void context.resume();
  setState('speaking');
  try {
    const list = await readKeptIndex(workLanguage(language()));
    for await (const turn of turnsOf(list, lines)) {
      if (own.signal.aborted) return;
      await sayTurn(turn, own.signal);
    }
  } finally {
    if (speaking === own) stop();
  }
}

export function pause(): void {
  if (state !== 'speaking') return;
  void context?.suspend();
  if ('speechSynthesis' in globalThis) speechSynthesis.pause();
  setState('paused');
}

export function goOn(): void {
  if (state !== 'paused') return;
  void context?.resume();
  if ('speechSynthesis' in globalThis) speechSynthesis.resume();
  setState('speaking');
}

/** Falls silent at once. */
export function stop(): void {
  speaking?.abort();
  speaking = undefined;
  setState('silent');
}

/** What is heard in one go: a line's recordings, or several lines of the phone's own voice. */
type Turn = { readonly sounds: readonly Sound[] } | { readonly texts: readonly string[] };

async function* turnsOf(list: VoiceIndex, lines: readonly Line[]): AsyncGenerator<Turn> {
  let texts: string[] = [];
  for (const { text, parts } of lines) {
    const sounds = await soundsOf(list, parts);
    if (sounds === undefined) {
      texts.push(text);
      continue;
    }
    if (texts.length > 0) yield { texts };
    texts = [];
    yield { sounds };
  }
  if (texts.length > 0) yield { texts };
}

/** The sounds of all parts of a line; undefined if one is missing. */
async function soundsOf(list: VoiceIndex, parts: readonly string[]): Promise<Sound[] | undefined> {
  const sounds: Sound[] = [];
  for (const part of parts) {
    const recording = await findRecording(list, part);
    const bytes = recording && (await obtainSound(workLanguage(language()), recording.sha256));
    if (recording === undefined || bytes === undefined) return undefined;
    sounds.push({ ...recording, bytes });
  }
  return sounds;
}

async function sayTurn(turn: Turn, signal: AbortSignal): Promise<void> {
  if ('sounds' in turn) {
    if (context !== undefined) await playSounds(context, turn.sounds, signal);
    return;
  }
  const voice = findOwnVoice(language());
  if (voice !== undefined) await sayWithOwnVoice(voice, turn.texts.join('. '), language(), signal);
}

// The phone falls silent when she puts the page away.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') stop();
});
addEventListener('pagehide', stop);
