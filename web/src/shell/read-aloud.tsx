import { useEffect, useState } from 'preact/hooks';
import { type Language, language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { t } from './text.ts';

/** A voice for a language (`te` finds `te-IN`) on the device itself: others would send the text to a server. */
const findVoice = (wanted: Language): SpeechSynthesisVoice | undefined =>
  speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.startsWith(wanted));

/** Reads the screen aloud; hidden if the phone has no voice for the language. */
export function ReadAloud() {
  const currentLanguage = useLanguage();
  const [voice, setVoice] = useState(() =>
    'speechSynthesis' in window ? findVoice(currentLanguage) : undefined,
  );
  useEffect(() => {
    if (!('speechSynthesis' in window)) return;
    const look = () => setVoice(findVoice(currentLanguage));
    look();
    speechSynthesis.addEventListener('voiceschanged', look);
    return () => {
      speechSynthesis.removeEventListener('voiceschanged', look);
      speechSynthesis.cancel();
    };
  }, [currentLanguage]);
  if (voice === undefined) return null;
  const speak = () => {
    speechSynthesis.cancel();
    // biome-ignore lint/performance/useDomNodeTextContent: it is read as it stands on the screen, line by line, and each line once
    const text = document.querySelector('main')?.innerText.replace(/\n+/g, '. ') ?? '';
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = language();
    speechSynthesis.speak(utterance);
  };
  return (
    <button type="button" class="quiet" onClick={speak}>
      <span aria-hidden="true">🔊</span> {t('listen')}
    </button>
  );
}
