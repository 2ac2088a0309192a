/** The browser must have read the file before the file's object URL is revoked, and doesn't tell when it has. */
const revokeAfterMs = 60_000;

/**
 * Saves a file on the computer: starts its download in the browser.
 * @param name with its extension; without anything personal, because it stays in the browser's list of downloads
 */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), revokeAfterMs);
}
