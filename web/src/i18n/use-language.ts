import { useEffect, useState } from 'preact/hooks';
import { type Language, language, onLanguage } from './language.ts';

/** The language of now; what uses this is drawn again when another is chosen. */
export function useLanguage(): Language {
  const [current, setCurrent] = useState(language());
  useEffect(() => onLanguage(() => setCurrent(language())), []);
  return current;
}
