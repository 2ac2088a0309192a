import { useEffect, useState } from 'preact/hooks';
import { type Language, language, onLanguage } from './language.ts';

/** The current language; components that use it render again when it changes. */
export function useLanguage(): Language {
  const [current, setCurrent] = useState(language());
  useEffect(() => {
    const follow = () => setCurrent(language());
    // It may have changed since this was drawn.
    follow();
    return onLanguage(follow);
  }, []);
  return current;
}
