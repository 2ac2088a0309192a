/** The fonts of web/src/design/fonts.css, each with letters by which to tell whether the device has others for it. */
const samples = [
  ['Latin', 'Aw'],
  ['Telugu', 'కళ'],
  ['Signs', '✗☰'],
] as const;

/** A code point that no font has, twice: it is as wide as letters of which the device has none. */
const unassigned = '\u0c0d\u0c0d';

/**
 * Has the page draw with fonts that it brings what the device has no letters for. Those it has are neither fetched nor
 * replaced: most phones have Telugu, but no browser says so, and their fonts have no names that a style sheet could ask for.
 * @returns the names of these fonts
 */
export function bringMissingLetters(): string[] {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return [];
  // Large, since small widths are whole pixels and may be the same by chance.
  context.font = '1000px system-ui';
  const widthOf = (text: string): number => context.measureText(text).width;
  const missing = samples.flatMap(([name, letters]) =>
    widthOf(letters) === widthOf(unassigned) ? [name] : [],
  );
  if (missing.length > 0) {
    const families = missing.map((name) => `"Brought ${name}"`).join();
    document.documentElement.style.setProperty('--font-brought', families);
  }
  return missing;
}
