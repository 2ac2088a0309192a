declare module 'virtual:catalogue' {
  type CatalogueWords = { readonly en: string; readonly te: string; readonly ja: string };

  /** In the order of the catalogue. */
  export const indicators: readonly {
    readonly code: string;
    readonly theme: string;
    readonly unit: string;
    readonly title: CatalogueWords;
    readonly definition: CatalogueWords;
  }[];
  /** By an indicator's `theme`. */
  export const themes: Readonly<Record<string, CatalogueWords>>;
}
