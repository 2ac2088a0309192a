import { createRequire } from 'node:module';
import type { NodeCompiler as Compiler } from '@myriaddreamin/typst-ts-node-compiler';
import { InternalError } from '../domain/errors.ts';
import { loadFonts } from './fonts.ts';
import { reportPage } from './report-page.ts';
import type { ReportView } from './report-view.ts';

/**
 * Sets a view as a PDF: A4, tagged, the same bytes for the same view. It is PDF/UA-1, unless the reason of a correction has a
 * character that none of our fonts has, which that standard forbids: then the character is an empty box, and its text is kept.
 */
export type PdfSetter = (view: ReportView) => Buffer;

/** So many pages' worth of what was laid out before is remembered. */
const mostAge = 10;

const createCompiler = (): Compiler => {
  // A native package: it lies beside the bundle, in the build of the machine that runs it.
  const { NodeCompiler }: { readonly NodeCompiler: typeof Compiler } = createRequire(import.meta.url)(
    '@myriaddreamin/typst-ts-node-compiler',
  );
  return NodeCompiler.create({ fontArgs: [{ fontBlobs: loadFonts() }] });
};

/**
 * What comes out depends on the fonts and Typst alone: nothing is read from the machine, and no date is set. Both are loaded with the
 * first view, which throws where their packages do not lie beside the function.
 */
export const createPdfSetter = (): PdfSetter => {
  let compiler: Compiler | undefined;
  return (view) => {
    compiler ??= createCompiler();
    const compiled = compiler.compile({
      mainFileContent: reportPage,
      inputs: { view: JSON.stringify(view) },
    });
    const { result } = compiled;
    if (result === null) {
      const error = compiled.takeError();
      throw new InternalError(`The report cannot be set: ${JSON.stringify(error?.shortDiagnostics ?? [])}`);
    }
    const pdf = toPdf(compiler, result);
    compiler.evictCache(mostAge);
    return pdf;
  };
};

type Laid = NonNullable<ReturnType<Compiler['compile']>['result']>;

/** A reason stands in the journal for ever: what somebody typed must not hold up this month and all that follow. */
const toPdf = (compiler: Compiler, laid: Laid): Buffer => {
  try {
    return compiler.pdf(laid, { pdfStandard: 'ua-1' });
  } catch (error) {
    if (!String(error).includes('PDF/UA-1 error: the text')) {
      throw error;
    }
    return compiler.pdf(laid);
  }
};
