import type { FileReading } from './read-file.ts';

/** Reads an import's file in a web worker, so that the page stays usable meanwhile. */
export async function readInWorker(file: Blob): Promise<FileReading> {
  const worker = new Worker(new URL('./read.worker.ts', import.meta.url), { type: 'module' });
  try {
    const content = await file.arrayBuffer();
    return await new Promise<FileReading>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FileReading>) => resolve(data);
      worker.onerror = () => reject(new TypeError('The reading of the file did not start.'));
      // Moves the content to the worker instead of copying it.
      worker.postMessage(content, [content]);
    });
  } finally {
    worker.terminate();
  }
}
