const keptMs = 60_000;

/** Saves a file: offers it as a download. @param name holds nothing personal: it stays in the list of downloads */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), keptMs);
}
