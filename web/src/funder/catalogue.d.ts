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
    /**
     * Whose consent to reporting decides what the number counts: a member's on the month's `lastDay`, or her consent at the
     * time when a fact was `recorded`. `requests` count without a consent, and `nobody` stands for facts of no single member.
     */
    readonly consent: 'recorded' | 'lastDay' | 'nobody' | 'requests';
  }[];
  /** By an indicator's `theme`. */
  export const themes: Readonly<Record<string, CatalogueWords>>;
}
