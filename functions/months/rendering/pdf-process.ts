import { type ChildProcess, spawn } from 'node:child_process';
import * as z from 'zod';
import { InternalError, PrintableError } from '../../shared/errors/errors.ts';
import { createTypesetter } from './pdf.ts';

/**
 * Sets reports in a process of its own. A few texts make the shaper under Typst abort, which ends the whole process: nothing can catch
 * that, and a thread would not help.
 */

/**
 * Sets a view (report-view.ts), given as JSON, as a PDF (pdf.ts).
 * @throws InternalError if Typst refuses the view, ends its process over it, or takes too long
 */
export type PdfSetter = (view: string) => Promise<Buffer>;

type Environment = Readonly<Record<string, string | undefined>>;

/** The process's answer to a view. An error is `printable` if its message is ours. */
const answer = z.union([
  z.object({ pdf: z.instanceof(Uint8Array) }),
  z.object({ error: z.string(), printable: z.boolean() }),
]);

/** Ten times what the longest report takes on Lambda. */
const defaultMaxMs = 15_000;

/**
 * Makes the PDF setter. It starts the process for the first view and keeps it, with Typst, fonts and layouts loaded, for the next ones. If
 * the process ends, the next view gets another one.
 * @param options.maxMs how long one view may take
 * @param options.environment the environment of the process, from which it gets no credentials
 */
export const createPdfSetter = ({
  maxMs = defaultMaxMs,
  environment = {},
}: {
  readonly maxMs?: number;
  readonly environment?: Environment;
} = {}): PdfSetter => {
  let running: ChildProcess | undefined;
  /** Views are set one after the other. */
  let last: Promise<unknown> = Promise.resolve();

  const set = (view: string): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const child = running ?? startProcess(environment);
      running = child;
      const settle = (settleNow: () => void): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        settleNow();
      };
      const fail = (reason: string): void =>
        settle(() => {
          running = undefined;
          child.on('error', () => {}).kill('SIGKILL');
          reject(new InternalError(`The process that sets reports ${reason}.`));
        });
      // The process itself does not keep this one alive; a view that is being set does, by this timer.
      const timer = setTimeout(() => fail(`took longer than ${maxMs} ms`), maxMs);
      child.once('exit', (code, signal) => fail(`ended with ${signal ?? code}`));
      child.once('error', () => fail('could not be reached'));
      child.once('message', (message) => settle(() => take(answer.parse(message), resolve, reject)));
      child.send(view);
    });

  return (view) => {
    const result = last.then(() => set(view));
    last = result.catch(() => {});
    return result;
  };
};

/** An error of the typesetter. Its message may quote a typed text, so the log doesn't print it. */
class TypesetterError extends Error {}

/** Takes the process's answer. The message of an error that is not ours may quote a typed text, so only ours is printable. */
const take = (
  answered: z.infer<typeof answer>,
  resolve: (pdf: Buffer) => void,
  reject: (error: Error) => void,
): void => {
  if ('pdf' in answered) resolve(Buffer.from(answered.pdf));
  else reject(answered.printable ? new InternalError(answered.error) : new TypesetterError(answered.error));
};

/**
 * Starts the process. It loads the file that this module is in, which in a bundle is the bundle itself, and calls `servePdfs`. It gets no
 * credentials, and its error output, where Rust may quote a text, goes nowhere.
 */
const startProcess = (environment: Environment): ChildProcess => {
  const program = `import { servePdfs } from ${JSON.stringify(import.meta.url)}; servePdfs();`;
  const harmless = Object.entries(environment).filter(([name]) => !name.startsWith('AWS_'));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      env: Object.fromEntries(harmless),
    },
  );
  child.unref();
  child.channel?.unref();
  return child;
};

/** Sets the views that the parent process sends, until it ends. */
export const servePdfs = (): void => {
  const setPage = createTypesetter();
  const answerTo = (view: unknown): z.infer<typeof answer> => {
    try {
      return { pdf: new Uint8Array(setPage(z.string().parse(view))) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { error: message, printable: error instanceof PrintableError };
    }
  };
  process.on('message', (view) => process.send?.(answerTo(view)));
};
