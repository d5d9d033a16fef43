/** A stretch of a sentence. `quoted`: a name, a code or a setting, not our own words. */
export interface Stretch {
  readonly text: string;
  readonly quoted: boolean;
}

export interface Link {
  readonly text: string;
  /** An address, or a path below the site's top. */
  readonly to: string;
}
