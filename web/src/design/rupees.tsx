import { formatRupees } from '../i18n/format.ts';

/**
 * Shows an amount of rupees as it stands in a passbook: ₹1,23,456.50, grouped the Indian way in every language.
 * Use it for money of members and groups. Published figures are grouped as their reader groups them (`formatValue`).
 * @param paise an integer
 */
export function Rupees({ paise }: { readonly paise: number }) {
  return <span class="rupees">{formatRupees(paise)}</span>;
}
