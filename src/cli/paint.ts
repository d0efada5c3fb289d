/** Colours of a terminal. Each gives the text back as it is where there are to be none. */
export interface Paint {
  red: (text: string) => string
  green: (text: string) => string
  yellow: (text: string) => string
  bold: (text: string) => string
  dim: (text: string) => string
}

export function paint(hasColours: boolean): Paint {
  const of = (on: number, off: number) => (text: string) => (hasColours && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text)
  return { red: of(31, 39), green: of(32, 39), yellow: of(33, 39), bold: of(1, 22), dim: of(2, 22) }
}
