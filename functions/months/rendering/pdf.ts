import { createRequire } from 'node:module';
import type { NodeCompiler as Compiler } from '@myriaddreamin/typst-ts-node-compiler';
import { InternalError } from '../../shared/errors/errors.ts';
import { loadFonts } from './fonts.ts';
import { reportPage } from './report-page.ts';

/**
 * Sets a view, given as JSON, as a tagged A4 PDF, with the same bytes for the same view. The PDF conforms to PDF/UA-1, unless a typed text (a
 * correction's reason, the narrative, a story) has a character that none of our fonts has, which the standard forbids. Then the page
 * shows an empty box, and the PDF still contains the character as text. A few texts end this process (pdf-process.ts).
 */
type Typesetter = (view: string) => Buffer;

/** Typst drops cached layouts that the last ten compilations did not use. */
const maxCacheAge = 10;

const createCompiler = (): Compiler => {
  // A native package can't be bundled. It is installed beside the bundle, built for the machine that runs it.
  const { NodeCompiler }: { readonly NodeCompiler: typeof Compiler } = createRequire(import.meta.url)(
    '@myriaddreamin/typst-ts-node-compiler',
  );
  return NodeCompiler.create({ fontArgs: [{ fontBlobs: loadFonts() }] });
};

/**
 * Makes the typesetter. The PDF depends on the view, our fonts and Typst's version alone: no system fonts are read, and no date is set.
 * Typst and the fonts are loaded for the first view, which throws if their packages are not installed beside the bundle.
 */
export const createTypesetter = (): Typesetter => {
  let compiler: Compiler | undefined;
  return (view) => {
    compiler ??= createCompiler();
    const compiled = compiler.compile({
      mainFileContent: reportPage,
      inputs: { view },
    });
    const { result } = compiled;
    if (result === null) {
      const error = compiled.takeError();
      throw new InternalError(`The report cannot be set: ${JSON.stringify(error?.shortDiagnostics ?? [])}`);
    }
    const pdf = toPdf(compiler, result);
    compiler.evictCache(maxCacheAge);
    return pdf;
  };
};

type Layout = NonNullable<ReturnType<Compiler['compile']>['result']>;

/** Falls back to a PDF without PDF/UA-1: a typed text is in the journal for ever, and must not stop this month and all later ones. */
const toPdf = (compiler: Compiler, layout: Layout): Buffer => {
  try {
    return compiler.pdf(layout, { pdfStandard: 'ua-1' });
  } catch (error) {
    if (!String(error).includes('PDF/UA-1 error: the text')) {
      throw error;
    }
    return compiler.pdf(layout);
  }
};
