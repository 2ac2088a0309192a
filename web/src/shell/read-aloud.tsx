import { useEffect, useState } from 'preact/hooks';
import { linesOf } from '../voice/screen-lines.ts';
import type { Listen as ListenButton } from './listen.tsx';

const linesOfScreen = (): readonly string[] => {
  const main = document.querySelector('main');
  return main === null ? [] : linesOf(main);
};

/**
 * Reads the screen aloud; hidden if the phone can't speak the language. Its code is loaded after the screen, so that a new phone's first one
 * does not wait for it.
 * @param isPrivate whether others must not hear it
 */
export function ReadAloud({ isPrivate = false }: { readonly isPrivate?: boolean }) {
  const [Listen, setListen] = useState<typeof ListenButton>();
  useEffect(() => {
    let isHere = true;
    import('./listen.tsx').then(
      // A component is itself a function, which `setListen` would call if it were given alone.
      (loaded) => isHere && setListen(() => loaded.Listen),
      () => {},
    );
    return () => {
      isHere = false;
    };
  }, []);
  return Listen === undefined ? null : <Listen lines={linesOfScreen} isPrivate={isPrivate} />;
}
