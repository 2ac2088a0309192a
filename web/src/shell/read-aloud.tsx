import { linesOf } from '../voice/screen-lines.ts';
import { Listen } from './listen.tsx';

const linesOfScreen = (): readonly string[] => {
  const main = document.querySelector('main');
  return main === null ? [] : linesOf(main);
};

/** Reads the screen aloud; hidden if the phone can't speak the language. @param isPrivate whether others must not hear it */
export function ReadAloud({ isPrivate = false }: { readonly isPrivate?: boolean }) {
  return <Listen lines={linesOfScreen} isPrivate={isPrivate} />;
}
