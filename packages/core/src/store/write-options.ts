/** `keyNumber`: of the vault key that sealed the records. */
export interface WriteOptions {
  readonly keyNumber: number;
  readonly now: number;
}
