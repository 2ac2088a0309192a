declare module 'virtual:catalogue' {
  type CatalogueWords = { readonly en: string; readonly te: string; readonly ja: string };

  /** In the order of the catalogue. */
  export const indicators: readonly {
    readonly code: string;
    readonly theme: string;
    readonly unit: string;
    readonly title: CatalogueWords;
    readonly definition: CatalogueWords;
    /** Whether each person counts in one month alone, that of her first time. */
    readonly isCountedOnce: boolean;
    /** Whose agreement it needs: of those counted, when it was recorded or on the month's last day; of nobody; requests of all count. */
    readonly consent: 'recorded' | 'lastDay' | 'nobody' | 'requests';
  }[];
  /** By an indicator's `theme`. */
  export const themes: Readonly<Record<string, CatalogueWords>>;
}
