import { useEffect, useState } from 'preact/hooks';
import { type Language, language, onLanguage } from './language.ts';

/** Hook: the current language; a component that uses the hook is drawn again when the language changes. */
export function useLanguage(): Language {
  const [currentLanguage, setCurrentLanguage] = useState(language());
  useEffect(() => {
    const update = () => setCurrentLanguage(language());
    // The language may have changed between drawing and this effect.
    update();
    return onLanguage(update);
  }, []);
  return currentLanguage;
}
