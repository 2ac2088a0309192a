import { readFile } from './read-file.ts';

/** Reads a workbook beside the page, which stays usable meanwhile. */
addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
  void readFile(data).then((reading) => postMessage(reading));
});
