/** A district and the dates between which it is in force, both included. Without `to` it is still in force. */
type DatedDistrict<Name extends string> = {
  readonly name: Name;
  readonly from: string;
  readonly to?: string;
  /** The district that it was split from. */
  readonly successorOf?: NoInfer<Name>;
};

/** Checks the list's type, and keeps the names as literal types. */
const withLiteralNames = <const Name extends string>(
  list: readonly DatedDistrict<Name>[],
): readonly DatedDistrict<Name>[] => list;

/**
 * The districts of Andhra Pradesh, abolished ones too, in alphabetical order (case-insensitive). A new record needs a district that is in
 * force on the day of recording, and keeps it afterwards.
 */
export const districts = withLiteralNames([
  { name: 'Alluri Sitharama Raju', from: '2022-04-04' },
  { name: 'Anakapalli', from: '2022-04-04' },
  { name: 'Ananthapuramu', from: '2022-04-04' },
  { name: 'Annamayya', from: '2022-04-04' },
  { name: 'Bapatla', from: '2022-04-04' },
  { name: 'Chittoor', from: '2022-04-04' },
  { name: 'Dr. B. R. Ambedkar Konaseema', from: '2022-04-04' },
  { name: 'East Godavari', from: '2022-04-04' },
  { name: 'Eluru', from: '2022-04-04' },
  { name: 'Guntur', from: '2022-04-04' },
  { name: 'Kakinada', from: '2022-04-04' },
  { name: 'Krishna', from: '2022-04-04' },
  { name: 'Kurnool', from: '2022-04-04' },
  { name: 'Markapuram', from: '2025-12-31', successorOf: 'Prakasam' },
  { name: 'Nandyal', from: '2022-04-04' },
  { name: 'NTR', from: '2022-04-04' },
  { name: 'Palnadu', from: '2022-04-04' },
  { name: 'Parvathipuram Manyam', from: '2022-04-04' },
  { name: 'Polavaram', from: '2025-12-31', successorOf: 'Alluri Sitharama Raju' },
  { name: 'Prakasam', from: '2022-04-04' },
  { name: 'Sri Potti Sriramulu Nellore', from: '2022-04-04' },
  { name: 'Sri Sathya Sai', from: '2022-04-04' },
  { name: 'Srikakulam', from: '2022-04-04' },
  { name: 'Tirupati', from: '2022-04-04' },
  { name: 'Visakhapatnam', from: '2022-04-04' },
  { name: 'Vizianagaram', from: '2022-04-04' },
  { name: 'West Godavari', from: '2022-04-04' },
  { name: 'YSR Kadapa', from: '2022-04-04' },
]);

export type District = (typeof districts)[number]['name'];

/** The names of all districts that a record may have, in alphabetical order. */
export const districtNames: readonly District[] = districts.map(({ name }) => name);

/** The list of districts in force on a day, in alphabetical order. */
export const districtsOn = (day: string): District[] =>
  districts.filter(({ from, to }) => from <= day && (to === undefined || day <= to)).map(({ name }) => name);
