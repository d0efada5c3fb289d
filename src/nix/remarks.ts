import { andOthers, onOneLine } from '../parse/input-error.ts'

interface Kind {
  targets: Set<string>
  what: Set<string>
}

/** How many names one remark has. */
const SOME = 8

/** Collects what is told once for all targets that it holds for. */
export class Remarks {
  private readonly kinds = new Map<string, Kind>()

  /** A remark of one kind: `{targets}` in it becomes the names of all targets it was made of, `{what}` all that it was about. */
  add(target: string, remark: string, what: readonly string[] = []): void {
    const kind = this.kinds.get(remark) ?? { targets: new Set(), what: new Set() }
    this.kinds.set(remark, kind)
    kind.targets.add(target)
    for (const word of what) kind.what.add(word)
  }

  /** Each once, in the order in which they were first made. */
  told(): string[] {
    return [...this.kinds].map(([remark, { targets, what }]) =>
      remark.replaceAll(/\{(targets|what)\}/g, (_, of) => some([...(of === 'targets' ? targets : what)])),
    )
  }
}

/** The names, or the first of them and how many there are more. */
export function some(names: readonly string[]): string {
  const shown = names.map((name) => onOneLine(name.length > 40 ? `${name.slice(0, 40)}…` : name))
  return andOthers(shown, SOME)
}
