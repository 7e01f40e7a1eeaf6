/** The kind of record that would settle a doubtful link. */
export type Missing =
  'batch' | 'time' | 'unpacking' | 'clean-out' | 'amount' | 'contact' | 'cleaning';
