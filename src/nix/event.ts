/**
 * What Nix does, as it is told: a build from beginning to end, a copy or a download when it is over (thousands of them begin
 * at once), and how far all is.
 */
export type NixEvent =
  | { type: 'output'; source: string; text: string }
  | { type: 'nix-build-started'; name: string; builder?: string }
  | { type: 'nix-build-ended'; name: string; succeeded: boolean; seconds: number }
  | {
      type: 'nix-transfer-ended'
      kind: 'copy' | 'download'
      name: string /** “from …” or “to …” */
      way: string /** That travelled: compressed, of what is downloaded. */
      bytes: number
      seconds: number
    }
  | ({ type: 'nix-progress' } & Progress)

/** How far a call of Nix is. Each `expected` grows while Nix finds out what there is to do. */
export interface Progress {
  seconds: number
  /** How many Nix files have been read. */
  files: number
  /** What is being evaluated now. */
  evaluating?: string
  builds: { done: number; expected: number; running: number }
  /** Of what is downloaded the bytes are compressed. */
  copies: { done: number; expected: number; bytes: number; expectedBytes: number }
  longest?: { name: string; seconds: number; phase?: string }
}

/** The log of a build, as much of it as was kept. */
export interface BuildLog {
  derivation: string
  lines: string[]
  /** How many lines there were before these. */
  omitted: number
}
