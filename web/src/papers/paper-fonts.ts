/**
 * Fetches the fonts of a paper that is hidden until it is printed: else they would come only while the browser prints,
 * which does not wait for them. Without a network the paper is printed in the fonts of the device.
 */
export async function loadPaperFonts(): Promise<void> {
  const families = '"Brought Latin", "Brought Telugu"';
  await Promise.allSettled(
    [400, 700].map((weight) => document.fonts.load(`${weight} 1em ${families}`, 'aక')),
  );
}

/** Prints the page once its fonts are there. */
export async function printPaper(): Promise<void> {
  await document.fonts.ready;
  print();
}
