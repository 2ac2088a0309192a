import { language, workLanguage } from '../i18n/language.ts';
import { linesOf } from './screen-lines.ts';

/** Whether this phone keeps recordings of the page's language. Without loading what plays them: each screen asks. */
export async function hasKeptVoice(): Promise<boolean> {
  const kept =
    'caches' in globalThis && (await caches.match(`/voice/${workLanguage(language())}/index.json`));
  return kept instanceof Response && Object.keys(Object((await kept.json()).rooms)).length > 0;
}

/** Tells buttons that the list of recordings came: perhaps this phone can speak now. */
export const voiceKept = 'voicekept';

/** So long after a screen opens its own work comes first. */
const pauseMs = 2_000;

/** While a screen is open, loads recordings in the background, those that it speaks first. @returns a function that ends it */
export function keepVoice(): () => void {
  const ending = new AbortController();
  const keep = async () => {
    const [{ keepRecordings }, { partsOf }] = await Promise.all([
      import('./recordings.ts'),
      import('./spoken-screen.ts'),
    ]);
    const main = document.querySelector('main');
    const texts = main === null ? [] : partsOf(linesOf(main)).flatMap(({ parts }) => parts);
    await keepRecordings(workLanguage(language()), texts, ending.signal, () =>
      dispatchEvent(new Event(voiceKept)),
    );
  };
  // Nothing waits for it; the next screen tries again.
  const timer = setTimeout(() => void keep().catch(() => {}), pauseMs);
  return () => {
    clearTimeout(timer);
    ending.abort();
  };
}
