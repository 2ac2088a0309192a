import { useEffect, useState } from 'preact/hooks';
import { type Language, language, onLanguage } from './language.ts';

/** Hook: the current language; a component that uses it is drawn again when it changes. */
export function useLanguage(): Language {
  const [current, setCurrent] = useState(language());
  useEffect(() => {
    const update = () => setCurrent(language());
    // The language may have changed between drawing and this effect.
    update();
    return onLanguage(update);
  }, []);
  return current;
}
