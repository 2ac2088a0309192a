import type { Language } from '../i18n/language.ts';

/** A voice for a language (`te` finds `te-IN`) on the device itself: others would send the text to a server. */
export const findOwnVoice = (wanted: Language): SpeechSynthesisVoice | undefined =>
  'speechSynthesis' in globalThis
    ? speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.startsWith(wanted))
    : undefined;

/** Lets the phone's own voice say a text, until it has ended or is stopped. */
export const sayWithOwnVoice = (
  voice: SpeechSynthesisVoice,
  text: string,
  language: Language,
  signal: AbortSignal,
): Promise<void> =>
  new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = language;
    utterance.onend = () => resolve();
    utterance.onerror = () => resolve();
    signal.addEventListener('abort', () => {
      speechSynthesis.cancel();
      resolve();
    });
    // Ended while it paused, it would stay silent: `cancel` leaves it paused.
    speechSynthesis.resume();
    speechSynthesis.speak(utterance);
  });
