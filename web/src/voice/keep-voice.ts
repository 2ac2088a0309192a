import { language, workLanguage } from '../i18n/language.ts';
import { linesOf } from './screen-lines.ts';

/** Tells buttons that listen for it that this phone has got recordings: it can speak now. */
export const voiceKept = 'voicekept';

/** So long after a screen opens its own work comes first. */
const pauseMs = 2_000;

/** While a screen is open, loads recordings in the background, those that it speaks first. @returns a function that ends it */
export function keepVoice(): () => void {
  const ending = new AbortController();
  const keep = async () => {
    const { keepRecordings } = await import('./recordings.ts');
    const main = document.querySelector('main');
    const texts = main === null ? [] : linesOf(main).flat();
    const { rooms } = await keepRecordings(workLanguage(language()), texts, ending.signal);
    if (Object.keys(rooms).length > 0) dispatchEvent(new Event(voiceKept));
  };
  // Nothing waits for it; the next screen tries again.
  const timer = setTimeout(() => void keep().catch(() => {}), pauseMs);
  return () => {
    clearTimeout(timer);
    ending.abort();
  };
}
